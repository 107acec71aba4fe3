import numpy as np
import pytest

from forecasting.forecast import LEVELS
from forecasting.published import drift

DAYS = 14


@pytest.fixture
def promise():
    """A forecast of 20 a day that expects Poisson-like sales: mean and quantiles."""
    draws = np.random.default_rng(1).poisson(20, (20_000, DAYS)).astype(float)
    return np.full(DAYS, 20.0), np.quantile(draws, LEVELS, axis=0)


def sales(rate, seed=2):
    return np.random.default_rng(seed).poisson(rate, DAYS).astype(float)


def test_sales_as_promised_stay_in_the_band(promise):
    outside = [drift.measure(sales(20, seed), *promise).has_left_band for seed in range(300)]
    assert sum(outside) <= 1


@pytest.mark.parametrize("rate", [5, 40])
def test_sales_that_have_changed_leave_it(promise, rate):
    assert drift.measure(sales(rate), *promise).has_left_band


def test_products_without_sales_any_more_leave_it(promise):
    found = drift.measure(np.zeros(DAYS), *promise)
    assert (found.has_left_band, found.wape) == (True, None)


def test_the_error_is_that_of_the_known_days(promise):
    actual = np.where(np.arange(DAYS) % 2, np.nan, 25.0)
    found = drift.measure(actual, *promise)
    assert found.error == pytest.approx(7 * 5)
    assert found.wape == pytest.approx(5 / 25)


def test_a_few_days_prove_nothing(promise):
    actual = np.full(DAYS, np.nan)
    actual[: drift.LEAST_DAYS - 1] = 1000
    assert drift.measure(actual, *promise) is None


def test_the_limit_grows_with_the_uncertainty(promise):
    mean, quantiles = promise
    wider = mean + 2 * (quantiles - mean)
    assert drift.measure(sales(20), mean, wider).limit == pytest.approx(
        2 * drift.measure(sales(20), mean, quantiles).limit
    )
