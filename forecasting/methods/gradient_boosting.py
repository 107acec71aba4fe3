"""One gradient-boosting model over all products of a block, direct for every step ahead (LightGBM).

Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017. Target and features are in
units of each product's one-step difference, so products of every size learn from each other.
"""

import importlib
from collections.abc import Sequence

import numpy as np

from forecasting.block import Block
from forecasting.features import Features, Points
from forecasting.methods import exponential_smoothing

# Steps ahead that are learnt; beyond them the answer is NaN: this method has no opinion.
REACH = 28
TRAINING_ROWS = 80_000
FEWEST_ROWS = 400
ORIGIN_EVERY_WEEKS = 2
TRAINING_YEARS = 2
FEWEST_SEASONS = 8
# A product needs this much history before an origin to be learnt from.
FEWEST_WEEKS = 4
TREES = 100
# Targets beyond this quantile of their size are cut to it.
LARGEST_TARGET = 0.999
PREDICTED_AT_ONCE = 200_000
PARAMETERS = {
    "objective": "regression",
    "learning_rate": 0.08,
    "num_leaves": 24,
    "min_data_in_leaf": 100,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
    "seed": 0,
}


def forecast(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond REACH and where history teaches nothing.

    Trained once, on what was known at the first origin. Half of the answer is learnt as sales, half as correction of
    exponential smoothing: the two err differently.
    """
    reach = min(horizon, REACH)
    learnt_from = _training_origins(block, min(origins), reach)
    out = np.full((len(origins), len(block), horizon), np.nan)
    if not learnt_from:
        return out
    base = exponential_smoothing.forecast(block, [*learnt_from, *origins], reach)
    features = Features(block)
    models = _train(features, _training_points(block, learnt_from, base))
    for position, origin in enumerate(origins):
        points = _all_points(origin, base[len(learnt_from) + position])
        out[position, :, :reach] = _predict(models, features, points).reshape(len(block), reach)
    return out


def _training_origins(block: Block, origin: int, reach: int) -> list[int]:
    """Origins whose whole horizon had passed at `origin`, newest first."""
    week = 7 // block.step_days
    earliest = max(origin - reach - TRAINING_YEARS * block.year_length, FEWEST_SEASONS * week)
    return list(range(origin - reach, earliest - 1, -ORIGIN_EVERY_WEEKS * week))


def _training_points(block: Block, origins: list[int], base: np.ndarray) -> Points:
    draw = np.random.default_rng(0)
    reach = base.shape[2]
    size = min(TRAINING_ROWS, len(block) * len(origins) * reach)
    which = draw.integers(0, len(origins), size)
    rows = draw.integers(0, len(block), size)
    steps = draw.integers(1, reach + 1, size)
    return Points(rows, np.asarray(origins)[which], steps, base[which, rows, steps - 1])


def _all_points(origin: int, base: np.ndarray) -> Points:
    products, reach = base.shape
    rows, steps = np.repeat(np.arange(products), reach), np.tile(np.arange(1, reach + 1), products)
    return Points(rows, np.full(len(rows), origin), steps, base.ravel())


def _train(features: Features, points: Points) -> list:
    """The model of sales and the model of what the base forecast misses; none where there are too few rows."""
    block = features.block
    sales, scale = block.values[points.rows, points.periods], features.scale(points)
    old_enough = block.first_sales[points.rows] + FEWEST_WEEKS * 7 // block.step_days < points.origins
    useful = old_enough & ~np.isnan(sales) & ~np.isnan(scale)
    if useful.sum() < FEWEST_ROWS:
        return []
    points, sales, scale = points.take(useful), sales[useful], scale[useful]
    lightgbm = importlib.import_module("lightgbm")  # heavy: paid for by those who use it
    data = lightgbm.Dataset(features.matrix(points), _clipped(sales / scale), params=PARAMETERS)
    levels = lightgbm.train(PARAMETERS, data, TREES)
    corrections = lightgbm.train(PARAMETERS, data.set_label(_clipped((sales - points.base) / scale)), TREES)
    return [levels, corrections]


def _clipped(target: np.ndarray) -> np.ndarray:
    limit = np.quantile(np.abs(target), LARGEST_TARGET)
    return np.clip(target, -limit, limit)


def _predict(models: list, features: Features, points: Points) -> np.ndarray:
    out = np.full(len(points.rows), np.nan)
    for begin in range(0, len(out) if models else 0, PREDICTED_AT_ONCE):
        part = points.take(np.arange(begin, min(begin + PREDICTED_AT_ONCE, len(out))))
        matrix, scale = features.matrix(part), features.scale(part)
        sales, correction = (model.predict(matrix, num_threads=1) * scale for model in models)
        out[begin : begin + len(scale)] = np.maximum((sales + part.base + correction) / 2, 0.0)
    return out
