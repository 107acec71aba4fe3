"""How long until a page can be used, in Chromium, with a large catalogue: on the first visit, and on the second.

    python -m benchmarks.page_speed [--products 50000] [--database sqlite|postgresql] [--rounds 5]

First: a browser that was never here; second: the same again, with its cache. The bare minimum beside it, in the same
run: the sign-in page, one document without Dash. Then the polls: what a page that is left open asks for every few
seconds, beside GET /livez. 500 products are trained, and all that is known of them is copied as often as it takes.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from playwright.sync_api import APIResponse, Browser, Page, Request, sync_playwright

from app.db import Base
from app.models import ForecastScore, ModelVersion, Product, PublishedForecast, Sale
from benchmarks.nightly_run import simulated
from forecasting.published.scoring import LEADS
from tests import servers
from tests.browser.shop import launch_chromium
from tests.browser.visitor import Visitor
from tests.functional.steps import submitted, succeeded
from tests.stack import Stack, embedded_stack
from utils import clock

TRAINED, DAYS, SCORED_WEEKS = 500, 200, 26
# Whose rows belong to a product, each after what it refers to.
COPIED = ("products", "sales", "model_versions", "forecasts", "order_advice", "forecast_scores")
POLLS = 30

# Path below /app/, and what has to be seen before one can work with it.
PAGES = {
    "Today": ("", "section[aria-label='How good forecasts were'] p"),
    "Orders": ("orders", "main tbody tr"),
    "Products": ("products", ".ag-row .ag-cell"),
    "One product": ("product?sku=SKU-7", ".js-plotly-plot .main-svg .trace"),
    "Accuracy": ("accuracy", "section[aria-label^='Worst products'] tbody tr"),
    "Training": ("training", "#trainings *"),
    "Monitoring": ("monitoring", "#monitoring-tasks tbody tr"),
}
POLLED = ("Training", "Monitoring")


def fill(engine: sa.Engine, stack: Stack, products: int) -> None:
    """A trained shop of so many products, with weeks of scores."""
    trained = min(TRAINED, products)
    ids, draw = np.arange(1, trained + 1), np.random.default_rng(0)
    with engine.begin() as connection:
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
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _product(number: int, draw: np.random.Generator) -> dict[str, object]:
    cost = round(float(draw.gamma(2, 4)), 2)
    now, names = clock.now(), {"category": f"Category {number % 40}", "supplier": f"Supplier {number % 60}"}
    money = {"unit_cost": cost, "unit_price": 1.6 * cost, "on_hand": float(draw.integers(0, 200))}
    about = {"sku": f"SKU-{number}", "name": f"Product {number}", "created_at": now, "updated_at": now}
    return {"id": number, **about, **names, **money}


def _sale(row: int, day: int, quantity: float) -> dict[str, object]:
    on = clock.today() - timedelta(days=int(DAYS - day))
    return {"product_id": int(row) + 1, "day": on, "quantity": float(quantity)}


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


@dataclass
class Visit:
    """Milliseconds until a page could be used, and what came over the line for it."""

    took: list[float] = field(default_factory=list)
    kilobytes: float = 0.0


def visit(page: Page, address: str, until: str) -> Visit:
    received = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(until).first.wait_for()
    took = 1000 * (time.perf_counter() - began)
    page.wait_for_timeout(300)
    session.detach()
    return Visit([took], sum(received) / 1000)


def both_visits(stack: Stack, browser: Browser, path: str, until: str) -> tuple[Visit, Visit]:
    """The first of someone who has just signed in, and the second."""
    with Visitor(stack, browser) as visitor:
        visitor.expects_refusals()
        visitor.sign_in_as("admin")
        return tuple(visit(visitor.page, f"{stack.address}/app/{path}", until) for _ in range(2))


def bare(stack: Stack, browser: Browser) -> tuple[Visit, Visit]:
    with Visitor(stack, browser) as visitor:
        return tuple(visit(visitor.page, f"{stack.address}/app/sign-in", "button") for _ in range(2))


def measure_pages(stack: Stack, browser: Browser, rounds: int) -> None:
    names = {"sign in": lambda: bare(stack, browser)}
    for name, (path, until) in PAGES.items():
        names[name] = lambda path=path, until=until: both_visits(stack, browser, path, until)
    visits = {name: [look() for _ in range(rounds)] for name, look in names.items()}
    minimum = _median(visits["sign in"], 1)
    print(f"{'':12}{'first':>9}{'second':>9}{'/ sign in':>11}{'first kB':>10}{'second kB':>11}")
    for name, seen in visits.items():
        first, second = _median(seen, 0), _median(seen, 1)
        weights = [statistics.median(both[turn].kilobytes for both in seen) for turn in (0, 1)]
        print(
            f"{name:12}{first:>6.0f} ms{second:>6.0f} ms{second / minimum:>11.1f}{weights[0]:>10.0f}{weights[1]:>11.0f}"
        )


def _median(seen: list[tuple[Visit, Visit]], turn: int) -> float:
    return statistics.median(both[turn].took[0] for both in seen)


def measure_polls(stack: Stack, browser: Browser) -> None:
    """Each call that a page repeats while it is left alone, sent again and again, beside GET /livez."""
    with Visitor(stack, browser) as visitor:
        visitor.expects_refusals()
        visitor.sign_in_as("admin")
        alive = _milliseconds(lambda: visitor.context.request.get(f"{stack.address}/livez"))
        print(f"\n{'GET /livez':50}{alive:>7.1f} ms")
        for name in POLLED:
            for call in _repeated(visitor, PAGES[name][0]):
                took = _milliseconds(lambda call=call: _again(visitor, call))
                output = call.post_data_json["output"]
                print(f"{name + ': ' + output[:36]:50}{took:>7.1f} ms{took / alive:>7.1f} times /livez")


def _repeated(visitor: Visitor, path: str) -> list[Request]:
    """The calls that a page makes once more, by what they answer."""
    seen: dict[str, list[Request]] = {}
    visitor.open(path)
    with _listening(visitor.page, lambda call: seen.setdefault(call.post_data_json["output"], []).append(call)):
        visitor.page.wait_for_timeout(11_000)
    return [calls[0] for calls in seen.values() if len(calls) > 1]


@contextmanager
def _listening(page: Page, tell: Callable[[Request], object]) -> Iterator[None]:
    def hear(request: Request) -> None:
        if "_dash-update-component" in request.url:
            tell(request)

    page.on("request", hear)
    yield
    page.remove_listener("request", hear)


def _again(visitor: Visitor, call: Request) -> APIResponse:
    kept = ("content-type", "x-csrftoken", "x-csrf-token", "origin", "referer")
    headers = {name: value for name, value in call.all_headers().items() if name in kept}
    return visitor.context.request.post(call.url, data=call.post_data, headers=headers)


def _milliseconds(ask: Callable[[], APIResponse]) -> float:
    times = []
    for _ in range(POLLS):
        began = time.perf_counter()
        assert ask().ok
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


@contextmanager
def database(name: str) -> Iterator[str]:
    """The URL of an empty one; "" is the product's own file."""
    if name == "sqlite":
        yield ""
        return
    server = servers.PostgreSQL()
    server.start()
    yield server.create_database("pages")
    server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with database(options.database) as url, embedded_stack(url) as stack, sync_playwright() as playwright:
        own = url.replace("postgresql:", "postgresql+psycopg2:") or f"sqlite:///{stack.data / 'stockcast.db'}"
        fill(sa.create_engine(own), stack, options.products)
        browser = launch_chromium(playwright)
        measure_pages(stack, browser, options.rounds)
        measure_polls(stack, browser)
        browser.close()


if __name__ == "__main__":
    main()
