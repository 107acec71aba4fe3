"""A shop with a large catalogue and all that a year brings: prices, suppliers, orders on their way, late and received.

A few hundred products are trained, and all that is known of them is copied as often as it takes.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import Base
from app.models import ForecastScore, ModelVersion, Product, PublishedForecast, PurchaseOrder, Receipt, Sale, Supplier
from benchmarks.nightly_run import simulated
from forecasting.published.scoring import LEADS
from services.forecasts import week_errors
from tests.functional.steps import submitted, succeeded
from tests.stack import Stack
from utils import clock

TRAINED, DAYS, SCORED_WEEKS = 500, 200, 26
CATEGORIES, SUPPLIERS = 40, 60
# Products that one order is about, and the share of products of which something is on its way.
LINES_OF_ORDER, ONE_IN = 50, 5
# Whose rows belong to a product, each after what it refers to.
COPIED = (
    "products",
    "sales",
    "model_versions",
    "forecasts",
    "forecast_moments",
    "order_advice",
    "forecast_scores",
)


def fill(engine: sa.Engine, stack: Stack, products: int) -> None:
    """A trained shop of so many products, with prices, weeks of scores, suppliers and orders."""
    trained = min(TRAINED, products)
    ids, draw = np.arange(1, trained + 1), np.random.default_rng(0)
    with engine.begin() as connection:
        connection.execute(sa.insert(Supplier), [_supplier(number) for number in range(SUPPLIERS)])
        connection.execute(sa.insert(Product), [_product(int(number), draw) for number in ids])
        sales = np.nan_to_num(simulated(draw, trained, DAYS))
        rows = [_sale(row, day, sales[row, day]) for row, day in zip(*np.nonzero(sales), strict=True)]
        connection.execute(sa.insert(Sale), rows)
    with stack.client("admin") as client:
        succeeded(client, submitted(client.post("/tasks/training/all", json={})))
    with engine.begin() as connection:
        connection.execute(sa.insert(ForecastScore), [_score(*key, draw) for key in _score_keys(ids)])
        connection.execute(sa.delete(PublishedForecast))
        versions = connection.scalar(sa.select(sa.func.max(ModelVersion.id)))
        for copy in range(1, products // trained):
            for name in COPIED:
                connection.execute(_copied(Base.metadata.tables[name], copy, trained, versions))
        orders = [_order(number) for number in range(1, products + 1, ONE_IN)]
        connection.execute(sa.insert(PurchaseOrder), orders)
        connection.execute(sa.insert(Receipt), [_receipt(own) for own in orders if own["status"] == "received"])
    # As a night leaves it.
    with Session(engine) as session, session.begin():
        week_errors.refresh(session, clock.today() - timedelta(days=1), clock.today())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _supplier_of(number: int) -> str:
    return f"Supplier {number % SUPPLIERS}"


def _supplier(number: int) -> dict[str, object]:
    now = clock.now()
    terms = {"lead_time_days": 5 + number % 20, "min_order_value": 200, "email": "orders@example.org"}
    return {"name": _supplier_of(number), "created_at": now, "updated_at": now} | terms


def _order(number: int) -> dict[str, object]:
    """A line: of ten orders four have come, one is overdue, and five are on their way."""
    order = number // (LINES_OF_ORDER * ONE_IN)
    expected_on = clock.today() + timedelta(days=(-10, -40, -80, -150, -3, 1, 4, 9, 15, 24)[order % 10])
    has_come = order % 10 < 4
    days = {"ordered_on": expected_on - timedelta(days=12), "expected_on": expected_on, "created_at": clock.now()}
    about = {"id": number, "product_id": number, "number": f"PO-{order:05}", "supplier": _supplier_of(order)}
    state = {"status": "received", "received": 24.0} if has_come else {"status": "open", "received": 0.0}
    return about | {"quantity": 24.0} | days | state


def _receipt(order: dict[str, object]) -> dict[str, object]:
    came = {"received_on": order["expected_on"] + timedelta(days=order["id"] % 5), "quantity": 24.0}
    return {"order_id": order["id"], "created_at": clock.now()} | came


def _product(number: int, draw: np.random.Generator) -> dict[str, object]:
    cost = round(float(draw.gamma(2, 4)), 2)
    now, names = clock.now(), {"category": f"Category {number % CATEGORIES}", "supplier": _supplier_of(number)}
    money = {"unit_cost": cost, "unit_price": 1.6 * cost, "on_hand": float(draw.integers(0, 200))}
    about = {"sku": f"SKU-{number}", "name": f"Product {number}", "created_at": now, "updated_at": now}
    return {"id": number, **about, **names, **money}


def _sale(row: int, day: int, quantity: float) -> dict[str, object]:
    on = clock.today() - timedelta(days=int(DAYS - day))
    return {"product_id": int(row) + 1, "day": on, "quantity": float(quantity), "price": Decimal(5 + int(row) % 40)}


def _score_keys(ids: np.ndarray) -> Iterator[tuple[date, int, int]]:
    monday = clock.monday(clock.today())
    for week in range(SCORED_WEEKS):
        for product_id in ids:
            for lead in LEADS:
                yield monday - timedelta(weeks=week), int(product_id), lead


def _score(week: date, product_id: int, lead: int, draw: np.random.Generator) -> dict[str, object]:
    actual, error = draw.gamma(2, 20), draw.normal(0, 5)
    sums = {"actual": actual, "error": error, "uncorrected": actual, "inside": 39, "forecasts": 49}
    errors = {"absolute_error": abs(error), "naive_absolute_error": abs(error) * 1.3}
    return {"week": week, "product_id": product_id, "lead": lead, **sums, **errors}


def _copied(table: sa.Table, copy: int, trained: int, versions: int) -> sa.Insert:
    """The rows of the products that were trained once more, for other products."""
    shifts = {"product_id": copy * trained, "version_id": copy * versions}
    shifts["id"] = copy * (versions if table.name == "model_versions" else trained)
    own = table.c.get("product_id", table.c.get("version_id", table.c.get("id")))
    columns = [column + shifts[column.name] if column.name in shifts else column for column in table.c]
    if "sku" in table.c:
        columns[list(table.c).index(table.c.sku)] = table.c.sku + f"-{copy}"
    last = versions if own.name == "version_id" else trained
    return sa.insert(table).from_select(list(table.c.keys()), sa.select(*columns).where(own <= last))
