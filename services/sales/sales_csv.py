"""The columns of a file of sales."""

from datetime import date
from functools import partial

from services.files import csv_columns
from services.files.csv_columns import Column

SKU_NAMES = ("product_sku", "sku", "unique_id", "stockcode", "stock_code", "code", "product", "item")
DAY_NAMES = ("date", "day", "ds", "datum")
QUANTITY_NAMES = ("quantity", "qty", "y", "sales", "units", "menge")
# What the staging table calls them.
STAGED_AS = {"product_sku": "sku", "date": "day"}


def columns(latest: date) -> tuple[Column, ...]:
    """What a row says; `latest` is the last day a sale may have."""
    return (
        Column("product_sku", SKU_NAMES, csv_columns.sku),
        Column("date", DAY_NAMES, partial(csv_columns.day, latest=latest)),
        Column("quantity", QUANTITY_NAMES, csv_columns.number, numeric=True),
        Column("in_stock", ("in_stock",), csv_columns.flag, required=False),
        Column("price", ("price",), csv_columns.price, required=False, numeric=True),
        Column("promo", ("promo",), csv_columns.flag, required=False),
    )
