"""Whole packs: what is missing rounded to what can be ordered, and no more than is worth it or there is room for."""

from dataclasses import dataclass

import numpy as np

from forecasting.replenishment import goals
from forecasting.replenishment.endings import Sales
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.terms import Terms

# A part of a unit that is smaller is none.
HALF = 0.5
# Less than this share of the need is rounding of the arithmetic, not a missing unit.
TOLERANCE = 1e-5
# What is shown as nothing (0.00) is nothing.
SHOWN = 0.005
# Largest order a database column holds.
LARGEST = 2**31 - 1
# A pack that lasts longer is not opened for a few units: it is rounded to the cheaper number of packs.
LONG_PACK_DAYS = 60


def round_up(missing: np.ndarray, needed: np.ndarray, terms: Terms) -> np.ndarray:
    """The least number of whole packs that holds what is missing and is no smaller than the minimum, int64."""
    missing = missing - np.maximum(TOLERANCE * np.abs(needed), SHOWN)
    packs = np.ceil(np.maximum(missing, terms.min_order) / terms.pack_size)
    largest = LARGEST // terms.pack_size * terms.pack_size
    return np.where(missing > 0, np.minimum(packs * terms.pack_size, largest), 0).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Wanted:
    """missing -- units to order, of so many that are needed; least -- of them, units without which no least stock is
    left; (products,) each"""

    missing: np.ndarray
    needed: np.ndarray
    least: np.ndarray


def whole(wanted: Wanted, samples: np.ndarray, terms: Terms, daily: np.ndarray) -> np.ndarray:
    """Whole packs; of packs that last for months one less, where that costs less in expectation, and leaves the least
    stock.

    A unit too few costs the service level, a unit too many what is left of one: the newsvendor's cost on the paths.
    """
    more = round_up(wanted.missing, wanted.needed, terms)
    fewer = more - terms.pack_size.astype(np.int64)
    rows = np.flatnonzero((more > 0) & (terms.pack_size > LONG_PACK_DAYS * daily) & (terms.pack_size > 1))
    rows = rows[(fewer[rows] == 0) | (fewer[rows] >= terms.min_order[rows])]
    rows = rows[fewer[rows] >= wanted.least[rows] - HALF]
    if len(rows):
        level, own = terms.service_level[rows, None], samples[rows]
        costs = [
            (
                level * np.maximum(own - units[rows, None], 0) + (1 - level) * np.maximum(units[rows, None] - own, 0)
            ).mean(axis=1)
            for units in (fewer, more)
        ]
        more[rows] = np.where(costs[0] <= costs[1], fewer[rows], more[rows])
    return more


def paid_for(quantity: np.ndarray, missing: np.ndarray, rows: np.ndarray, sales: Sales, terms: Terms) -> np.ndarray:
    """A pack less, or none below the smallest order, where rounding up is not worth it: see `goals.rounds_badly`; rows
    -- the products of which some may never be sold"""
    own = terms.goals or Goals.none(len(quantity))
    rows = rows[(quantity[rows] >= missing[rows] + 1) & ~own.kept[rows]]
    if not len(rows):
        return quantity
    fewer = quantity - terms.pack_size.astype(np.int64)
    fewer = np.where(fewer >= np.maximum(terms.min_order, 1), fewer, 0)
    rounded = (fewer[rows], quantity[rows])
    badly = goals.rounds_badly(rounded, missing[rows], sales.select(rows), own.select(rows))
    return np.where(np.isin(np.arange(len(quantity)), rows[badly]), fewer, quantity)


def within(quantity: np.ndarray, room: np.ndarray, terms: Terms) -> np.ndarray:
    """As many whole packs as there is room for; none where that is less than the smallest order."""
    most = np.floor(np.maximum(np.minimum(room, LARGEST), 0.0) / terms.pack_size + TOLERANCE) * terms.pack_size
    held = np.where(quantity <= most, quantity, most)
    return np.where(held >= terms.min_order, held, 0).astype(np.int64)
