import numpy as np

from forecasting.methods import moving_average, seasonal_naive
from forecasting.training import TrainingSettings

SETTINGS = TrainingSettings(horizon=9)


def test_seasonal_naive_repeats_the_last_week(history):
    mean = seasonal_naive.fit(history(range(14)), SETTINGS).mean
    assert mean.tolist() == [7, 8, 9, 10, 11, 12, 13, 7, 8]


def test_seasonal_naive_looks_a_week_further_back_where_a_day_is_unknown(history):
    mean = seasonal_naive.fit(history([*range(7), np.nan, *range(8, 14)]), SETTINGS).mean
    assert mean[0] == 0


def test_seasonal_naive_fills_a_weekday_never_known_with_the_last_sale(history):
    assert seasonal_naive.fit(history([4, 6]), SETTINGS).mean.tolist() == [6, 6, 6, 6, 6, 4, 6, 6, 6]


def test_the_moving_average_is_of_the_last_eight_weeks(history):
    mean = moving_average.fit(history([100] * 30 + [2, 4] * 28), SETTINGS).mean
    assert mean.tolist() == [3] * 9


def test_the_moving_average_leaves_unknown_days_out(history):
    assert moving_average.fit(history([2, np.nan, 4]), SETTINGS).mean[0] == 3


def test_the_methods_share_no_state(history):
    first = moving_average.fit(history([1]), SETTINGS).mean
    moving_average.fit(history([9]), SETTINGS)
    assert first[0] == 1
