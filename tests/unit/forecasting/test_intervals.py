from dataclasses import dataclass

import numpy as np

from forecasting import intervals
from forecasting.forecast import LEVELS


@dataclass
class Errors:
    mean: np.ndarray
    actual: np.ndarray


def _folds(rng: np.random.Generator, growth: float = 0.0) -> list[Errors]:
    width = 10 * np.arange(1, 29) ** growth
    return [Errors(np.full(28, 500.0), 500 + width * rng.normal(size=28)) for _ in range(10)]


def _row(quantiles: np.ndarray, level: float) -> np.ndarray:
    return quantiles[LEVELS.index(level)]


def test_a_normal_error_gives_normal_quantiles(history):
    rows = intervals.quantiles(np.full(28, 500.0), history(400), _folds(np.random.default_rng(1)))
    assert abs(_row(rows, 0.9).mean() - 512.8) < 4
    assert abs(_row(rows, 0.5).mean() - 500) < 2


def test_errors_that_grow_with_the_horizon_widen_the_interval(history):
    rows = intervals.quantiles(np.full(100, 500.0), history(400), _folds(np.random.default_rng(1), growth=0.5))
    spread = _row(rows, 0.9) - _row(rows, 0.1)
    assert spread[-1] > 1.5 * spread[9]


def test_a_higher_forecast_has_a_wider_interval(history):
    rows = intervals.quantiles(np.array([100.0, 900.0]), history(400), _folds(np.random.default_rng(1)))
    spread = _row(rows, 0.9) - _row(rows, 0.1)
    assert spread[1] > spread[0]


def test_quantiles_are_never_negative_and_rise(history):
    rows = intervals.quantiles(np.full(50, 1.0), history(400), _folds(np.random.default_rng(1)))
    assert (rows >= 0).all()
    assert (np.diff(rows, axis=0) >= 0).all()


def test_a_slow_mover_has_quantiles_that_are_counts(history):
    slow = history((np.random.default_rng(3).random(300) < 0.3).astype(float))
    rows = intervals.quantiles(np.full(10, 0.3), slow, [])
    assert _row(rows, 0.5)[0] == 0
    assert _row(rows, 0.9)[0] == 1


def test_one_sale_alone_is_not_taken_for_certain(history):
    rows = intervals.quantiles(np.full(3, 5.0), history([5]), [])
    assert _row(rows, 0.1)[0] < 5 < _row(rows, 0.9)[0]


def test_nothing_known_is_nothing_expected(history):
    assert not intervals.quantiles(np.zeros(3), history([]), []).any()
