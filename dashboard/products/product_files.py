"""The assortment as a file: any number of products, sent as they are read."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, Response, request

from dashboard.kit import downloads
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from services.access.locations import Concern
from services.views import assortment
from services.views.assortment import AssortmentQuery, AssortmentRow

FOLDER = "product-files"
PATH = f"{FOLDER}/products"
COLUMNS = (
    "sku",
    "name",
    "category",
    "supplier",
    "on_hand",
    "days_of_cover",
    "order_quantity",
    "money_at_risk",
    "sold_28_days",
    "expected_14_days",
    "model",
    "wape",
)

files = Blueprint("product_files", __name__, url_prefix=PREFIX + FOLDER, template_folder="templates")


@files.get("/products.csv")
@files.get("/products.xlsx")
@partial(guarded, concern=Concern.OWN)
def products() -> Response:
    """The products that ?q=, ?category= and ?supplier= leave, most money at risk first."""
    rows = assortment.all_rows(narrowed(request.args))
    return downloads.table(COLUMNS, (_cells(row) for row in rows))


def narrowed(query: Mapping[str, str]) -> AssortmentQuery:
    """What an address leaves of the products."""
    return AssortmentQuery(**{name: query[name] for name in ("q", "category", "supplier") if query.get(name)})


def _cells(row: AssortmentRow) -> tuple[object, ...]:
    product = row.product
    expected = round(sum(row.expected), 2) if row.expected else None
    # As exactly as the API says them.
    cover, risk, wape = _rounded(row.days_of_cover, 1), _rounded(row.money_at_risk, 2), _rounded(row.wape, 4)
    figures = (cover, row.quantity, risk, sum(row.sold), expected, row.method, wape)
    return (product.sku, product.name, product.category, product.supplier, product.on_hand, *figures)


def _rounded(figure: float | None, digits: int) -> float | None:
    return None if figure is None else round(figure, digits)
