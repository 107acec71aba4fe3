"""What the models that learn across products have in common: from a block to rows of features, and back to forecasts.

A learner is given rows of features and two targets: sales, and what exponential smoothing misses of them. Half of the
answer is learnt as sales, half as correction: the two err differently. Target and features are in units of each
product's one-step difference, so products of every size learn from each other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from forecasting import lessons
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.features import NAMES, Features, Points, Surroundings
from forecasting.learner import CATALOGUE_ROWS, REACH, Learner, Rows
from forecasting.methods import exponential_smoothing

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


def forecast(
    block: Block, origins: Sequence[int], horizon: int, learner: Learner, learnt: CatalogueModel | None = None
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond REACH and where history teaches nothing.

    learnt -- across the catalogue; where that does not fit, the block learns by itself
    """
    reach = min(horizon, REACH)
    out = np.full((len(origins), len(block), horizon), np.nan)
    if learnt and lessons.fits(learnt, block, origins, NAMES):
        models, base = lessons.loaded(learnt, block, learner), _base(block, origins, reach, learner.base)
        features = Features(block, learnt.surroundings)
    else:
        fitted = _fit(block, origins, reach, learner)
        models, base, features = fitted.models, fitted.base, fitted.features
    for position, origin in enumerate(origins):
        seen = [known for known in models if known <= origin]
        if seen:
            predict = partial(learner.library.predict, models[max(seen)])
            out[position, :, :reach] = _predict(predict, features, origin, base[origin])
    return out


def learn(block: Block, origins: Sequence[int], horizon: int, learner: Learner) -> CatalogueModel | None:
    """What all products teach: learnt on what was known at the first of these origins, and at the last.

    block -- a sample of the catalogue. None where there is too little to learn from.
    """
    fitted = _fit(block, origins, min(horizon, REACH), replace(learner, most_rows=CATALOGUE_ROWS))
    features = fitted.features
    return lessons.kept(block, fitted.models, fitted.rows, learner, lessons.Seen(features.names, features.surroundings))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """models, rows -- what was learnt, and from what, by the periods that were known; base -- by origin"""

    models: dict[int, Any]
    rows: dict[int, Rows]
    base: dict[int, np.ndarray]
    features: Features


def _fit(block: Block, origins: Sequence[int], reach: int, learner: Learner) -> _Fitted:
    known = sorted({min(origins), max(origins)})
    learner.report_progress(0.0, "Smoothing")
    taught = {origin: training_origins(block, origin, reach) for origin in known}
    base = _smoothed(block, {*origins, *(earlier for own in taught.values() for earlier in own)}, reach)
    features = Features(block, Surroundings.of(block))
    rows = {}
    for number, origin in enumerate(known):
        learner.report_progress(0.0, f"Features {number + 1}/{len(known)}")
        if own := _rows(features, taught[origin], base, learner.most_rows):
            rows[origin] = own
    return _Fitted(lessons.fit_each(rows, learner), rows, base, features)


def _base(block: Block, origins: Sequence[int], reach: int, known: np.ndarray | None) -> dict[int, np.ndarray]:
    return _smoothed(block, origins, reach) if known is None else dict(zip(origins, known[..., :reach], strict=True))


def _smoothed(block: Block, origins: Iterable[int], reach: int) -> dict[int, np.ndarray]:
    needed = sorted(set(origins))
    return dict(zip(needed, exponential_smoothing.forecast(block, needed, reach), strict=True))


def training_origins(block: Block, origin: int, reach: int) -> list[int]:
    """Origins whose whole horizon had passed at `origin`, newest first."""
    week = 7 // block.step_days
    earliest = max(origin - reach - TRAINING_YEARS * block.year_length, FEWEST_SEASONS * week)
    return list(range(origin - reach, earliest - 1, -ORIGIN_EVERY_WEEKS * week))


def _training_points(products: int, origins: list[int], base: Mapping[int, np.ndarray], most: int) -> Points:
    draw = np.random.default_rng(0)
    forecasts = np.stack([base[origin] for origin in origins])
    reach = forecasts.shape[2]
    size = min(most, forecasts.size)
    which = draw.integers(0, len(origins), size)
    rows = draw.integers(0, products, size)
    steps = draw.integers(1, reach + 1, size)
    return Points(rows, np.asarray(origins)[which], steps, forecasts[which, rows, steps - 1])


def _rows(features: Features, origins: list[int], base: Mapping[int, np.ndarray], most: int) -> Rows | None:
    """None where there are too few."""
    if not origins:
        return None
    block = features.block
    points = _training_points(len(block), origins, base, most)
    sales, scale = block.values[points.rows, points.periods], features.scale(points)
    old_enough = block.first_sales[points.rows] + FEWEST_WEEKS * 7 // block.step_days < points.origins
    useful = old_enough & ~np.isnan(sales) & ~np.isnan(scale)
    if useful.sum() < FEWEST_ROWS:
        return None
    points, sales, scale = points.take(useful), sales[useful], scale[useful]
    targets = np.column_stack([_clipped(sales / scale), _clipped((sales - points.base) / scale)])
    return Rows(features.matrix(points), targets, newest(points.periods, block.step_days), points.origins)


def newest(periods: np.ndarray, step_days: int) -> np.ndarray:
    """The newest weeks, but a fifth of all points at most; every fifth point where all are of one period."""
    boundary = max(periods.max() - HELD_BACK_WEEKS * 7 // step_days, np.quantile(periods, 1 - LARGEST_HELD_BACK))
    held_back = periods > boundary
    if not held_back.any():
        held_back[::5] = True
    return np.asarray(held_back)


def _clipped(target: np.ndarray) -> np.ndarray:
    limit = np.quantile(np.abs(target), LARGEST_TARGET)
    return np.clip(target, -limit, limit)


def _predict(
    predict: Callable[..., dict[str, np.ndarray]], features: Features, origin: int, base: np.ndarray
) -> np.ndarray:
    """Of every product and step, (products, reach)."""
    out = np.empty(base.shape)
    steps = np.arange(1, base.shape[1] + 1)[None, :]
    for begin in range(0, len(base), PRODUCTS_AT_ONCE):
        own = base[begin : begin + PRODUCTS_AT_ONCE]
        points = Points(np.arange(begin, begin + len(own))[:, None], np.array([[origin]]), steps, own)
        matrix, scale = features.matrix(points), features.scale(points)
        sales, correction = (target.reshape(own.shape) * scale for target in predict({"matrix": matrix})["targets"].T)
        out[begin : begin + len(own)] = np.maximum((sales + own + correction) / 2, 0.0)
    return out
