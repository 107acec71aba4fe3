import numpy as np
import pytest

from forecasting.signals.levels import passed
from forecasting.training import Trained, TrainingSettings, train_block
from tests.unit.forecasting import sales


def _found(first_ago: int, last_ago: int, factor: float, mean: float = 10.0, step_days: int = 1) -> passed.Passed:
    values = np.random.default_rng(3).poisson(mean, (1, 420 // step_days)).astype(float)
    values[0, -first_ago : -last_ago or None] *= factor
    return passed.find(sales.block(values, step_days))


@pytest.mark.parametrize(("first_ago", "last_ago", "factor"), [(8, 4, 6.0), (30, 9, 3.0), (75, 35, 2.0)])
def test_days_that_sold_more_than_before_and_since_are_found(first_ago: int, last_ago: int, factor: float) -> None:
    own = _found(first_ago, last_ago, factor).periods[0]
    assert own[-first_ago:-last_ago].mean() > 0.8
    assert own.sum() < 1.2 * (first_ago - last_ago)


@pytest.mark.parametrize(("first_ago", "last_ago", "factor"), [(14, 4, 0.0), (30, 9, 0.3), (60, 35, 0.4)])
def test_so_are_days_that_sold_less(first_ago: int, last_ago: int, factor: float) -> None:
    own = _found(first_ago, last_ago, factor).periods[0]
    assert own[-first_ago:-last_ago].mean() > 0.8
    assert own.sum() < 1.2 * (first_ago - last_ago)


def test_so_are_weeks() -> None:
    assert np.flatnonzero(_found(9, 5, 3.0, 40.0, 7).periods[0]).tolist() == [51, 52, 53, 54]


@pytest.mark.parametrize("factor", [0.2, 1.0, 3.0])
def test_what_goes_on_has_not_passed(factor: float) -> None:
    assert not _found(21, 0, factor).periods.any()


@pytest.mark.parametrize("factor", [0.2, 3.0])
def test_what_came_before_as_well_comes_again(factor: float) -> None:
    values = np.random.default_rng(3).poisson(10, (1, 600)).astype(float)
    values[0, -20:-10] *= factor
    values[0, -220:-210] *= factor
    assert not passed.find(sales.block(values)).periods.any()


@pytest.mark.parametrize(("last_ago", "is_new"), [(6, True), (40, False)])
def test_what_ended_a_moment_ago_may_go_on(last_ago: int, is_new: bool) -> None:
    assert _found(last_ago + 14, last_ago, 3.0).may_go_on[0] == is_new


def test_even_sales_have_none() -> None:
    values = np.random.default_rng(5).poisson(np.geomspace(0.2, 50, 300)[:, None], (300, 500)).astype(float)
    assert passed.find(sales.block(values)).periods.any(axis=1).mean() < 0.01


def test_an_offer_nobody_marked_leaves_the_level_as_it_was() -> None:
    values = sales.weekly_pattern(12, 500)
    values[0, -18:-4] *= 2.5
    answer = next(train_block([sales.history(row) for row in values], TrainingSettings()))
    assert isinstance(answer, Trained)
    assert answer.forecast.mean[:14].mean() == pytest.approx(values[0, :-18].mean(), rel=0.1)
    assert answer.confidence == "low"


def test_weekdays_that_change_places_with_a_new_level_are_no_excess() -> None:
    values = np.concatenate([sales.weekly_pattern(6, 460), sales.weekly_pattern(6, 21, mean=90.0)], axis=1)
    assert not passed.find(sales.block(values)).periods.any()


@pytest.mark.parametrize(("was", "is_now"), [(150, 15), (15, 150)])
@pytest.mark.parametrize("last_day", range(1, 7))
def test_a_buyer_of_one_weekday_who_is_lost_or_new_has_not_passed_on_the_other_days(
    was: int, is_now: int, last_day: int
) -> None:
    days = np.arange(500)
    rate = np.where(days % 7 == (len(days) - last_day) % 7, np.where(days < 455, was, is_now), 15)
    values = np.random.default_rng(3).poisson(rate, (4, 500)).astype(float)
    assert not passed.find(sales.block(values)).periods.any()


def test_packs_in_the_place_of_single_units_are_no_excess() -> None:
    random = np.random.default_rng(7)
    values = random.poisson(3.0, (40, 800)).astype(float)
    values[:, -100:] = 24 * random.poisson(3 / 24, (40, 100))
    assert not passed.find(sales.block(values)).periods.any()
