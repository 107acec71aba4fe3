import numpy as np
import pytest

from forecasting.signals.months import month_course
from forecasting.signals.months.month_course import Times


def forecast(rates: np.ndarray, ahead: int = 6) -> np.ndarray:
    """Of products (n, months) from January on."""
    return expected(rates, ahead)[0]


def expected(rates: np.ndarray, ahead: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """And the variance of months, as a share of the squared mean."""
    every = np.arange(rates.shape[1] + ahead)
    times = Times(every, every % 12)
    return month_course.forecast(rates, times.take(every < rates.shape[1]), times.take(every >= rates.shape[1]))


def test_a_season_that_three_years_saw_comes_again() -> None:
    course = 100 * (1 + 0.8 * np.sin(np.arange(42) * np.pi / 6))
    sales = course[:36] * np.random.default_rng(1).normal(1, 0.05, 36)
    assert forecast(sales[None])[0] == pytest.approx(course[36:], rel=0.2)


def test_one_product_shows_the_season_of_another_that_saw_one_year_of_it() -> None:
    course = 100 * (1 + 0.6 * np.sin(np.arange(42) * np.pi / 6))
    rates = np.tile(course[:36], (6, 1)) * np.random.default_rng(2).normal(1, 0.03, (6, 36))
    rates[0, :24] = np.nan
    assert forecast(rates)[0] == pytest.approx(course[36:], rel=0.2)


def test_a_level_that_moved_months_ago_is_believed() -> None:
    sales = np.append(np.full(24, 100.0), np.full(6, 200.0)) * np.random.default_rng(3).normal(1, 0.05, 30)
    assert forecast(sales[None])[0] == pytest.approx(np.full(6, 200), rel=0.15)


def test_a_few_sales_show_neither_season_nor_new_level() -> None:
    sales = np.random.default_rng(4).poisson(1.5, (30, 18)) * 12 / 52
    assert forecast(sales).std(axis=0).max() < sales.std(axis=0).mean()


def test_what_is_unknown_is_no_month_without_a_sale() -> None:
    sales = np.full((2, 20), 50.0)
    sales[0, 5:15] = np.nan
    sales[1] = np.nan
    assert forecast(sales)[:, 0] == pytest.approx([50, 0], rel=0.05)


def test_a_shared_december_is_as_high_where_each_product_began_in_another_month() -> None:
    sales = np.where(np.arange(16) % 12 == 11, 300.0, 100.0) * np.ones((12, 1))
    sales[np.arange(16) < np.arange(12)[:, None]] = np.nan
    together = month_course._together(sales)
    assert together[11] / np.delete(together, 11) == pytest.approx(np.full(15, 3))


def test_histories_that_begin_with_a_sale_show_no_season_in_their_first_month() -> None:
    sales = np.random.default_rng(6).poisson(0.8, (200, 12)).astype(float)
    sales = sales[sales[:, 0] > 0] * 12 / 52
    together = month_course._together(sales)
    assert together[0] / together[1:].mean() == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("scatter", [0.03, 0.3])
def test_months_ahead_are_said_to_scatter_as_those_seen_did(scatter: float) -> None:
    sales = 1e5 * np.random.default_rng(7).normal(1, scatter, (40, 36))
    deviation = np.sqrt(expected(sales, 3)[1])
    assert np.median(deviation) == pytest.approx(1.2 * scatter, rel=0.25)


def test_months_of_counts_scatter_as_counts_do_at_least() -> None:
    _, variance = expected(np.full((3, 24), 4.0) * 12 / 52, 1)
    assert np.sqrt(variance).min() > 1 / 2


def test_the_later_month_is_the_less_sure_where_levels_move() -> None:
    moving = 1000 * np.exp(np.random.default_rng(8).normal(0, 0.2, (20, 36)).cumsum(axis=1))
    _, variance = expected(moving, 12)
    assert np.median(variance[:, -1]) > 2 * np.median(variance[:, 0])


def test_who_sells_evenly_among_goods_of_december_has_none() -> None:
    december = np.arange(22) % 12 == 11
    rates = np.concatenate([np.tile(np.where(december, 900.0, 100.0), (8, 1)), np.full((8, 22), 100.0)])
    rates *= np.random.default_rng(9).normal(1, 0.1, rates.shape)
    said = forecast(rates, 2)[:, 1]
    assert np.median(said[:8]) == pytest.approx(900, rel=0.25)
    assert np.median(said[8:]) == pytest.approx(100, rel=0.15)


def test_a_season_that_grows_with_its_product_is_its_own_among_goods_of_another() -> None:
    times, draw = np.arange(42), np.random.default_rng(8)
    grows = 100 * np.exp(0.02 * times + 1.2 * np.cos((times - 2) * np.pi / 6))
    others = 100 * (1 + 0.3 * np.sin(times * np.pi / 6)) * np.ones((9, 1))
    sales = np.vstack([grows, others])[:, :36] * draw.normal(1, 0.04, (10, 36))
    assert forecast(sales)[0] == pytest.approx(grows[36:], rel=0.15)
