"""Anyone's sales table, laid out as blocks on one calendar."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from forecasting.block import Block
from forecasting.errors import InvalidHistory

REQUIRED = ("product_sku", "date", "quantity")
# A false value in one of these says that nothing could be sold: demand is unknown.
AVAILABILITY = ("in_stock", "open")


def step_days_of(dates: pd.Series) -> int:
    """7 where all days are whole weeks apart, else 1."""
    days = dates.to_numpy().astype("datetime64[D]").astype(np.int64)
    return 7 if len(days) and np.ptp(days) and not ((days - days.min()) % 7).any() else 1


def blocks(frame: pd.DataFrame, known: Sequence[str], size: int) -> Iterator[tuple[np.ndarray, Block]]:
    """Blocks of at most `size` products in order of their codes, the codes beside each.

    frame -- product_sku, date, quantity; optional in_stock or open, category, and the columns named in `known`.
             A period without a row is one without a sale; an empty quantity is an unknown one; below zero counts as 0.

    Raises InvalidHistory for no rows, a missing column, one without numbers, or two rows of one product and day.
    """
    missing = [name for name in (*REQUIRED, *known) if name not in frame]
    if missing:
        raise InvalidHistory(f"The table lacks {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}.")
    if not frame["product_sku"].notna().any():
        raise InvalidHistory("The table names no product.")
    if frame.duplicated(["product_sku", "date"]).any():
        raise InvalidHistory("A product has two rows for one date; add them up first.")
    step_days = step_days_of(frame["date"])
    days = frame["date"].to_numpy().astype("datetime64[D]")
    periods = (days - days.min()).astype(np.int64) // step_days
    codes, skus = pd.factorize(frame["product_sku"], sort=True)
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(0, len(skus) + size, size))
    for number, (begin, end) in enumerate(pairwise(bounds)):
        picked = order[begin:end]
        names = skus[number * size : (number + 1) * size]
        cells = (codes[picked] - number * size, periods[picked])
        shape = (len(names), int(periods.max()) + 1)
        yield np.asarray(names), _block(frame.iloc[picked], cells, shape, known, days.min(), step_days)


def _block(
    rows: pd.DataFrame,
    cells: tuple[np.ndarray, np.ndarray],
    shape: tuple[int, int],
    known: Sequence[str],
    start: "np.datetime64[date]",
    step_days: int,
) -> Block:
    quantity = _numbers(rows, "quantity").clip(min=0.0)
    for name in AVAILABILITY:
        if name in rows:
            quantity = np.where(_numbers(rows, name, empty=1.0) > 0, quantity, np.nan)
    values = np.zeros(shape)
    values[cells] = quantity
    categories = np.full(shape[0], "", dtype=object)
    if "category" in rows:
        categories[cells[0]] = rows["category"].fillna("").astype(str)
    columns = {name: np.full(shape, np.nan) for name in known}
    for name, column in columns.items():
        column[cells] = _numbers(rows, name)
    block = Block(start.item(), values, tuple(categories), step_days, columns)
    values[np.arange(shape[1]) < block.first_sales[:, None]] = np.nan
    return block


def _numbers(rows: pd.DataFrame, name: str, empty: float = np.nan) -> np.ndarray:
    try:
        return rows[name].to_numpy(dtype=float, na_value=empty)
    except ValueError as error:
        raise InvalidHistory(f"The column {name} has to hold numbers: {error}.") from None
