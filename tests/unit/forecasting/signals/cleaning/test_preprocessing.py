import numpy as np
import pytest

from forecasting.signals.cleaning.preprocessing import dampen, dead
from tests.unit.forecasting import sales


def test_regular_sales_have_no_outliers() -> None:
    assert not dampen(sales.block(sales.weekly_pattern())).outliers.any()


def test_a_new_level_is_no_outlier() -> None:
    values = sales.weekly_pattern(1)
    values[0, 100:] *= 3
    assert not dampen(sales.block(values)).outliers.any()


def test_a_giant_is_cut_to_what_is_believable() -> None:
    values = sales.weekly_pattern(1)
    values[0, 100] = 1e6
    dampened = dampen(sales.block(values))
    assert np.flatnonzero(dampened.outliers[0]).tolist() == [100]
    assert dampened.block.values[0, 100] < 1000


@pytest.mark.parametrize("days_ago", [1, 3, 8, 15, 30])
def test_a_typo_is_no_measure_of_itself(days_ago: int) -> None:
    values = sales.weekly_pattern(1)
    values[0, -days_ago] = 1e4
    assert dampen(sales.block(values)).block.values[0, -days_ago] < 40


def test_a_typo_on_a_weekday_that_is_none_of_its_own_was_nothing() -> None:
    values = np.where(np.arange(400) % 7 == 4, 90.0, 0.0)[None]
    values[0, 387] = 9_000.0
    dampened = dampen(sales.block(values))
    assert (dampened.block.values[0, 387], dampened.credible[0, 387]) == (0.0, 0.0)


def test_a_great_month_is_no_typo_for_the_weekday_that_it_is_told_on() -> None:
    values = np.zeros((1, 240))
    values[0, ::30] = [8, 9, 7, 8, 10, 9, 300, 8]
    assert dampen(sales.block(values)).block.values[0, 180] > 0


@pytest.mark.parametrize("days_ago", [(1, 2), (2, 9), (7, 14), (1, 8, 15), (1, 2, 3), (30, 200), (3, 367)])
def test_several_typos_are_no_measure_of_each_other(days_ago: tuple[int, ...]) -> None:
    values = sales.weekly_pattern(1, 400)
    values[0, [-ago for ago in days_ago]] = 1e4
    assert dampen(sales.block(values)).block.values.max() < 60


@pytest.mark.parametrize("sold", [[3, 8, 5_000, 4], [6, 5, 7, 2, 9, 5_000, 8, 8], [5_000, 4, 9, 6, 7, 12, 3]])
def test_a_typo_in_the_first_days_is_one(sold: list[float]) -> None:
    assert dampen(sales.block(np.array([sold], dtype=float))).block.values.max() < 60


@pytest.mark.parametrize("sold", [[1, 0, 2, 0, 1, 100, 3, 1], [2, 0, 0, 1, 100, 0, 0, 4, 2, 1, 0, 1]])
def test_what_is_far_beyond_all_other_sales_of_a_slow_seller_is_a_typo(sold: list[float]) -> None:
    assert dampen(sales.block(np.array([sold], dtype=float))).block.values.max() < 5


def test_few_sales_that_scatter_like_orders_are_none() -> None:
    values = np.array([[2.0, 0, 90, 0, 1, 25, 0, 7, 300, 0]])
    assert not dampen(sales.block(values)).outliers.any()


def test_a_new_level_of_a_week_is_no_outlier() -> None:
    values = sales.weekly_pattern(1)
    values[0, -10:] *= 8
    assert not dampen(sales.block(values)).outliers[0, -1]


def test_what_is_only_unlikely_counts_as_much_as_is_believable() -> None:
    values = sales.weekly_pattern(1)
    values[0, 100] = 250.0
    assert 60 < dampen(sales.block(values)).block.values[0, 100] < 250


