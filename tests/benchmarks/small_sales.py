"""A handful of simulated products in place of the real sales that the benchmarks read."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.nightly_run import simulated

DAYS = 520
# File of each set, and the codes of its products.
SETS = {
    "store_item": [f"ITEM-{item:02}@STORE-{store:02}" for item in (1, 2) for store in (1, 2)],
    "online_retail": ["10002", "10080", "10120", "10125"],
    "rossmann": [f"STORE-{number:04}" for number in range(4)],
    "french_bakery": ["BAGUETTE", "CROISSANT", "12 MACARON", "PAIN"],
}


def write(folder: Path) -> None:
    for name, skus in SETS.items():
        table = _table(skus)
        table.to_parquet(folder / f"{name}_daily.parquet")
        if name == "online_retail":
            columns = ["product_sku", "date", "quantity"]
            table.to_csv(folder / "online_retail_daily.csv.gz", columns=columns, index=False)


def _table(skus: list[str]) -> pd.DataFrame:
    quantity = np.nan_to_num(simulated(np.random.default_rng(len(skus[0])), len(skus), DAYS)) + 1
    days = pd.date_range("2024-01-01", periods=DAYS)
    table = pd.DataFrame({"product_sku": np.repeat(skus, DAYS), "date": np.tile(days, len(skus))})
    is_sunday = table["date"].dt.dayofweek == 6
    known = {"open": (~is_sunday).astype(int), "promo": (table["date"].dt.day < 8).astype(int), "school_holiday": 0}
    return table.assign(quantity=quantity.ravel().astype(int), **known)
