"""Sales by warehouse in a shop that has recorded them without: they go on adding up until somebody asks for places."""

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, Sale
from services.files.fields import Overrules
from services.files.headings.headings import RANKS
from services.files.reading import Reading
from services.files.uploads import Rejection
from utils.language import _

STORE = "store"
# So many rows tell which products the shop has.
LOOKED_AT = 500


def together(sales: Reading, said: Overrules, again: Callable[[Overrules], Reading]) -> Reading:
    """The same sales, or added up where the shop has recorded them without their warehouses; then it is noted.

    again -- reads the file by other overrules
    """
    heading = _heading(sales)
    if not heading or STORE in dict(said.mapping) or not _are_recorded_without(sales):
        return sales
    added_up = again(replace(said, mapping=(*said.mapping, (STORE, ""))))
    added_up.note(
        _(
            "Sales by '{heading}' add up: these products have sales without it. With '{heading}' as the column of"
            " stores each becomes a product of its own.",
            heading=heading,
        )
    )
    return added_up


def _heading(sales: Reading) -> str:
    """What the warehouses are called that are taken for stores, "" where there are none."""
    head, place = sales.head, sales.understood.positions.get(STORE, -1)
    is_one = 0 <= place < len(head.keys) and not sales.profile and RANKS["place"].named(head.keys[place]) is not None
    return head.headings[place] if is_one else ""


def _are_recorded_without(sales: Reading) -> bool:
    """Whether most of the first products have sales, and none of them has any by place."""
    code = sales.columns.index("product_sku")
    placed = {str(row[code]) for row in sales.first(LOOKED_AT) if not isinstance(row, Rejection)}
    codes = {one.rpartition("@")[0] for one in placed} - {""}
    has_sales = sa.exists().where(Sale.product_id == Product.id)
    with snapshot() as session:
        query = sa.select(Product.sku).where(Product.sku.in_(sorted(placed | codes)), has_sales)
        known = set(session.scalars(query))
    return not known & placed and 2 * len(known & codes) > len(codes)
