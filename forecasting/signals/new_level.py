"""Products whose sales have just moved to another level, as they never moved before.

Every method needs weeks to believe in it. Here what was sold before is scaled to the new level, so that all of them see
one course. Who sells nothing has no level: it has ended, or is out of stock, and nobody knows which.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from forecasting.block import Block
from forecasting.metrics import mean_known

# The last days that may have a level of their own, longest first: each week of them has moved, or all of them together
# where they are less than two weeks, or a week of them less than so many units. What was sold before is their base.
SPANS_DAYS, BASE_DAYS, FEW_UNITS = (56, 49, 42, 35, 28, 21, 14, 10, 7), 56, 30.0
# What a product did before is known from so many days; a level is new if it is beyond the largest moves of these by
# this factor, and larger or smaller than the base by the second.
KNOWN_DAYS, BEYOND, LEAST = 91, 1.15, 1.5
# A move is believed by the share that lasting ones, of this deviation of logarithms, have in all moves of the product.
LASTING = 0.7
# And the less the nearer it is to chance. Until two years are known it may be a season's: then it needs so many
# standard errors of a count, and is believed by their square (James and Stein, "Estimation with quadratic loss", 1961).
YOUNG_DAYS, CHANCE_OF_YOUNG, DOUBTFUL = 728, 3.5, 1.5
# Later, of even products 3 % seem to have moved by two standard errors, 0.6 % by 2.5 and 0.1 % by 3; of those whose
# sales doubled three weeks ago half, a third and a quarter. If one product in thirty moves, the odds are even at 2.75,
# and grow from there by so much for each (their logarithm).
CHANCE, EVEN_ODDS, ODDS_GROW = 2.0, 2.75, 2.8


@dataclass(frozen=True, slots=True)
class NewLevels:
    """factors -- what sales were multiplied by before, float64 (products, periods + horizon), 1 since; found -- whose
    level is new, bool (products,)"""

    factors: np.ndarray
    found: np.ndarray


def none(block: Block, horizon: int) -> NewLevels:
    return NewLevels(np.ones((len(block), block.periods + horizon)), np.zeros(len(block), dtype=bool))


def find(block: Block, horizon: int) -> NewLevels:
    """New levels, each since the one of SPANS_DAYS from which on sales differ most clearly."""
    out, clearest = none(block, horizon), np.zeros(len(block))
    known = block.periods * block.step_days >= KNOWN_DAYS + BASE_DAYS
    young = (block.periods - block.first_sales) * block.step_days < YOUNG_DAYS
    chance = np.where(young, CHANCE_OF_YOUNG, CHANCE)
    weekly = 7 // block.step_days * np.nan_to_num(mean_known(block.values[:, -KNOWN_DAYS // block.step_days :]))
    for days in (days for days in SPANS_DAYS if known and days % block.step_days == 0):
        periods = days // block.step_days
        clear = _clearness(block, periods, weekly < FEW_UNITS)
        suspect = clear > np.maximum(clearest, chance)
        together = (weekly < FEW_UNITS) | (days % 7 != 0)
        for length, some in ((days, suspect & together), (7, suspect & ~together)):
            if some.any():
                rows, move = _new_moves(block.select(some), length, days)
                rows = np.flatnonzero(some)[rows]
                move *= _belief(clear[rows], young[rows])
                before = np.arange(out.factors.shape[1]) < block.periods - periods
                out.factors[rows] = np.where(before, np.exp(-move)[:, None], 1.0)
                out.found[rows], clearest[rows] = clear[rows] > EVEN_ODDS, clear[rows]
    return out


def _belief(clear: np.ndarray, young: np.ndarray) -> np.ndarray:
    """Share of a move that is so many standard errors that is believed, (rows,)."""
    return np.where(young, 1 - (DOUBTFUL / clear) ** 2, expit(ODDS_GROW * (clear - EVEN_ODDS)))


def _clearness(block: Block, recent: int, slow: np.ndarray) -> np.ndarray:
    """Standard errors by which the last periods sold otherwise than those before, (products,); 0 where too little.

    slow -- who may sell in large orders, bool (products,)
    """
    base, end = BASE_DAYS // block.step_days, block.periods
    spans = ((end - recent, end), (end - recent, end - recent // 2), (end - recent - base, end - recent))
    level, early, usual = (np.nan_to_num(mean_known(block.values[:, slice(*span)])) for span in spans)
    # A few large days at the end are none, nor is one of them among the first.
    largest = np.nan_to_num(block.values[:, end - recent :]).max(axis=1)
    level = np.where(level > usual, np.maximum(level - largest / recent, 0.0) * recent / max(recent - 1, 1), level)
    lasts = (np.minimum(level, early) > LEAST * usual) | (np.maximum(level, early) < usual / LEAST)
    error = np.sqrt(np.maximum(level, usual) * (1 / recent + 1 / base))
    error[slow] *= np.sqrt(
        np.maximum(_variance(block.values[slow, end - recent - base : end - recent]) / np.maximum(usual[slow], 1e-9), 1)
    )
    clear = np.divide(np.abs(level - usual), error, out=np.zeros(len(block)), where=error > 0)
    return np.where(lasts & (level > 0) & (usual > 0), clear, 0.0)


def _variance(values: np.ndarray) -> np.ndarray:
    return np.nan_to_num(mean_known((values - mean_known(values)[:, None]) ** 2))


def _new_moves(block: Block, length: int, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Whose level of the last days, in spans of this length, is new, int (rows,), and by how much of its move, in
    logarithms, it is believed."""
    recent, base_spans = days // length, BASE_DAYS // length
    spans = _spans(block.values, length // block.step_days)
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
