"""A shop that has come to another level: its products tell together what each of them tells too little of alone.

One that moved to another street, or lost the school beside it, sells other numbers of nearly all. What the total says
is clear where a product's own weeks are not; how far a product follows it is learnt from how alike the others moved.
"""

from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.levels import moved_counts, new_level, same_weeks
from forecasting.signals.levels.new_level import NewLevels

# Fewer products are no shop. Those are in its total that were sold for as long as half of them were, and are still.
FEWEST_PRODUCTS, STILL_DAYS, BASE_DAYS = 4, 28, 56
# Products of one shop move alike but for this deviation of logarithms at least; it is the shop that moved if they did
# by so many such deviations on average: nearly all of them the same way.
LEAST_APART, ALL = 0.1, 1.5
# A level is called new beyond this factor, and a shop's if it has moved further than as many periods of the year before
# by the second: what comes round every month or every ten weeks moves as far each time. Some -- units a period, for a
# shop that sells nothing at times.
LEAST, BEYOND, SOME = 1.25, 1.3, 0.05


def followed(block: Block, horizon: int, levels: NewLevels) -> NewLevels:
    """With those whose shop has a new level, at one as well, as far as they and it say so."""
    total = _total(block)
    if total is None:
        return levels
    own = new_level.find(total, horizon)
    own = own.without(same_weeks.came_round(total, own))
    if not own.found[0]:
        return levels
    span = block.periods - int((own.factors[0, : block.periods] != 1).sum())
    if not _is_new(total, span):
        return levels
    # What the same weeks of a year ago do not speak of may be a season's.
    if total.first_sales[0] > block.periods - block.year_length - span - BASE_DAYS // block.step_days:
        return levels
    move, known = _moves(block, span)
    rows = known & ~levels.found
    factors = levels.factors.copy()
    factors[rows] = 1.0
    factors[rows, : block.periods - span] = np.exp(-move[rows])[:, None]
    moved = rows & (np.abs(move) > np.log(LEAST))
    return replace(levels, factors=factors, found=levels.found | moved, doubtful=levels.doubtful & ~moved)


def _total(block: Block) -> Block | None:
    """Of the products sold for long, as a block of one; None where there are too few of them."""
    first = int(np.median(block.first_sales))
    still = np.nansum(block.values[:, -STILL_DAYS // block.step_days :], axis=1) > 0
    members = block.values[(block.first_sales <= first) & still]
    if len(members) < FEWEST_PRODUCTS:
        return None
    usual = np.nan_to_num(mean_known(members))[:, None]
    sales = np.where(np.isnan(members), usual, members).sum(axis=0)
    closed = np.isnan(members).all(axis=0)
    closed[:first] = True
    return replace(block, values=np.where(closed, np.nan, sales)[None], categories=("",), known={})


def _is_new(total: Block, span: int) -> bool:
    """Whether its last periods, so many, have moved further from those before than any others of the year did."""
    base = BASE_DAYS // total.step_days
    recent = total.values[0, -total.year_length - span - base :]
    ago, last = (mean_known(sliding_window_view(recent, length)) for length in (base, span))
    moves = np.log((last[base:] + SOME) / (ago[:-span] + SOME))
    return bool(abs(moves[-1]) > BEYOND * np.nanmax(np.sign(moves[-1]) * moves[:-span], initial=0.0))


def _moves(block: Block, span: int) -> tuple[np.ndarray, np.ndarray]:
    """Logarithm of what the last periods, so many, sold beside those before, as their own counts and those of the
    others say together, and of whom it is known, (products,) each."""
    base = BASE_DAYS // block.step_days
    before, now = block.values[:, -span - base : -span], block.values[:, -span:]
    known = block.first_sales <= block.periods - span - base
    known &= (np.nansum(before, axis=1) > 0) & (np.nansum(now, axis=1) > 0)
    move, error = moved_counts.move(before, now)
    if known.sum() < FEWEST_PRODUCTS:
        return move, np.zeros(len(block), dtype=bool)
    mean, apart = _together(move[known], error[known])
    share = apart / (apart + error)
    known &= abs(mean) > ALL * np.sqrt(apart)
    return mean + share * (move - mean), known


def _together(moves: np.ndarray, errors: np.ndarray) -> tuple[float, float]:
    """Mean of moves seen with such errors (variances), and the variance of the true ones (DerSimonian and Laird,
    "Meta-analysis in clinical trials", 1986)."""
    weight = 1 / errors
    mean = float((weight * moves).sum() / weight.sum())
    beyond = float((weight * (moves - mean) ** 2).sum()) - (len(moves) - 1)
    apart = max(beyond / (weight.sum() - (weight**2).sum() / weight.sum()), LEAST_APART**2)
    weight = 1 / (errors + apart)
    return float((weight * moves).sum() / weight.sum()), apart
