"""Shops run day by day that can order each product of two suppliers: as Stockcast advises, and by rules of thumb.

    STOCKCAST_DATA=... python -m benchmarks.supplier_simulation [--datasets a,b] [--sample 80] [--before 0]

Near delivers in 3 days, at 0.60 for what sells at 1. Far takes 14 days, asks 0.54 each, 0.50 from four usual weeks of a
product on, and takes no order of less than a week of what the whole shop usually sells. Both take orders once a week.
Sales that find an empty shelf are lost. Stockcast orders what its list says: the cheapest plan of each product, filled
up to the minimum, or waiting for it. The rules order of one of them: up to mean x time + 1.64 standard deviations x
root of time; the last week again with a safety stock; min/max as set before the opening; and, in a shop whose days are
drawn from the quarter before, as one who knows their distribution. Stockcast also orders where Far has no price break
and no minimum: what these add to the service is no safety. What the rules want of Far waits until it comes to
the minimum. Cost is of each unit sold: what was paid, keeping, and margins (at Near's price) that were lost.
"""

import argparse
import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import ndtri

from app.models import Supplier
from benchmarks.order_rules import HORIZON, Forecasts, knowing, reorder_point, seasonal_naive
from benchmarks.order_simulation import DAILY
from benchmarks.shop import COST, HELD_BACK, HOLDING, REVIEW, Shop, Task
from benchmarks.terms_simulation import SLOW, filling_up, min_max
from forecasting.replenishment import kits, simulation
from forecasting.replenishment.kits import REPEATED_DAYS
from forecasting.replenishment.outlook import YEAR_DAYS
from forecasting.replenishment.simulation import Buyer, Course, Shelf, Trade
from services.replenishment.advice import advising
from services.replenishment.advice.advising import ENOUGH, ORDER, Advised
from services.replenishment.advice.order_case import Case
from services.replenishment.lists import advice_lines, supplier_minimums
from services.replenishment.lists.advice_lines import Line
from services.replenishment.supply import offers
from services.replenishment.supply.offers import Offer
from services.replenishment.supply.whole_orders import Part
from utils.config import Settings, load_settings, use_settings

LEVEL, LEADS = 0.95, (3, 14)
NAMES = NEAR, FAR = "Near", "Far"
DEARER, CHEAPER, BREAK_WEEKS, LEAST_WEEKS = 0.54, 0.50, 4, 1
SUPPLIERS = tuple(zip(NAMES, (COST, DEARER), LEADS, strict=True))
HEAD = "set (products) | sell | who orders | served | met | stock | of Far | cost of a unit sold"
UNKNOWN = {"sku": "", "name": "", "category": "", "location": "", "unit_weight": None, "unit_volume": None}


@dataclass(frozen=True)
class Market:
    """What both suppliers ask: offers of each product, and the least that Far takes at once, in units."""

    offers: list[tuple[Offer, Offer]]
    least: int

    @classmethod
    def of(cls, shop: Shop) -> "Market":
        daily = shop.recent(shop.opens).mean(axis=1)
        least = math.ceil(LEAST_WEEKS * 7 * daily.sum())
        parts = (Part(least, 1.0, float(daily.sum()) * YEAR_DAYS, 0),)
        near, far = (Offer(name, cost, 1, 0, (), lead) for name, cost, lead in SUPPLIERS)
        breaks = [((max(2, math.ceil(BREAK_WEEKS * 7 * own)), CHEAPER),) for own in daily]
        return cls([(near, replace(far, breaks=own, parts=parts)) for own in breaks], least)

    @property
    def without_lots(self) -> "Market":
        """The same, where Far has one price and takes any order."""
        return Market([(near, replace(far, breaks=(), parts=())) for near, far in self.offers], 0)

    @property
    def supplier(self) -> Supplier:
        return Supplier(name=FAR, min_order_value=None, min_order_units=self.least)

    def paid(self, units: np.ndarray) -> float:
        """For so many of each supplier, (suppliers, products)."""
        own = zip(*units, self.offers, strict=True)
        return sum(
            number * (offers.price(offer.unit_cost, offer.breaks, number) or 0.0)
            for *wanted, both in own
            for number, offer in zip(wanted, both, strict=True)
        )


