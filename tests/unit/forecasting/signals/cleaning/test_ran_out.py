"""What was wanted on days on which a product ran out, from shops whose demand is known."""

import numpy as np
import pytest

from forecasting.signals.cleaning.ran_out import demand

WEEK = np.array([0.7, 0.8, 0.9, 1.0, 1.1, 1.5, 1.0])


def shop(mean, size, filled_to, random, days=371):
    """Demand, what was sold of it and whether it ran out, each (days,): filled up every week to so many weeks' mean."""
    rates = mean * np.resize(WEEK, days)
    wanted = random.poisson(rates * random.gamma(size, 1 / size, days)).astype(float)
    sold, left = np.zeros(days), 0.0
    empty = np.zeros(days, dtype=bool)
    for day in range(days):
        left = left if day % 7 else np.ceil(filled_to * 7 * mean)
        sold[day] = min(wanted[day], left)
        left -= sold[day]
        empty[day] = left == 0
    return rates, np.where(empty & (sold == 0), np.nan, sold), empty & (sold > 0)


@pytest.mark.parametrize("mean", [0.5, 2.0, 12.0])
@pytest.mark.parametrize("size", [1.0, 5.0])
def test_what_was_wanted_adds_up_where_what_was_sold_is_too_little(mean, size):
    random = np.random.default_rng(7)
    shops = [shop(mean, size, 0.9, random) for _ in range(40)]
    share = [[np.nanmean(of[70:] / rates[70:]) for of in (sold, demand(sold, out))] for rates, sold, out in shops]
    sold, wanted = np.mean(share, axis=0)
    assert sold < 0.97
    assert wanted == pytest.approx(1.0, abs=0.03)


def test_a_day_keeps_its_demand_as_more_days_are_told():
    _, sold, out = shop(3.0, 2.0, 0.8, np.random.default_rng(1))
    whole = demand(sold, out)
    size_of_few = demand(sold[:200], out[:200])
    np.testing.assert_allclose(size_of_few, whole[:200], atol=2)


def test_whole_units_stay_whole_and_parts_stay_parts():
    _, sold, out = shop(3.0, 2.0, 0.8, np.random.default_rng(1))
    assert not (np.nan_to_num(demand(sold, out)) % 1).any()
    weighed = demand(sold * 0.5, out)
    assert (np.nan_to_num(weighed) % 0.5).any()


def test_a_day_that_ran_out_late_and_one_without_any_are_left_as_they_are():
    sold = np.array([3.0, 5.0, np.nan, 4.0] * 10)
    out = np.zeros(40, dtype=bool)
    np.testing.assert_array_equal(demand(sold, out), sold)


def test_of_the_first_days_nothing_is_concluded():
    sold = np.full(14, 5.0)
    np.testing.assert_array_equal(demand(sold, np.arange(14) == 13), sold)


def test_who_has_nothing_left_every_evening_has_met_its_demand():
    sold = np.random.default_rng(3).poisson(8, 90).astype(float)
    np.testing.assert_array_equal(demand(sold, sold > 0), sold)


def test_a_week_that_ran_out_looks_at_the_weeks_before_it():
    sold = np.append(np.random.default_rng(3).poisson(50, 60), 20).astype(float)
    assert 45 < demand(sold, np.arange(61) == 60, season_length=1)[-1] < 60
