from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel

from routes import answers, schemas
from services.replenishment import transfer_service
from services.replenishment.transfer_record import TransferItem

transfer_bp = APIBlueprint("transfers", __name__, url_prefix="/transfers", abp_tags=[Tag(name="Stock and orders")])


class TransferPage(BaseModel):
    items: list[TransferItem]
    next_cursor: str | None


@transfer_bp.get(
    "",
    summary="What to carry from shop to shop before ordering, most money first",
    responses={200: TransferPage},
)
def list_transfers(query: schemas.ListQuery) -> Response:
    return answers.listing(transfer_service.list_transfers(query.limit, query.cursor), TransferItem.of)