@dataclass
class Ledger:
    """A buyer, with what its orders cost and how many of them Far got."""

    market: Market
    buyer: Callable[[int, Shelf], np.ndarray]
    orders: list[np.ndarray] = field(default_factory=list)

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        self.orders.append(self.buyer(day, shelf))
        return self.orders[-1]


@dataclass(frozen=True)
class Advice:
    """Stockcast's list of a day, as a buyer."""

    shop: Shop
    forecasts: Forecasts
    market: Market

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        advised = advising.advise([case for row in range(len(self.shop.sold)) for case in self._cases(row, day, shelf)])
        lines = [_line(own) for own in advised]
        to_far = [line for line in lines if line.supplier == FAR]
        ordered, spare = ([line for line in to_far if line.kind == kind] for kind in (ORDER, ENOUGH))
        lines = [line for line in lines if line.supplier == NEAR]
        units = np.zeros((len(NAMES), len(self.shop.sold)))
        for line in (*lines, *supplier_minimums.filled_up(ordered, spare, self.market.supplier)):
            units[NAMES.index(line.supplier), line.product_id] = line.quantity
        return units if units[1].sum() >= self.market.least else units * [[1], [0]]

    def _cases(self, row: int, day: int, shelf: Shelf) -> Iterator[Case]:
        made = max(origin for origin in self.forecasts.by_day if origin <= self.shop.opens + day)
        forecasts, dependences = self.forecasts.by_day[made]
        forecast = forecasts[row]
        column = kits.columns(len(forecast), 0, YEAR_DAYS, REPEATED_DAYS)
        forecast = replace(forecast, mean=forecast.mean[column], quantiles=forecast.quantiles[:, column])
        today = date.fromisoformat(str(self.shop.start)) + timedelta(days=self.shop.opens + day)
        coming = shelf.coming[row, :HORIZON]
        for offer in self.market.offers[row]:
            yield Case(
                product_id=row, as_of=today, skipped=self.shop.opens + day - made, on_hand=float(shelf.on_hand[row]),
                arrivals=tuple((int(when), float(coming[when])) for when in coming.nonzero()[0]),
                lead_days=float(offer.lead_days or 0), lead_sd_days=0.0, review_days=REVIEW, service_level=LEVEL,
                pack_size=1, min_order=0, unit_cost=offer.unit_cost, unit_price=1.0, holding_cost=HOLDING,
                backorders=False, forecast=forecast, dependence=dependences[row], offer=offer, offers=2,
                ordered_on=today,
            )  # fmt: skip


def _line(advised: Advised) -> Line:
    known: dict[str, Any] = UNKNOWN | {"holding_cost": HOLDING, "display_stock": 0.0, "backorders": False}
    own = {name: known[name] if name in known else getattr(advised, name) for name in advice_lines.STORED}
    return Line(**own | {"price_breaks": json.dumps(advised.price_breaks)})


def of_one(buyer: Buyer, market: Market, supplier: str) -> Buyer:
    """All of it of one supplier; less than Far takes waits."""
    which = NAMES.index(supplier)

    def ordered(day: int, shelf: Shelf) -> np.ndarray:
        units = np.zeros((len(NAMES), len(shelf.owed)))
        units[which] = np.ceil(buyer(day, shelf))
        return units if supplier == NEAR or units[which].sum() >= market.least else units * 0

    return ordered


def buyers(shop: Shop, forecasts: Forecasts, market: Market) -> Iterator[tuple[str, Buyer]]:
    yield "**Stockcast**", Advice(shop, forecasts, market)
    factor = float(ndtri(LEVEL))
    for name, lead in zip(NAMES, LEADS, strict=True):
        task = Task(LEVEL, lead)
        for words, level in (("rule of thumb", reorder_point), ("seasonal naive", seasonal_naive)):
            up_to = partial(_level, level, shop, task, factor)
            yield f"{words}, {name}", of_one(filling_up(up_to), market, name)
        yield f"min/max, {name}", of_one(min_max(shop, task), market, name)


