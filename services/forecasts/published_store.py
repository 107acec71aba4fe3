"""Forecasts as they were published: the next 28 days of each, packed into some 200 bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.db import bulk_insert
from app.db.expressions import insert_into
from app.models import Product, PublishedForecast
from forecasting.forecast import LEVELS, Forecast
from forecasting.published.scoring import HORIZON
from forecasting.training import Trained
from services.forecasts import lives
from services.histories import binary_copy
from services.histories.sales_rows import EPOCH

LOW, HIGH = LEVELS.index(0.1), LEVELS.index(0.9)
LINES = 3
NONE = np.iinfo(np.uint16).max
LARGEST = NONE - 1

_POSTGRESQL = """
SELECT product_id, as_of, correction, scale, reconstructed::int, figures FROM published_forecasts
WHERE product_id BETWEEN %s AND %s AND as_of BETWEEN %s AND %s
"""
_ROW = binary_copy.row_of(
    ("product_id", ">i4"),
    ("as_of", ">i4"),
    ("correction", ">f8"),
    ("scale", ">f8"),
    ("reconstructed", ">i4"),
    ("figures", "<u2", (LINES, HORIZON)),
)
_NUMBERS = ("product_id", "as_of", "correction", "scale", "reconstructed")
_SQLITE = """
SELECT product_id, CAST(julianday(as_of) - 2451544.5 AS INTEGER), correction, scale, reconstructed, figures
FROM published_forecasts
WHERE product_id BETWEEN ? AND ? AND as_of BETWEEN ? AND ?
"""


@dataclass(frozen=True, slots=True)
class PublishedRows:
    """In no order: product_ids -- int64 (n,); as_of -- datetime64[D] (n,); correction -- the factor in the figures,
    float64 (n,); figures -- float32 (n, 3, HORIZON), units: mean, 10 % and 90 % quantile, NaN where there was none
    reconstructed -- whether it was made later, of what was known then, bool (n,)
    """

    product_ids: np.ndarray
    as_of: np.ndarray
    correction: np.ndarray
    figures: np.ndarray
    reconstructed: np.ndarray


@dataclass(frozen=True, slots=True)
class Window:
    """Products from the first to the last id, days from the first to the last `as_of`; all four included."""

    first_id: int
    last_id: int
    first: date
    last: date


def keep(session: Session, trained: Sequence[tuple[Product, Trained]], reconstructed: bool = False) -> None:
    """Keep what is being published for these products, as it is served: for the days on which they are sold.

    Of one product and day the first forecast counts: what comes later on the same sales is not what orders were made
    from. reconstructed -- they are made later, of what was known then: they only stand in for what was not published
    """
    forecasts = {product.id: outcome.forecast for product, outcome in trained}
    forecasts = lives.sold(session, [product for product, _ in trained], forecasts)
    rows = [
        _row(forecasts[product.id])
        | {"product_id": product.id, "correction": outcome.correction_factor, "reconstructed": reconstructed}
        for product, outcome in trained
    ]
    if not rows:
        return
    insert = insert_into(session, PublishedForecast)
    if session.get_bind().dialect.name == "postgresql":
        # One statement: one for each row is as many ways to the database and back.
        insert = insert.from_select(list(rows[0]), bulk_insert.listed(PublishedForecast, rows))
        session.execute(_unless_published(insert))
    else:
        session.execute(_unless_published(insert), rows)


def _unless_published(insert: Any) -> Any:
    """The INSERT, giving way to what was published, and taking the place of what only stands in for it."""
    own = ("correction", "scale", "figures", "reconstructed")
    new = {name: getattr(insert.excluded, name) for name in own}
    stands_in = PublishedForecast.reconstructed.is_(True)
    return insert.on_conflict_do_update(index_elements=["product_id", "as_of"], set_=new, where=stands_in)


def read(session: Session, window: Window) -> PublishedRows:
    """All that was published in a window."""
    bounds = (window.first_id, window.last_id, window.first, window.last)
    cursor = session.connection().connection.cursor()
    if session.get_bind().dialect.name == "postgresql":
        rows = binary_copy.read(cursor, _POSTGRESQL, bounds, _ROW)
        return _unpacked(rows, rows["figures"])
    found = cursor.execute(_SQLITE, (*bounds[:2], window.first.isoformat(), window.last.isoformat())).fetchall()
    packed = np.frombuffer(b"".join(row[-1] for row in found), dtype="<u2").reshape(-1, LINES, HORIZON)
    numbers = np.array([row[:-1] for row in found], dtype=np.float64).reshape(-1, len(_NUMBERS))
    return _unpacked(dict(zip(_NUMBERS, numbers.T, strict=True)), packed)


def _row(forecast: Forecast) -> dict[str, Any]:
    lines = np.stack([forecast.mean[:HORIZON], *forecast.quantiles[[LOW, HIGH], :HORIZON]])
    scale = float(lines.max(initial=0.0)) / LARGEST or 1.0
    figures = np.full((LINES, HORIZON), NONE, dtype="<u2")
    figures[:, : lines.shape[1]] = np.rint(lines / scale)
    return {
        "as_of": forecast.start - timedelta(days=1),
        "scale": scale,
        "figures": figures.tobytes(),
    }


def _unpacked(numbers: np.ndarray | Mapping[str, np.ndarray], packed: np.ndarray) -> PublishedRows:
    scale = numbers["scale"].astype(np.float32)[:, None, None]
    figures = packed.astype(np.float32) * scale
    # Rounding must not put outside what was sold exactly on a bound.
    figures[:, 1:] += np.array([-0.5, 0.5], dtype=np.float32)[:, None] * scale
    figures[packed == NONE] = np.nan
    as_of = EPOCH + numbers["as_of"].astype(np.int64)
    return PublishedRows(
        numbers["product_id"].astype(np.int64),
        as_of,
        numbers["correction"].astype(float),
        figures,
        numbers["reconstructed"] > 0,
    )
