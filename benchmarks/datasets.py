"""The shared sets of real sales, in the one table shape that `forecasting.evaluate` reads."""

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd


def folder() -> Path:
    """Where the sets are; ends the program with a clear message where `STOCKCAST_DATA` is not set."""
    place = os.environ.get("STOCKCAST_DATA")
    if not place:
        raise SystemExit("Set STOCKCAST_DATA to the folder with the data sets; nothing was measured.")
    return Path(place)


def store_item() -> pd.DataFrame:
    return pd.read_parquet(folder() / "store_item_daily.parquet")


def online_retail() -> pd.DataFrame:
    frame = pd.read_parquet(folder() / "online_retail_daily.parquet", columns=["product_sku", "date", "quantity"])
    return frame[frame["product_sku"].str.match(r"^\d{5}")]


def rossmann() -> pd.DataFrame:
    frame = pd.read_parquet(folder() / "rossmann_daily.parquet")
    columns = ["product_sku", "date", "quantity", "promo", "school_holiday"]
    return frame.assign(quantity=frame["quantity"].where(frame["open"] == 1))[columns]


def french_bakery() -> pd.DataFrame:
    frame = pd.read_parquet(folder() / "french_bakery_daily.parquet", columns=["product_sku", "date", "quantity"])
    return frame.assign(quantity=frame["quantity"].fillna(0).clip(lower=0))


def weekly(frame: pd.DataFrame) -> pd.DataFrame:
    """Sums per product and whole week, counted from the first day; columns known ahead are averaged."""
    days = (pd.to_datetime(frame["date"]) - pd.to_datetime(frame["date"]).min()).dt.days
    frame = frame[days < (days.max() + 1) // 7 * 7]
    date = pd.to_datetime(frame["date"]) - pd.to_timedelta(days[frame.index] % 7, unit="D")
    how = {name: "sum" if name == "quantity" else "mean" for name in frame if name not in ("product_sku", "date")}
    return frame.assign(date=date).groupby(["product_sku", "date"], as_index=False, observed=True).agg(how)


DATASETS: dict[str, Callable[[], pd.DataFrame]] = {
    "store_item": store_item,
    "online_retail": online_retail,
    "rossmann": rossmann,
    "french_bakery": french_bakery,
    "store_item_weekly": lambda: weekly(store_item()),
    "online_retail_weekly": lambda: weekly(online_retail()),
    "rossmann_weekly": lambda: weekly(rossmann()),
    "french_bakery_weekly": lambda: weekly(french_bakery()),
}
