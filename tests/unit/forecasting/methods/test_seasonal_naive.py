import numpy as np

from forecasting.methods import seasonal_naive
from tests.unit.forecasting import sales


def test_repeats_the_last_week() -> None:
    values = np.arange(14.0)[None]
    assert list(seasonal_naive.forecast(sales.block(values), (14,), 9)[0, 0]) == [7, 8, 9, 10, 11, 12, 13, 7, 8]


def test_looks_a_week_further_back_for_an_unknown_day() -> None:
    values = np.arange(14.0)[None]
    values[0, 10] = np.nan
    assert seasonal_naive.forecast(sales.block(values), (14,), 7)[0, 0, 3] == 3
