"""A database in which there is nothing but the products of some locations, and what hangs on them.

Temporary views stand in front of all tables, under their names: PostgreSQL looks among the temporary ones first
(documentation, "search_path"), SQLite in `temp` (documentation, "Database Names"). So a query finds no more, however
it is written. A table that is not named here is empty.
"""

from collections.abc import Iterable, Sequence

_SEEN = "IN (SELECT name FROM {seen})"
_LINES = "SELECT 1 FROM {schema}.purchase_orders AS line JOIN {schema}.products AS own ON own.id = line.product_id"


def _product(key: str, column: str = "id") -> str:
    return f"EXISTS (SELECT 1 FROM {{schema}}.products AS own WHERE own.{column} = {key} AND own.location {_SEEN})"  # noqa: S608


def _order(number: str) -> str:
    """It is seen as a whole or not at all: all that it brings is of these locations, wherever that comes from."""
    own = f"{_LINES} WHERE line.number = {number}"
    others = f"{own} AND own.location NOT {_SEEN}"
    return f"(NOT EXISTS ({others}) AND EXISTS ({own}))"


_LINE = "SELECT number FROM {schema}.purchase_orders AS taken WHERE taken.id = receipts.order_id"
_TRAINED = "SELECT product_id FROM {schema}.model_versions AS version WHERE version.id = {table}.version_id"

# What the whole shop shares, and no location has for itself.
SHARED = ("category_terms", "sale_sources", "suppliers")
# By their `product_id`.
OF_PRODUCTS = (
    *("changed_products", "forecast_scores", "former_codes", "kept_promises", "model_versions", "order_advice"),
    *("overrides", "product_suppliers", "published_forecasts", "sale_parts", "sales", "stock_levels"),
)
# Which rows are seen.
_ROWS = {
    **dict.fromkeys(SHARED, "1 = 1"),
    **dict.fromkeys(OF_PRODUCTS, _product("{table}.product_id")),
    **dict.fromkeys(("choices", "forecasts", "forecast_moments"), _product(f"({_TRAINED})")),
    **dict.fromkeys(("orders", "order_steps", "purchase_orders"), _order("{table}.number")),
    "products": f"location {_SEEN}",
    "receipts": _order(f"({_LINE})"),
    "exception_notes": f"({_product('{table}.subject', 'sku')} OR {_order('{table}.subject')})",
    # What concerns everybody, or a whole category, concerns these locations as well.
    "events": f"(location IS NULL OR location {_SEEN}) AND (product_id IS NULL OR {_product('{table}.product_id')})",
}
SEEN_AT_ALL = frozenset(_ROWS)


def statements(tables: Iterable[str], schema: str, seen: str) -> Sequence[str]:
    """What hides all that is not to be seen.

    tables -- all there are; schema -- in which they are; seen -- what has the locations that are seen, as `name`
    """
    return [
        f'CREATE TEMPORARY VIEW "{table}" AS SELECT * FROM {schema}."{table}" WHERE '  # noqa: S608
        + _ROWS.get(table, "1 = 0").format(table=f'"{table}"', schema=schema, seen=seen)
        for table in tables
    ]
