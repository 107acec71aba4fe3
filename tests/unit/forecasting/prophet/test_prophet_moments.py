"""Sums over segments against the rows they stand for."""

import numpy as np
import pytest

from forecasting.prophet.design import calendar, design
from forecasting.prophet.moments import moments
from forecasting.prophet.settings import ProphetSettings
from tests.reference.prophet_sales import START, ragged


def rows(layout, features, known, index):
    """Z of one product, written out: ridge columns and ramps of its observed days."""
    seen = np.flatnonzero(layout.observed[index])
    t = (seen - layout.first[index]) / layout.span[index]
    change = (layout.changepoints[index] - layout.first[index]) / layout.span[index]
    ridge = np.column_stack([t, np.ones(len(t)), features[seen], known[index][:, seen].T])
    return seen, ridge, np.maximum(t[:, None] - change, 0)


@pytest.mark.parametrize("n_days", [0, 1, 2, 15, 400])
def test_gram_matrices_are_sums_over_observed_days(n_days):
    values = ragged(7, 460)[:, 460 - n_days :]
    layout, random = design(values, ProphetSettings()), np.random.default_rng(0)
    features, scaled = calendar(START, 0, n_days, 1), np.nan_to_num(values)
    known = random.normal(size=(7, 2, n_days)) * layout.observed[:, None]
    sums = moments(layout, scaled, features, known)
    for i in range(7):
        seen, ridge, ramps = rows(layout, features, known, i)
        y = scaled[i, seen]
        np.testing.assert_allclose(sums.rr[i], ridge.T @ ridge, atol=1e-9)
        np.testing.assert_allclose(sums.rd[i], ridge.T @ ramps, atol=1e-9)
        np.testing.assert_allclose(sums.dd[i], ramps.T @ ramps, atol=1e-9)
        np.testing.assert_allclose(sums.ry[i], ridge.T @ y, atol=1e-9)
        np.testing.assert_allclose(sums.dy[i], ramps.T @ y, atol=1e-9)
        assert sums.count[i] == len(seen)


def test_a_column_switched_off_leaves_the_others_alone():
    values = ragged(3, 400)
    layout, features = design(values, ProphetSettings()), calendar(START, 0, 400, 1)
    sums = moments(layout, np.nan_to_num(values), features, np.zeros((3, 0, 400)))
    off = np.zeros((3, 28), dtype=bool)
    off[1, 4] = True
    without = sums.without(off)
    assert not without.rr[1, 4].any()
    np.testing.assert_array_equal(np.delete(without.rr[1], 4, 0)[:, :4], np.delete(sums.rr[1], 4, 0)[:, :4])
    np.testing.assert_array_equal(without.rr[0], sums.rr[0])
