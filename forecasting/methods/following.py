"""How far each product follows the course that it shares with its category.

Socks sell all year in a shop of school uniforms, and what a product does on its own days was taken out of its sales
before any method sees them (`forecasting.signals.peaks`): the season of the others would come on top of it.
"""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# A product follows as far as its own weeks say, against a prior: wholly, give or take this share. Less than a year
# says nothing, for what is season and what is level cannot be told apart then.
PRIOR_DEVIATION = 0.3
# Weeks near each other stray together: so many are one piece of evidence.
WEEKS_TOGETHER = 4


def followed(course: np.ndarray, block: Block) -> np.ndarray:
    """The course of each product, (products, periods), with what weeks do in it as far as its own sales followed it.

    course -- of its category, free of units, positive, (products, periods), as long as the block's or longer
    Within the week products follow wholly.
    """
    slow = _by_week(course, block.season_length)
    usual = slow[:, : block.periods].mean(axis=1, keepdims=True)
    share = _share(slow[:, : block.periods] / usual, block)[:, None]
    return course * (share + (1 - share) * usual / slow)


def _by_week(course: np.ndarray, days: int) -> np.ndarray:
    """Mean of the periods of a week around each, (products, periods)."""
    padded = np.pad(course, ((0, 0), (days // 2, days // 2)), mode="edge")
    return np.asarray(sum(padded[:, day : day + course.shape[1]] for day in range(days)) / days)


def _share(slow: np.ndarray, block: Block) -> np.ndarray:
    """Regression of sales on the course beside a line in time, shrunk towards 1, within 0 and 1, (products,)."""
    week = block.season_length
    weeks = block.periods // week
    if weeks * week < block.year_length:
        return np.ones(len(block))
    split = (len(block), weeks, week)
    asked, sold = (mean_known(own[:, -weeks * week :].reshape(split), axis=2) for own in (slow, block.values))
    known = ~np.isnan(sold)
    x = _beside_a_line(asked, known)
    y = _beside_a_line(np.nan_to_num(sold / np.maximum(mean_known(sold)[:, None], 1e-9)), known)
    xx = (x * x).sum(axis=1)
    share = np.divide((x * y).sum(axis=1), xx, out=np.ones(len(x)), where=xx > 0)
    strayed = x * (y - share[:, None] * x)
    together = np.pad(strayed, ((0, 0), (-weeks % WEEKS_TOGETHER, 0))).reshape(len(x), -1, WEEKS_TOGETHER).sum(axis=2)
    variance = np.divide((together**2).sum(axis=1), xx**2, out=np.full(len(x), np.inf), where=xx > 0)
    believed = PRIOR_DEVIATION**2 / (PRIOR_DEVIATION**2 + variance)
    is_known = known.sum(axis=1) * week >= block.year_length
    return np.where(is_known, np.clip(1 + believed * (share - 1), 0.0, 1.0), 1.0)


def _beside_a_line(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """What is left of each row beside its mean and a straight line, 0 where unknown, (products, weeks)."""
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    time = np.where(known, np.arange(values.shape[1]), 0.0)
    time = np.where(known, time - time.sum(axis=1, keepdims=True) / count, 0.0)
    values = np.where(known, values, 0.0)
    values = np.where(known, values - values.sum(axis=1, keepdims=True) / count, 0.0)
    slope = (values * time).sum(axis=1, keepdims=True) / np.maximum((time * time).sum(axis=1, keepdims=True), 1e-9)
    return values - slope * time
