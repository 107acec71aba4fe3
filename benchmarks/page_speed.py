"""How long until a page can be used, in Chromium, with a large catalogue: on the first visit, and on the second.

    python -m benchmarks.page_speed [--products 50000] [--database sqlite|postgresql] [--rounds 5] [--phone]
        [--pages Today Products]

First: a browser that was never here; second: the same again, with its cache. By the clock, and in processor time of
server and browser together, on which a busy machine has less of an influence. Each beside the bare minimum of the same
run: the sign-in page, one document without Dash. --phone: 390 pixels wide, a quarter as fast, on a mobile network; the
processor times are then those of a slowed browser. --pages: of PAGES, these alone. Then the polls: what a page that is
left open asks for every few seconds, beside GET /livez. The shop is that of `benchmarks/large_shop.py`.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from playwright.sync_api import APIResponse, Browser, Page, Request, sync_playwright

from benchmarks import page_visits
from benchmarks.large_shop import fill
from benchmarks.page_visits import Machines, Visit, visit
from tests import servers
from tests.browser.shop import launch_chromium
from tests.browser.visitor import Visitor
from tests.browser.windows import Windows
from tests.stack import Stack, embedded_stack

POLLS = 30

# Path below /app/, and what has to be seen before one can work with it.
BARE = "sign-in"
PHONE, DESK = 390, 1280
PAGES = {
    "Today": ("", "section[aria-label='How good forecasts were'] p"),
    "Exceptions": ("exceptions", "main h1"),
    "Orders": ("orders", "main tbody tr"),
    "Deliveries": ("deliveries", "main h1"),
    "By state": ("order-list", "main h1"),
    "Planning": ("planning", "main h1"),
    "Scenarios": ("scenarios?budget=40000", "section[aria-label='By supplier'] tbody tr"),
    "Suppliers": ("suppliers", "#suppliers-list *"),
    "Products": ("products", ".ag-row .ag-cell"),
    "One product": ("product?sku=SKU-7", ".js-plotly-plot .main-svg .trace"),
    "Accuracy": ("accuracy", "section[aria-label^='Products that were missed'] tbody tr"),
    "Training": ("training", "#trainings *"),
    "Monitoring": ("monitoring", "#monitoring-tasks tbody tr"),
}
POLLED = ("Training", "Monitoring")


@dataclass(frozen=True)
class Shown:
    """Whose processor time counts, and on what the pages are shown."""

    machines: Machines
    on_phone: bool = False


def both_visits(stack: Stack, browser: Browser, where: tuple[str, str], shown: Shown) -> tuple[Visit, Visit]:
    """The first of someone who has just signed in, and the second."""
    path, until = where
    width = PHONE if shown.on_phone else DESK
    with Windows(browser) as windows, Visitor(stack, windows, width) as visitor:
        visitor.expects_refusals()
        if path != BARE:
            visitor.sign_in_as("admin")
        slowed = page_visits.as_a_phone(visitor.page) if shown.on_phone else None
        first, second = (visit(visitor.page, f"{stack.address}/app/{path}", until, shown.machines) for _ in range(2))
        if slowed:
            slowed.detach()
        return first, second


def measure_pages(stack: Stack, browser: Browser, pages: list[str], rounds: int, shown: Shown) -> None:
    both_visits(stack, browser, PAGES["Today"], shown)
    where = {"Sign in": (BARE, "button"), **{name: PAGES[name] for name in pages}}
    print(f"{'':12}{'clock, ms':>15}{'':7}{'processor, second visit, ms':>29}{'kB over the line':>20}{'unpacked':>10}")
    print(f"{'':12}{'first':>7}{'second':>8}{'/ bare':>7}{'server':>9}{'browser':>8}{'/ bare':>12}", end="")
    print(f"{'first':>12}{'second':>8}{'second':>10}{'elements':>10}")
    bare = None
    for name, own in where.items():
        seen = [both_visits(stack, browser, own, shown) for _ in range(rounds)]
        first, second = (Visit.median([both[turn] for both in seen]) for turn in (0, 1))
        bare = bare or second
        ratios = f"{second.took / bare.took:>7.1f}", f"{second.cost / max(bare.cost, 1):>12.1f}"
        print(f"{name:12}{first.took:>7.0f}{second.took:>8.0f}{ratios[0]}", end="")
        print(f"{second.server:>9.0f}{second.browser:>8.0f}{ratios[1]}", end="")
        print(
            f"{first.kilobytes:>12.0f}{second.kilobytes:>8.0f}{second.unpacked:>10.0f}{second.elements:>10.0f}",
            flush=True,
        )


def measure_polls(stack: Stack, browser: Browser, pages: list[str]) -> None:
    """Each call that a page repeats while it is left alone, sent again and again, beside GET /livez."""
    with Windows(browser) as windows, Visitor(stack, windows) as visitor:
        visitor.expects_refusals()
        visitor.sign_in_as("admin")
        alive = _milliseconds(lambda: visitor.context.request.get(f"{stack.address}/livez"))
        print(f"\n{'GET /livez':50}{alive:>7.1f} ms")
        for name in pages:
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
def database(name: str) -> Iterator[tuple[str, list[int]]]:
    """The URL of an empty one, and its server's process; "" is the product's own file."""
    if name == "sqlite":
        yield "", []
        return
    server = servers.PostgreSQL()
    server.start()
    yield server.create_database("pages"), [server.pid]
    server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--phone", action="store_true")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    options = parser.parse_args()
    with (
        database(options.database) as (url, pids),
        embedded_stack(url) as stack,
        sync_playwright() as playwright,
    ):
        own = url.replace("postgresql:", "postgresql+psycopg2:") or f"sqlite:///{stack.data / 'stockcast.db'}"
        fill(sa.create_engine(own), stack, options.products)
        browser = launch_chromium(playwright)
        shown = Shown(Machines([stack.web.pid, *pids], os.getpid()), options.phone)
        measure_pages(stack, browser, options.pages, options.rounds, shown)
        measure_polls(stack, browser, [name for name in POLLED if name in options.pages])
        browser.close()


if __name__ == "__main__":
    main()
