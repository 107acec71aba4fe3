"""What making two products one has changed, and the way back for as long as nothing rests on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import (
    Event,
    FormerCode,
    ImportRecord,
    Override,
    Product,
    ProductSupplier,
    PurchaseOrder,
    Sale,
    SalePart,
    StockLevel,
)
from services.catalogue import former_codes, product_service
from services.journal import imported
from services.replenishment.renewal.advice_refresh import Change
from services.sales import changed_products
from services.stock import level_journal
from services.stock.level_journal import Seen
from utils import clock
from utils.language import _

KIND = "merges"
# Days of these add up, and go with the product that goes; what is learnt of it is learnt again.
SALES = (Sale, SalePart)
OWN = (*SALES, StockLevel, ProductSupplier)
MOVED = (PurchaseOrder, Event, Override)
# In which other products name it.
NAMES = ("replaces", "like", "components")

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Before:
    """How both were, and who named the one that goes; to be looked at before anything is changed."""

    product: dict[str, Any]
    rows: Rows
    kept: Rows
    moved: dict[str, list[int]]
    codes: list[str]
    names: dict[int, dict[str, Any]]
    stock: Seen
    on_order: float


def look(session: Session, old: Product, kept: Product) -> Before:
    """Both are held."""
    return Before(
        product=_plain(Product, old),
        rows=_rows(session, OWN, old.id),
        kept=_rows(session, SALES, kept.id),
        moved={model.__tablename__: _ids(session, model.product_id, old.id) for model in MOVED}
        | {"given": _ids(session, PurchaseOrder.source_id, old.id)},
        codes=list(session.scalars(sa.select(FormerCode.sku).where(FormerCode.product_id == old.id))),
        names=_names(session),
        stock=level_journal.look(session, [kept.id], clock.today()),
        on_order=kept.on_order,
    )


def changed(session: Session, before: Before, kept: Product) -> dict[str, Any]:
    """What is to be kept of the merge, as plain values of JSON."""
    session.flush()
    after = _rows(session, SALES, kept.id)
    return {
        "product": before.product,
        "kept_id": kept.id,
        "rows": before.rows,
        "sales": {table: _difference(own, after[table]) for table, own in before.kept.items()},
        "moved": before.moved,
        "codes": before.codes,
        "names": _named_anew(session, before.names),
        "stock": level_journal.changed(before.stock, level_journal.look(session, [kept.id], clock.today())),
        "on_order": [before.on_order, kept.on_order],
    }


def undo(made: Change, record: ImportRecord) -> dict[str, int]:
    """Have two products again, as they were. What came since under either code stays with the one that stayed.

    Raises Conflict where something rests on the merge.
    """
    session, before = made.session, imported.before(made.session, record)
    found = product_service.held(session, [before["kept_id"]])
    imported.refuse(_rests(session, found, before))
    (kept,) = found
    former_codes.forget(session, before["product"]["sku"])
    product_id = _created(session, before["product"])
    level_journal.put_back(session, before["stock"])
    kept.on_order -= before["on_order"][1] - before["on_order"][0]
    for model in SALES:
        was, now = before["sales"][model.__tablename__]
        _remove(session, model, now, kept.id)
        _add(session, model, was, kept.id)
    for own in OWN:
        _add(session, own, before["rows"][own.__tablename__], product_id)
    _move_back(session, before, kept.id, product_id)
    made.touches([product_id, kept.id])
    changed_products.note_products(session, [product_id, kept.id])
    return {"restored": 1, "kept": 0, "products_removed": 0}


def _rests(session: Session, found: Sequence[Product], before: dict[str, Any]) -> list[str]:
    """What has come to rest on it since, in words."""
    if not found:
        return [_("the product that stayed is gone")]
    kept, sku = found[0], before["product"]["sku"]
    reasons = []
    if session.scalar(sa.select(Product.id).where(Product.sku == sku)):
        reasons.append(_("there is another product {sku} now", sku=sku))
    for table, rows in _rows(session, SALES, kept.id).items():
        again = [own["day"] for own in before["sales"][table][1] if own not in rows]
        reasons += [_("the sales of {sku} on {day} were told again", sku=kept.sku, day=day) for day in again]
    for product_id, _was, after in before["names"]:
        own = session.get(Product, product_id)
        if own is not None and _plain_names(own) != after:
            reasons.append(_("what {sku} replaces, is like or is put together of was changed", sku=own.sku))
    return reasons + level_journal.rests(session, before["stock"])


def _move_back(session: Session, before: dict[str, Any], kept_id: int, product_id: int) -> None:
    """Orders, events and figures of planners that are still there; its former codes, and those who named it."""
    for model in MOVED:
        own = sa.and_(among(model.id, before["moved"][model.__tablename__]), model.product_id == kept_id)
        session.execute(sa.update(model).where(own).values(product_id=product_id))
    given = sa.update(PurchaseOrder).where(among(PurchaseOrder.id, before["moved"]["given"]))
    session.execute(given.values(source_id=product_id))
    codes = sa.update(FormerCode).where(FormerCode.sku.in_(before["codes"]), FormerCode.product_id == kept_id)
    session.execute(codes.values(product_id=product_id))
    for other_id, was, _now in before["names"]:
        if other := session.get(Product, other_id):
            for name, value in was.items():
                setattr(other, name, value)


def _rows(session: Session, models: Iterable[Any], product_id: int) -> Rows:
    """By table, all rows of a product, without its id."""
    found = {}
    for model in models:
        rows = session.scalars(sa.select(model).where(model.product_id == product_id))
        found[model.__tablename__] = [_without_product(_plain(model, row)) for row in rows]
    return found


def _difference(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows that were there only before, and those that are there only after."""
    return [[own for own in before if own not in after], [own for own in after if own not in before]]


