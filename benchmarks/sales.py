"""The data sets as blocks of products on one calendar."""

from datetime import date

import numpy as np
import pandas as pd

from benchmarks.datasets import DATASETS


def block(name: str) -> tuple[np.ndarray, date]:
    """Sales float64 (products, days) from each product's first sale on, and the first day.

    A day without a row is a day without a sale, unless the set marks unknown days itself: then it is one of those.
    """
    rows = DATASETS[name]()
    table = rows.pivot(index="product_sku", columns="date", values="quantity").astype(float)
    values = table.reindex(columns=pd.date_range(table.columns.min(), table.columns.max())).to_numpy()
    if not rows["quantity"].isna().any():
        values = np.nan_to_num(values)
    before = np.arange(values.shape[1]) < (np.nan_to_num(values) > 0).argmax(axis=1)[:, None]
    return np.where(before, np.nan, values), table.columns.min().date()


def with_random_starts(values: np.ndarray, shortest: int, seed: int) -> np.ndarray:
    """The same products, each known only from a random day on, at least `shortest` days."""
    starts = np.random.default_rng(seed).integers(0, values.shape[1] - shortest, len(values))
    return np.where(np.arange(values.shape[1]) < starts[:, None], np.nan, values)
