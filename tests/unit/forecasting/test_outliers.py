from datetime import date

import numpy as np
import pytest
from forecasting.outliers import _others_median, dampen

from tests.reference.medians import others_median


def test_a_giant_day_is_lowered_and_named(history):
    shop = history(400)
    values = shop.values.copy()
    values[100] = 1e6
    dampened, days = dampen(history(values))
    assert days == (date(2024, 4, 10),)
    assert dampened.values[100] < 500


def test_the_history_given_is_left_as_it_was(history):
    giant = history([2, 3, 2, 3, 2, 3, 2, 1e6, 2, 3])
    dampen(giant)
    assert giant.values[7] == 1e6


def test_an_ordinary_season_has_no_outliers(history):
    assert dampen(history(800))[1] == ()


def test_a_run_of_promotion_days_is_demand(history):
    values = history(400).values.copy()
    values[200:207] *= 4
    assert dampen(history(values))[1] == ()


def test_a_peak_that_comes_back_every_year_is_demand(history):
    values = history(800).values.copy()
    values[[300, 664]] = 500
    assert dampen(history(values))[1] == ()


def test_a_giant_day_of_a_slow_mover_is_found(history):
    values = np.tile([0, 0, 1, 0, 2], 40)
    values[101] = 10_000
    assert len(dampen(history(values))[1]) == 1


def test_a_giant_day_of_a_week_old_product_is_found(history):
    assert len(dampen(history([1, 2, 1, 2, 1, 3, 1e6, 2]))[1]) == 1


def test_unknown_days_stay_unknown(history):
    dampened, _ = dampen(history([np.nan, 2, 3, 2, 1e6, 2, 3, 2]))
    assert np.isnan(dampened.values[0])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [1, 5, 60])
def test_window_medians_equal_their_slow_twin(seed, size):
    rng = np.random.default_rng(seed)
    values = np.where(rng.random(size) < 0.4, np.nan, rng.normal(size=size))
    offsets = np.array([-14, -7, -1, 1, 2, 7])
    assert _others_median(values, offsets) == pytest.approx(others_median(values, offsets))
