import datetime

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from services.days import Day
from services.forecasts import event_effects
from services.planning import event_preview, event_service
from services.planning.event_fields import EventFields, Kind, NewEvent
from services.planning.event_service import EventFilter
from services.records import Instant, Record, Tenths, Units, fields_of

event_bp = APIBlueprint("events", __name__, url_prefix="/events", abp_tags=[Tag(name="Planning")])
product_event_bp = APIBlueprint("product_events", __name__, url_prefix="/products", abp_tags=[Tag(name="Planning")])


class EventPath(BaseModel):
    event_id: int = Field(ge=1, le=schemas.LARGEST, description="`id` of the event.")


class EventQuery(schemas.ListQuery):
    kind: Kind | None = Field(None, description="Only these.")
    product_sku: str | None = Field(None, max_length=64, description="All that concern this product.")
    first: Day | None = Field(None, alias="from", description="That last until this day or longer.")
    last: Day | None = Field(None, alias="to", description="That begin on this day or earlier.")


class EventItem(Record):
    model_config = fields_of("event")

    id: int
    kind: str
    name: str
    starts_on: datetime.date | None = Field(description="null: since ever, for a country's holidays.")
    ends_on: datetime.date | None = Field(description="null: for ever, for a country's holidays.")
    product_sku: str | None = Field(validation_alias="product_sku")
    category: str | None
    location: str | None
    price: float | None
    country: str | None
    region: str | None
    author: str
    created_at: Instant
    updated_at: Instant


class EventPage(BaseModel):
    items: list[EventItem]
    next_cursor: str | None


class Effect(BaseModel):
    kind: str
    factor: float = Field(description="On sales; of a price: where it is 10 % higher.")
    days: int = Field(description="Past days it was learnt from.")
    text: str = Field(examples=["promotion: +38 %, from 24 past days"])


class EventPreview(Record):
    products: int = Field(description="It concerns.")
    days: int = Field(description="Of it, from today on, as far as forecasts reach.")
    usual: Units = Field(description="Units on these days as forecast without it.")
    expected: Units = Field(description="Units with it.")
    more_units: Units
    change: Tenths | None = Field(description="In percent of `usual`; null: nobody has seen the like.")
    learnt: int = Field(description="Products that have been through the like; the others take the median of these.")
    without_forecast: int = Field(description="Products that nothing is forecast for; not counted.")


class ProductEvents(EventPage):
    effects: list[Effect] = Field(description="What the training has learnt from past ones.")


@event_bp.get("", summary="What is known ahead, the latest first", responses={200: EventPage})
@of_products
def list_events(query: EventQuery) -> Response:
    filters = EventFilter(query.kind, query.product_sku, query.first, query.last)
    return answers.listing(event_service.list_events(filters, query.limit, query.cursor), EventItem.of)


@event_bp.post("", summary="Announce a promotion, price, closure or holiday", responses={201: EventItem})
@requires("planner")
def create_event(body: NewEvent) -> Response:
    known = event_service.create(body, current_user().username, current_user())
    return answers.created(EventItem.of(known), url_for("events.get_event", event_id=known.event.id))


@event_bp.post("/preview", summary="What an event would do; nothing is stored", responses={200: EventPreview})
@of_products
def preview_event(body: NewEvent) -> Response:
    """What training has learnt of past ones of the kind, laid over the forecasts as they stand. Days on which the
    like is announced already count as they are."""
    return jsonify(EventPreview.of(event_preview.preview(body)))


@event_bp.get("/<int:event_id>", summary="One event", responses={200: EventItem})
@of_products
def get_event(path: EventPath) -> Response:
    return jsonify(EventItem.of(event_service.get(path.event_id)))


@event_bp.patch(
    "/<int:event_id>", summary="Change an event; what is left out stays as it is", responses={200: EventItem}
)
@requires("planner")
def change_event(path: EventPath, body: EventFields) -> Response:
    return jsonify(EventItem.of(event_service.change(path.event_id, body, current_user())))


@event_bp.delete("/<int:event_id>", summary="Take an event back", responses={204: None})
@requires("planner")
def delete_event(path: EventPath) -> tuple[str, int]:
    event_service.delete(path.event_id, current_user())
    return "", 204


@product_event_bp.get(
    "/<sku:sku>/events", summary="What concerns a product, and what such events did", responses={200: ProductEvents}
)
@of_products
def list_product_events(path: schemas.SkuPath, query: schemas.ListQuery) -> Response:
    page = event_service.list_events(EventFilter(product_sku=path.sku), query.limit, query.cursor)
    return answers.listing(page, EventItem.of, effects=event_effects.learned(path.sku))
