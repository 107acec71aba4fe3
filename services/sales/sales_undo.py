"""An import of sales taken back: as if it had never been."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected, bulk_insert
from app.db.expressions import among
from app.models import Event, ImportRecord, Override, Product, PurchaseOrder, Sale, StockLevel
from services.sales import import_journal, product_names, sales_writer, staged_tables
from services.sales.import_journal import Block
from services.sales.staged_tables import VALUES, incoming, restored

_COLUMNS = ("product_id", "day", *VALUES, "left_quantity")


def undo(session: Session, record: ImportRecord) -> dict[str, int]:
    """Put back what was there before this import on the days that its source has not told of since.

    Where a later import has, its figures stay, and to undo that one then puts back what was there before both.
    Products that it gave a name are without one again, unless somebody has changed it.
    Returns restored and kept (days of products), and products_removed.
    """
    sales_writer.lock(session)
    staged_tables.create(session)
    later, days = _later(session, record), 0
    for block in import_journal.blocks(session, record):
        days += len(block.keys())
        _stage(session, block, _still_last(session, block, later, record.details["products"]))
    source_id = record.details["source_id"]
    sales_writer.compare(session, sa.select(restored).subquery(), source_id)
    as_left = session.scalar(sa.select(sa.func.count()).select_from(incoming)) or 0
    counts = sales_writer.write(session, source_id)
    restored_days = sum(counts[kind] for kind in ("inserted", "updated", "removed"))
    for field, kept in product_names.KEPT_AS.items():
        product_names.take_back(session, field, record.details.get(kept, []))
    removed = _remove_unused(session, record.details["products"])
    return {"restored": restored_days, "kept": days - as_left, "products_removed": removed}


def _later(session: Session, record: ImportRecord) -> Sequence[ImportRecord]:
    """The imports of this source that came after and hold."""
    query = sa.select(ImportRecord).where(
        ImportRecord.kind == record.kind, ImportRecord.id > record.id, ImportRecord.undone_at.is_(None)
    )
    others = session.scalars(query.order_by(ImportRecord.id)).all()
    return [other for other in others if other.details["source_id"] == record.details["source_id"]]


def _still_last(session: Session, block: Block, later: Sequence[ImportRecord], made: Sequence[int]) -> np.ndarray:
    """The rows of a block that no later import has told of.

    Of the others the next one inherits what was before, and with it the products that were made for them.
    """
    keys = block.keys()
    last = np.ones(len(keys), dtype=bool)
    ids = block.columns["product_id"]
    for record in later:
        for other in import_journal.blocks(session, record, int(ids[0]), int(ids[-1])):
            _, own, theirs = np.intersect1d(keys, other.keys(), assume_unique=True, return_indices=True)
            heirs = last[own]
            own, theirs = own[heirs], theirs[heirs]
            if len(own):
                other.with_before(theirs, block.before(own))
                import_journal.replace(session, record, other)
                inherited = {*record.details["products"], *np.intersect1d(made, ids[own]).tolist()}
                record.details = record.details | {"products": sorted(inherited)}
                last[own] = False
    return np.flatnonzero(last)


def _stage(session: Session, block: Block, rows: np.ndarray) -> None:
    """Note how these days are to be again, and how they were left."""
    days = {name: values[rows] for name, values in block.columns.items()}
    days["day"] = days["day"].astype(str)
    names = ("product_id", "day", *(f"known_{name}" for name in VALUES), "quantity")
    columns = [_plain(days[name]) for name in names]
    bulk_insert.insert(session, restored.name, _COLUMNS, list(zip(*columns, strict=True)))


def _plain(values: np.ndarray) -> list[Any]:
    """As the database takes them: what is missing is None."""
    return [None if value != value else value for value in values.tolist()]


def _remove_unused(session: Session, product_ids: Sequence[int]) -> int:
    """Delete those of the products that nobody has used or changed since the import that made them."""
    uses = [sa.exists().where(model.product_id == Product.id) for model in (Sale, StockLevel, PurchaseOrder, Event)]
    uses.append(sa.exists().where(Override.product_id == Product.id))
    untouched = Product.updated_at == Product.created_at
    unused = sa.delete(Product).where(among(Product.id, product_ids), untouched, *(~use for use in uses))
    return affected(session, unused)
