import datetime
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple, Self

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import AliasPath, BaseModel, Field, model_validator

from routes import answers, schemas, table_answers
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.bodies import takes_files
from routes.description import also_answers
from routes.files import file_body, sent_file
from routes.table_answers import TableQuery
from services.catalogue import product_service, terms
from services.catalogue.product_fields import NewProduct, Sku
from services.catalogue.product_service import Product, ProductFilter
from services.catalogue.term_fields import ProductChange
from services.days import Day
from services.planning import bulk_changes, catalogue_service, own_changes, product_files
from services.planning.bulk_changes import Chosen
from services.records import Instant, Record, as_shown, fields_of
from services.replenishment.kits import kit_stock
from services.replenishment.supply import stock_now
from services.replenishment.supply.stock_now import OnHand
from services.sales import sales_service
from services.sales.day_history import HistoryQuery
from services.stock import stock_history

product_bp = APIBlueprint("products", __name__, url_prefix="/products", abp_tags=[Tag(name="Products and sales")])

EXAMPLE = "sku,name,supplier,lead_time_days,pack_size\nBRD-001,Wholemeal bread,Mill & Sons,3,12\n"
Sort = Literal["sku", "name", "category", "updated", "-sku", "-name", "-category", "-updated"]


class ProductQuery(schemas.ListQuery, TableQuery):
    q: str | None = Field(None, max_length=200, description="Part of a code or name, in any case.")
    category: str | None = Field(None, max_length=100, description="Exactly this category.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")
    sort: Sort = Field("sku", description="`-` before it reverses the order.")


class HistoryParameters(schemas.ListQuery):
    first: Day | None = Field(None, alias="from", description="First day.")
    last: Day | None = Field(None, alias="to", description="Last day.")


class ProductItem(as_shown(NewProduct)):  # type: ignore[misc]
    model_config = fields_of("product")

    on_hand: float | None = Field(description="As last counted, and what came in since; null: unknown.")
    on_hand_today: float | None = Field(
        validation_alias=AliasPath("stock", "units"),
        description="The last count, carried forward by sales, returns and receipts.",
    )
    counted_on: datetime.date | None = Field(
        validation_alias=AliasPath("stock", "counted_on"), description="The day at whose end it was last counted."
    )
    available: float | None = Field(
        validation_alias="available",
        description="How many can be sold now: what is on hand today, and of a kit also what its parts are enough for; "
        "null: unknown.",
    )
    sales_span_days: int | None = Field(
        validation_alias="sales_span_days",
        description="What the newest sales are: 1, of days; 7, totals of weeks; null: there are none.",
    )
    terms_from: dict[str, str] = Field(
        validation_alias="terms_from",
        description="Where each term comes from: `product`, its `supplier`, its `category`, or `default`.",
    )
    abc_class: str | None = Field(description="By turnover of the year ahead, worked out every night: A, B or C.")
    xyz_class: str | None = Field(description="By how steady its demand is: X, Y or Z.")
    created_at: Instant
    updated_at: Instant


class _Described(NamedTuple):
    product: Product
    terms_from: dict[str, str]
    stock: OnHand
    available: float | None
    sales_span_days: int | None


class ProductPage(BaseModel):
    items: list[ProductItem]
    next_cursor: str | None


class ProductFileCounts(schemas.AdviceFollows, schemas.FileReport):
    inserted: int
    updated: int
    unchanged: int


class BulkFilter(schemas.Body):
    q: str | None = Field(None, min_length=1, max_length=200, description="Part of a code or name, in any case.")
    category: str | None = Field(None, max_length=100, description="Exactly this category.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")


class BulkChange(schemas.Body):
    product_skus: list[Sku] | None = Field(None, min_length=1, max_length=10_000)
    filter: BulkFilter | None = Field(None, description="In place of `product_skus`; at least one of its fields.")
    change: ProductChange = Field(description="The fields to set.")
    dry_run: bool = Field(False, description="Say what would change, and change nothing.")

    @model_validator(mode="after")
    def _says_which_and_what(self) -> Self:
        if (self.product_skus is None) == (self.filter is None):
            raise ValueError("say which products: either product_skus or filter")
        if self.filter is not None and not self.filter.model_dump(exclude_none=True):
            raise ValueError("a filter needs q, category or supplier")
        if not self.change.model_fields_set:
            raise ValueError("change names no field")
        return self


class BulkCounts(schemas.AdviceFollows):
    chosen: int
    changed: int = Field(description="Of the chosen products, those of which not all was so already.")
    examples: list[str] = Field(description="Codes of the first 10 that change.")
    dry_run: bool
    task_id: str | None = Field(
        description="By which `POST /imports/<task_id>/undo` takes it back; null: nothing was changed."
    )


