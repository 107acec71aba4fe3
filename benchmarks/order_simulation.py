"""The shop run day by day over held-back months, ordering by Stockcast's advice and by two rules of thumb.

    STOCKCAST_DATA=... python -m benchmarks.order_simulation [--datasets a,b] [--sample 300] [--leads 3,7,14]

Every week each product is ordered; an order placed at a day's start arrives at the start of the day `lead` later, and
what finds an empty shelf is lost. Models are trained anew every week on what had been sold by then. A week from one
arrival to the next counts as served if the shelf was never empty when somebody asked. Equal service: the rule's safety
factor raised or lowered until it serves as many weeks as Stockcast does.
"""

import argparse
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from scipy.special import ndtri

from benchmarks.datasets import DATASETS
from forecasting import dependence
from forecasting.demand import Outlook
from forecasting.dependence import Dependence
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.layout import blocks
from forecasting.ordering import Stock, Terms, advise, days_ahead
from forecasting.settings import TrainingSettings
from forecasting.training import NotTrained, train_block

HELD_BACK, RETRAINED, REVIEW = 112, 7, 7
HORIZON, TOGETHER = 60, 250
# A product takes part if it had sold for this long before the held-back months, and within their last quarter.
FEWEST_DAYS, RECENT_DAYS = 56, 90
# Per unit sold at price 1: what it costs, and what a year on the shelf costs.
COST, HOLDING = 0.6, 0.25 * 0.6
LEVELS = (0.9, 0.95)


@dataclass(frozen=True)
class Shop:
    """sold -- units asked for, (products, days), NaN before the first sale; known -- regressors known ahead
    closed -- days on which nobody could ask, known ahead as well, bool (products, days)
    """

    start: np.datetime64
    sold: np.ndarray
    closed: np.ndarray
    known: dict[str, np.ndarray]

    @property
    def opens(self) -> int:
        """First held-back day."""
        return self.sold.shape[1] - HELD_BACK

    @classmethod
    def load(cls, name: str, sample: int) -> "Shop":
        """A random sample of the products that are on sale. A day of unknown sales is one on which nobody asks."""
        frame = DATASETS[name]()
        regressors = [column for column in frame if column not in ("product_sku", "date", "quantity")]
        ((_, block),) = blocks(frame, regressors, frame["product_sku"].nunique())
        origin = block.periods - HELD_BACK
        old_enough = block.first_sales <= origin - FEWEST_DAYS
        on_sale = np.nansum(block.values[:, origin - RECENT_DAYS : origin], axis=1) > 0
        rows = np.random.default_rng(0).permutation(np.flatnonzero(old_enough & on_sale))[:sample]
        chosen = block.select(np.sort(rows))
        before = np.arange(block.periods) < chosen.first_sales[:, None]
        sold = np.where(before, np.nan, np.nan_to_num(chosen.values))
        closed = np.isnan(chosen.values) & ~before
        return cls(
            np.datetime64(block.start, "D"), sold, closed, {n: np.nan_to_num(c) for n, c in chosen.known.items()}
        )

    def past(self, day: int) -> np.ndarray:
        return self.sold[:, :day]


@dataclass(frozen=True)
class Forecasts:
    """Stockcast's, by the day they were made."""

    by_day: dict[int, tuple[list, list[Dependence]]]

    @classmethod
    def of(cls, shop: Shop) -> "Forecasts":
        days = range(shop.opens, shop.sold.shape[1], RETRAINED)
        return cls({day: cls._trained(shop, day) for day in days})

    @staticmethod
    def _trained(shop: Shop, day: int) -> tuple[list, list[Dependence]]:
        forecasts, dependences = [], []
        for first in range(0, len(shop.sold), TOGETHER):
            histories = [_history(shop, row, day) for row in range(first, min(first + TOGETHER, len(shop.sold)))]
            for trained in train_block(histories, TrainingSettings(horizon=HORIZON)):
                if isinstance(trained, NotTrained):
                    raise trained.error
                forecasts.append(_while_open(trained.forecast, shop.closed[len(forecasts), day:]))
                dependences.append(dependence.recorded(asdict(trained.metrics)))
        return forecasts, dependences

    def outlook(self, day: int, periods: int) -> Outlook:
        """What was known of the coming days at the start of this one."""
        made = max(origin for origin in self.by_day if origin <= day)
        forecasts, dependences = self.by_day[made]
        return Outlook.of(forecasts, dependences, [day - made] * len(forecasts), periods)


def _history(shop: Shop, row: int, day: int) -> History:
    own = shop.sold[row]
    first = int(np.isnan(own).sum())
    known = {name: column[row, first : day + HORIZON] for name, column in shop.known.items()}
    values = np.where(shop.closed[row], np.nan, own)[first:day]
    return History((shop.start + first).item(), values, known=known)


def _while_open(forecast: Forecast, closed: np.ndarray) -> Forecast:
    """The forecast with nothing on the days known to be closed."""
    days = min(len(forecast), len(closed))
    is_open = np.append(~closed[:days], np.ones(len(forecast) - days, dtype=bool))
    return replace(forecast, mean=forecast.mean * is_open, quantiles=forecast.quantiles * is_open)


