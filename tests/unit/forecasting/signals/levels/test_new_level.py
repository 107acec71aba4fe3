from dataclasses import replace

import numpy as np
import pytest

from forecasting.signals.levels import moved_together, new_level
from tests.unit.forecasting import sales


def moved(days_ago: int, factor: float) -> np.ndarray:
    values = sales.weekly_pattern(8, 400)
    values[:, -days_ago:] = np.round(values[:, -days_ago:] * factor)
    return values


@pytest.mark.parametrize("factor", [0.3, 3.0])
@pytest.mark.parametrize("days_ago", [7, 10, 14, 18, 25, 28])
def test_a_level_that_was_never_left_before_is_new(days_ago: int, factor: float) -> None:
    found = new_level.find(sales.block(moved(days_ago, factor)), 28)
    assert found.found.all()
    assert found.factors[:, 0] == pytest.approx(1 / factor, rel=0.3)
    assert (found.factors[:, -35:] == 1).all()


@pytest.mark.parametrize("days_ago", [3, 80])
def test_a_few_days_are_no_level_and_an_old_one_is_not_new(days_ago: int) -> None:
    assert not new_level.find(sales.block(moved(days_ago, 3.0)), 28).found.any()


def test_what_happened_before_is_not_new() -> None:
    values = moved(18, 3.0)
    values[:, 200:220] *= 3
    assert not new_level.find(sales.block(values), 28).found.any()


def test_even_sales_have_no_new_level() -> None:
    values = np.random.default_rng(0).poisson(5, (500, 400)).astype(float)
    assert not new_level.find(sales.block(values), 28).found.any()


@pytest.mark.parametrize("rate", [0.8, 5])
def test_even_sales_of_years_hardly_ever_have_one(rate: float) -> None:
    values = np.random.default_rng(0).poisson(rate, (500, 800)).astype(float)
    found = new_level.find(sales.block(values), 28)
    assert found.found.mean() <= 0.015
    assert np.abs(np.log(found.factors)).mean() < 0.03


@pytest.mark.parametrize("weeks_ago", [4, 6, 8])
def test_a_shop_that_has_just_opened_on_sundays_has_no_new_level_on_other_days(weeks_ago: int) -> None:
    values = np.random.default_rng(4).poisson(9, (40, 730)).astype(float)
    values[:, 6 - 1 : -7 * weeks_ago : 7] = 0.0
    assert not new_level.find(sales.block(values), 28).found.any()


def test_silence_is_no_level() -> None:
    assert not new_level.find(sales.block(moved(18, 0.0)), 28).found.any()


def test_weeks_have_levels_as_days_do() -> None:
    weeks = moved(21, 3.0)[:, 1:].reshape(8, 57, 7).sum(axis=2)
    assert new_level.find(sales.block(weeks, step_days=7), 8).found.all()


@pytest.mark.parametrize(("before", "after"), [(3.0, 1.0), (1.0, 3.0)])
def test_slow_sellers_have_levels_of_some_weeks_together(before: float, after: float) -> None:
    rate = np.where(np.arange(800) < 772, before, after)
    values = np.random.default_rng(4).poisson(rate, (30, 800)).astype(float)
    found = new_level.find(sales.block(values), 28)
    assert found.found.mean() > 0.6
    assert np.median(found.factors[found.found, 0]) == pytest.approx(before / after, rel=0.35)


def test_one_great_day_is_no_level() -> None:
    values = np.random.default_rng(4).poisson(12, (30, 800)).astype(float)
    values[:, -7] = 120.0
    assert not new_level.find(sales.block(values), 28).found.any()


@pytest.mark.parametrize(("before", "after", "days"), [(0.8, 1.6, 28), (2.0, 0.7, 35), (1.0, 0.35, 42)])
def test_a_doubtful_level_of_who_is_known_for_years_is_believed_in_part(before: float, after: float, days: int) -> None:
    rate = np.where(np.arange(1460) < 1460 - days, before, after)
    values = np.random.default_rng(4).poisson(rate, (60, 1460)).astype(float)
    moved = new_level.find(sales.block(values), 28).factors[:, 0]
    share = np.log(moved).mean() / np.log(before / after)
    assert 0.1 < share < 0.9


