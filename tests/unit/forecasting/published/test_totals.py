from datetime import date

import numpy as np
import pytest
from scipy.stats import norm

from forecasting.forecast import LEVELS, Forecast
from forecasting.published import totals


def test_the_variance_is_that_of_the_distribution_the_quantiles_tell():
    quantiles = 100 + np.outer(norm.ppf(LEVELS), [5, 20])
    variance = totals.variance(Forecast(date(2026, 3, 1), np.array([100.0, 100.0]), quantiles))
    np.testing.assert_allclose(variance, [25, 400], rtol=0.05)


@pytest.mark.parametrize(("shared", "expected"), [(0.0, 1.0), (1.0, 8.0), (0.5, 4.5)])
def test_dependence_is_what_variances_of_sums_have_to_be_multiplied_by(shared, expected):
    chance = np.random.default_rng(1)
    common = np.sqrt(shared) * chance.normal(size=(1, 1, 4000))
    errors = common + np.sqrt(1 - shared) * chance.normal(size=(1, 8, 4000))
    found = totals.dependence(errors.sum(axis=1) ** 2, (errors**2).sum(axis=1))
    np.testing.assert_allclose(found, [expected], rtol=0.1)


def test_groups_without_weeks_lean_on_the_others():
    squared, squares = np.array([[8.0] * 50, [np.nan] * 50]), np.array([[2.0] * 50, [np.nan] * 50])
    np.testing.assert_allclose(totals.dependence(squared, squares), [4, 4])
    np.testing.assert_allclose(totals.dependence(squared[1:], squares[1:]), [1])


def test_a_sum_sells_no_less_than_nothing():
    lower, upper = totals.interval(np.array([1.0, 100.0]), np.array([100.0, 100.0]), 80)
    np.testing.assert_allclose(lower, [0, 100 - 12.8155], atol=1e-3)
    np.testing.assert_allclose(upper, [13.8155, 112.8155], atol=1e-3)
