import numpy as np
import pytest

from forecasting.signals.launches import first_trend
from tests.unit.forecasting import sales

DAYS = 85


def share(rate: np.ndarray, step_days: int = 1) -> float:
    values = np.random.default_rng(1).poisson(rate, (100, len(rate))).astype(float)
    return float(first_trend.find(sales.block(values, step_days)).mean())


@pytest.mark.parametrize("times", [0.5, 2.0])
def test_who_has_halved_or_doubled_since_its_first_sale_may_go_on_so(times: float) -> None:
    rate = 20.0 * times ** (np.arange(DAYS) / DAYS)
    assert share(rate) > 0.9
    assert share(140 * times ** (np.arange(12) / 12), step_days=7) > 0.9


def test_even_sales_and_the_rush_of_the_first_days_are_no_trend() -> None:
    assert share(np.full(DAYS, 10.0)) < 0.05
    assert share(np.where(np.arange(DAYS) < 10, 30.0, 10.0)) < 0.1


def test_of_who_is_known_for_a_year_the_year_tells() -> None:
    assert share(10.0 * 2.0 ** (np.arange(400) / DAYS)) == 0
