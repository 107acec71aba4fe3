import numpy as np
import pytest

from forecasting.signals import earlier_years
from tests.unit.forecasting import sales

HORIZON = 90


def _tops(days: int) -> np.ndarray:
    """Two tops a year, the last one ten days before today."""
    return 20 * (1 + 0.6 * np.cos(4 * np.pi * (np.arange(days) - days + HORIZON + 10) / 364))


@pytest.mark.parametrize(("days", "has_shown_it"), [(300, False), (500, True), (640, True), (1100, True)])
def test_who_is_to_go_on_as_today_is_contradicted_by_the_years_it_has_shown(days: int, has_shown_it: bool) -> None:
    rate = _tops(days + HORIZON)
    values = np.random.default_rng(2).poisson(rate[:days], (20, days)).astype(float)
    as_today = np.full((20, HORIZON), values[:, -28:].mean())
    assert (earlier_years.contradicts(sales.block(values), as_today) == has_shown_it).all()
    as_it_was = np.tile(rate[days:], (20, 1))
    assert not earlier_years.contradicts(sales.block(values), as_it_was).any()


def test_even_sales_contradict_nothing() -> None:
    values = np.random.default_rng(2).poisson(20.0, (200, 500)).astype(float)
    assert not earlier_years.contradicts(sales.block(values), np.full((200, HORIZON), 20.0)).any()