def test_few_large_orders_are_told_apart_as_counts() -> None:
    draw = np.random.default_rng(4)
    values = 12.0 * draw.poisson(np.where(np.arange(700) < 665, 0.6, 1.9), (6, 700))
    level = new_level.find(sales.block(values), 28)
    assert level.found.sum() >= 4
    assert np.median(level.factors[:, 0]) == pytest.approx(0.45, abs=0.2)


def test_before_an_absence_is_what_the_days_after_it_are_compared_with() -> None:
    values = np.random.default_rng(5).poisson(30.0, (4, 700)).astype(float)
    values[:, 580:680] = np.nan
    values[:, 680:] = np.random.default_rng(6).poisson(12.0, (4, 20))
    level = new_level.find(sales.block(values), 28)
    assert level.found.all()
    assert level.factors[:, 500] == pytest.approx(np.full(4, 2.5), rel=0.3)
    assert (level.factors[:, 680:] == 1).all()


def test_a_year_tells_what_rare_sales_were_before() -> None:
    weeks = (np.arange(200) % 5 == 0).astype(float)[None]
    weeks[:, -8:] = [[1, 1, 1, 2, 1, 2, 1, 1]]
    assert new_level.find(sales.block(weeks, step_days=7), 28).factors[0, 0] < 0.5


def test_a_sale_of_some_days_that_is_over_is_no_level() -> None:
    random = np.random.default_rng(4)
    sold = random.poisson(10.0, (6, 400)).astype(float)
    sold[:, -6:-2] += 50
    assert not new_level.find(sales.block(sold), 28).found.any()


def test_a_move_that_came_before_too_is_doubtful_until_two_years_are_known() -> None:
    sold = np.random.default_rng(4).poisson(1.0, (6, 430)).astype(float)
    sold[:, 10:60] += 9
    sold[:, -140:-12] += 9
    found = new_level.find(sales.block(sold), 28)
    assert (found.found | found.doubtful).all()


@pytest.mark.parametrize("factor", [0.4, 1.0, 2.2])
def test_in_a_shop_of_ten_weeks_a_level_that_moved_is_doubtful(factor: float) -> None:
    rate = np.full((20, 70), 20.0)
    rate[:, -10:] *= factor
    found = new_level.find(sales.block(np.random.default_rng(4).poisson(rate).astype(float)), 28)
    assert found.doubtful.mean() == pytest.approx(float(factor != 1.0), abs=0.1)
    assert (found.factors == 1).all()


def test_the_end_of_a_season_of_few_sales_is_no_new_level() -> None:
    found = new_level.find(sales.block(np.random.default_rng(4).poisson(0.3, (3, 730)).astype(float)), 28)
    moved = replace(found, found=np.array([True, False, False]), factors=found.factors + 1.0)
    kept = moved.without(np.array([True, False, False]))
    assert (kept.factors[0] == 1).all()
    assert kept.doubtful[0]
    assert not kept.found.any()


def _scattered(days_ago: int, factor: float, days: int = 800) -> np.ndarray:
    draw = np.random.default_rng(4)
    rate = 40 * (1 + 0.4 * np.sin(2 * np.pi * np.arange(days) / 7))
    rate[days - days_ago :] *= factor
    return draw.poisson(rate * draw.gamma(8, 1 / 8, (40, days))).astype(float)


@pytest.mark.parametrize(("days_ago", "factor"), [(16, 1.5), (24, 0.6), (28, 2.2)])
def test_what_no_single_week_shows_all_of_them_show_together(days_ago: int, factor: float) -> None:
    level = new_level.find(sales.block(_scattered(days_ago, factor)), 28)
    assert (level.found | level.doubtful).mean() > 0.6
    assert np.median(level.factors[level.found, 0]) == pytest.approx(1 / factor, rel=0.2)


@pytest.mark.parametrize(("days_ago", "factor"), [(1, 1.0), (90, 2.2)])
def test_what_scatters_or_moved_long_ago_is_no_new_level(days_ago: int, factor: float) -> None:
    assert not new_level.find(sales.block(_scattered(days_ago, factor)), 28).found.any()


def test_empty_shelves_again_and_again_are_no_level() -> None:
    values = _scattered(1, 1.0)
    for first, last in ((27, 23), (18, 13), (8, 4)):
        values[:, -first:-last] = 0.0
    clear, _ = moved_together.clearness(sales.block(values), 28, 2.5)
    assert not clear.any()