def _created(session: Session, row: dict[str, Any]) -> int:
    """The product, under its id of before: what was noted of it meanwhile, as by steps of orders, is by that. Where
    another one has that id by now, under a new one."""
    own = _typed(Product, row)
    if "id" in own and session.get(Product, own["id"]) is not None:
        del own["id"]
    # Into the table itself: a model would take None for "as usual".
    table = Product.__table__
    return session.execute(sa.insert(table).values(**own).returning(table.c.id)).scalar_one()


def _add(session: Session, model: Any, rows: list[dict[str, Any]], product_id: int) -> None:
    if rows:
        typed = [_typed(model, row) | {"product_id": product_id} for row in rows]
        session.execute(sa.insert(model.__table__), typed)


def _remove(session: Session, model: Any, rows: list[dict[str, Any]], product_id: int) -> None:
    for row in rows:
        typed = _typed(model, row) | {"product_id": product_id}
        own = (column == typed[column.key] for column in sa.inspect(model).primary_key)
        session.execute(sa.delete(model).where(*own))


def _names(session: Session) -> dict[int, dict[str, Any]]:
    """How products name others, by id."""
    names_another = sa.or_(Product.replaces != "", Product.like.is_not(None), Product.components.is_not(None))
    return {own.id: _plain_names(own) for own in session.scalars(sa.select(Product).where(names_another))}


def _named_anew(session: Session, before: Mapping[int, dict[str, Any]]) -> list[list[Any]]:
    """Those that name another one now: id, before and after."""
    there = {own: _plain_names(product) for own in before if (product := session.get(Product, own))}
    return [[own, before[own], now] for own, now in there.items() if now != before[own]]


def _plain_names(product: Product) -> dict[str, Any]:
    return {name: getattr(product, name) for name in NAMES}


def _ids(session: Session, column: Any, product_id: int) -> list[int]:
    return list(session.scalars(sa.select(column.class_.id).where(column == product_id)))


def _plain(model: Any, row: Any) -> dict[str, Any]:
    """A row as plain values of JSON."""
    values = {column.key: getattr(row, column.key) for column in sa.inspect(model).column_attrs}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }


def _without_product(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "product_id"}


def _typed(model: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """The same as its table takes it."""
    types = {column.key: column.columns[0].type for column in sa.inspect(model).column_attrs}
    # Of a type of our own, that of the one it is made of.
    kinds = {name: getattr(own, "impl_instance", own).python_type for name, own in types.items()}
    return {name: _value(kinds[name], value) for name, value in row.items()}


def _value(kind: type, value: Any) -> Any:
    if isinstance(value, str) and kind in (date, datetime):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal and value is not None else value
