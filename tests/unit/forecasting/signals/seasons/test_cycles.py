from datetime import date

import numpy as np
import pytest

from benchmarks.known_truth import rates
from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.seasons import course_of_year, cycles

LAST, HORIZON = date(2025, 11, 23), 42


def forecast(rate: rates.Rate, days: int = 4 * 365, name: str = calendars.YEAR, last: date = LAST) -> np.ndarray:
    return cycles.forecast(*followed(rate, days, name, last), HORIZON).sum(axis=1)


def followed(rate: rates.Rate, days: int, name: str, last: date) -> tuple[Block, calendars.Calendar]:
    past = np.datetime64(last) - np.arange(days)[::-1]
    values = np.random.default_rng(5).poisson(rate(past), (8, days)).astype(float)
    block = Block(past[0].item(), values, ("",) * 8)
    return block, next(one for one in calendars.all_of(block, days + HORIZON) if one.name == name)


def ahead(rate: rates.Rate, last: date = LAST) -> float:
    return float(rate(np.datetime64(last) + np.arange(1, HORIZON + 1)).sum())


@pytest.mark.parametrize("yearly", [0.7, 1.0, 1.4])
def test_a_season_goes_on_growing_as_its_years_agree(yearly: float) -> None:
    rate = rates.growing(rates.months(20, 12), yearly, LAST)
    assert np.median(forecast(rate)) == pytest.approx(ahead(rate), rel=0.15)


@pytest.mark.parametrize("yearly", [0.7, 1.0, 1.4])
def test_of_a_single_step_from_year_to_year_the_larger_part_goes_on(yearly: float) -> None:
    rate = rates.growing(rates.months(20, 12), yearly, LAST)
    assert np.median(forecast(rate, 2 * 365)) / ahead(rate) == pytest.approx(yearly**-0.45, rel=0.08)


@pytest.mark.parametrize("yearly", [0.7, 1.4])
def test_a_season_that_comes_after_new_year_has_grown_as_well(yearly: float) -> None:
    rate, last = rates.growing(rates.months(20, 1, 2), yearly, LAST), date(2025, 12, 28)
    assert np.median(forecast(rate, last=last)) == pytest.approx(ahead(rate, last), rel=0.15)


@pytest.mark.parametrize("yearly", [0.7, 1.5])
def test_of_a_year_known_in_part_the_season_tells_of_growth(yearly: float) -> None:
    rate, last = rates.growing(rates.months(20, 7, 8), yearly, LAST), date(2025, 6, 20)
    assert np.median(forecast(rate, 2 * 365 + 330, last=last)) == pytest.approx(ahead(rate, last), rel=0.15)


@pytest.mark.parametrize(("times", "stands_out"), [(0.6, True), (1.0, False), (1.8, True)])
def test_a_season_of_which_more_or_less_was_sold_than_expected_stands_out(times: float, stands_out: bool) -> None:
    level = rates.changed(rates.even(1.0), rates.even(times), date(2025, 9, 25))
    rate = rates.times(rates.plus(3.0, rates.months(15, 5, 6)), level)
    own, year = followed(rate, 4 * 365, calendars.YEAR, LAST)
    assert (cycles.see(own, year, HORIZON).stands_out == stands_out).mean() > 0.8


def test_a_season_keeps_its_weekdays() -> None:
    closed = rates.weekdays(1.0, np.array([7, 7, 7, 7, 7, 7, 0]) / 6)
    past = np.datetime64(LAST) - np.arange(4 * 365)[::-1]
    rate = rates.times(rates.months(20, 12), closed)
    block = Block(past[0].item(), rate(past)[None], ("",))
    year = next(one for one in calendars.all_of(block, 5 * 365) if one.name == calendars.YEAR)
    ahead = np.datetime64(LAST) + np.arange(1, HORIZON + 1)
    own = cycles.forecast(block, year, HORIZON)[0]
    assert own[closed(ahead) == 0].sum() < 0.08 * own.sum()


def test_years_that_a_first_season_begins_are_whole_ones() -> None:
    rate, last = rates.growing(rates.months(20, 5, 6), 1.4, date(2025, 4, 24)), date(2025, 4, 24)
    since_first_sale = (last - date(2022, 5, 1)).days
    assert np.median(forecast(rate, since_first_sale, last=last)) == pytest.approx(ahead(rate, last), rel=0.15)


