"""Shops run day by day by what Stockcast advises to order, under the terms of the trade, beside a rule of thumb.

    STOCKCAST_DATA=... python -m benchmarks.terms_simulation [--datasets a,b] [--sample 200]

Sales that find an empty shelf are lost; orders are placed and come once a week. Shelf life: goods that are older are
thrown away, the oldest are sold first. Asked is a share of weeks without a stock-out, or of demand met; the rule of
thumb fills up to mean x time + safety factor x standard deviation x root of time of the last 90 days.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from benchmarks.order_rules import Forecasts, reorder_point
from benchmarks.order_simulation import DAILY
from benchmarks.shop import COST, HELD_BACK, HOLDING, REVIEW, Shop, Task
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.ordering import Stock, Terms, advise, days_ahead

LEADS = (3, 14)
GAIN, KEEP = 1 - COST, HOLDING * REVIEW / 365
FOREVER, SHORT = 10_000, 10
HEAD = """set (products) | lead | asked | shelf life | **weeks served** | **demand met** | waste \
| rule: weeks | met | waste | stock"""


@dataclass(frozen=True)
class Trade:
    """What is asked: of weeks, or with fill_rate of demand; goods keep for so many days."""

    task: Task
    fill_rate: bool
    life: int = FOREVER

    @property
    def words(self) -> str:
        kept = "" if self.life == FOREVER else f"{self.life}"
        return f"{self.task.lead} | {self.task.level:.0%} of {'demand' if self.fill_rate else 'weeks'} | {kept}"


@dataclass(frozen=True)
class Kept:
    """served -- share of weeks without a stock-out; met -- of demand; wasted -- of what came in; stock -- mean units"""

    served: float
    met: float
    wasted: float
    stock: float


# What to order on a day, given what is there by age, (products, life), and what is on its way, (products, days).
Buyer = Callable[[int, np.ndarray, np.ndarray], np.ndarray]


def stockcast(forecasts: Forecasts, trade: Trade, day: int, shelf: np.ndarray, coming: np.ndarray) -> np.ndarray:
    same = np.ones(len(shelf))
    own, life = Goals.none(len(shelf)), float(trade.life)
    if trade.life < FOREVER:
        own = replace(own, shelf_days=life * same, gain=GAIN * same, price=COST * same, keep=KEEP * same)
    own = replace(own, fill_rate=np.full(len(shelf), trade.fill_rate))
    task = trade.task
    terms = Terms(task.level * same, task.lead * same, 0 * same, REVIEW * same, same, 0 * same, 0 * same, own)
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


def by_rule(shop: Shop, trade: Trade, day: int, shelf: np.ndarray, coming: np.ndarray) -> np.ndarray:
    level = reorder_point(shop, trade.task, float(ndtri(trade.task.level)), day)
    return np.ceil(np.maximum(level - shelf.sum(axis=1) - coming.sum(axis=1), 0.0))


def run(shop: Shop, trade: Trade, buy: Buyer) -> Kept:
    """Measured from the second arrival on: what the shop opened with is gone or has its place by then."""
    asked, lead = shop.sold[:, shop.opens :], trade.task.lead
    shelf = np.zeros((len(asked), min(trade.life, HELD_BACK)))
    coming = np.zeros((len(asked), HELD_BACK + lead + 1))
    lost, wasted, stock = np.zeros(asked.shape), np.zeros(asked.shape), np.zeros(asked.shape)
    for day in range(HELD_BACK):
        if day % REVIEW == 0:
            coming[:, day + lead] += buy(shop.opens + day, shelf, coming[:, day:])
        shelf[:, 0] += coming[:, day]
        coming[:, day] = 0.0
        lost[:, day] = _sell(shelf, asked[:, day])
        wasted[:, day] = shelf[:, -1] if trade.life < FOREVER else 0.0
        stock[:, day] = shelf.sum(axis=1)
        shelf[:, 1:], shelf[:, 0] = shelf[:, :-1].copy(), 0.0
    first = lead + REVIEW
    weeks = (HELD_BACK - first) // REVIEW
    own = slice(first, first + weeks * REVIEW)
    served = (lost[:, own].reshape(len(lost), weeks, REVIEW) == 0).all(axis=2).mean()
    sold = asked[:, own].sum() - lost[:, own].sum()
    out = wasted[:, own].sum()
    return Kept(served, sold / asked[:, own].sum(), out / (out + sold), stock[:, own].sum(axis=0).mean())


def _sell(shelf: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Take what is asked for off the shelf, the oldest first; what is not there is lost."""
    left = asked.copy()
    for age in range(shelf.shape[1] - 1, -1, -1):
        taken = np.minimum(shelf[:, age], left)
        shelf[:, age] -= taken
        left -= taken
    return left


def row(name: str, shop: Shop, forecasts: Forecasts, trade: Trade) -> str:
    own = run(shop, trade, lambda *state: stockcast(forecasts, trade, *state))
    rule = run(shop, trade, lambda *state: by_rule(shop, trade, *state))
    shown = (own.served, own.met, own.wasted, rule.served, rule.met, rule.wasted)
    cells = " | ".join(f"{100 * share:.1f}" for share in shown)
    return f"| {name} ({len(shop.sold)}) | {trade.words} | {cells} | {rule.stock / own.stock:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=DAILY)
    parser.add_argument("--sample", type=int, default=200)
    options = parser.parse_args()
    print(f"| {HEAD} |\n{'|---' * (HEAD.count('|') + 1)}|")
    for name in options.datasets:
        shop = Shop.load(name, options.sample, 0)
        forecasts = Forecasts.of(shop)
        tasks = [Task(level, lead) for lead in LEADS for level in (0.9, 0.95)]
        trades = [
            Trade(task, fill_rate, life) for task in tasks for fill_rate in (False, True) for life in (FOREVER, 10)
        ]
        for trade in trades:
            print(row(name, shop, forecasts, trade), flush=True)


if __name__ == "__main__":
    main()
