import numpy as np
import pytest

from forecasting.replenishment.rules import CoverDays, MinMax, Past, SeasonalNaive
from forecasting.replenishment.simulation import Shelf


def there(units):
    return Shelf(np.array([[float(units)]]), np.zeros((1, 5)), np.zeros(1))


@pytest.mark.parametrize(("units", "ordered"), [(11, 0), (10, 20), (3, 27)])
def test_at_the_minimum_it_is_filled_up_to_the_maximum(units, ordered):
    assert MinMax(np.array([10.0]), np.array([30.0]))(0, there(units)).tolist() == [ordered]


def test_cover_is_counted_in_days_of_the_last_four_weeks():
    past = Past(np.array([[100.0] * 10 + [3.0] * 28 + [9.0] * 5]), opens=38)
    assert CoverDays(past, np.array([14.0]))(0, there(2)).tolist() == [40]


def test_the_last_week_comes_again_as_often_as_it_has_to_last():
    week = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    past = Past(np.array([week * 5]), opens=35)
    assert SeasonalNaive(past, np.array([0.95]), np.array([16.0]))(0, there(1)) == pytest.approx(28 * 2 + 3 - 1)


def test_weeks_that_differ_ask_for_a_safety_stock():
    past = Past(np.array([[1.0] * 7 + [3.0] * 7 + [1.0] * 7 + [3.0] * 7]), opens=28)
    rule = SeasonalNaive(past, np.array([0.95]), np.array([7.0]))
    assert rule(0, there(0)) > 21
    assert SeasonalNaive(past, np.array([0.5]), np.array([7.0]))(0, there(0)) == pytest.approx(21)


def test_nobody_sees_the_days_to_come():
    sold = np.random.default_rng(0).poisson(5, (1, 60)).astype(float)
    later = sold.copy()
    later[:, 45:] = 999
    rules = [CoverDays(Past(own, 40), np.array([9.0])) for own in (sold, later)]
    assert rules[0](5, there(0)) == rules[1](5, there(0))
