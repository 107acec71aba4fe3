"""The season of products that sell too rarely for days or weeks to stand out: it is believed as far as it foretells.

What a part of the year sold beside an even year is a Gamma-Poisson estimate, pulled to none or to the season of the
category or the catalogue. Several such estimates are averaged, each by how much likelier it makes every year when it is
learnt from the others (Geisser, "The predictive sample reuse method", 1975): what one year saw foretells nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars.calendars import YEAR, Calendar
from forecasting.signals.seasons import orders_by_year, season_estimates
from forecasting.signals.seasons.orders_by_year import PARTS, Years
from forecasting.signals.seasons.season_estimates import Judged, Pulled, Span, judged

# How likely it is held, before anything is seen, that there is none, that of the category, that of the catalogue, and
# one of the product's own; and of these the share that is one span.
NONE, OF_CATEGORY, OF_CATALOGUE, OWN = 0.6, 0.1, 0.05, 0.25
SPAN = 0.5
# Others are seen in sums of parts with so many to either side, or of months, pulled by so many orders in each.
NEAR, PULLS = (0, 1, 3, 6), (0.3, 3.0)
# Where neither the season of others nor one seen in so wide sums, pulled by so much, makes the sales likelier by more
# than this, as a logarithm, no other is looked at.
NEAR_AT_FIRST, PULL_AT_FIRST, WORTHWHILE = 3, 3.0, -0.5
# The season of others is moved by what the product sold itself, in sums of so many to either side, beyond so many
# orders in each.
NEAR_BESIDE_OTHERS, PULL_BESIDE_OTHERS = 3, 8.0
# Who sells in a smaller share of periods sells rarely; a season is sure from this belief on.
RARE, SURE = 0.4, 0.9
# In a season of few sales a unit has sales beside it on a smaller share of so many days to either side. It is one by
# the time of the year if that makes the sales so much likelier than an even year does, and no less than another
# calendar.
SPARSE, BESIDE_DAYS, CLEARLY = 0.5, 3, 3.0


@dataclass(frozen=True, slots=True)
class SparseSeason:
    """of_parts -- what each part of the year multiplies sales by, (products, PARTS); belief -- that there is a season,
    0 to 1, (products,)"""

    of_parts: np.ndarray
    belief: np.ndarray

    def at(self, block: Block, first: int, last: int) -> np.ndarray:
        """Factors of these periods, (products, periods)."""
        return self.of_parts[:, orders_by_year.parts_of(block, first, last)]


def find(block: Block) -> SparseSeason:
    """Of a block of sparse sellers, from all that is known of it."""
    years = Years.of(block)
    pooled = list(_of_others(years, block.categories))
    first = judged(Pulled(season_estimates.near(NEAR_AT_FIRST), PULL_AT_FIRST), years)
    worthwhile = np.max([first.gain, *(kind.gain for _, kind in pooled)], axis=0) > WORTHWHILE
    rows = np.flatnonzero(worthwhile)
    of_parts, belief = np.ones((len(block), PARTS)), np.zeros(len(block))
    if len(rows):
        kinds = [*((held, kind.select(rows)) for held, kind in pooled), *_own(years.select(rows))]
        of_parts[rows], belief[rows] = _averaged(kinds)
    return SparseSeason(of_parts, belief)


def _averaged(kinds: list[tuple[float, Judged]]) -> tuple[np.ndarray, np.ndarray]:
    """Factors (products, PARTS) and the belief in a season (products,), of kinds held so likely, beside none."""
    gains = np.stack([np.zeros(len(kinds[0][1].gain)), *(kind.gain for _, kind in kinds)])
    chance = np.array([NONE, *(held for held, _ in kinds)])[:, None] * np.exp(gains - gains.max(axis=0))
    chance /= chance.sum(axis=0)
    of_parts = sum(own[:, None] * kind.of_parts for own, (_, kind) in zip(chance[1:], kinds, strict=True))
    return chance[0][:, None] + of_parts, 1 - chance[0]


def explains(block: Block) -> np.ndarray:
    """Who sells rarely, and by the time of the year, bool (products,)."""
    sold, known = (np.nan_to_num(block.values) > 0).sum(axis=1), (~np.isnan(block.values)).sum(axis=1)
    found = (sold > 0) & (sold < RARE * known)
    found[found] = find(block.select(found)).belief > SURE
    return found


def rather_than(block: Block, calendar: Calendar) -> np.ndarray:
    """Whose few sales the time of the year explains, and no worse than this calendar does, bool (products,)."""
    rows = np.flatnonzero(_sparse_in_season(block))
    found = np.zeros(len(block), dtype=bool)
    if len(rows):
        some = block.select(rows)
        by_year = _gain(Years.of(some))
        by_other = by_year if calendar.name == YEAR else _gain(Years.by(calendar, some))
        found[rows] = (by_year > CLEARLY) & (by_year >= by_other)
    return found


def _sparse_in_season(block: Block) -> np.ndarray:
    """Who sells on few days even around those on which most is sold, bool (products,)."""
    sales, known = np.nan_to_num(block.values), (~np.isnan(block.values)).astype(float)
    beside = max(BESIDE_DAYS // block.step_days, 1)
    sold, reach = (sales > 0).astype(float), 2 * beside + 1
    padded = [np.pad(one, ((0, 0), (beside, beside))) for one in (sold, known)]
    around = [np.lib.stride_tricks.sliding_window_view(one, reach, axis=1).sum(axis=2) for one in padded]
    share = (around[0] - sold) / np.maximum(around[1] - known, 1.0)
    return np.asarray((share * sales).sum(axis=1) < SPARSE * sales.sum(axis=1))


def _gain(years: Years) -> np.ndarray:
    """How much likelier a season of its own makes what each sold, (products,)."""
    return np.asarray(np.max([kind.gain for _, kind in _own(years)], axis=0))


def _of_others(years: Years, categories: tuple[str, ...]) -> Iterator[tuple[float, Judged]]:
    """Seasons of the category and of the catalogue, with how likely each is held before it is judged."""
    _, of_category = np.unique(np.array(categories, dtype=str), return_inverse=True)
    together = season_estimates.near(NEAR_BESIDE_OTHERS)
    for held, groups in ((OF_CATEGORY, of_category), (OF_CATALOGUE, np.zeros(len(categories), dtype=int))):
        yield held, judged(Pulled(together, PULL_BESIDE_OTHERS, groups), years)


def _own(years: Years) -> Iterator[tuple[float, Judged]]:
    """Seasons of the products alone, likewise."""
    yield OWN * SPAN, judged(Span(), years)
    together = [*(season_estimates.near(parts) for parts in NEAR), season_estimates.in_months()]
    estimates = [Pulled(one, pull) for one in together for pull in PULLS]
    for estimate in estimates:
        yield OWN * (1 - SPAN) / len(estimates), judged(estimate, years)