def _level(level: Callable[..., np.ndarray], shop: Shop, task: Task, factor: float, day: int) -> np.ndarray:
    return level(shop, task, factor, shop.opens + day)


def trade(shop: Shop) -> Trade:
    asked = shop.sold[:, shop.opens :]
    day = np.arange(asked.shape[1])
    return Trade(
        asked=asked,
        orders=np.tile(day % REVIEW == 0, (len(asked), 1)),
        arrives=np.array([np.tile(day + lead, (len(asked), 1)) for lead in LEADS]),
        shelf_days=np.full(len(asked), np.inf),
        waits=np.zeros(len(asked), dtype=bool),
    )


def figures(own: Trade, course: Course, ledger: Ledger, rows: np.ndarray) -> str:
    """Of the weeks from the first arrival of Far's on, but for what was paid: that is of all of them."""
    first = LEADS[1]
    weeks = (HELD_BACK - first) // REVIEW
    days = slice(first, first + weeks * REVIEW)
    lost = course.lost[rows, days]
    served = (lost.reshape(len(lost), weeks, REVIEW) == 0).all(axis=2).mean()
    met = 1 - lost.sum() / own.asked[rows, days].sum()
    units = np.array(ledger.orders)[:, :, rows]
    market = Market([ledger.market.offers[row] for row in np.flatnonzero(rows)], 0)
    bought, paid = units.sum(), sum(market.paid(day) for day in units)
    sold = own.asked[rows].sum() - course.lost[rows].sum()
    # What is left, and still to come, is worth what it cost.
    kept = course.stock[rows].sum() * HOLDING / 365 + course.lost[rows].sum() * (1 - COST)
    cost = paid / max(bought, 1) + kept / max(sold, 1)
    stock = course.stock[rows, days].sum(axis=0).mean()
    shares = (served, met, units[:, 1].sum() / max(bought, 1))
    percent = [f"{100 * share:.1f}" for share in shares]
    return " | ".join([*percent[:2], f"{stock:.0f}", percent[2], f"{cost:.3f}"])


def lines(name: str, shop: Shop, forecasts: Forecasts) -> Iterator[str]:
    market, own = Market.of(shop), trade(shop)
    slow = shop.recent(shop.opens).mean(axis=1) < SLOW
    plain = market.without_lots
    asked = [(market, *own) for own in buyers(shop, forecasts, market)]
    asked.insert(1, (plain, "Stockcast, without break and minimum", Advice(shop, forecasts, plain)))
    for own_market, who, buyer in asked:
        ledger = Ledger(own_market, buyer)
        course = simulation.run(own, ledger, np.zeros(len(slow)))
        yield from _rows(name, who, slow, partial(figures, own, course, ledger))
    drawn = shop.another()
    for supplier, lead in zip(NAMES, LEADS, strict=True):
        enough = knowing(drawn, Task(LEVEL, lead))
        ledger = Ledger(market, of_one(filling_up(lambda day, up_to=enough: up_to), market, supplier))
        course = simulation.run(trade(drawn), ledger, np.zeros(len(slow)))
        yield from _rows(name, f"known, {supplier}", slow, partial(figures, trade(drawn), course, ledger))


def _rows(name: str, who: str, slow: np.ndarray, told: Callable[[np.ndarray], str]) -> Sequence[str]:
    parts = [("all", np.ones(len(slow), dtype=bool)), ("slowly", slow)]
    return [f"| {name} ({rows.sum()}) | {words} | {who} | {told(rows)} |" for words, rows in parts if rows.any()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=DAILY)
    parser.add_argument("--sample", type=int, default=80)
    parser.add_argument("--before", type=int, default=0, help="days at the end of the data to leave out")
    options = parser.parse_args()
    # The words of an advice are in the shop's language; no database is asked.
    use_settings(load_settings(Settings, data_dir=Path("unused"), use_celery=False))
    print(f"| {HEAD} |\n{'|---' * (HEAD.count('|') + 1)}|")
    for name in options.datasets:
        shop = Shop.load(name, options.sample, options.before)
        for line in lines(name, shop, Forecasts.of(shop)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
