"""What imports of sales told and what was there before, kept compressed for as long as they can be undone."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import days_between
from app.models import ImportBlock, ImportRecord
from services.sales.staged_tables import VALUES, incoming
from utils import clock

KIND = "sales"
# Days of products in a block: few megabytes, however long the import.
BLOCK_ROWS = 100_000
EPOCH = date(1970, 1, 1)

_BEFORE = tuple(f"known_{name}" for name in VALUES)
# quantity -- as told; NaN: nothing. known_... -- as it was before; a known_quantity of NaN: it was not.
_TYPES = {
    "product_id": np.int32,
    "day": "datetime64[D]",
    "quantity": np.float64,
    "known_quantity": np.float64,
    "known_in_stock": np.bool_,
    "known_price": np.float64,
    "known_promo": np.bool_,
    "known_span": np.int16,
}
# PostgreSQL makes no number of a flag but a whole one.
_NUMBERS = {"known_in_stock": sa.Integer, "known_promo": sa.Integer}


@dataclass
class Block:
    """Columns of equal length, sorted by product and day."""

    number: int
    columns: dict[str, np.ndarray]

    def keys(self) -> np.ndarray:
        """Product and day as one number, int64."""
        days = self.columns["day"].astype(np.int64)
        return self.columns["product_id"].astype(np.int64) << 32 | days

    def before(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """How some of the days were before."""
        return {name: self.columns[name][rows] for name in _BEFORE}

    def with_before(self, rows: np.ndarray, before: dict[str, np.ndarray]) -> None:
        """Some of the days were otherwise before."""
        for name, values in before.items():
            self.columns[name][rows] = values


def keep(session: Session, task_id: str, details: dict[str, Any]) -> None:
    """Note what is about to be written of `incoming`, unchanged days too: they were told as well."""
    record = ImportRecord(task_id=task_id, kind=KIND, details=details, created_at=clock.now())
    session.add(record)
    session.flush()
    for number, columns in enumerate(_incoming_blocks(session)):
        session.add(_stored(record.id, Block(number, columns)))
        session.flush()


def blocks(session: Session, record: ImportRecord, first: int = 0, last: int = 2**31 - 1) -> Iterator[Block]:
    """What an import told, those parts that are about products in this range of ids."""
    within = ImportBlock.first_product <= last, ImportBlock.last_product >= first
    query = sa.select(ImportBlock).where(ImportBlock.import_id == record.id, *within).order_by(ImportBlock.number)
    for stored in session.scalars(query).all():
        with np.load(io.BytesIO(stored.data), allow_pickle=False) as columns:
            yield Block(stored.number, dict(columns))


def replace(session: Session, record: ImportRecord, block: Block) -> None:
    """Keep a block that has changed."""
    session.merge(_stored(record.id, block))


def _incoming_blocks(session: Session) -> Iterator[dict[str, np.ndarray]]:
    # Numbers alone: to make dates and flags of them, value by value, would cost more than all the rest of an import.
    day = days_between(session, sa.literal(EPOCH, sa.Date), incoming.c.day)
    columns = [day if name == "day" else sa.cast(incoming.c[name], _NUMBERS.get(name, sa.Double)) for name in _TYPES]
    ordered = sa.select(*columns).order_by(incoming.c.product_id, incoming.c.day)
    for rows in session.execute(ordered, execution_options={"yield_per": BLOCK_ROWS}).partitions():
        figures = np.array(list(map(tuple, rows)), dtype=np.float64).T
        yield {name: _typed(column, kind) for (name, kind), column in zip(_TYPES.items(), figures, strict=True)}


def _typed(figures: np.ndarray, kind: Any) -> np.ndarray:
    return figures if kind is np.float64 else np.nan_to_num(figures).astype(np.int32).astype(kind)


def _stored(import_id: int, block: Block) -> ImportBlock:
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **block.columns)
    ids = block.columns["product_id"]
    return ImportBlock(
        import_id=import_id,
        number=block.number,
        first_product=int(ids[0]),
        last_product=int(ids[-1]),
        data=file.getvalue(),
    )
