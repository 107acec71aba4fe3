import numpy as np
import pytest

from forecasting.signals.launches import fading
from tests.unit.forecasting import sales

DAYS = np.arange(-99, 1)


def _drawn(rate: np.ndarray) -> np.ndarray:
    return np.random.default_rng(4).poisson(rate, (1, len(rate))).astype(float)


@pytest.mark.parametrize("step", [1, 7])
def test_a_launch_that_halves_every_month_is_divided_by_its_course(step: int) -> None:
    rate = 6 * 0.5 ** (np.arange(-200 + step, 1, step) / 30) * step
    found = fading.find(sales.block(_drawn(rate), step), 28 // step)
    assert found.found[0]
    course = rate / rate[-1]
    assert found.factors[0, : len(rate)] == pytest.approx(course, rel=0.4)
    assert 0.5 < found.factors[0, -1] < 0.75


@pytest.mark.parametrize(
    "rate",
    [
        np.full(100, 12.0),
        np.where(DAYS < -20, 24.0, 9.0),
        np.where(DAYS < -90, 60.0, 9.0),
        9 * 2 ** (DAYS / 30),
        12 * np.exp(-(((DAYS + 50) / 25) ** 2)) + 2,
    ],
)
def test_even_sales_steps_and_what_rises_first_do_not_fade(rate: np.ndarray) -> None:
    assert not fading.find(sales.block(_drawn(rate)), 28).found.any()


def test_who_sold_for_longer_than_a_launch_lasts_is_left_to_the_methods() -> None:
    rate = 6 * 0.5 ** (np.arange(-399, 1) / 60)
    assert not fading.find(sales.block(_drawn(rate)), 28).found.any()