@dataclass(frozen=True)
class Task:
    """What is asked of a rule: this chance of no stock-out, with orders that take so many days."""

    level: float
    lead: int

    @property
    def days(self) -> int:
        return self.lead + REVIEW


# A rule says up to how many units stock and orders on their way are to be filled, given the day: (products,).
Rule = Callable[[int], np.ndarray]


def stockcast(forecasts: Forecasts, task: Task, day: int) -> np.ndarray:
    same = np.ones(len(forecasts.by_day[min(forecasts.by_day)][0]))
    terms = Terms(task.level * same, task.lead * same, 0 * same, REVIEW * same, same, 0 * same)
    periods = days_ahead(terms)
    stock = Stock(0 * same, np.zeros((len(same), periods)))
    return advise(forecasts.outlook(day, periods), terms, stock).needed


def reorder_point(shop: Shop, task: Task, factor: float, day: int) -> np.ndarray:
    """Mean x time + safety factor x standard deviation x root of time, of the last 90 days."""
    recent = np.nan_to_num(shop.past(day)[:, -RECENT_DAYS:])
    return recent.mean(axis=1) * task.days + factor * recent.std(axis=1) * np.sqrt(task.days)


def seasonal_naive(shop: Shop, task: Task, factor: float, day: int) -> np.ndarray:
    """The last week again, with a safety stock from the differences between weeks."""
    recent = np.nan_to_num(shop.past(day)[:, -RECENT_DAYS:])
    week = np.tile(recent[:, -7:], -(-task.days // 7))[:, : task.days].sum(axis=1)
    return week + factor * (recent[:, 7:] - recent[:, :-7]).std(axis=1) * np.sqrt(task.days)


@dataclass(frozen=True)
class Outcome:
    """served -- share of weeks without a stock-out; filled -- share of demand met; stock -- mean units on the shelf"""

    served: float
    filled: float
    stock: float
    lost: float
    cost: float


def run(shop: Shop, task: Task, rule: Rule) -> Outcome:
    """Open with what the rule wants to have, then order every week; measured from the first arrival on."""
    asked = shop.sold[:, shop.opens :]
    on_hand = np.ceil(rule(shop.opens))
    arriving = np.zeros((len(asked), HELD_BACK + task.lead))
    lost, stock = np.zeros(asked.shape), np.zeros(asked.shape)
    for day in range(HELD_BACK):
        if day % REVIEW == 0:
            missing = rule(shop.opens + day) - on_hand - arriving[:, day:].sum(axis=1)
            arriving[:, day + task.lead] += np.ceil(np.maximum(missing - 1e-6, 0.0))
        on_hand = on_hand + arriving[:, day]
        lost[:, day] = np.maximum(asked[:, day] - on_hand, 0.0)
        stock[:, day] = on_hand = np.maximum(on_hand - asked[:, day], 0.0)
    weeks = (HELD_BACK - task.lead) // REVIEW
    measured = slice(task.lead, task.lead + weeks * REVIEW)
    failed = (lost[:, measured] > 0).reshape(len(asked), weeks, REVIEW).any(axis=2)
    lost_units, units = lost[:, measured].sum(), asked[:, measured].sum()
    shelf = stock[:, measured].sum(axis=0).mean()
    cost = shelf * HOLDING * weeks * REVIEW / 365 + lost_units * (1 - COST)
    return Outcome(1 - failed.mean(), 1 - lost_units / units, shelf, lost_units, cost)


def at_equal_service(shop: Shop, task: Task, wanted: float) -> Outcome:
    """The rule of thumb with the least safety factor that serves as many weeks."""
    low, high = -3.0, 12.0
    for _ in range(9):
        middle = (low + high) / 2
        outcome = run(shop, task, partial(reorder_point, shop, task, middle))
        low, high = (low, middle) if outcome.served >= wanted else (middle, high)
    return run(shop, task, partial(reorder_point, shop, task, high))


def compare(name: str, sample: int, leads: list[int]) -> list[dict[str, object]]:
    shop = Shop.load(name, sample)
    forecasts = Forecasts.of(shop)
    rows = []
    for task in (Task(level, lead) for lead in leads for level in LEVELS):
        safety = float(ndtri(task.level))
        outcomes = {
            "Stockcast": run(shop, task, partial(stockcast, forecasts, task)),
            "rule of thumb": run(shop, task, partial(reorder_point, shop, task, safety)),
            "seasonal naive": run(shop, task, partial(seasonal_naive, shop, task, safety)),
        }
        outcomes["rule, equal service"] = at_equal_service(shop, task, outcomes["Stockcast"].served)
        own = outcomes["Stockcast"]
        for who, outcome in outcomes.items():
            shown = {"set": name, "lead": task.lead, "asked": task.level, "who": who, "served": outcome.served}
            ratios = {key: getattr(outcome, key) / getattr(own, key) for key in ("stock", "lost", "cost")}
            rows.append(shown | {"filled": outcome.filled} | ratios)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=list(DATASETS))
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--leads", type=lambda text: [int(part) for part in text.split(",")], default=[3, 7, 14])
    options = parser.parse_args()
    for name in options.datasets:
        table = pd.DataFrame(compare(name, options.sample, options.leads))
        print(table.round(3).to_string(index=False), flush=True)


if __name__ == "__main__":
    main()