def test_a_rhythm_sells_more_at_a_time_at_which_it_always_did() -> None:
    box = rates.times(rates.day_of_month(40, 5), lambda days: 1 + rates.months(1.0, 12)(days))
    assert forecast(box, name="the day of the month") == pytest.approx(ahead(box), rel=0.2)


def test_what_once_befell_a_rhythm_is_none_of_its_year() -> None:
    box = rates.day_of_month(40, 5)
    once = rates.times(box, lambda days: 1.0 + (days == np.datetime64("2023-12-05")))
    assert forecast(once, name="the day of the month") == pytest.approx(ahead(box), rel=0.2)


@pytest.mark.parametrize("days", [705, 1460])
@pytest.mark.parametrize("last", [date(2025, 4, 30), date(2025, 7, 31), date(2025, 10, 31)])
def test_boxes_have_a_smooth_season_of_the_year(days: int, last: date) -> None:
    rate = rates.times(rates.day_of_month(300, 28), rates.wave(1.0, 200, 0.8))
    assert np.median(forecast(rate, days, "the day of the month", last)) == pytest.approx(ahead(rate, last), rel=0.3)


def test_boxes_of_which_a_part_of_the_year_was_seen_twice_have_no_season_of_it() -> None:
    rate, last = rates.times(rates.day_of_month(300, 28), rates.wave(1.0, 200, 0.8)), date(2025, 6, 30)
    block, monthly = followed(rate, 4 * 365, "the day of the month", last)
    block.values[:4, : -16 * 30] = np.nan
    factors = course_of_year.factors(block, monthly, HORIZON)
    assert (factors[:4] == 1).all()
    assert (factors[4:, -HORIZON:] > 1.2).any(axis=1).all()


@pytest.mark.parametrize("monthly", [0.96, 1.0, 1.04])
@pytest.mark.parametrize("name", ["the day of the month", "the day of the quarter"])
def test_boxes_go_on_growing_as_they_did(monthly: float, name: str) -> None:
    orders = rates.day_of_month(40, 10)
    boxes = orders if name == "the day of the month" else rates.times(orders, rates.months(1.0, 1, 4, 7, 10))
    rate = rates.growing(boxes, monthly**12, LAST)
    last = date(2025, 9, 20)
    assert np.median(forecast(rate, name=name, last=last)) == pytest.approx(ahead(rate, last), rel=0.12)


@pytest.mark.parametrize("times", [0.5, 1.0, 2.0])
def test_boxes_of_another_size_since_two_orders_are_followed_without_being_sure(times: float) -> None:
    moved = rates.changed(rates.even(1.0), rates.even(times), date(2025, 10, 1))
    rate = rates.times(rates.day_of_month(40, 10), moved)
    assert np.median(forecast(rate, name="the day of the month")) == pytest.approx(ahead(rate), rel=0.2)
    assert (
        cycles.see(*followed(rate, 4 * 365, "the day of the month", LAST), HORIZON).stands_out == (times != 1)
    ).mean() > 0.8


def test_boxes_that_have_moved_twice_are_at_their_last_level() -> None:
    once = rates.changed(rates.even(0.6), rates.even(1.0), date(2025, 1, 20))
    moved = rates.changed(once, rates.even(0.5), date(2025, 7, 25))
    rate = rates.times(rates.day_of_month(120, 10), moved)
    assert np.median(forecast(rate, 900, "the day of the month")) == pytest.approx(ahead(rate), rel=0.25)


def test_of_boxes_of_ever_other_sizes_it_is_doubtful_whether_they_were_halved() -> None:
    halved = rates.changed(rates.even(1.0), rates.even(0.5), date(2025, 8, 20))
    even, moved = (boxes_of_ever_other_sizes(one) for one in (rates.even(1.0), halved))
    assert moved.mean() > 0.35 > 0.2 > even.mean()


