"""Products whose sales have just moved to another level, as they never moved before.

Every method needs weeks to believe in it. Here what was sold before is scaled to the new level, so that all of them see
one course. Who sells nothing has no level: it has ended, or is out of stock, and nobody knows which.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.cleaning.preprocessing import median
from forecasting.signals.cleaning.usual_sales import MEDIAN_SQUARE
from forecasting.signals.launches.fading import Fading
from forecasting.signals.levels import moved_counts, moved_together, weekday_level
from forecasting.signals.levels.moved_counts import LASTING
from forecasting.signals.silences import shut_dates

# The last days that may have a level of their own, longest first: each week of them has moved, or all of them together
# where they are less than two weeks. What was sold before is their base. Of who sells less than so many orders a week
# they are seen as counts, and methods need longer to believe in these.
SPANS_DAYS, BASE_DAYS = (56, 49, 42, 35, 28, 21, 14, 10, 7), 56
# Where these are so few days, a sale or a feast that is over looks like one: the very last may not be as before again.
BRIEF_DAYS, BACK_DAYS, SMALLEST = 14, 2, 0.01
FEW_ORDERS, SPANS_OF_COUNTS = 30.0, (112, 84)
# Days that are unknown say nothing: of who was away for so many of late the known ones before count.
LATE_DAYS, AWAY_DAYS = 182, 28
# What a product did before is known from so many days; a level is new if it is beyond the largest moves of these by
# this factor, and larger or smaller than the base by the second.
KNOWN_DAYS, BEYOND, LEAST = 91, 1.15, 1.5
# A move is believed by the share that lasting ones have in all moves of the product, and the less the nearer it is to
# chance. Until two years are known it may be a season's: then it needs so many standard errors of a count, and is
# believed by their square (James and Stein, "Estimation with quadratic loss", 1961).
YOUNG_DAYS, CHANCE_OF_YOUNG, DOUBTFUL = 728, 3.5, 1.5


@dataclass(frozen=True, slots=True)
class _Odds:
    """From so many standard errors on a level may be new; from `even` on it rather is, and for each more the odds grow
    by so much (their logarithm)."""

    chance: float
    even: float
    grow: float

    def belief(self, clear: np.ndarray) -> np.ndarray:
        return np.asarray(np.where(clear > self.chance, expit(self.grow * (clear - self.even)), 0.0))


# Beyond so many standard errors of counts in so many days it is doubtful anyway.
CLEARLY, DOUBTFUL_DAYS = 6.0, (28, 14)
# So is it beyond CHANCE_OF_YOUNG, in a week as well, for who is known for so few days: nothing else was seen of it.
NEW_DAYS, WEEK_DAYS = 182, 7
# Of even products 3 % seem to have moved by two standard errors, 0.6 % by 2.5 and 0.1 % by 3; of those whose sales
# doubled three weeks ago half, a third and a quarter, if one product in thirty moves. As counts 15 % seem to have moved
# by two, 5 % by 2.5, 1 % by 3; of those who doubled 80, 65 and 45 %, if one in ten does.
ODDS, ODDS_OF_COUNTS = _Odds(2.0, 2.75, 2.8), _Odds(2.1, 2.8, 3.0)
ODDS_TOGETHER = _Odds(2.5, 3.0, 3.0)
# From this belief on a level is called new.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class NewLevels:
    """factors -- what sales were multiplied by before, float64 (products, periods + horizon), 1 since; found -- whose
    level is new, and doubtful -- whose may be, though less surely, bool (products,) each"""

    factors: np.ndarray
    found: np.ndarray
    doubtful: np.ndarray

    def without(self, rows: np.ndarray) -> "NewLevels":
        """None of these products, though whose level was new may be at one, bool (products,)."""
        factors = np.where(rows[:, None], 1.0, self.factors)
        return NewLevels(factors, self.found & ~rows, self.doubtful | (self.found & rows))

    def fading(self, own: Fading) -> "NewLevels":
        """With those that fade, whatever else they may look like: how far they will is doubtful."""
        factors = np.where(own.found[:, None], own.factors, self.factors)
        return NewLevels(factors, self.found & ~own.found, self.doubtful | own.found)


def none(block: Block, horizon: int) -> NewLevels:
    nobody = np.zeros(len(block), dtype=bool)
    return NewLevels(np.ones((len(block), block.periods + horizon)), nobody, nobody.copy())


def find(block: Block, horizon: int) -> NewLevels:
    """New levels, each since that span from which on sales differ most clearly."""
    out, clearest = none(block, horizon), np.zeros(len(block))
    if block.periods * block.step_days < KNOWN_DAYS + BASE_DAYS:
        return replace(out, doubtful=_clearly_young(block))
    whole, place = _closed_up(replace(block, values=np.where(shut_dates.earlier(block), np.nan, block.values)))
    units, few = _units_and_few(whole)
    kinds = (
        (~units, SPANS_DAYS, _by_weeks, ODDS),
        (few, (*SPANS_OF_COUNTS, *SPANS_DAYS), moved_counts.clearness, ODDS_OF_COUNTS),
        (~few, moved_together.SPANS_DAYS, moved_together.clearness, ODDS_TOGETHER),
    )
    for of_kind, spans, look, odds in kinds:
        of_this = np.flatnonzero(of_kind & ~out.found)
        own = whole.select(of_this)
        for periods in (days // block.step_days for days in spans if days % block.step_days == 0):
            clear, move = look(own, periods, odds.chance)
            clearer = clear > clearest[of_this]
            rows, belief = of_this[clearer], _belief(clear[clearer], block.select(of_this[clearer]), odds)
            before = np.arange(out.factors.shape[1]) < place(rows, periods)[:, None]
            out.factors[rows] = np.where(before, np.exp(-belief * move[clearer])[:, None], 1.0)
            out.found[rows], clearest[rows] = belief > SURE, clear[clearer]
    doubtful = ((clearest > 0) | _clearly_young(whole)) & ~out.found
    weekday = weekday_level.find(block)
    alone = weekday.found & ~out.found & ~doubtful
    out.factors[alone, : block.periods] = weekday.factors[alone]
    return replace(out, doubtful=doubtful | alone)


def _clearly_young(block: Block) -> np.ndarray:
    """Whose last weeks are clearly others in less than two years, though they moved as far before: a season that one
    year cannot prove; or, in the first months, a level that nothing else was seen of, bool (products,)."""
    clear = np.max([_clearness(block, days // block.step_days) for days in DOUBTFUL_DAYS], axis=0)
    of_week = np.maximum(clear, _clearness(block, WEEK_DAYS // block.step_days))
    return (_is_young(block) & (clear > CLEARLY)) | (_is_young(block, NEW_DAYS) & (of_week > CHANCE_OF_YOUNG))


def _is_young(block: Block, days: int = YOUNG_DAYS) -> np.ndarray:
    return (block.periods - block.first_sales) * block.step_days < days


def _closed_up(block: Block) -> tuple[Block, Callable[[np.ndarray, int], np.ndarray]]:
    """The block without the unknown days of who was away of late, and in which period so many of the last ones of these
    rows began."""
    late = block.values[:, -LATE_DAYS // block.step_days :]
    since = np.arange(late.shape[1]) >= (block.first_sales - block.periods)[:, None] + late.shape[1]
    rows = np.flatnonzero((np.isnan(late) & since).sum(axis=1) * block.step_days >= AWAY_DAYS)
    order = np.argsort(~np.isnan(block.values[rows]), axis=1, kind="stable")
    values = block.values.copy()
    values[rows] = np.take_along_axis(block.values[rows], order, axis=1)

    def place(wanted: np.ndarray, periods: int) -> np.ndarray:
        first = np.full(len(block), block.periods - periods)
        first[rows] = order[:, -periods]
        return first[wanted]

    return replace(block, values=values), place


def _units_and_few(block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Who sells few units a week, and who few orders, bool (products,) each: a week's variance, as a share of its mean,
    is the size of one, by how much most weeks differ from those before."""
    length = 7 // block.step_days
    weekly = length * np.nan_to_num(mean_known(block.values[:, -KNOWN_DAYS // block.step_days :]))
    weeks = _spans(block.values[:, -block.year_length :], length)
    variance = median(np.diff(weeks, axis=1) ** 2)[:, 0] / (2 * MEDIAN_SQUARE)
    size = np.divide(variance, weekly, out=np.ones(len(block)), where=weekly > 0)
    units = weekly < FEW_ORDERS
    return units, units | (weekly < FEW_ORDERS * size)


def _belief(clear: np.ndarray, block: Block, odds: _Odds) -> np.ndarray:
    """Share of a move that is so many standard errors that is believed, (products,)."""
    of_young = np.where(clear > CHANCE_OF_YOUNG, 1 - (DOUBTFUL / np.maximum(clear, DOUBTFUL)) ** 2, 0.0)
    return np.where(_is_young(block), of_young, odds.belief(clear))


def _by_weeks(block: Block, recent: int, chance: float) -> tuple[np.ndarray, np.ndarray]:
    """Standard errors and move of the last periods where it is new, (products,) each, as `moved_counts` gives them."""
    found, move = _clearness(block, recent), np.zeros(len(block))
    suspect = np.flatnonzero(found > chance)
    clear, week = np.zeros(len(block)), 7 // block.step_days
    if len(suspect):
        some, own = _new_moves(block.select(suspect), week if recent % week == 0 else recent, recent)
        clear[suspect[some]], move[suspect[some]] = found[suspect[some]], own
    return clear, move


def _clearness(block: Block, recent: int) -> np.ndarray:
    """Standard errors by which the last periods sold otherwise than those before, (products,); 0 where too little."""
    end = block.periods
    base = min(BASE_DAYS // block.step_days, end - recent)
    if base < recent:
        return np.zeros(len(block))
    seen = 2 * (~np.isnan(block.values[:, end - recent - base : end - recent])).sum(axis=1) >= recent
    spans = ((end - recent, end), (end - recent, end - recent // 2), (end - recent - base, end - recent))
    level, early, usual = (np.nan_to_num(mean_known(block.values[:, slice(*span)])) for span in spans)
    # A few large days at the end are none, nor is one of them among the first.
    largest = np.nan_to_num(block.values[:, end - recent :]).max(axis=1)
    level = np.where(level > usual, np.maximum(level - largest / recent, 0.0) * recent / max(recent - 1, 1), level)
    lasts = (np.minimum(level, early) > LEAST * usual) | (np.maximum(level, early) < usual / LEAST)
    error = np.sqrt(np.maximum(level, usual) * (1 / recent + 1 / base))
    if block.step_days == 1 and recent < BRIEF_DAYS:
        lasts &= ~_back(block.values, recent, base, level)
    clear = np.divide(np.abs(level - usual), error, out=np.zeros(len(block)), where=error > 0)
    return np.where(lasts & seen & (level > 0) & (usual > 0), clear, 0.0)


def _back(values: np.ndarray, recent: int, base: int, level: np.ndarray) -> np.ndarray:
    """Whose very last days are again as the same weekdays were before, rather than as the new level, bool (rows,)."""
    newest = values[:, -BACK_DAYS:]
    weekdays = [values[:, -BACK_DAYS - back : -back] for back in range(7, recent + base, 7) if back >= recent]
    usual, before = mean_known(np.concatenate(weekdays, axis=1)), mean_known(values[:, -recent - base : -recent])
    ratios = [
        np.log(np.divide(*np.maximum(np.nan_to_num(pair), SMALLEST)))
        for pair in ((mean_known(newest), usual), (level, before))
    ]
    return np.asarray(np.abs(ratios[0]) < 0.5 * np.abs(ratios[1]))


def _new_moves(block: Block, length: int, periods: int) -> tuple[np.ndarray, np.ndarray]:
    """Whose level of the last periods, in spans of this length, is new, int (rows,), and by how much of its move, in
    logarithms, it is believed."""
    recent, base_spans = periods // length, BASE_DAYS // block.step_days // length
    spans = _spans(block.values, length)
    base = _before(spans, base_spans)
    before = _move(spans, base)[:, :-recent]
    last = _move(spans[:, -recent:], base[:, [-recent]])
    new = _is_new(before, last, KNOWN_DAYS * base_spans // BASE_DAYS)
    new &= (spans[:, -recent - base_spans :] > 0).all(axis=1)
    spread = mean_known((before - mean_known(before)[:, None]) ** 2)
    share = LASTING**2 / (LASTING**2 + np.nan_to_num(spread))
    move = share * _move(spans[:, -recent:].mean(axis=1), base[:, -recent])
    return np.flatnonzero(new), move[new]


def _spans(values: np.ndarray, length: int) -> np.ndarray:
    """Sums of so many periods that end with the last one, (rows, spans), as if all had been known; NaN where few
    were."""
    values = values[:, values.shape[1] % length :].reshape(len(values), -1, length)
    return np.where((~np.isnan(values)).mean(axis=2) > 0.5, length * mean_known(values), np.nan)


def _before(spans: np.ndarray, base_spans: int) -> np.ndarray:
    """Mean of the spans before each, (rows, spans); NaN for the first ones."""
    base = np.full(spans.shape, np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(spans[:, :-1], base_spans, axis=1)
    base[:, base_spans:] = windows.mean(axis=2)
    return base


def _move(spans: np.ndarray, base: np.ndarray) -> np.ndarray:
    return np.log((spans + 0.5) / (base + 0.5))


def _is_new(before: np.ndarray, last: np.ndarray, fewest: int) -> np.ndarray:
    """Whose last spans all moved, from the base before the first, beyond whatever moved before, bool (rows,)."""
    known = (~np.isnan(before)).sum(axis=1) >= fewest
    margin, least = np.log(BEYOND), np.log(LEAST)
    high = last.min(axis=1) > np.maximum(np.nan_to_num(before).max(axis=1, initial=0.0) + margin, least)
    low = last.max(axis=1) < np.minimum(np.nan_to_num(before).min(axis=1, initial=0.0) - margin, -least)
    return known & (high | low)
