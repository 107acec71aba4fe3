"""What sales tell of products, their names and categories: given to those that have none; what somebody has given
stays."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected, bulk_insert
from app.models import CategoryTerms, Product
from services.catalogue import product_service, terms
from services.sales.staged_tables import chosen_words, given_words, staged

NAME, CATEGORY = "name", "category"
KEPT_AS = {NAME: "names", CATEGORY: "categories"}
# The id of a product, and the name or category it was given.
Given = tuple[int, str]


def choose(session: Session, field: str) -> None:
    """Note of what rows staged for a product tell the most frequent, the first of several."""
    said = staged.c[field]
    is_said = said.is_not(None), staged.c.quantity.is_not(None), said != staged.c.sku
    counts = sa.select(staged.c.sku, said.label("said"), sa.func.count().label("rows"), _first_line())
    counted = counts.where(*is_said).group_by(staged.c.sku, said).subquery()
    best_first = counted.c.rows.desc(), counted.c.line, counted.c.said
    place = sa.func.row_number().over(partition_by=counted.c.sku, order_by=best_first).label("place")
    ranked = sa.select(counted.c.sku, counted.c.said, place).subquery()
    chosen = sa.select(sa.literal(field), ranked.c.sku, ranked.c.said).where(ranked.c.place == 1)
    session.execute(chosen_words.insert().from_select(["field", "sku", "said"], chosen))


def give(session: Session, field: str) -> Sequence[Given]:
    """Have products without it be called what was chosen, and say which."""
    column = _column(field)
    without = sa.select(sa.literal(field), Product.id, chosen_words.c.said).join(
        chosen_words, sa.and_(chosen_words.c.sku == Product.sku, chosen_words.c.field == field)
    )
    session.execute(given_words.insert().from_select(["field", "product_id", "said"], without.where(column == "")))
    said = _given(field, given_words.c.said).where(given_words.c.product_id == Product.id).scalar_subquery()
    is_given = Product.id.in_(_given(field, given_words.c.product_id)), column == ""
    _update(session, sa.update(Product).where(*is_given).values({field: said}))
    query = _given(field, given_words.c.product_id, given_words.c.said).order_by(given_words.c.product_id)
    given = [(product_id, words) for product_id, words in session.execute(query)]
    if field == CATEGORY:
        _settle(session, given)
    return given


def kept(given: Mapping[str, Sequence[Given]], created: Sequence[int]) -> dict[str, list[Given]]:
    """What products were given that were there before, as it is kept for taking an import back: new ones go then."""
    new = set(created)
    return {KEPT_AS[field]: [one for one in own if one[0] not in new] for field, own in given.items()}


def take_back(session: Session, field: str, given: Collection[Sequence[int | str]]) -> int:
    """Products that still are called so are without it again. Returns how many."""
    rows = [(field, product_id, said) for product_id, said in given]
    bulk_insert.insert(session, given_words.name, ("field", "product_id", "said"), rows)
    as_given = given_words.c.product_id == Product.id, given_words.c.said == _column(field)
    is_given = sa.exists().where(given_words.c.field == field, *as_given)
    taken = _update(session, sa.update(Product).where(is_given).values({field: ""}))
    if field == CATEGORY:
        _settle(session, [(int(product_id), str(said)) for product_id, said in given])
    return taken


def _first_line() -> sa.Label[int]:
    return sa.func.min(staged.c.line).label("line")


def _column(field: str) -> sa.ColumnElement[str]:
    column: sa.ColumnElement[str] = sa.inspect(Product).columns[field]
    return column


def _given(field: str, *columns: Any) -> sa.Select[Any]:
    return sa.select(*columns).where(given_words.c.field == field)


def _settle(session: Session, given: Sequence[Given]) -> None:
    """Have them inherit the terms of their category, where it has any."""
    with_terms = set(session.scalars(sa.select(CategoryTerms.name)))
    ids = [product_id for product_id, category in given if category in with_terms]
    if ids:
        terms.settle(session, product_service.held(session, ids))


def _update(session: Session, update: sa.Update) -> int:
    # What came with sales goes with them: for whoever takes an import back, the product is as untouched as before.
    return affected(session, update.execution_options(synchronize_session=False))
