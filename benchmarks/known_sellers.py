"""Sellers whose days are drawn from a distribution that never changes, ordering what Stockcast advises.

    python -m benchmarks.known_sellers [--each 50] [--sellers "1;20"]

What is exceeded here is neither the season's nor the quarter's. Trained anew every week on two years and what was asked
for since, 112 days, orders once a week, sales that find an empty shelf are lost. Prints a table in Markdown, shares of
cycles in percent; whole units, and left: see `benchmarks.terms_simulation`; stock: the mean of one seller, in units;
least: of the smallest level to fill up to that serves as many as asked, one for all of a kind, chosen in hindsight.
"""

import argparse
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from benchmarks.order_rules import Forecasts
from benchmarks.shop import HELD_BACK, Shop, Task
from benchmarks.terms_simulation import LEADS, Advised, Deal, Kept, filling_up, run

DAYS = 730 + HELD_BACK
WEEK = np.array([0.5, 0.7, 0.8, 1.0, 1.2, 1.6, 1.2])
LEVELS = (0.95, 0.9)
HEAD = """sells a day (sellers) | lead | asked | **served** ± | whole units: served | and left | stock \
| least: served | stock"""

# What was asked for on every day, (sellers, days), given what a day of the week sells by its mean.
Seller = Callable[[np.random.Generator, np.ndarray], np.ndarray]


def poisson(mean: float) -> Seller:
    return lambda draw, course: draw.poisson(mean * course)


def clustered(mean: float, times: float) -> Seller:
    """Negative binomial, its variance so many times the mean."""
    return lambda draw, course: draw.negative_binomial(mean * course / (times - 1), 1 / times)


EVEN, BY_WEEKDAY = np.ones(7), WEEK / WEEK.mean()
SELLERS: dict[str, tuple[Seller, np.ndarray]] = {
    "a month": (poisson(12 / 365), EVEN),
    "a quarter": (poisson(4 / 365), EVEN),
    "0.1": (poisson(0.1), EVEN),
    "0.3": (poisson(0.3), EVEN),
    "1": (poisson(1), EVEN),
    "3": (poisson(3), EVEN),
    "20": (poisson(20), EVEN),
    "1, variance x 3": (clustered(1, 3), EVEN),
    "5, variance x 4": (clustered(5, 4), EVEN),
    "4, by weekday": (poisson(4), BY_WEEKDAY),
    "30, by weekday, variance x 6": (clustered(30, 6), BY_WEEKDAY),
}


def sold(names: Sequence[str], each: int) -> np.ndarray:
    """Of so many sellers of each of these kinds, one kind after the other, (sellers, days)."""
    draw, kinds = np.random.default_rng(5), (SELLERS[name] for name in names)
    days = ((seller, np.tile(week, (each, DAYS // 7 + 1))[:, :DAYS]) for seller, week in kinds)
    return np.vstack([seller(draw, course) for seller, course in days]).astype(float)


def lines(names: Sequence[str], each: int) -> Iterator[str]:
    asked = sold(names, each)
    shop = Shop(np.datetime64("2024-01-01"), asked, np.zeros(asked.shape, dtype=bool), {})
    forecasts, kinds = Forecasts.of(shop), np.repeat(np.arange(len(names)), each)
    for deal in (Deal(Task(level, lead), fill_rate=False) for lead in LEADS for level in LEVELS):
        advised = Advised(forecasts, deal)
        came_of_it, cycles = run(shop, deal, advised), len(deal.cycles()) * each
        for number, name in enumerate(names):
            rows = kinds == number
            own, enough = came_of_it(rows), least(shop, deal, rows)
            error = np.sqrt(own.served * (1 - own.served) / cycles)
            kept = f"**{own.served:.1%}** ± {error:.1%} | {advised.believed(rows)}".replace("%", "")
            stocks = f"{own.stock / each:.2f} | {100 * enough.served:.1f} | {enough.stock / each:.2f}"
            cells = f"{kept} | {stocks}"
            yield f"| {name} ({each}) | {deal.task.lead} | {deal.task.level:.0%} | {cells} |"


def _always(units: int, _day: int) -> np.ndarray:
    return np.array([units])


def least(shop: Shop, deal: Deal, rows: np.ndarray) -> Kept:
    """What comes of filling up to the smallest level that serves as many as asked."""

    def kept(units: int) -> Kept:
        return run(shop, deal, filling_up(partial(_always, units)))(rows)

    surely = range(int(shop.sold[rows].max()) * deal.task.days + 1)
    return kept(bisect_left(surely, deal.task.level, key=lambda units: kept(units).served))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=50, help="sellers of each kind")
    parser.add_argument("--sellers", type=lambda text: text.split(";"), default=list(SELLERS), help="kinds of them")
    options = parser.parse_args()
    print(f"| {HEAD} |\n{'|---' * (HEAD.count('|') + 1)}|")
    for line in lines(options.sellers, options.each):
        print(line, flush=True)


if __name__ == "__main__":
    main()
