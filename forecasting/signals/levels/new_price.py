"""Products at a price that they were never sold at before: what it does nobody has seen, and from its first day on
their level may be new.

That day is known, so that no span has to be looked for, and what was sold since needs not be beyond whatever moved
before: it is believed as far as its counts go.
"""

from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.signals.levels import moved_counts
from forecasting.signals.levels.new_level import NewLevels

# A price is another from this difference of logarithms on, and the same below the second; it is new for so many days.
OTHER, SAME, NEW_DAYS = 0.05, 0.02, 28
# Whose price changed so often before has shown what that does.
OFTEN = 3
# What was sold since is looked at in whole weeks, beside so many days before. Changes of price move levels by this
# deviation of logarithms.
WEEK_DAYS, BASE_DAYS, MOVES = 7, 56, 0.4
PRICE = "price"


def followed(block: Block, levels: NewLevels) -> NewLevels:
    """With those whose price is new at the level that they have had since, as far as it can be told: it may be another
    one."""
    if PRICE not in block.known:
        return levels
    since = _since(block) * ~levels.found
    factors, week, base = levels.factors.copy(), max(WEEK_DAYS // block.step_days, 1), BASE_DAYS // block.step_days
    for periods in np.unique(since[since >= week]):
        rows = np.flatnonzero(since == periods)
        values = block.values[rows, : block.periods]
        spans = values[:, -periods - base : -periods], values[:, -(periods // week * week) :]
        move, error = moved_counts.move(*spans)
        believed = np.nan_to_num(MOVES**2 / (MOVES**2 + error) * move)
        factors[rows] = 1.0
        factors[rows, : block.periods - periods] = np.exp(-believed)[:, None]
    return replace(levels, factors=factors, doubtful=levels.doubtful | (since > 0))


def _since(block: Block) -> np.ndarray:
    """For how many periods the price has been a new one that is to stay, int (products,); 0 where it is none."""
    out, most, now = np.zeros(len(block), dtype=int), NEW_DAYS // block.step_days, block.periods - 1
    if now < most:
        return out
    around = _logarithm(block.known[PRICE][:, now - most : now + most + 1])
    off = np.abs(around - around[:, [most]])
    same = off[:, :most] < SAME
    run = np.where(same.all(axis=1), 0, same[:, ::-1].argmin(axis=1) + 1)
    stays = ~(off[:, most + 1 :] >= SAME).any(axis=1)
    new = np.flatnonzero((run > 0) & stays & (off[np.arange(len(block)), most - run] > OTHER))
    steps = np.diff(_logarithm(block.known[PRICE][new, : block.periods]), axis=1)
    seldom = (np.abs(steps) > OTHER).sum(axis=1) <= OFTEN
    out[new[seldom]] = run[new[seldom]]
    return out


def _logarithm(price: np.ndarray) -> np.ndarray:
    return np.log(np.where(price > 0, price, np.nan))
