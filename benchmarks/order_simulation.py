"""Shops run day by day over held-back months, ordering what Stockcast advises and by two rules of thumb.

    STOCKCAST_DATA=... python -m benchmarks.order_simulation [--datasets a,b] [--sample 1000] [--before 0]

Models are trained anew every week on what had been sold by then (see `benchmarks.shop`). Prints a table in Markdown:
shares in percent, stock and cost as ratios to Stockcast's.

Known: service of one who knows the distribution of demand, in a shop whose days are drawn from it.
At equal service, at equal demand met: the rule's safety factor raised or lowered until it serves as many weeks, or
meets as much of demand, as Stockcast does. Near: share of products within 10 points of the level, Stockcast's and the
rule's at equal service.

With `--before 112` the shop closes on the day on which it opens without: months to choose by.
"""

import argparse
from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.special import ndtri

from benchmarks.datasets import DATASETS
from benchmarks.order_rules import Forecasts, advised, filled_up, knowing, needed, reorder_point, seasonal_naive
from benchmarks.shop import Outcome, Shop, Task, run

DAILY = [name for name in DATASETS if not name.endswith("_weekly")]
LEVELS, LEADS = (0.9, 0.95), (3, 7, 14)
HEAD = """set (products) | lead | asked | **Stockcast** ± | known | rule of thumb | seasonal naive | near \
| equal service | equal demand met"""


def matched(shop: Shop, task: Task, own: Outcome, what: str) -> Outcome:
    """The rule of thumb with the least safety factor whose "served" or "filled" is Stockcast's own."""
    low, high = -3.0, 12.0
    for _ in range(10):
        middle = (low + high) / 2
        outcome = filling_up(shop, task, partial(reorder_point, shop, task, middle))
        low, high = (low, middle) if getattr(outcome, what) >= getattr(own, what) else (middle, high)
    return filling_up(shop, task, partial(reorder_point, shop, task, high))


def filling_up(shop: Shop, task: Task, level: Callable[[int], np.ndarray]) -> Outcome:
    """Opened with, and filled up every week to, so many units."""
    return run(shop, task, partial(filled_up, level), level(shop.opens))


def compared(shop: Shop, forecasts: Forecasts, task: Task) -> list[str]:
    """The cells of a row, from who asked on."""
    safety = float(ndtri(task.level))
    own = run(shop, task, partial(advised, forecasts, task), needed(forecasts, task, shop.opens))
    rule = filling_up(shop, task, partial(reorder_point, shop, task, safety))
    naive = filling_up(shop, task, partial(seasonal_naive, shop, task, safety))
    drawn = shop.another()
    enough = knowing(drawn, task)
    equal = [matched(shop, task, own, what) for what in ("served", "filled")]
    return [
        f"**{own.served:.1%}** ± {own.error:.1%}",
        f"{filling_up(drawn, task, lambda day: enough).served:.1%}",
        *(f"{other.served:.1%} at {other.stock / own.stock:.2f}" for other in (rule, naive)),
        f"{own.near:.0%}, {equal[0].near:.0%}",
        *(f"{other.stock / own.stock:.2f} / {other.cost / own.cost:.2f}" for other in equal),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=DAILY)
    parser.add_argument("--sample", type=int, default=1000)
    parser.add_argument("--before", type=int, default=0, help="days at the end of the data to leave out")
    options = parser.parse_args()
    print(f"| {HEAD} |\n{'|---' * (HEAD.count('|') + 1)}|")
    for name in options.datasets:
        shop = Shop.load(name, options.sample, options.before)
        forecasts = Forecasts.of(shop)
        for task in (Task(level, lead) for lead in LEADS for level in LEVELS):
            cells = [f"{name} ({len(shop.sold)})", f"{task.lead}", f"{task.level:.0%}"]
            print(f"| {' | '.join(cells + compared(shop, forecasts, task)).replace('%', '')} |", flush=True)


if __name__ == "__main__":
    main()