def test_a_peak_that_comes_every_year_stays() -> None:
    values = sales.weekly_pattern(1, 800)
    values[0, [300, 664]] = 400.0
    assert not dampen(sales.block(values)).outliers[0, 664]


def test_silence_of_three_months_is_the_end_of_a_daily_seller() -> None:
    values = np.concatenate([np.ones(100), np.zeros(100)])[None]
    assert dead(sales.block(values)).all()


@pytest.mark.parametrize(
    ("share", "days", "ended"), [(0.9, 40, True), (0.9, 20, False), (0.5, 40, True), (0.1, 60, False)]
)
def test_who_sold_often_and_suddenly_no_more_has_ended(share: float, days: int, ended: bool) -> None:
    values = (np.random.default_rng(1).random((20, 400)) < share).astype(float)
    values[:, -days:] = 0.0
    assert (dead(sales.block(values)) == ended).mean() >= 0.9


def test_who_was_silent_as_long_before_has_not_ended() -> None:
    values = np.ones((1, 400))
    values[:, 200:230] = values[:, -40:] = 0.0
    assert not dead(sales.block(values)).any()


def test_silence_is_usual_for_one_that_sells_twice_a_year() -> None:
    values = np.where(np.arange(700) % 180 == 0, 1.0, 0.0)[None]
    assert not dead(sales.block(values)).any()


def test_a_christmas_article_comes_back() -> None:
    values = np.zeros((1, 364 + 300))
    values[0, 340:364] = 5.0
    assert not dead(sales.block(values)).any()


def test_who_sold_a_year_ago_in_the_weeks_that_are_silent_now_does_not_come_back() -> None:
    values = np.concatenate([np.ones(500), np.zeros(100)])[None]
    assert dead(sales.block(values)).all()


def test_unknown_days_are_no_silence() -> None:
    values = np.concatenate([np.ones(100), np.full(100, np.nan)])[None]
    assert not dead(sales.block(values)).any()


@pytest.mark.parametrize("step_days", [1, 7])
@pytest.mark.parametrize(("days", "ended"), [(100, False), (210, True)])
def test_what_had_no_stock_for_half_a_year_while_others_sold_is_not_reordered(
    days: int, ended: bool, step_days: int
) -> None:
    values = np.ones((2, 700 // step_days))
    values[0, -days // step_days :] = np.nan
    assert dead(sales.block(values, step_days)).tolist() == [ended, False]


def test_what_is_there_again_after_half_a_year_is_alive() -> None:
    values = np.ones((2, 700))
    values[0, -210:] = [np.nan] * 205 + [0.0] * 5
    assert not dead(sales.block(values)).any()


def test_june_goods_are_not_dead_in_november() -> None:
    day = np.arange(1250)
    values = np.where((day % 365 >= 150) & (day % 365 < 180), 9.0, 0.0)[None, : 3 * 365 + 140]
    assert not dead(sales.block(values)).any()


def test_giants_that_are_alike_and_come_in_turn_are_none() -> None:
    sold = np.ones(270)
    sold[14::30] = 50
    assert not dampen(sales.block(sold[None])).outliers.any()
    sold[[44, 104, 164]] = 1
    assert dampen(sales.block(sold[None])).outliers.any()


def test_packs_that_are_all_that_is_sold_by_now_are_no_outliers() -> None:
    random = np.random.default_rng(3)
    values = random.poisson(0.5, (20, 800)).astype(float)
    values[:, -150:] = 12 * random.poisson(0.5 / 12, (20, 150))
    late = dampen(sales.block(values)).outliers[:, -150:]
    assert (late.sum(axis=1) == 0).mean() > 0.7


def test_projects_among_single_units_are_outliers_still() -> None:
    random = np.random.default_rng(3)
    values = random.poisson(0.5, (20, 800)).astype(float)
    days = [-58, -51, -33, -29, -11, -4]
    values[:, days] = 40
    assert dampen(sales.block(values)).outliers[:, days].mean() > 0.5
