"""Evidence that products which sell often have moved to another level, from the last periods taken together.

A move of a third does not take each of its weeks beyond the largest move there was, nor one of twice as much where
weeks scatter; together they are far beyond what earlier spans of the same length did. The days of a week are taken as
if all of them sold alike: what weekdays differ by is no scatter.
"""

from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.levels import moved_counts

# Spans that may have moved, longest first, in days; methods know of a move that is longer ago.
SPANS_DAYS = (56, 49, 42, 35, 28, 21, 14)
# Either half of one has moved by this share of the whole move or more, and so has its last week, in which something was
# sold: what is over is no level. So many weeks before it have not, or it began earlier.
PART, WEEK_DAYS, WEEKS_BEFORE = 0.45, 7, 2
# Earlier spans begin every so manieth part of one, so that none is missed between two.
OVERLAPPING = 4
# What weekdays sell is known from a year; on those that sell less than this share of the usual nobody opens. One that
# sells so many times its share in so many of the last weeks has just been opened: the year says nothing of it.
CLOSED, JUST_OPENED, LATE_WEEKS = 0.1, 2.0, 8
# On fewer days than this share of them nothing was sold.
HARDLY_EVER = 0.03
# Beyond what was usual by this factor at least.
LEAST, NEARLY, SMALLEST = 1.25, 0.7, 0.01


def clearness(block: Block, length: int, doubtful: float) -> tuple[np.ndarray, np.ndarray]:
    """Standard errors and move of the last periods, (products,) each, as `moved_counts` gives them."""
    clear, move = np.zeros(len(block)), np.zeros(len(block))
    # Whole weeks are compared: whose did not move by nearly as much need no closer look.
    base = moved_counts.BASE_DAYS // block.step_days
    spans = (slice(-length, None), slice(-length - base, -length))
    levels = [np.maximum(np.nan_to_num(mean_known(block.values[:, span])), SMALLEST) for span in spans]
    rows = np.flatnonzero(np.abs(np.log(levels[0] / levels[1])) > NEARLY * np.log(LEAST))
    year = _as_on_even_weekdays(block.select(rows).values[:, -block.year_length :], block.season_length)
    rows = rows[_began_and_lasts(year, length, WEEK_DAYS // block.step_days)]
    some = block.select(rows)
    even = replace(some, values=_as_on_even_weekdays(some.values, block.season_length, block.year_length))
    clear[rows], move[rows] = moved_counts.clearness(even, length, doubtful, LEAST, OVERLAPPING)
    return clear, move


def _began_and_lasts(values: np.ndarray, length: int, week: int) -> np.ndarray:
    """Whose last periods are those since a move, and no part of them rather as before, bool (rows,)."""
    span, just_before = values[:, -length:], values[:, -length - WEEKS_BEFORE * week : -length]
    before = values[:, -length - moved_counts.BASE_DAYS * week // WEEK_DAYS : -length]
    base = mean_known(before)
    parts = (span, just_before, span[:, : length // 2], span[:, length // 2 :], span[:, -week:])
    moves = np.log(np.stack([mean_known(part) + 0.5 for part in parts]) / (base + 0.5))
    shares = np.nan_to_num(np.divide(moves[1:], moves[0], out=np.zeros(moves[1:].shape), where=moves[0] != 0))
    lasts = (shares[0] < PART) & (shares[1:] > PART).all(axis=0) & (np.nansum(parts[-1], axis=1) > 0)
    return np.asarray(lasts & ~_only_without_sales(span, before, moves[0]))


def _only_without_sales(span: np.ndarray, before: np.ndarray, move: np.ndarray) -> np.ndarray:
    """Who sold nothing on some of the last days, as hardly ever before, and as much as before on the others: there was
    nothing to sell, bool (rows,)."""
    hardly_ever = (before == 0).sum(axis=1) < HARDLY_EVER * (~np.isnan(before)).sum(axis=1)
    on_others = [np.nan_to_num(mean_known(np.where(part > 0, part, np.nan))) + 0.5 for part in (span, before)]
    return np.asarray(hardly_ever & (span == 0).any(axis=1) & (np.log(on_others[0] / on_others[1]) > PART * move))


def _as_on_even_weekdays(values: np.ndarray, week: int, periods: int = 0) -> np.ndarray:
    """Sales by what their weekdays sell as a share of the usual, in so many of the last periods, 0: in all."""
    year = values[:, -periods:]
    if week == 1 or not len(values) or year.shape[1] < week:
        return values
    weeks = year[:, year.shape[1] % week :].reshape(len(values), -1, week)
    shares, late = _shares(weeks), _shares(weeks[:, -LATE_WEEKS:])
    shares = np.where((shares > CLOSED) & ~(late > JUST_OPENED * shares), shares, np.nan)
    # Weeks end with the last day.
    length = values.shape[1]
    return np.asarray(values / np.tile(shares, length // week + 1)[:, -length:])


def _shares(weeks: np.ndarray) -> np.ndarray:
    """Of each weekday in what weeks (rows, weeks, days of each) sell, 1 on average, (rows, days)."""
    days = mean_known(weeks, axis=1)
    usual = mean_known(days)[:, None]
    return np.divide(days, usual, out=np.full(days.shape, np.nan), where=usual > 0)
