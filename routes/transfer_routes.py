from typing import Any

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from services.replenishment import transfer_service
from services.replenishment.transfer_service import Place, Transfer

transfer_bp = APIBlueprint("transfers", __name__, url_prefix="/transfers", abp_tags=[Tag(name="Stock and orders")])


class PlaceItem(BaseModel):
    product_sku: str
    location: str
    on_hand: float
    needed: float = Field(description="Units needed until the order after the next arrives.")
    stock_out_date: str | None


class TransferItem(BaseModel):
    item: str
    name: str
    quantity: int
    source: PlaceItem
    target: PlaceItem
    money_at_risk: float = Field(description="What these units save.")
    reason: str


class SuggestedTransfer(BaseModel):
    product_sku: str = Field(description="The same item in the place that can give.")
    location: str
    quantity: int = Field(description="Units to move before ordering.")
    spare: int = Field(description="Units it has more than it needs.")
    left_to_order: int = Field(description="What is still missing after that, before packs and minimums.")


class TransferPage(BaseModel):
    items: list[TransferItem]
    next_cursor: str | None


@transfer_bp.get(
    "",
    summary="What to carry from shop to shop before ordering, most money first",
    responses={200: TransferPage},
)
def list_transfers(query: schemas.ListQuery) -> Response:
    return answers.listing(transfer_service.list_transfers(query.limit, query.cursor), _transfer_json)


def _transfer_json(transfer: Transfer) -> dict[str, Any]:
    return {
        "item": transfer.item,
        "name": transfer.target.product_name,
        "quantity": transfer.quantity,
        "source": _place_json(transfer.source),
        "target": _place_json(transfer.target),
        "money_at_risk": round(transfer.money_at_risk, 2),
        "reason": transfer.reason,
    }


def _place_json(place: Place) -> dict[str, Any]:
    runs_out = place.stock_out_date
    return {
        "product_sku": place.sku,
        "location": place.name,
        "on_hand": place.on_hand,
        "needed": round(place.needed, 2),
        "stock_out_date": runs_out.isoformat() if runs_out else None,
    }
