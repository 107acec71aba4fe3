"""What the models that learn across products have in common: from a block to rows of features, and back to forecasts.

A learner is given rows of features and two targets: sales, and what exponential smoothing misses of them. Half of the
answer is learnt as sales, half as correction: the two err differently. Target and features are in units of each
product's one-step difference, so products of every size learn from each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np

from forecasting.apart import Apart
from forecasting.block import Block
from forecasting.features import Features, Points
from forecasting.methods import exponential_smoothing
from forecasting.progress import ReportProgress, within

# Steps ahead that are learnt; beyond them the answer is NaN: a learner has no opinion.
REACH = 28
TRAINING_ROWS = 80_000
FEWEST_ROWS = 400
ORIGIN_EVERY_WEEKS = 2
TRAINING_YEARS = 2
FEWEST_SEASONS = 8
# A product needs this much history before an origin to be learnt from.
FEWEST_WEEKS = 4
HELD_BACK_WEEKS, LARGEST_HELD_BACK = 4, 0.2
# Targets beyond this quantile of their size are cut to it.
LARGEST_TARGET = 0.999
PRODUCTS_AT_ONCE = 4_000


@dataclass(frozen=True, slots=True)
class Rows:
    """matrix -- features, float32 (points, features), may hold NaN; targets -- sales and correction, (points, 2)
    held_back -- points of the newest weeks, bool (points,): who stops early looks at these and learns from the others
    """

    matrix: np.ndarray
    targets: np.ndarray
    held_back: np.ndarray


# Targets, float (points, 2), for a matrix.
Prediction = Callable[[np.ndarray], np.ndarray]


class Learner(Protocol):
    def __call__(self, rows: Rows, report_progress: ReportProgress) -> Prediction:
        """Learn both targets."""


def forecast(
    block: Block, origins: Sequence[int], horizon: int, learn: Learner, report_progress: ReportProgress
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond REACH and where history teaches nothing.

    Trained on what was known at the first origin, and once more on what was known at the last.
    """
    reach = min(horizon, REACH)
    out = np.full((len(origins), len(block), horizon), np.nan)
    first, last = (_training_origins(block, origin, reach) for origin in (min(origins), max(origins)))
    if not last:
        return out
    needed = sorted({*first, *last, *origins})
    base = dict(zip(needed, exponential_smoothing.forecast(block, needed, reach), strict=True))
    features = Features(block)
    half = 0.5 if last != first else 1.0
    early = _train(features, first, base, partial(learn, report_progress=within(report_progress, 0.0, half)))
    late = (
        _train(features, last, base, partial(learn, report_progress=within(report_progress, half, 1.0)))
        if last != first
        else early
    )
    for position, origin in enumerate(origins):
        predict = late if origin == max(origins) else early
        if predict:
            out[position, :, :reach] = _predict(predict, features, origin, base[origin])
    return out


def in_process(process: Apart, options: Any) -> Learner:
    """Learn in a process that is open; options -- a dataclass."""

    def learn(rows: Rows, report_progress: ReportProgress) -> Prediction:
        model = process.fit({name: getattr(rows, name) for name in Rows.__slots__}, asdict(options), report_progress)
        return lambda matrix: process.predict(model, {"matrix": matrix})["targets"]

    return learn


def _training_origins(block: Block, origin: int, reach: int) -> list[int]:
    """Origins whose whole horizon had passed at `origin`, newest first."""
    week = 7 // block.step_days
    earliest = max(origin - reach - TRAINING_YEARS * block.year_length, FEWEST_SEASONS * week)
    return list(range(origin - reach, earliest - 1, -ORIGIN_EVERY_WEEKS * week))


def _training_points(products: int, origins: list[int], base: Mapping[int, np.ndarray]) -> Points:
    draw = np.random.default_rng(0)
    forecasts = np.stack([base[origin] for origin in origins])
    reach = forecasts.shape[2]
    size = min(TRAINING_ROWS, forecasts.size)
    which = draw.integers(0, len(origins), size)
    rows = draw.integers(0, products, size)
    steps = draw.integers(1, reach + 1, size)
    return Points(rows, np.asarray(origins)[which], steps, forecasts[which, rows, steps - 1])


def _train(
    features: Features, origins: list[int], base: Mapping[int, np.ndarray], learn: Callable[..., Prediction]
) -> Prediction | None:
    """None where there are too few rows."""
    if not origins:
        return None
    block = features.block
    points = _training_points(len(block), origins, base)
    sales, scale = block.values[points.rows, points.periods], features.scale(points)
    old_enough = block.first_sales[points.rows] + FEWEST_WEEKS * 7 // block.step_days < points.origins
    useful = old_enough & ~np.isnan(sales) & ~np.isnan(scale)
    if useful.sum() < FEWEST_ROWS:
        return None
    points, sales, scale = points.take(useful), sales[useful], scale[useful]
    targets = np.column_stack([_clipped(sales / scale), _clipped((sales - points.base) / scale)])
    return learn(Rows(features.matrix(points), targets, _newest(points.periods, block.step_days)))


def _newest(periods: np.ndarray, step_days: int) -> np.ndarray:
    """The newest weeks, but a fifth of all points at most; every fifth point where all are of one period."""
    boundary = max(periods.max() - HELD_BACK_WEEKS * 7 // step_days, np.quantile(periods, 1 - LARGEST_HELD_BACK))
    newest = periods > boundary
    if not newest.any():
        newest[::5] = True
    return newest


def _clipped(target: np.ndarray) -> np.ndarray:
    limit = np.quantile(np.abs(target), LARGEST_TARGET)
    return np.clip(target, -limit, limit)


def _predict(predict: Prediction, features: Features, origin: int, base: np.ndarray) -> np.ndarray:
    """Of every product and step, (products, reach)."""
    out = np.empty(base.shape)
    steps = np.arange(1, base.shape[1] + 1)[None, :]
    for begin in range(0, len(base), PRODUCTS_AT_ONCE):
        own = base[begin : begin + PRODUCTS_AT_ONCE]
        points = Points(np.arange(begin, begin + len(own))[:, None], np.array([[origin]]), steps, own)
        matrix, scale = features.matrix(points), features.scale(points)
        sales, correction = (target.reshape(own.shape) * scale for target in predict(matrix).T)
        out[begin : begin + len(own)] = np.maximum((sales + own + correction) / 2, 0.0)
    return out