def boxes_of_ever_other_sizes(level: rates.Rate) -> np.ndarray:
    """Which of them stand out, bool (products,)."""
    rate, days = rates.times(rates.day_of_month(40, 10), level), 2 * 365
    past = np.datetime64(LAST) - np.arange(days)[::-1]
    sizes = np.random.default_rng(3).gamma(4, 1 / 4, (200, days))
    block = Block(past[0].item(), np.round(sizes * rate(past)), ("",) * 200)
    monthly = next(one for one in calendars.all_of(block, days + HORIZON) if one.name == "the day of the month")
    return cycles.see(block, monthly, HORIZON).stands_out


@pytest.mark.parametrize("times", [0.4, 2.0])
def test_a_rhythm_that_has_moved_for_months_is_at_its_new_level(times: float) -> None:
    last, moved = date(2025, 6, 20), date(2025, 3, 12)
    orders = rates.plus(2.0, rates.times(rates.day_of_month(60, 1), rates.months(1.0, 1, 4, 7, 10)))
    level = rates.changed(rates.even(1.0), rates.even(times), moved)
    quarterly = rates.times(orders, level)
    own = forecast(quarterly, name="the day of the quarter", last=last)
    assert np.median(own) == pytest.approx(ahead(quarterly, last), rel=0.2)


def test_a_few_sales_before_a_season_do_not_begin_it() -> None:
    rate, last = rates.plus(0.1, rates.weeks_of_year(30, 6, 1, 7)), date(2025, 5, 25)
    assert np.median(forecast(rate, last=last)) == pytest.approx(ahead(rate, last), rel=0.15)


@pytest.mark.parametrize("years", [2, 3])
def test_a_season_that_ends_on_the_same_date_each_year_is_over_on_its_last_day(years: int) -> None:
    rate, last = rates.weeks_of_year(14, 9, 20, 40), date(2025, 10, 29)
    assert (forecast(rate, 365 * years + 40, last=last) < 0.7 * 14).all()


def test_a_season_that_is_due_and_has_not_begun_is_late_and_no_smaller() -> None:
    def rate(days: np.ndarray) -> np.ndarray:
        return rates.weeks_of_year(14, 5, 5, 50)(days - np.where(days >= np.datetime64("2025-01-01"), 14, 0))

    last = date(2025, 5, 14)
    assert np.median(forecast(rate, 1130, last=last)) == pytest.approx(ahead(rate, last), rel=0.25)


@pytest.mark.parametrize("times", [0.4, 1.0, 2.2])
def test_a_season_that_has_moved_in_months_of_few_sales_is_as_they_are(times: float) -> None:
    last = date(2026, 4, 10)
    moved = rates.changed(rates.wave(6, 200, 0.7), rates.wave(6 * times, 200, 0.7), date(2026, 1, 25))
    assert np.median(forecast(moved, last=last)) / ahead(moved, last) == pytest.approx(1.0, abs=0.15)


def test_a_season_that_begins_later_than_ever_has_not_moved() -> None:
    last, season = date(2025, 6, 1), rates.months(20, 5, 6, 7, 8)
    late = lambda days: season(np.where(days >= np.datetime64("2025-01-01"), days - 9, days))  # noqa: E731
    assert np.median(forecast(late, last=last)) / ahead(late, last) == pytest.approx(1.0, abs=0.15)


def played(days: np.ndarray) -> np.ndarray:
    """Every second Saturday, but for June and July."""
    months = days.astype("datetime64[M]").astype(int) % 12 + 1
    return np.where((days.astype(int) % 14 == 2) & (months != 6) & (months != 7), 20.0, 0.0)


FORTNIGHT = "every 2 weeks"


def test_a_rhythm_is_after_its_pause_what_it_was_before() -> None:
    last = date(2025, 9, 14)
    assert np.median(forecast(played, 560, FORTNIGHT, last)) == pytest.approx(ahead(played, last), rel=0.1)


@pytest.mark.parametrize(("last", "doubtful"), [(date(2025, 5, 25), True), (date(2025, 9, 14), False)], ids=str)
def test_a_rhythm_that_paused_in_the_coming_weeks_of_last_year_may_again(last: date, doubtful: bool) -> None:
    block, fortnight = followed(played, 560, FORTNIGHT, last)
    assert (cycles.see(block, fortnight, HORIZON).stands_out == doubtful).mean() > 0.8
