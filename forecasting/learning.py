"""What the models that learn across products have in common: from a block to rows of features, and back to forecasts.

A learner is given rows of features and two targets: sales, and what exponential smoothing misses of them. Half of the
answer is learnt as sales, half as correction: the two err differently. Target and features are in units of each
product's one-step difference, so products of every size learn from each other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Protocol

import numpy as np

from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel, Model
from forecasting.features import NAMES, Features, Points, Surroundings
from forecasting.methods import exponential_smoothing
from forecasting.progress import ReportProgress, silent, within

# Steps ahead that are learnt; beyond them the answer is NaN: a learner has no opinion.
REACH = 28
# To learn from, at most: of a block, and of the sample of a whole catalogue.
TRAINING_ROWS, CATALOGUE_ROWS = 80_000, 300_000
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
    origins -- periods that were known at each point, int (points,)
    """

    matrix: np.ndarray
    targets: np.ndarray
    held_back: np.ndarray
    origins: np.ndarray


class Library(Protocol):
    """Who learns: a library in this process, or in one of its own (`forecasting.apart`)."""

    def fit(self, arrays: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
        """A model of these Rows, by their names."""

    def predict(self, model: Any, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """{"targets": float (points, 2)} for {"matrix"}."""

    def save(self, model: Any) -> bytes: ...

    def load(self, saved: bytes) -> Any: ...

    def gains(self, model: Any) -> list[float]:
        """What each feature contributed to the model, in any unit; empty where the library cannot say."""


@dataclass(frozen=True, slots=True)
class Learner:
    """options -- a dataclass of the library's; most_rows -- to learn from"""

    library: Library
    options: Any
    report_progress: ReportProgress = silent
    most_rows: int = TRAINING_ROWS

    def fit(self, rows: Rows, first: float, last: float) -> Any:
        """A model, told of as the work from one share of the whole to another."""
        arrays = {name: getattr(rows, name) for name in Rows.__slots__}
        return self.library.fit(arrays, asdict(self.options), within(self.report_progress, first, last))


def forecast(
    block: Block, origins: Sequence[int], horizon: int, learner: Learner, learnt: CatalogueModel | None = None
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond REACH and where history teaches nothing.

    learnt -- across the catalogue; where that does not fit, the block learns by itself
    """
    reach = min(horizon, REACH)
    out = np.full((len(origins), len(block), horizon), np.nan)
    if learnt and _fits(learnt, block, origins):
        models = {_known_at(block, own.until): learner.library.load(own.saved) for own in learnt.models}
        base = _smoothed(block, origins, reach)
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
    if not fitted.models:
        return None
    first, last = min(fitted.models), max(fitted.models)
    gains = np.array(learner.library.gains(fitted.models[last]))
    return CatalogueModel(
        models=tuple(
            Model(block.days(known - 1, known)[0].item(), learner.library.save(model), len(fitted.rows[known].matrix))
            for known, model in sorted(fitted.models.items())
        ),
        surroundings=fitted.features.surroundings,
        step_days=block.step_days,
        features=fitted.features.names,
        gains=dict(zip(fitted.features.names, (gains / gains.sum()).tolist(), strict=True)) if gains.any() else {},
        error=_error(learner, fitted.models[first], fitted.rows[last], first),
    )


@dataclass(frozen=True, slots=True)
class _Fitted:
    """models, rows -- what was learnt, and from what, by the periods that were known; base -- by origin"""

    models: dict[int, Any]
    rows: dict[int, Rows]
    base: dict[int, np.ndarray]
    features: Features


def _fit(block: Block, origins: Sequence[int], reach: int, learner: Learner) -> _Fitted:
    known = sorted({min(origins), max(origins)})
    taught = {origin: _training_origins(block, origin, reach) for origin in known}
    base = _smoothed(block, {*origins, *(earlier for own in taught.values() for earlier in own)}, reach)
    features = Features(block, Surroundings.of(block))
    rows = {origin: rows for origin in known if (rows := _rows(features, taught[origin], base, learner.most_rows))}
    models = {
        origin: learner.fit(own, number / len(rows), (number + 1) / len(rows))
        for number, (origin, own) in enumerate(rows.items())
    }
    return _Fitted(models, rows, base, features)


def _fits(learnt: CatalogueModel, block: Block, origins: Sequence[int]) -> bool:
    """Whether it was learnt from such steps and features, and saw nothing after the first of the origins."""
    first = _known_at(block, min(own.until for own in learnt.models))
    same = learnt.step_days == block.step_days and learnt.features[: len(NAMES)] == NAMES
    return same and first <= min(origins)


def _known_at(block: Block, day: date) -> int:
    """Periods of the block that had passed by the end of the period that began on this day."""
    return (day - block.start).days // block.step_days + 1


def _smoothed(block: Block, origins: Iterable[int], reach: int) -> dict[int, np.ndarray]:
    needed = sorted(set(origins))
    return dict(zip(needed, exponential_smoothing.forecast(block, needed, reach), strict=True))


def _error(learner: Learner, model: Any, rows: Rows, known: int) -> float:
    """Of a model on the rows that began when so many periods were known, or later."""
    later = rows.origins >= known
    if not later.any():
        return float("nan")
    said = learner.library.predict(model, {"matrix": rows.matrix[later]})["targets"]
    return float(np.sqrt(np.mean((said - rows.targets[later]) ** 2)))


def _training_origins(block: Block, origin: int, reach: int) -> list[int]:
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
    return Rows(features.matrix(points), targets, _newest(points.periods, block.step_days), points.origins)


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
