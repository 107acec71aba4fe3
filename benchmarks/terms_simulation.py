"""Shops run day by day by what Stockcast advises to order, under the terms of the trade, beside rules of thumb.

    STOCKCAST_DATA=... python -m benchmarks.terms_simulation [--datasets a,b] [--sample 200]

Sales that find an empty shelf are lost. Orders are placed once a week, or by the calendar of a supplier who takes them
on two days. Shelf life: goods that are older are thrown away, the oldest are sold first. Asked is a share of cycles
(from one arrival to the next) without a stock-out, or of demand met. The rule of thumb fills up to mean x time + safety
factor x standard deviation x root of time of the last 90 days; seasonal naive repeats the last week. "Equal" is the
stock of the rule with its factor chosen in hindsight, so that it serves, or meets, as much.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.special import ndtri

from benchmarks.order_rules import Forecasts, reorder_point, seasonal_naive
from benchmarks.order_simulation import DAILY
from benchmarks.shop import COST, HELD_BACK, HOLDING, REVIEW, Shop, Task
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.ordering import Stock, Terms, advise, days_ahead
from forecasting.replenishment.simulation import sell

LEVEL, LEADS = 0.95, (3, 14)
GAIN, KEEP = 1 - COST, HOLDING * REVIEW / 365
FOREVER, SHORT = 10_000, 10
# Days of the week on which orders are placed, counted from the opening.
WEEKLY, TWICE = (0,), (0, 3)
# Products that sell less than one a day are slow.
SLOW = 1.0
FACTORS, HALVINGS = (-2.0, 12.0), 14
HEAD = """set (products) | sell | lead | orders a week | asked | shelf life | **served** | **met** | waste \
| rule: served | met | waste | stock | cost | equal service: stock | equal demand: stock \
| naive: served | met | stock"""


@dataclass(frozen=True)
class Trade:
    """What is asked: of cycles, or with fill_rate of demand; goods keep for so many days; orders on these days."""

    task: Task
    fill_rate: bool
    life: int = FOREVER
    days: tuple[int, ...] = WEEKLY

    def gap(self, day: int) -> int:
        """Days from an order of this day to the next one."""
        return next(later for later in range(1, REVIEW + 1) if (day + later) % REVIEW in self.days)

    @property
    def words(self) -> str:
        kept = "" if self.life == FOREVER else f"{self.life}"
        asked = f"{self.task.level:.0%} of {'demand' if self.fill_rate else 'cycles'}"
        return f"{self.task.lead} | {len(self.days)} | {asked} | {kept}"


@dataclass(frozen=True)
class Course:
    """What happened, (products, days) each: units asked for, lost, thrown away, and on the shelf in the evening."""

    asked: np.ndarray
    lost: np.ndarray
    wasted: np.ndarray
    stock: np.ndarray
    cycles: tuple[slice, ...]

    def kept(self, rows: np.ndarray) -> "Kept":
        """Of these products, from the second arrival on: what the shop opened with is gone by then."""
        own = slice(self.cycles[0].start, self.cycles[-1].stop)
        lost, wasted, stock = (figures[rows, own] for figures in (self.lost, self.wasted, self.stock))
        asked = self.asked[rows, own].sum()
        served = np.mean([(self.lost[rows, cycle] == 0).all(axis=1).mean() for cycle in self.cycles])
        sold, out = asked - lost.sum(), wasted.sum()
        held = stock.sum(axis=0).mean()
        days = own.stop - own.start
        cost = held * HOLDING * days / 365 + lost.sum() * GAIN + out * COST
        return Kept(float(served), sold / asked, out / max(out + sold, 1e-9), held, cost)


@dataclass(frozen=True)
class Kept:
    """served -- share of cycles without a stock-out; met -- of demand; wasted -- of what came in; stock -- mean units
    cost -- of keeping, of margins lost and of what was thrown away
    """

    served: float
    met: float
    wasted: float
    stock: float
    cost: float


# What to order on a day, given what is there by age, (products, life), and what is on its way, (products, days).
Buyer = Callable[[int, np.ndarray, np.ndarray], np.ndarray]
# Up to how many units a rule fills up, given a day and a safety factor.
Level = Callable[[Shop, Task, float, int], np.ndarray]


def stockcast(forecasts: Forecasts, trade: Trade, day: int, shelf: np.ndarray, coming: np.ndarray) -> np.ndarray:
    same, gap = np.ones(len(shelf)), trade.gap(day - forecasts.opens)
    own, life = Goals.none(len(shelf)), float(trade.life)
    if trade.life < FOREVER:
        own = replace(own, shelf_days=life * same, gain=GAIN * same, price=COST * same, keep=KEEP * same)
    own = replace(own, fill_rate=np.full(len(shelf), trade.fill_rate))
    task = trade.task
    terms = Terms(task.level * same, task.lead * same, 0 * same, gap * same, same, 0 * same, 0 * same, own)
    periods = days_ahead(terms)
    arriving, expiring = np.zeros((len(shelf), periods)), np.zeros((len(shelf), periods))
    arriving[:, : coming.shape[1]] = coming[:, :periods]
    for age in range(shelf.shape[1]):
        if trade.life - 1 - age < periods:
            expiring[:, trade.life - 1 - age] += shelf[:, age]
    if trade.life <= periods:
        expiring[:, trade.life - 1 :] += arriving[:, : periods - trade.life + 1]
    stock = Stock(shelf.sum(axis=1), arriving, expiring if trade.life < FOREVER else None)
    return advise(forecasts.outlook(day, periods), terms, stock).quantity


def filling_up(level: Level, shop: Shop, trade: Trade, factor: float) -> Buyer:
    def buy(day: int, shelf: np.ndarray, coming: np.ndarray) -> np.ndarray:
        there = shelf.sum(axis=1) + coming.sum(axis=1)
        return np.ceil(np.maximum(level(shop, trade.task, factor, day) - there, 0.0))

    return buy


def run(shop: Shop, trade: Trade, buy: Buyer) -> Course:
    asked, lead = shop.sold[:, shop.opens :], trade.task.lead
    shelf = np.zeros((len(asked), min(trade.life, HELD_BACK)))
    coming = np.zeros((len(asked), HELD_BACK + lead + 1))
    lost, wasted, stock = np.zeros(asked.shape), np.zeros(asked.shape), np.zeros(asked.shape)
    for day in range(HELD_BACK):
        if day % REVIEW in trade.days:
            coming[:, day + lead] += buy(shop.opens + day, shelf, coming[:, day:])
        shelf[:, 0] += coming[:, day]
        coming[:, day] = 0.0
        lost[:, day] = sell(shelf, asked[:, day])
        wasted[:, day] = shelf[:, -1] if trade.life < FOREVER else 0.0
        stock[:, day] = shelf.sum(axis=1)
        shelf[:, 1:], shelf[:, 0] = shelf[:, :-1].copy(), 0.0
    arrivals = [day + lead for day in range(REVIEW, HELD_BACK - lead + 1) if day % REVIEW in trade.days]
    return Course(asked, lost, wasted, stock, tuple(slice(*cycle) for cycle in pairwise(arrivals)))


def equal(shop: Shop, trade: Trade, rows: np.ndarray, wanted: Kept, figure: str) -> float:
    """The stock of the rule where it serves, or meets, as much; NaN where no factor does."""
    low, high = FACTORS
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        found = run(shop, trade, filling_up(reorder_point, shop, trade, middle)).kept(rows)
        low, high = (low, middle) if getattr(found, figure) >= getattr(wanted, figure) else (middle, high)
    return found.stock if high < FACTORS[1] else np.nan


def lines(name: str, shop: Shop, forecasts: Forecasts, trade: Trade) -> Iterator[str]:
    factor = float(ndtri(trade.task.level))
    courses = [run(shop, trade, lambda *state: stockcast(forecasts, trade, *state))]
    courses += [run(shop, trade, filling_up(level, shop, trade, factor)) for level in (reorder_point, seasonal_naive)]
    slow = shop.recent(shop.opens).mean(axis=1) < SLOW
    for words, rows in (("all", np.ones(len(slow), dtype=bool)), ("slowly", slow)):
        if rows.any():
            own, rule, naive = (course.kept(rows) for course in courses)
            same = [equal(shop, trade, rows, own, figure) / own.stock for figure in ("served", "met")]
            shown = _percent(own.served, own.met, own.wasted, rule.served, rule.met, rule.wasted)
            stocks = " | ".join(f"{ratio:.2f}" for ratio in (rule.stock / own.stock, rule.cost / own.cost, *same))
            beside = f"{_percent(naive.served, naive.met)} | {naive.stock / own.stock:.2f}"
            yield f"| {name} ({rows.sum()}) | {words} | {trade.words} | {shown} | {stocks} | {beside} |"


def _percent(*shares: float) -> str:
    return " | ".join(f"{100 * share:.1f}" for share in shares)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=DAILY)
    parser.add_argument("--sample", type=int, default=200)
    options = parser.parse_args()
    print(f"| {HEAD} |\n{'|---' * (HEAD.count('|') + 1)}|")
    for name in options.datasets:
        shop = Shop.load(name, options.sample, 0)
        forecasts = Forecasts.of(shop)
        for lead in LEADS:
            task = Task(LEVEL, lead)
            trades = [Trade(task, fill_rate, life) for fill_rate in (False, True) for life in (FOREVER, SHORT)]
            for trade in (*trades, Trade(task, False, days=TWICE)):
                for line in lines(name, shop, forecasts, trade):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
