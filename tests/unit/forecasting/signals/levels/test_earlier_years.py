import numpy as np
import pytest

from forecasting.signals.levels import earlier_years
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


@pytest.mark.parametrize(("tops", "are_alike"), [((700, 336, -28), True), ((700, 300, 10), False)])
def test_a_wave_that_comes_in_another_month_each_winter_says_little_of_the_next(
    tops: tuple[int, ...], are_alike: bool
) -> None:
    """tops -- days before today, of waves of some weeks"""
    ago = np.arange(800)[::-1]
    rate = 10 * (0.3 + sum(2.5 * np.exp(-0.5 * ((ago - top) / 20) ** 2) for top in tops))
    values = np.random.default_rng(4).poisson(rate, (40, 800)).astype(float)
    assert (earlier_years.differ(sales.block(values)) != are_alike).mean() > 0.95


def test_even_years_do_not_differ() -> None:
    values = np.random.default_rng(3).poisson(4.0, (200, 1100)).astype(float)
    assert earlier_years.differ(sales.block(values)).mean() < 0.02
