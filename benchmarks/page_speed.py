"""How long until a page can be used, in Chromium, with a large catalogue: on the first visit, and on the second.

    python -m benchmarks.page_speed [--products 50000] [--database sqlite|postgresql] [--rounds 5]

First: a browser that was never here; second: the same again, with its cache. The bare minimum beside it, in the same
run: the sign-in page, one document without Dash. Then the polls: what a page that is left open asks for every few
seconds, beside GET /livez. The shop is that of `benchmarks/large_shop.py`.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from playwright.sync_api import APIResponse, Browser, Page, Request, sync_playwright

from benchmarks.large_shop import fill
from tests import servers
from tests.browser.shop import launch_chromium
from tests.browser.visitor import Visitor
from tests.stack import Stack, embedded_stack

POLLS = 30

# Path below /app/, and what has to be seen before one can work with it.
PAGES = {
    "Today": ("", "section[aria-label='How good forecasts were'] p"),
    "Exceptions": ("exceptions", "main h1"),
    "Orders": ("orders", "main tbody tr"),
    "Deliveries": ("deliveries", "main h1"),
    "Planning": ("planning", "main h1"),
    "Suppliers": ("suppliers", "#suppliers-list *"),
    "Products": ("products", ".ag-row .ag-cell"),
    "One product": ("product?sku=SKU-7", ".js-plotly-plot .main-svg .trace"),
    "Accuracy": ("accuracy", "section[aria-label^='Products that were missed'] tbody tr"),
    "Training": ("training", "#trainings *"),
    "Monitoring": ("monitoring", "#monitoring-tasks tbody tr"),
}
POLLED = ("Training", "Monitoring")


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
