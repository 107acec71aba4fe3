"""What products are called in sales: given to those that have no name; one that somebody has given stays."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected, bulk_insert
from app.models import Product
from services.sales.staged_tables import chosen_names, given_names, staged

# The id of a product, and the name it was given.
Given = tuple[int, str]


def choose(session: Session) -> None:
    """Note of the names that rows staged for a product tell the most frequent, the first of several."""
    is_name = staged.c.name.is_not(None), staged.c.quantity.is_not(None), staged.c.name != staged.c.sku
    counts = sa.select(
        staged.c.sku, staged.c.name, sa.func.count().label("rows"), sa.func.min(staged.c.line).label("line")
    )
    counted = counts.where(*is_name).group_by(staged.c.sku, staged.c.name).subquery()
    best_first = counted.c.rows.desc(), counted.c.line, counted.c.name
    place = sa.func.row_number().over(partition_by=counted.c.sku, order_by=best_first).label("place")
    ranked = sa.select(counted.c.sku, counted.c.name, place).subquery()
    chosen = sa.select(ranked.c.sku, ranked.c.name).where(ranked.c.place == 1)
    session.execute(chosen_names.insert().from_select(["sku", "name"], chosen))


def give(session: Session) -> Sequence[Given]:
    """Call products that have no name what was chosen, and say which."""
    nameless = sa.select(Product.id, chosen_names.c.name).join(chosen_names, chosen_names.c.sku == Product.sku)
    session.execute(given_names.insert().from_select(["product_id", "name"], nameless.where(Product.name == "")))
    own = sa.select(given_names.c.name).where(given_names.c.product_id == Product.id).scalar_subquery()
    is_given = Product.id.in_(sa.select(given_names.c.product_id)), Product.name == ""
    _update(session, sa.update(Product).where(*is_given).values(name=own))
    given = sa.select(given_names.c.product_id, given_names.c.name).order_by(given_names.c.product_id)
    return [(product_id, name) for product_id, name in session.execute(given)]


def beyond(given: Sequence[Given], created: Sequence[int]) -> list[Given]:
    """Those given to products that were there before: new ones go with their names where an import is taken back."""
    new = set(created)
    return [(product_id, name) for product_id, name in given if product_id not in new]


def take_back(session: Session, given: Collection[Sequence[int | str]]) -> int:
    """Products that still are called so are without a name again. Returns how many."""
    bulk_insert.insert(session, given_names.name, ("product_id", "name"), [tuple(one) for one in given])
    as_given = given_names.c.product_id == Product.id, given_names.c.name == Product.name
    return _update(session, sa.update(Product).where(sa.exists().where(*as_given)).values(name=""))


def _update(session: Session, update: sa.Update) -> int:
    # What came with sales goes with them: for whoever takes an import back, the product is as untouched as before.
    return affected(session, update.execution_options(synchronize_session=False))
