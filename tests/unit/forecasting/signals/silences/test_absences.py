import numpy as np
import pytest

from forecasting.signals.silences import absences
from tests.unit.forecasting import sales


def back_after(days: int, since: int) -> np.ndarray:
    values = np.random.default_rng(0).poisson(0.5, (4, 1000)).astype(float)
    values[:, 1000 - days - since : 1000 - since] = 0
    return values


def test_who_came_back_as_it_was_had_been_away() -> None:
    away = absences.away(sales.block(back_after(300, 40)))
    assert away[:, 700:950].all()
    assert not away[:, -30:].any()
    assert not away[:, :600].any()


def test_months_shut_a_year_ago_do_not_come_round_where_the_year_before_sold() -> None:
    values = np.random.default_rng(0).poisson(8, (4, 1000)).astype(float)
    values[:, 650:720] = 0
    assert absences.away(sales.block(values))[:, 650:720].all()
    assert not absences.away(sales.block(values[:, 400:])).any()


def test_a_sale_or_two_are_no_return() -> None:
    values = back_after(300, 40)
    values[:, -40:] = np.where(np.arange(40) < 2, 1.0, 0.0)
    assert not absences.away(sales.block(values)).any()


def test_a_season_that_is_silent_each_year_was_not_away() -> None:
    values = np.where(np.arange(1000) % 365 < 90, 5.0, 0.0) * np.ones((3, 1))
    assert not absences.away(sales.block(values)).any()


def shut_from(first_ago: int, last_ago: int, rate: float) -> np.ndarray:
    values = np.random.default_rng(3).poisson(rate, (20, 400)).astype(float)
    values[:, 400 - first_ago : 400 - last_ago] = 0
    return values


@pytest.mark.parametrize("rate", [0.3, 10])
def test_a_shop_that_was_shut_and_is_open_again_was_away(rate: float) -> None:
    away = absences.away(sales.block(shut_from(20, 6, rate)))
    assert away[:, 380:394].all()
    assert not away[:, :370].any()


@pytest.mark.parametrize("days", [40, 190, 300])
def test_a_shop_that_was_shut_for_however_long_is_known_to_be_open_from_its_first_day_on(days: int) -> None:
    away = absences.away(sales.block(shut_from(days + 1, 1, 3)))
    assert away[:, -days - 1 : -1].all()
    assert away.sum() == 20 * days


def test_a_season_that_begins_some_days_later_than_ever_was_not_shut() -> None:
    values = np.where(np.arange(740) % 365 < 120, 5.0, 0.0) * np.ones((3, 1))
    values[:, 730:736] = 0
    assert not absences.away(sales.block(values)).any()


@pytest.mark.parametrize(("late", "first"), [(35, 0), (0, 0), (10, 0), (0, 365)], ids=str)
def test_a_season_that_begins_late_or_for_the_second_time_was_not_shut(late: int, first: int) -> None:
    values = np.where(np.arange(1110) % 365 < 75, 5.0, 0.0) * np.ones((3, 1))
    values[:, 1095 : 1095 + late] = 0
    values = values[:, first or 730 - 365 * (late > 10) :]
    assert not absences.away(sales.block(values[:, : values.shape[1] + late - 5])).any()


def test_a_day_on_which_one_product_of_many_sold_is_none_that_a_shop_is_open_on() -> None:
    values = shut_from(41, 1, 3)
    values[1:, -1] = 0
    assert not absences.away(sales.block(values)).any()


def test_who_had_nothing_to_sell_for_a_fortnight_while_others_sold_was_away() -> None:
    values = shut_from(20, 6, 5)
    values[10:] = 5
    away = absences.away(sales.block(values))
    assert away[:10, 380:394].all()
    assert not away[10:].any()


def test_a_fortnight_that_came_before_was_no_absence() -> None:
    values = shut_from(20, 6, 5)
    values[:, 100:115] = 0
    assert not absences.away(sales.block(values)).any()


def test_a_fortnight_that_lasts_is_no_absence() -> None:
    assert not absences.away(sales.block(shut_from(14, 0, 5))).any()


@pytest.mark.parametrize(("first_ago", "last_ago"), [(4, 1), (5, 3)])
def test_weeks_shut_are_known_from_the_first_week_that_is_open_again(first_ago: int, last_ago: int) -> None:
    values = np.random.default_rng(3).poisson(40, (4, 100)).astype(float)
    values[:, 100 - first_ago : 100 - last_ago] = 0
    away = absences.away(sales.block(values, step_days=7))
    assert away[:, 100 - first_ago : 100 - last_ago].all()
    assert away.sum() == 4 * (first_ago - last_ago)


def test_a_trickle_after_weeks_of_silence_is_no_return_and_a_week_of_sales_is() -> None:
    values = np.random.default_rng(3).poisson(0.5, (9, 400)).astype(float)
    values[:2, 360:] = 0
    values[0, [392, 399]] = 1
    values[1, 393:] = 1
    away = absences.away(sales.block(values))
    assert away[1, 360:393].all()
    assert not np.delete(away, 1, axis=0).any()