class SaleItem(Record):
    date: datetime.date = Field(validation_alias="day")
    quantity: float = Field(description="Units sold, less what came back.")
    in_stock: bool = Field(description="false: it could not be bought all day long.")
    price: float | None = Field(description="Price of one unit that day; null: not known.")
    promo: bool = Field(description="It was on promotion.")
    returned: float = Field(description="Units that came back beyond what was sold; they undo sales of days before.")
    span_days: int = Field(
        validation_alias="span", description="Days of the total that this is a share of; 1: the day's own figure."
    )


class SalePage(BaseModel):
    items: list[SaleItem]
    next_cursor: str | None


class LevelItem(Record):
    date: datetime.date = Field(validation_alias="day")
    on_hand: float = Field(description="Units in stock.")


class LevelPage(BaseModel):
    items: list[LevelItem]
    next_cursor: str | None


@product_bp.get("", summary="The catalogue", responses={200: ProductPage})
@also_answers(*table_answers.FILES)
@of_products
def list_products(query: ProductQuery) -> Response:
    """JSON, page by page; or all of them as a file, CSV or XLSX, that `POST /products/import` takes back."""
    filters = ProductFilter(query.q, query.category, query.supplier, query.sort)
    if file := query.file:
        return table_answers.table(file, "products", product_files.COLUMNS, product_files.rows(filters))
    page = product_service.list_products(filters, query.limit, query.cursor)
    describe = described(page.items)
    return answers.listing(page, describe)


@product_bp.post("", summary="Add a product", responses={201: ProductItem})
@requires("planner")
def create_product(body: NewProduct) -> Response:
    product = catalogue_service.create_product(body)
    return answers.created(described([product])(product), url_for("products.get_product", sku=product.sku))


@product_bp.patch("", summary="Change many products, all or none", responses={200: BulkCounts})
@requires("planner")
def change_products(body: BulkChange) -> Response:
    filters = ProductFilter(**body.filter.model_dump()) if body.filter else ProductFilter()
    chosen = Chosen(body.product_skus, filters)
    return jsonify(bulk_changes.change_products(chosen, body.change, body.dry_run, current_user()))


@product_bp.post(
    "/import",
    summary="Change and add products by a file of at most 100,000 rows: CSV or XLSX, plain, gzip or alone in a zip",
    responses={200: ProductFileCounts},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_products(query: schemas.TriedFirst) -> Response:
    """What `GET /products?format=csv` gives, or any part of its columns; an empty cell leaves what is there."""
    return jsonify(product_files.import_products(sent_file(), current_user(), query.asked))


@product_bp.get("/<sku:sku>", summary="One product", responses={200: ProductItem})
@of_products
def get_product(path: schemas.SkuPath) -> Response:
    product = product_service.get_product(path.sku)
    return jsonify(described([product])(product))


@product_bp.patch(
    "/<sku:sku>", summary="Change a product; what is left out stays as it is", responses={200: ProductItem}
)
@requires("planner")
@of_products
def update_product(path: schemas.SkuPath, body: ProductChange) -> Response:
    with own_changes.of_fields(path.sku, body):
        product = catalogue_service.update_product(path.sku, body, actor=current_user())
    return jsonify(described([product])(product))


@product_bp.delete("/<sku:sku>", summary="Delete a product with all its history", responses={204: None})
@requires("planner")
def delete_product(path: schemas.SkuPath) -> tuple[str, int]:
    catalogue_service.delete_product(path.sku)
    return "", 204


@product_bp.get("/<sku:sku>/sales", summary="What was sold, oldest day first", responses={200: SalePage})
@of_products
def list_sales(path: schemas.SkuPath, query: HistoryParameters) -> Response:
    page = sales_service.history(HistoryQuery(path.sku, query.first, query.last), query.limit, query.cursor)
    return answers.listing(page, SaleItem.of)


@product_bp.get("/<sku:sku>/stock", summary="What was on hand, oldest day first", responses={200: LevelPage})
@of_products
def list_stock_levels(path: schemas.SkuPath, query: HistoryParameters) -> Response:
    page = stock_history.history(HistoryQuery(path.sku, query.first, query.last), query.limit, query.cursor)
    return answers.listing(page, LevelItem.of)


def described(products: Sequence[Product]) -> Callable[[Product], dict[str, Any]]:
    """How one of these is answered: what it is, with its stock today and of which span its sales are."""
    on_hand, spans, terms_from = stock_now.of(products), sales_service.newest_spans(products), terms.sources(products)
    available = kit_stock.available(products, on_hand)

    def describe(own: Product) -> dict[str, Any]:
        figures = terms_from[own.id], on_hand[own.id], available[own.id], spans.get(own.id)
        return ProductItem.of(_Described(own, *figures))

    return describe
