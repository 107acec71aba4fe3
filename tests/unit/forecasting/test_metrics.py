import numpy as np
import pytest

from forecasting import metrics
from tests.reference import forecast_errors as twin

LEVELS = np.array([0.1, 0.5, 0.9])


def _numbers(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    y, f, training = rng.poisson(2, 30) * 1.0, rng.gamma(2, 1, 30), rng.poisson(1, 50) * 1.0
    y[rng.random(30) < 0.2] = np.nan
    training[rng.random(50) < 0.1] = np.nan
    return y, f, training


ADVERSARIAL = [
    (np.zeros(4), np.ones(4), np.zeros(6)),
    (np.full(4, np.nan), np.ones(4), np.arange(6.0)),
    (np.ones(4), np.ones(4), np.ones(6)),
    (np.array([1e12, 0.0]), np.array([0.0, 1e12]), np.array([0, 0, 5, np.nan, 7, 9])),
]
CASES = [*(_numbers(seed) for seed in range(8)), *ADVERSARIAL]


@pytest.mark.parametrize(("y", "f", "training"), CASES)
@pytest.mark.parametrize(
    "name",
    [
        "mean_absolute_error",
        "mean_absolute_percentage_error",
        "weighted_absolute_percentage_error",
        "relative_bias",
    ],
)
def test_errors_equal_their_slow_twins(name, y, f, training):
    assert getattr(metrics, name)(y, f) == pytest.approx(getattr(twin, name)(y, f))


@pytest.mark.parametrize(("y", "f", "training"), CASES)
def test_rmsse_equals_its_slow_twin(y, f, training):
    fast = metrics.root_mean_squared_scaled_error(y, f, training)
    assert fast == pytest.approx(twin.root_mean_squared_scaled_error(y, f, training))


@pytest.mark.parametrize(("y", "f", "training"), CASES)
def test_coverage_equals_its_slow_twin(y, f, training):
    assert metrics.coverage(y, f - 1, f + 1) == pytest.approx(twin.coverage(y, f - 1, f + 1))


@pytest.mark.parametrize(("y", "f", "training"), CASES)
def test_pinball_loss_equals_its_slow_twin(y, f, training):
    quantiles = np.outer([0.5, 1.0, 2.0], f)
    fast = metrics.scaled_pinball_loss(y, quantiles, LEVELS, training)
    assert fast == pytest.approx(twin.scaled_pinball_loss(y, quantiles, LEVELS, training))


def test_a_forecast_twice_too_high_has_a_bias_of_one():
    assert metrics.relative_bias(np.array([1.0, 2.0]), np.array([2.0, 4.0])) == 1.0


def test_without_sales_a_percentage_error_is_not_measurable():
    assert metrics.mean_absolute_percentage_error(np.zeros(3), np.ones(3)) is None
