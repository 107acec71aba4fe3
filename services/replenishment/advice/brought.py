"""What a place could use, were it brought from another tomorrow: on the courses of demand that its order rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from forecasting.replenishment import ordering
from forecasting.replenishment.terms import Stock, Terms
from services.replenishment.advice import seen
from services.replenishment.advice.order_case import Case

# Goods of another place are usually there on the next day.
CARRIED_DAYS = 1
# How often it is looked what is missing once so many more are brought: where goods come late or a share of demand is to
# be met, a unit more is not one less that is missing.
TRIES = 8
FURTHEST = 8.0


class Short(NamedTuple):
    """units -- whole ones that would do from tomorrow on; besides -- those that would have to be ordered all the same,
    before packs and minimums; None: it is ordered for several cycles at once, when that is due"""

    units: int
    besides: int | None


NOT_SHORT = Short(0, 0)


def short(cases: Sequence[Case]) -> dict[int, Short]:
    """By product id: with so many, nothing is missing until the order after the next comes, nor before the next."""
    helped = [case for case in cases if _is_in_time(case)]
    steps = {case.forecast.step_days for case in helped}
    return {
        case.product_id: own
        for step in steps
        for case, own in _of_one_step([case for case in helped if case.forecast.step_days == step])
    }


def _is_in_time(case: Case) -> bool:
    """Whether they come before the order after the next does, and while it is still sold."""
    if case.cycle.protected <= CARRIED_DAYS:
        return False
    return not case.comes_too_late if case.ends_on is None else case.ends_on >= case.day(CARRIED_DAYS)


def _of_one_step(cases: Sequence[Case]) -> Iterator[tuple[Case, Short]]:
    outlook, terms, stock = seen.by_engine(cases)
    units = ordering.quantities(outlook, _carried(terms), stock).quantity.astype(int)
    missing, more, rows = np.zeros(len(units), dtype=int), np.zeros(len(units)), np.arange(len(units))
    for _attempt in range(TRIES):
        before = missing[rows].astype(float)
        outlook, terms, stock = seen.by_engine([cases[row] for row in rows.tolist()])
        missing[rows] = ordering.quantities(outlook, _unit_by_unit(terms), _with(stock, units[rows], terms)).quantity
        # What is wanted before they come has to be ordered.
        is_open = (missing[rows] > 0) & (terms.arrival_day >= CARRIED_DAYS)
        before, rows = before[is_open], rows[is_open]
        if not len(rows):
            break
        more[rows] = _step(before, missing[rows], more[rows])
        units[rows] += more[rows].astype(int)
    missing[rows] = 0
    for case, own, left in zip(cases, units, missing, strict=True):
        yield case, Short(int(own), None if case.cycles_at_once > 1 else int(left))


def _step(before: np.ndarray, missing: np.ndarray, more: np.ndarray) -> np.ndarray:
    """How many to bring besides, where so many more have left so many missing, of those that were before."""
    met = before - missing
    # Where none of it is met by them, all were for what would be lost before.
    at_once = np.where(met > 0, missing * np.minimum(more / np.maximum(met, 1.0), FURTHEST), 2 * more)
    return np.asarray(np.ceil(np.maximum(at_once, missing)))


def _unit_by_unit(terms: Terms) -> Terms:
    nothing = np.zeros(len(terms.lead_days))
    return replace(terms, pack_size=nothing + 1, min_order=nothing)


def _carried(terms: Terms) -> Terms:
    """As if they were ordered: there tomorrow, to last as long."""
    tomorrow = np.full(len(terms.lead_days), float(CARRIED_DAYS))
    lasting = {"lead_days": tomorrow, "lead_sd_days": 0 * tomorrow, "review_days": terms.protected_days - tomorrow}
    return replace(_unit_by_unit(terms), **lasting)


def _with(stock: Stock, units: np.ndarray, terms: Terms) -> Stock:
    """What is there and on its way once they are brought, as fresh as what is bought."""
    days = np.full(len(units), CARRIED_DAYS)
    shelf_days = np.inf if terms.goals is None else terms.goals.shelf_days
    return stock.without(-units, days, days + shelf_days - 1)
