"""A shop of one of the data sets, run day by day over months that were held back.

Every week each product is ordered; an order placed at a day's start arrives at the start of the day `lead` later, and
what finds an empty shelf is lost. A week from one arrival to the next counts as served if the shelf was never empty
when somebody asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.datasets import DATASETS
from forecasting.block import Block
from forecasting.layout import blocks

HELD_BACK, REVIEW = 112, 7
# A product takes part if it had sold for this long before the held-back months, and within their last quarter.
FEWEST_DAYS, RECENT_DAYS = 56, 90
# Per unit sold at price 1: what it costs, and what a year on the shelf costs.
COST, HOLDING = 0.6, 0.25 * 0.6
# A product is served as asked if its share of weeks is no further from the level than this.
NEAR = 0.1


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
    def load(cls, name: str, sample: int, before: int) -> "Shop":
        """A random sample of the products that are on sale, as if the data ended so many days before they do.

        A day of unknown sales is one on which nobody asks.
        """
        frame = DATASETS[name]()
        regressors = [column for column in frame if column not in ("product_sku", "date", "quantity")]
        ((_, block),) = blocks(frame, regressors, frame["product_sku"].nunique())
        chosen = _on_sale(block.until(block.periods - before), sample)
        unborn = np.arange(chosen.periods) < chosen.first_sales[:, None]
        sold = np.where(unborn, np.nan, np.nan_to_num(chosen.values))
        known = {name: np.nan_to_num(column) for name, column in chosen.known.items()}
        return cls(np.datetime64(chosen.start, "D"), sold, np.isnan(chosen.values) & ~unborn, known)

    def past(self, day: int) -> np.ndarray:
        return self.sold[:, :day]

    def recent(self, day: int) -> np.ndarray:
        """Sales of the last quarter before a day, (products, RECENT_DAYS), nothing before the first."""
        return np.nan_to_num(self.past(day)[:, -RECENT_DAYS:])

    def another(self) -> "Shop":
        """Sales whose distribution is known: days drawn at random from each product's own last quarter."""
        recent = self.recent(self.opens)
        day = np.random.default_rng(0).integers(0, recent.shape[1], (len(recent), HELD_BACK))
        drawn = np.take_along_axis(recent, day, axis=1)
        return replace(self, sold=np.hstack([recent, drawn]))


def _on_sale(block: Block, sample: int) -> Block:
    origin = block.periods - HELD_BACK
    old_enough = block.first_sales <= origin - FEWEST_DAYS
    sells = np.nansum(block.values[:, origin - RECENT_DAYS : origin], axis=1) > 0
    rows = np.random.default_rng(0).permutation(np.flatnonzero(old_enough & sells))[:sample]
    return block.select(np.sort(rows))


@dataclass(frozen=True)
class Task:
    """What is asked of a rule: this chance of no stock-out, with orders that take so many days."""

    level: float
    lead: int

    @property
    def days(self) -> int:
        return self.lead + REVIEW


# What to order on a day, (products,), given the units on hand, (products,), and those that come on each day from this
# one on, (products, days).
Buyer = Callable[[int, np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Outcome:
    """served -- share of weeks without a stock-out; error -- its standard error, weeks taken as independent, products
    not; near -- share of products whose own is within NEAR of the level; filled -- share of demand met
    stock -- mean units on the shelf; lost -- units
    """

    served: float
    error: float
    near: float
    filled: float
    stock: float
    lost: float
    cost: float


def run(shop: Shop, task: Task, buy: Buyer, opening: np.ndarray) -> Outcome:
    """Open with so many units, (products,), then order every week; measured from the first arrival on."""
    asked = shop.sold[:, shop.opens :]
    on_hand = np.ceil(opening - 1e-6)
    arriving = np.zeros((len(asked), HELD_BACK + task.lead))
    lost, stock = np.zeros(asked.shape), np.zeros(asked.shape)
    for day in range(HELD_BACK):
        if day % REVIEW == 0:
            arriving[:, day + task.lead] += buy(shop.opens + day, on_hand, arriving[:, day:])
        on_hand = on_hand + arriving[:, day]
        lost[:, day] = np.maximum(asked[:, day] - on_hand, 0.0)
        stock[:, day] = on_hand = np.maximum(on_hand - asked[:, day], 0.0)
    return _outcome(task, *(figures[:, task.lead :] for figures in (asked, lost, stock)))


def _outcome(task: Task, asked: np.ndarray, lost: np.ndarray, stock: np.ndarray) -> Outcome:
    """Of days from the first arrival on, (products, days) each."""
    weeks = asked.shape[1] // REVIEW
    days = weeks * REVIEW
    asked, lost, stock = (figures[:, :days] for figures in (asked, lost, stock))
    served = (lost.reshape(len(lost), weeks, REVIEW) == 0).all(axis=2)
    shelf = stock.sum(axis=0).mean()
    return Outcome(
        served=served.mean(),
        error=served.mean(axis=0).std(ddof=1) / np.sqrt(weeks),
        near=(np.abs(served.mean(axis=1) - task.level) <= NEAR + 1e-9).mean(),
        filled=1 - lost.sum() / asked.sum(),
        stock=shelf,
        lost=lost.sum(),
        cost=shelf * HOLDING * days / 365 + lost.sum() * (1 - COST),
    )
