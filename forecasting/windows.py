"""What the models of sequences have in common: from a block to windows of scaled histories, and back to forecasts.

A window is what was sold before an origin, and as its targets what came after it: differences from the recent level of
the product, in units of its one-step difference, so products of every size learn from each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from forecasting import learning, lessons
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.features import Surroundings
from forecasting.learner import CATALOGUE_ROWS, REACH, Learner, Rows
from forecasting.metrics import mean_known

# Periods that a model sees: the same days of last year are among them.
CONTEXT = 392
# A window teaches as much as so many rows: it has every step ahead.
ROWS_OF_WINDOW, FEWEST_WINDOWS = 10, 40
# Recent level: the mean of so many weeks.
LEVEL_WEEKS = 8
# Differences beyond this are cut: they would tell nothing but noise.
FARTHEST = 20.0
PRODUCTS_AT_ONCE = 500
# Stands for what a stored model has read; change it with what a window is.
FEATURES = (f"{CONTEXT} periods, from the level of {LEVEL_WEEKS} weeks",)


@dataclass(frozen=True, slots=True)
class Contexts:
    """values -- float32 (windows, periods), scaled, newest last, NaN where unknown; level, scale -- (windows,), in
    units; scale is NaN where a product is too young, or never changed."""

    values: np.ndarray
    level: np.ndarray
    scale: np.ndarray


# {"targets": (windows, steps ahead)} of {"matrix": contexts}.
Prediction = Callable[[dict[str, np.ndarray]], dict[str, np.ndarray]]


def forecast(
    block: Block, origins: Sequence[int], horizon: int, learner: Learner, learnt: CatalogueModel | None = None
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond REACH and where history teaches nothing.

    The library gets contexts as the rows of its matrix, and targets (windows, REACH), which may hold NaN.
    learnt -- across the catalogue; where that does not fit, the block learns by itself
    """
    reach = min(horizon, REACH)
    out = np.full((len(origins), len(block), horizon), np.nan)
    if learnt and lessons.fits(learnt, block, origins, FEATURES):
        models = lessons.loaded(learnt, block, learner)
    else:
        models = lessons.fit_each(_training_windows(block, origins, learner), learner)
    for position, origin in enumerate(origins):
        seen = [known for known in models if known <= origin]
        if seen:
            predict = partial(learner.library.predict, models[max(seen)])
            out[position, :, :reach] = predicted(predict, block, origin)[:, :reach]
    return out


def learn(block: Block, origins: Sequence[int], horizon: int, learner: Learner) -> CatalogueModel | None:
    """What all products teach: learnt on what was known at the first of these origins, and at the last.

    block -- a sample of the catalogue. None where there is too little to learn from.
    """
    learner = replace(learner, most_rows=CATALOGUE_ROWS)
    rows = _training_windows(block, origins, learner)
    seen = lessons.Seen(FEATURES, Surroundings.of(block))
    return lessons.kept(block, lessons.fit_each(rows, learner), rows, learner, seen)


def predicted(predict: Prediction, block: Block, origin: int, length: int = CONTEXT) -> np.ndarray:
    """Of every product and step, (products, REACH), NaN where a context has no scale."""
    out = np.full((len(block), REACH), np.nan)
    for begin in range(0, len(block), PRODUCTS_AT_ONCE):
        rows = np.arange(begin, min(begin + PRODUCTS_AT_ONCE, len(block)))
        seen = contexts(block, rows, np.full(len(rows), origin), length)
        usable = ~np.isnan(seen.scale)
        if usable.any():
            own = predict({"matrix": seen.values[usable]})["targets"]
            out[rows[usable]] = np.maximum(own * seen.scale[usable, None] + seen.level[usable, None], 0.0)
    return out


def contexts(block: Block, rows: np.ndarray, origins: np.ndarray, length: int = CONTEXT) -> Contexts:
    """What was known of these products at these origins, int arrays (windows,)."""
    week = 7 // block.step_days
    values = _taken(block, rows, origins[:, None] + np.arange(-length, 0))
    enough = (~np.isnan(values)).sum(axis=1) >= learning.FEWEST_WEEKS * week
    scale = np.sqrt(mean_known(np.diff(values, axis=1) ** 2))
    level = mean_known(values[:, -LEVEL_WEEKS * week :])
    level = np.where(np.isnan(level), mean_known(values), level)
    scale = np.where(enough & (scale > 0), scale, np.nan)
    scaled = (values - level[:, None]) / scale[:, None]
    return Contexts(np.clip(scaled, -FARTHEST, FARTHEST).astype(np.float32), level, scale)


def _training_windows(block: Block, origins: Sequence[int], learner: Learner) -> dict[int, Rows]:
    """Of what was known at the first origin and at the last, by the periods that were known."""
    learner.report_progress(0.0, "Windows")
    most = learner.most_rows // ROWS_OF_WINDOW
    ends = {end: learning.training_origins(block, end, REACH) for end in sorted({min(origins), max(origins)})}
    return {end: rows for end, among in ends.items() if (rows := _windows(block, among, most))}


def _windows(block: Block, among: list[int], most: int) -> Rows | None:
    """None where there are too few."""
    rows, origins = _drawn(len(block), among, most)
    seen = contexts(block, rows, origins)
    usable = ~np.isnan(seen.scale)
    if usable.sum() < FEWEST_WINDOWS:
        return None
    rows, origins = rows[usable], origins[usable]
    periods = origins[:, None] + np.arange(REACH)
    targets = (_taken(block, rows, periods) - seen.level[usable, None]) / seen.scale[usable, None]
    targets = np.clip(targets, -FARTHEST, FARTHEST)
    held_back = learning.newest(origins, block.step_days)
    # The others learn nothing of the weeks that those held back are measured on.
    targets[~held_back[:, None] & (periods >= origins[held_back].min())] = np.nan
    return Rows(seen.values[usable], targets, held_back, origins)


def _drawn(products: int, origins: list[int], most: int) -> tuple[np.ndarray, np.ndarray]:
    """Products and origins of windows, so many at most."""
    draw = np.random.default_rng(0)
    pairs = np.arange(products * len(origins))
    chosen = draw.choice(pairs, most, replace=False) if len(pairs) > most else pairs
    return chosen % products, np.asarray(origins, dtype=int)[chosen // products]


def _taken(block: Block, rows: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """Values of a product each at its periods, (windows, periods); NaN outside of the block."""
    inside = (periods >= 0) & (periods < block.periods)
    return np.where(inside, block.values[rows[:, None], np.clip(periods, 0, block.periods - 1)], np.nan)
