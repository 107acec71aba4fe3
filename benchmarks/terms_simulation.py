"""Shops run day by day by what Stockcast advises to order, under the terms of the trade, beside rules of thumb.

    STOCKCAST_DATA=... python -m benchmarks.terms_simulation [--datasets a,b] [--sample 200] [--before 0]

Sales that find an empty shelf are lost. Orders are placed once a week, or by the calendar of a supplier who takes them
on two days. Shelf life: goods that are older are thrown away, the oldest are sold first. Asked is a share of cycles
(from one arrival to the next) without a stock-out, or of demand met. The rule of thumb fills up to mean x time + safety
factor x standard deviation x root of time of the last 90 days; seasonal naive repeats the last week; min/max orders at
what was sold in the quarter before the opening over lead time, review and a week, and fills up to a review more.
Whole units: what these cycles would be served if each order were the least whole number that reaches the level, by the
courses of demand it rests on; and left: by them, with all that is there from before, which no order takes back.
"Equal" is the stock of the rule with its factor chosen in hindsight, so that it serves, or meets, as much. Known: one
who knows the distribution of demand and fills up to its quantile, in a shop whose days are drawn from it.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.special import ndtri

from benchmarks.order_rules import Forecasts, knowing, reorder_point, seasonal_naive
from benchmarks.order_simulation import DAILY
from benchmarks.shop import COST, HELD_BACK, HOLDING, REVIEW, Shop, Task
from forecasting.replenishment import demand, simulation
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.ordering import Order, quantities
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.rules import MinMax
from forecasting.replenishment.simulation import Buyer, Course, Shelf, Trade
from forecasting.replenishment.terms import Stock, Terms
from forecasting.replenishment.walks import days_ahead

LEVEL, LEADS = 0.95, (3, 14)
GAIN, KEEP = 1 - COST, HOLDING * REVIEW / 365
FOREVER, SHORT = np.inf, 10.0
# Days of the week on which orders are placed, counted from the opening.
WEEKLY, TWICE = (0,), (0, 3)
# What min/max keeps besides what is sold until the next order comes.
SAFETY_DAYS = 7
# Products that sell less than one a day are slow.
SLOW = 1.0
FACTORS, HALVINGS = (-2.0, 12.0), 14
HEAD = """set (products) | sell | lead | orders a week | asked | shelf life | **served** | **met** | waste \
| whole units: served | and left | known: served | rule: served | met | waste | stock | cost | equal service: stock \
| equal demand: stock | naive: served | met | stock | min/max: served | met | waste | stock | cost"""


# Up to how many units a rule fills up, given a day and a safety factor.
Level = Callable[[Shop, Task, float, int], np.ndarray]


@dataclass(frozen=True)
class Deal:
    """What is asked: of cycles, or with fill_rate of demand; goods keep for so many days; orders on these days."""

    task: Task
    fill_rate: bool
    life: float = FOREVER
    days: tuple[int, ...] = WEEKLY

    def gap(self, day: int) -> int:
        """Days from an order of this day, counted from the opening, to the next one."""
        return next(later for later in range(1, REVIEW + 1) if (day + later) % REVIEW in self.days)

    def trade(self, shop: Shop) -> Trade:
        asked = shop.sold[:, shop.opens :]
        products, days = asked.shape
        day = np.arange(days)
        return Trade(
            asked=asked,
            orders=np.tile(np.isin(day % REVIEW, self.days), (products, 1)),
            arrives=np.tile(day + self.task.lead, (products, 1)),
            shelf_days=np.full(products, self.life),
            waits=np.zeros(products, dtype=bool),
        )

    def cycles(self) -> list[slice]:
        """From one arrival to the next; without the first, as nothing is there at the opening."""
        last = HELD_BACK - self.task.lead + 1
        arrivals = [day + self.task.lead for day in range(REVIEW, last) if day % REVIEW in self.days]
        return [slice(*cycle) for cycle in pairwise(arrivals)]

    @property
    def words(self) -> str:
        kept = f"{self.life:.0f}" if np.isfinite(self.life) else ""
        asked = f"{self.task.level:.0%} of {'demand' if self.fill_rate else 'cycles'}"
        return f"{self.task.lead} | {len(self.days)} | {asked} | {kept}"


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

    @classmethod
    def of(cls, trade: Trade, course: Course, cycles: list[slice], rows: np.ndarray) -> "Kept":
        own = slice(cycles[0].start, cycles[-1].stop)
        lost, wasted, stock = (figures[rows, own] for figures in (course.lost, course.wasted, course.stock))
        asked = trade.asked[rows, own].sum()
        served = np.mean([(course.lost[rows, cycle] == 0).all(axis=1).mean() for cycle in cycles])
        sold, out = asked - lost.sum(), wasted.sum()
        held = stock.sum(axis=0).mean()
        cost = held * HOLDING * (own.stop - own.start) / 365 + lost.sum() * GAIN + out * COST
        return cls(float(served), sold / asked, out / max(out + sold, 1e-9), held, cost)


@dataclass
class Advised:
    """What Stockcast advises to order, as a buyer; orders -- by the day they were advised"""

    forecasts: Forecasts
    deal: Deal
    orders: dict[int, Order] = field(default_factory=dict)

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        outlook, terms, stock = _known(self.forecasts, self.deal, day, shelf)
        self.orders[day] = quantities(outlook, terms, stock)
        return self.orders[day].quantity

    def believed(self, rows: np.ndarray) -> str:
        """Service by the courses of demand that the orders rest on, in percent: of the least whole number of units that
        reaches the level, and of what was ordered, with what was there."""
        if self.deal.fill_rate:
            return " | "
        own = [self.orders[cycle.start - self.deal.task.lead] for cycle in self.deal.cycles()]
        level = np.full(rows.sum(), self.deal.task.level)
        least = [np.ceil(demand.quantile(order.asked[rows], level) - 0.5) for order in own]
        ordered = [order.quantity[rows] for order in own]
        held = [
            np.mean(
                [(np.rint(order.asked[rows]) <= units[:, None]).mean() for order, units in zip(own, each, strict=True)]
            )
            for each in (least, ordered)
        ]
        return _percent(*held)


def _known(forecasts: Forecasts, deal: Deal, day: int, shelf: Shelf) -> tuple[Outlook, Terms, Stock]:
    """What an order of a day rests on."""
    same = np.ones(len(shelf.owed))
    own = replace(Goals.none(len(same)), fill_rate=np.full(len(same), deal.fill_rate), shelf_days=deal.life * same)
    own = replace(own, gain=GAIN * same, price=COST * same, keep=KEEP * same)
    task = deal.task
    terms = Terms(task.level * same, task.lead * same, 0 * same, deal.gap(day) * same, same, 0 * same, 0 * same, own)
    periods = days_ahead(terms)
    arriving = np.zeros((len(same), periods))
    seen = shelf.coming[:, :periods]
    arriving[:, : seen.shape[1]] = seen
    expiring = shelf.by_last_day(own.shelf_days, periods) if own.expires.any() else None
    return forecasts.outlook(forecasts.opens + day, periods), terms, Stock(shelf.on_hand, arriving, expiring)


def filling_up(up_to: Callable[[int], np.ndarray]) -> Buyer:
    return lambda day, shelf: np.ceil(np.maximum(up_to(day) - shelf.position - 1e-6, 0.0))


def by_rule(level: Level, shop: Shop, task: Task, factor: float) -> Buyer:
    return filling_up(lambda day: level(shop, task, factor, shop.opens + day))


def min_max(shop: Shop, task: Task) -> MinMax:
    daily = shop.recent(shop.opens).mean(axis=1)
    least = np.floor(daily * (task.days + SAFETY_DAYS))
    return MinMax(least, np.maximum(np.ceil(least + daily * REVIEW), least + 1))


def run(shop: Shop, deal: Deal, buy: Buyer) -> Callable[[np.ndarray], Kept]:
    """What came of it, of the products that are asked about."""
    trade = deal.trade(shop)
    course = simulation.run(trade, buy, np.zeros(len(shop.sold)))
    return partial(Kept.of, trade, course, deal.cycles())


def equal(shop: Shop, deal: Deal, rows: np.ndarray, wanted: Kept, figure: str) -> float:
    """The stock of the rule where it serves, or meets, as much; NaN where no factor does."""
    low, high = FACTORS
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        found = run(shop, deal, by_rule(reorder_point, shop, deal.task, middle))(rows)
        low, high = (low, middle) if getattr(found, figure) >= getattr(wanted, figure) else (middle, high)
    return found.stock if high < FACTORS[1] else np.nan


def known(shop: Shop, deal: Deal, rows: np.ndarray) -> str:
    """Service of one who knows the distribution, who orders once a week as often as is asked."""
    if deal.fill_rate or deal.days != WEEKLY:
        return ""
    drawn = shop.another()
    enough = knowing(drawn, deal.task)
    return _percent(run(drawn, deal, filling_up(lambda day: enough))(rows).served)


def lines(name: str, shop: Shop, forecasts: Forecasts, deal: Deal) -> Iterator[str]:
    factor = float(ndtri(deal.task.level))
    rules = [by_rule(level, shop, deal.task, factor) for level in (reorder_point, seasonal_naive)]
    advised = Advised(forecasts, deal)
    buyers: list[Buyer] = [advised, *rules, min_max(shop, deal.task)]
    courses = [run(shop, deal, buy) for buy in buyers]
    slow = shop.recent(shop.opens).mean(axis=1) < SLOW
    for words, rows in (("all", np.ones(len(slow), dtype=bool)), ("slowly", slow)):
        if rows.any():
            own, rule, naive, bounds = (course(rows) for course in courses)
            same = [equal(shop, deal, rows, own, figure) / own.stock for figure in ("served", "met")]
            cells = [
                _percent(own.served, own.met, own.wasted),
                advised.believed(rows),
                known(shop, deal, rows),
                _percent(rule.served, rule.met, rule.wasted),
                *(_ratio(ratio) for ratio in (rule.stock / own.stock, rule.cost / own.cost, *same)),
                _percent(naive.served, naive.met),
                _ratio(naive.stock / own.stock),
                _percent(bounds.served, bounds.met, bounds.wasted),
                *(_ratio(ratio) for ratio in (bounds.stock / own.stock, bounds.cost / own.cost)),
            ]
            yield f"| {name} ({rows.sum()}) | {words} | {deal.words} | {' | '.join(cells)} |"


def deals(lead: int) -> list[Deal]:
    task = Task(LEVEL, lead)
    weekly = [Deal(task, fill_rate, life) for fill_rate in (False, True) for life in (FOREVER, SHORT)]
    return [*weekly, Deal(task, False, days=TWICE)]


def _percent(*shares: float) -> str:
    return " | ".join(f"{100 * share:.1f}" for share in shares)


def _ratio(ratio: float) -> str:
    return "-" if np.isnan(ratio) else f"{ratio:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=DAILY)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--before", type=int, default=0, help="days at the end of the data to leave out")
    options = parser.parse_args()
    print(f"| {HEAD} |\n{'|---' * (HEAD.count('|') + 1)}|")
    for name in options.datasets:
        shop = Shop.load(name, options.sample, options.before)
        forecasts = Forecasts.of(shop)
        for deal in (deal for lead in LEADS for deal in deals(lead)):
            for line in lines(name, shop, forecasts, deal):
                print(line, flush=True)


if __name__ == "__main__":
    main()
