from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.kept_elsewhere import SCHOOLS
from forecasting.block import Block
from forecasting.signals.cleaning import usual_sales
from forecasting.signals.peaks import peaks
from forecasting.signals.regressors.effects import Effects

HORIZON = 28


def shop(rate: rates.Rate, last: date, days: int = 4 * 365, products: int = 6) -> Block:
    past = np.datetime64(last) - np.arange(days)[::-1]
    values = np.random.default_rng(5).poisson(rate(past), (products, days)).astype(float)
    return Block(past[0].item(), values, ("",) * products)


def even_and(more: rates.Rate) -> rates.Rate:
    return lambda days: 6 + more(days)


PEAKS = {
    "the time of the year": (even_and(rates.weeks_of_year(18, 12, 1, 28)), date(2025, 11, 23)),
    "the days to Easter": (even_and(rates.before_easter(24, 14)), date(2025, 4, 2)),
    "the day of the month": (even_and(rates.day_of_month(24, 15)), date(2025, 7, 3)),
    "the days to the end of the month": (even_and(rates.last_of_month(24)), date(2025, 2, 3)),
}


@pytest.mark.parametrize("name", PEAKS)
def test_the_peaks_of_who_sells_all_year_come_round_again(name: str) -> None:
    rate, last = PEAKS[name]
    found = peaks.find(shop(rate, last), HORIZON)
    ahead = rate(np.datetime64(last) + np.arange(1, HORIZON + 1)) / 6
    assert set(found.calendars) == {name}
    assert found.factors[:, -HORIZON:].sum(axis=1) == pytest.approx(ahead.sum(), rel=0.2)


@pytest.mark.parametrize("last", [date(2025, 2, 10), date(2025, 11, 5), date(2025, 12, 20)])
def test_a_winter_of_a_hundred_days_follows_no_feast_that_moves(last: date) -> None:
    def cold(days: np.ndarray) -> np.ndarray:
        from_top = ((days - days.astype("datetime64[Y]")).astype(int) - 25 + 182) % 365 - 182
        return 12 * (0.25 + 0.75 * np.exp(-0.5 * (from_top / 45) ** 2))

    rate = rates.times(cold, rates.weekdays(1.0))
    assert set(peaks.find(shop(rate, last, 1374), HORIZON).calendars) <= {"", "the time of the year"}


def test_a_rush_to_christmas_that_two_years_saw_is_of_the_year_though_a_feast_is_near() -> None:
    days = np.arange("2024-09-04", "2026-11-03", dtype="datetime64[D]")
    of_year = (days - days.astype("datetime64[Y]")).astype(int) + 1
    rush = (1 + 5 * np.clip((of_year - 315) / 35, 0, 1) * (of_year <= 358)) * ~np.isin(of_year, [1, 359, 360])
    random = np.random.default_rng(1)
    mean = np.exp(random.normal(3, 0.9, 24))[:, None] * rush * np.resize([0.2, 0.7, 1.3, 0.8, 1, 1.9, 0.4], len(days))
    sales = random.poisson(mean * random.gamma(5, 1 / 5, mean.shape)).astype(float)
    found = peaks.find(Block(days[0].item(), sales, ("",) * 24), HORIZON)
    assert set(found.calendars) == {"the time of the year"}


@pytest.mark.parametrize("rate", [rates.even(1), rates.even(8), rates.weekdays(20), rates.wave(10, 190, 0.6)])
def test_an_even_seller_and_a_smooth_year_have_no_peaks(rate: rates.Rate) -> None:
    found = peaks.find(shop(rate, date(2025, 11, 23), products=150), HORIZON)
    assert sum(name != "" for name in found.calendars) <= 1


@pytest.mark.parametrize("days", [500, 800])
def test_a_peak_that_few_years_saw_is_not_proven(days: int) -> None:
    rate = even_and(rates.weeks_of_year(18, 6, 1, 14))
    found = peaks.find(shop(rate, date(2025, 5, 20), days=days), HORIZON)
    assert found.unproven.all()
    assert found.factors[:, -HORIZON:].sum(axis=1) == pytest.approx(28 - 11 + 11 * 4, rel=0.2)


def test_a_peak_seen_once_is_not_multiplied_by_what_the_product_has_grown_since() -> None:
    block = shop(even_and(rates.weeks_of_year(54, 6, 1, 14)), date(2025, 5, 20), days=500)
    grown = np.where(np.arange(block.periods) < block.periods - 60, 1, 10)
    values = block.values * grown
    found = peaks.find(replace(block, values=values), HORIZON)
    greatest = values[:, -28:].mean(axis=1) * found.factors[:, -HORIZON:].max(axis=1)
    assert (greatest < 4 * block.values.max(axis=1)).all()


@pytest.mark.parametrize("step_days", [1, 7])
def test_a_peak_that_the_history_begins_in_is_as_large_again_where_its_season_has_begun(step_days: int) -> None:
    block = shop(even_and(rates.weeks_of_year(54, 12, 1, 21)), date(2025, 11, 23), days=350)
    values = block.values * np.where(np.arange(block.periods) < block.periods - 40, 1, 5)
    values = values.reshape(len(values), -1, step_days).sum(axis=2)
    found = peaks.find(Block(block.start, values, block.categories, step_days), HORIZON // step_days)
    sold = values[:, -28 // step_days :].mean(axis=1)
    greatest = sold * found.factors[:, -HORIZON // step_days :].max(axis=1)
    assert (greatest < 1.2 * values[:, : 60 // step_days].max(axis=1)).all()
    assert (greatest > 1.5 * sold).all()


NEVER = {
    "launch": rates.until_day(rates.even(18), date(2024, 7, 20)),
    "new level": rates.from_day(rates.even(18), date(2025, 4, 10)),
}


@pytest.mark.parametrize("name", NEVER)
def test_a_first_rush_and_a_new_level_are_no_peaks_of_the_year(name: str) -> None:
    block = shop(even_and(NEVER[name]), date(2025, 5, 20), days=350)
    assert not any(peaks.find(block, HORIZON).calendars)


def test_a_peak_that_one_year_lacked_is_none() -> None:
    block = shop(even_and(rates.weeks_of_year(18, 6, 1, 14)), date(2025, 5, 20))
    calm = np.isin(block.days(0, block.periods).astype("datetime64[Y]"), np.datetime64("2023", "Y"))
    block.values[:, calm] = 6.0
    assert not any(peaks.find(block, HORIZON).calendars)


def test_a_season_that_is_on_is_no_peak_that_ends_today() -> None:
    days = shop(rates.plus(3, rates.weeks_of_year(24, 8, 1, 58)), date(2025, 9, 7), days=455)
    weeks = Block(days.start, days.values.reshape(6, 65, 7).sum(axis=2), days.categories, 7)
    factors = peaks.find(weeks, 4).factors
    assert ((factors[:, 63] > 1.5) == (factors[:, 66] > 1.5)).all()


def test_weeks_have_peaks_as_days_do() -> None:
    days = shop(PEAKS["the time of the year"][0], date(2025, 11, 23), days=208 * 7)
    weeks = Block(days.start, days.values.reshape(6, 208, 7).sum(axis=2), days.categories, 7)
    assert (peaks.find(weeks, 8).factors[:, 209:212] > 2.5).all()


SLOW = {
    "the time of the year": (rates.plus(0.1, rates.weeks_of_year(20, 12, 1, 7)), date(2025, 11, 23)),
    "every 3 weeks": (rates.plus(0.3, rates.every_weeks(20, 3, 4)), date(2025, 7, 3)),
    "the days to the Chinese New Year or Diwali": (
        rates.plus(0.5, rates.before_days(9, rates.CHINESE_NEW_YEARS, 10)),
        date(2026, 1, 28),
    ),
}


@pytest.mark.parametrize("name", SLOW)
def test_who_sells_a_little_all_year_has_peaks_too(name: str) -> None:
    rate, last = SLOW[name]
    block = shop(rate, last)
    found = peaks.find(block, HORIZON)
    ahead = rate(np.datetime64(last) + np.arange(1, HORIZON + 1)).sum()
    usual = np.nanmean(np.where(found.factors[:, : block.periods] == 1, block.values, np.nan), axis=1)
    assert set(found.calendars) == {name}
    assert np.median(usual * found.factors[:, -HORIZON:].sum(axis=1)) == pytest.approx(ahead, rel=0.3)


def test_large_orders_now_and_then_are_no_peaks() -> None:
    block = shop(rates.even(0.6), date(2025, 11, 23), products=60)
    rate = np.full(block.periods, 0.6)
    values = np.stack([draws.clumps(12)(np.random.default_rng(row), rate) for row in range(60)])
    assert sum(name != "" for name in peaks.find(replace(block, values=values), HORIZON).calendars) <= 1


@pytest.mark.parametrize("last", [date(2025, 11, 23), date(2026, 4, 30)])
def test_days_that_happen_to_be_empty_each_year_are_not_closed(last: date) -> None:
    """Who sells nothing on every fourth day has empty days in the same week of three years somewhere."""
    block = shop(rates.even(8), last, days=3 * 365, products=60)
    scattered = draws.scattered(0.5)
    values = np.stack([scattered(np.random.default_rng(row), np.full(block.periods, 8.0)) for row in range(60)])
    found = peaks.find(replace(block, values=values.astype(float)), HORIZON)
    assert (found.factors == 0).any(axis=1).sum() <= 1


def test_weeks_in_which_nobody_opens_are_foreseen_and_unknown_before() -> None:
    shut = rates.weeks_of_year(10, 8, 1, 14)
    rate = lambda days: 10 - shut(days)  # noqa: E731
    block = shop(rate, date(2025, 7, 25))
    found = peaks.find(block, HORIZON)
    assert found.factors[:, -HORIZON:].sum(axis=1) == pytest.approx(14, abs=2.5)
    removed = Effects(found.factors).removed(block).values
    assert np.isnan(removed[:, rate(block.days(0, block.periods)) == 0]).mean() > 0.7


def test_forecasts_are_less_sure_in_peaks() -> None:
    found = peaks.find(shop(*PEAKS["the time of the year"]), HORIZON)
    doubt = found.doubt(0)
    assert (doubt[found.factors > 2] > 1.4).all()
    assert (doubt[found.factors == 1] == 1).all()


def black_friday() -> rates.Rate:
    thursday = rates.before_weekday(54, 11, 4, 3, length=1)
    return even_and(lambda days: thursday(days - 1))


def test_a_great_day_that_two_years_saw_comes_again_but_is_not_proven() -> None:
    found = peaks.find(shop(black_friday(), date(2025, 11, 20), days=1000), HORIZON)
    assert found.unproven.all()
    assert found.factors[:, -HORIZON:].sum(axis=1) == pytest.approx(28 + 9, rel=0.2)


ONCE = {
    "Black Friday": (black_friday(), date(2025, 11, 20), 500, 9),
    "Easter": (even_and(rates.before_easter(24, 14)), date(2025, 4, 2), 430, 14 * 4),
    "Singles' day": (even_and(rates.weeks_of_year(60, 11, 11, 1)), date(2025, 11, 2), 400, 10),
    "Ramadan": (even_and(rates.in_ramadan(18)), date(2025, 2, 26), 545, 26 * 3),
    "Ramadan, and eleven days before it": (even_and(rates.in_ramadan(18, before=11)), date(2025, 2, 14), 470, 26 * 3),
}


@pytest.mark.parametrize("name", ONCE)
def test_a_peak_that_one_year_saw_comes_again_with_the_feast_that_explains_it(name: str) -> None:
    rate, last, days, more = ONCE[name]
    found = peaks.find(shop(rate, last, days=days), HORIZON)
    assert found.unproven.all()
    assert (found.factors[:, -HORIZON:].sum(axis=1) - HORIZON).mean() == pytest.approx(more, rel=0.35)


@pytest.mark.parametrize(
    "more",
    [rates.weeks_of_year(60, 11, 25, 1), rates.months(-6, 12), rates.months(12, 12)],
    ids=["one day of no feast", "nothing in December", "much in December"],
)
def test_weeks_that_were_others_a_year_ago_make_a_forecast_doubtful(more: rates.Rate) -> None:
    block = shop(even_and(more), date(2025, 11, 22), days=500)
    assert peaks.find(block, HORIZON).unproven.all()
    assert not peaks.find(block.until(440), HORIZON).unproven.any()


@pytest.mark.parametrize("step_days", [1, 7])
@pytest.mark.parametrize("factor", [1.0, 8.0])
def test_who_began_less_than_a_year_ago_with_other_sales_is_doubtful_before_they_come_round(
    factor: float, step_days: int
) -> None:
    rate = np.full((4, 700), 4.0)
    rate[:3, 371:420] *= factor
    values = np.random.default_rng(2).poisson(rate).astype(float).reshape(4, -1, step_days).sum(axis=2)
    values[:3, : 371 // step_days] = np.nan
    found = peaks.find(Block(date(2024, 3, 4), values, ("",) * 4, step_days), HORIZON // step_days)
    assert found.unproven.tolist() == [factor > 1] * 3 + [False]


def test_two_years_are_not_taken_for_three_where_a_year_ends() -> None:
    block = shop(rates.weeks_of_year(15, 11, 15, 40), date(2025, 12, 20), days=401)
    assert not any(peaks.find(block, HORIZON).calendars)


@pytest.mark.parametrize("name", [*PEAKS, *SLOW])
def test_peaks_whose_calendar_is_known_are_found_alike_and_one_by_one(name: str) -> None:
    block = shop(*{**PEAKS, **SLOW}[name])
    found = peaks.find(block, HORIZON)
    for row in range(len(block)):
        alone = peaks.again(block.select(np.array([row])), HORIZON, [found.calendars[row]])
        assert alone.calendars == (found.calendars[row],)
        assert (alone.factors[0] == found.factors[row]).all()
        assert alone.unproven[0] == found.unproven[row]


def test_a_calendar_that_explains_nothing_any_more_is_dropped() -> None:
    block = shop(rates.even(8), date(2025, 11, 23))
    found = peaks.again(block, HORIZON, ["the time of the year", *[""] * 5])
    assert not any(found.calendars)
    assert (found.factors == 1).all()


@pytest.mark.parametrize("days", [405, 545, 760])
def test_years_before_its_own_sales_say_nothing_of_a_product(days: int) -> None:
    rate, last = even_and(rates.weeks_of_year(18, 12, 1, 28)), date(2025, 12, 8)
    own = shop(rate, last, days=days)
    older = shop(rates.even(6), last, days=6 * 365)
    unborn = np.full((len(own), older.periods - own.periods), np.nan)
    both = replace(older, values=np.vstack([np.hstack([unborn, own.values]), older.values]), categories=("",) * 12)
    alone, beside = peaks.find(own, HORIZON), peaks.find(both, HORIZON)
    assert beside.factors[: len(own), -HORIZON:] == pytest.approx(alone.factors[:, -HORIZON:])


def test_a_peak_that_is_over_is_none_of_the_days_ahead_nor_of_the_level() -> None:
    block = shop(rates.plus(20, rates.weeks_of_year(60, 1, 18, 21)), date(2025, 2, 11), days=420)
    found = peaks.find(block, HORIZON)
    assert found.factors[:, -HORIZON:] == pytest.approx(1.0)
    base = block.values[:, -30:] / found.factors[:, -30 - HORIZON : -HORIZON]
    assert base.mean() == pytest.approx(20, rel=0.1)


def test_a_peak_of_two_years_is_one_of_the_year_where_nobody_else_follows_its_calendar() -> None:
    rate, last = even_and(rates.months(12, 12)), date(2025, 11, 23)
    own, others = shop(rate, last, days=730), shop(rates.even(6), last, days=730, products=80)
    both = replace(own, values=np.vstack([own.values, others.values]), categories=("",) * 86)
    found = peaks.find(both, HORIZON)
    assert set(found.calendars[:6]) == {"the time of the year"}
    assert found.unproven[:6].all()


def test_one_great_day_of_a_better_week_is_no_season() -> None:
    block = shop(even_and(rates.weeks_of_year(3, 7, 26, 10)), date(2025, 7, 8), days=540)
    block.values[:, (block.days(0, block.periods) == np.datetime64("2024-07-31")).argmax()] = 60
    assert (peaks.find(block, HORIZON).factors[:, -HORIZON:] < 2).all()


def test_a_summer_that_began_a_little_earlier_is_not_of_a_calendar_that_moves() -> None:
    block = shop(rates.even(6), date(2022, 9, 2), days=609, products=2)
    days = block.days(0, block.periods)
    for begin, end in (("2021-07-20", "2021-08-31"), ("2022-07-09", "2022-08-31")):
        block.values[:, (days >= np.datetime64(begin)) & (days <= np.datetime64(end))] *= 6
    assert set(peaks.find(block, HORIZON).calendars) <= {"", "the time of the year"}


def test_a_weekday_that_became_another_one_is_no_peak() -> None:
    day = np.arange(800)
    values = np.where(np.where(day < 737, day % 7 == 5, day % 7 == 2), 40.0, 0.0)
    values = np.random.default_rng(5).poisson(values, (6, 800)).astype(float)
    factors = peaks.find(Block(date(2024, 1, 8), values, ("",) * 6), HORIZON).factors
    assert factors.max() < 20


def _black_friday(more: float) -> rates.Rate:
    return lambda days: rates.before_weekday(more, 11, 4, 3, length=1)(days - 1)


def _days_ahead(rate: rates.Rate, last: date, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean factors found of the days ahead, and the true ones."""
    ahead = np.datetime64(last) + 1 + np.arange(HORIZON)
    found = peaks.find(shop(rate, last, days=days), HORIZON)
    return found.factors[:, -HORIZON:].mean(axis=0), rate(ahead) / 6


@pytest.mark.parametrize(
    ("days", "last"), [(425, date(2025, 3, 12)), (731, date(2025, 3, 6)), (545, date(2025, 3, 20))]
)
def test_a_peak_that_is_on_ends_as_it_did_before(days: int, last: date) -> None:
    found, true = _days_ahead(even_and(rates.in_ramadan(24)), last, days)
    assert found.sum() == pytest.approx(true.sum(), rel=0.2)


def test_a_peak_that_is_on_is_as_large_as_it_was_where_the_history_begins_with_one() -> None:
    found, true = _days_ahead(even_and(rates.months(36, 12)), date(2025, 12, 10), 731)
    assert found.sum() == pytest.approx(true.sum(), rel=0.15)


def test_what_a_peak_that_is_on_has_sold_so_far_is_none_of_the_level() -> None:
    block = shop(even_and(rates.in_ramadan(24)), date(2025, 3, 12), days=425)
    assert peaks.find(block, HORIZON).factors[:, block.periods - 10 : block.periods].mean() > 3


@pytest.mark.parametrize("days", [420, 1200])
def test_a_great_day_within_a_season_counts_as_it_is(days: int) -> None:
    christmas = rates.weeks_of_year(14, 11, 20, 35)
    found, true = _days_ahead(lambda day: 6 + _black_friday(60)(day) + christmas(day), date(2025, 11, 26), days)
    assert found[1] == pytest.approx(true[1], rel=0.35)
    assert found[2:7].mean() == pytest.approx(true[2:7].mean(), rel=0.35)


def test_doors_that_were_shut_from_a_feast_on_are_shut_again() -> None:
    new_years = np.array(rates.CHINESE_NEW_YEARS, dtype="datetime64[D]")[:, None] + np.arange(9)
    rush = rates.before_days(12, rates.CHINESE_NEW_YEARS, 10)

    def shut(days: np.ndarray) -> np.ndarray:
        return np.where(np.isin(days, new_years), 0.0, 8 + rush(days))

    found = peaks.find(shop(shut, date(2025, 1, 31), days=500), HORIZON)
    assert (found.factors[:, -HORIZON:][:, :5] == 0).mean() > 0.8
    assert found.unproven.all()


@pytest.mark.parametrize("rate", [0.3, 3.0])
def test_what_is_sold_on_one_weekday_is_usual_on_it(rate: float) -> None:
    values = np.zeros((6, 1100))
    values[:, ::7] = np.random.default_rng(5).poisson(7 * rate, (6, 158))
    block = Block(date(2023, 1, 2), values, ("",) * 6)
    usual = usual_sales.usual(block, np.ones(6, dtype=bool))
    assert usual.sum(axis=1) == pytest.approx(values.sum(axis=1), rel=0.05)
    assert not any(peaks.find(block, HORIZON).calendars)


@pytest.mark.parametrize(
    ("rate", "last", "brief"),
    [
        (rates.plus(0.5, rates.weeks_of_year(10, 11, 10, 2)), date(2025, 11, 6), True),
        (rates.months(0.9, 12, beside=0.15), date(2025, 11, 25), False),
    ],
)
def test_two_days_a_year_are_brief_and_a_december_is_not(rate: rates.Rate, last: date, brief: bool) -> None:
    days = np.datetime64(last) - np.arange(1460)[::-1]
    values = np.random.default_rng(5).poisson(rate(days), (6, len(days))).astype(float)
    block = Block(days[0].item(), values, ("",) * 6)
    found = peaks.find(block, 14)
    named = np.array([bool(name) for name in found.calendars])
    assert named.any()
    assert (found.are_brief(block)[named] == brief).all()


@pytest.mark.parametrize(("days", "proven"), [(770, False), (1130, True)])
def test_few_sales_have_a_great_day_on_a_feast(days: int, proven: bool) -> None:
    rate = rates.plus(0.3, lambda on: rates.before_weekday(15, 11, 4, 3, length=1)(on - 1))
    found = peaks.find(shop(rate, date(2025, 11, 25), days), 7)
    assert set(found.calendars) == {"the days to a feast on a weekday"}
    assert (found.unproven != proven).all()
    assert found.factors[:, -7:].argmax(axis=1).tolist() == [2] * 6


def test_a_few_sold_around_a_feast_hide_no_great_day() -> None:
    rate = rates.plus(0.4, rates.before_weekday(7, 5, 2, 6, length=1))
    found = peaks.find(shop(rate, date(2025, 5, 6), 1130, products=20), HORIZON)
    assert found.calendars.count("the days to a feast on a weekday") > 17


def test_few_sales_rather_follow_the_time_of_the_year_than_a_feast_nearby() -> None:
    rate = rates.plus(0.05, rates.weeks_of_year(1.25, 10, 15, 10))
    found = peaks.find(shop(rate, date(2025, 10, 8), 1130, products=20), HORIZON)
    assert set(found.calendars) <= {"the time of the year", ""}


def test_great_orders_of_few_sales_on_any_day_are_no_feast() -> None:
    block = shop(rates.even(0.05), date(2025, 11, 25), 770, products=60)
    found = peaks.find(replace(block, values=9 * block.values), HORIZON)
    assert sum(name != "" for name in found.calendars) <= 1


def test_a_month_of_days_that_scatter_is_a_peak_of_the_years_that_saw_it() -> None:
    rate = lambda days: 7 + rates.months(14, 12)(days)  # noqa: E731
    past = np.datetime64("2026-01-03") - np.arange(765)[::-1]
    values = np.stack([draws.scattered(5)(np.random.default_rng(seed), 0.6 * rate(past)) for seed in range(8)])
    found = peaks.find(Block(past[0].item(), values, ("",) * 8), HORIZON)
    assert (found.factors[:, -HORIZON:] == 1).all()
    assert (found.factors[:, -HORIZON - 20 : -HORIZON - 5].mean(axis=1) > 2).sum() >= 6


def test_the_last_of_closed_days_says_nothing_of_the_usual() -> None:
    rate = lambda days: 8 - rates.months(8, 8)(days)  # noqa: E731
    found = peaks.find(shop(rate, date(2025, 8, 31), days=1125), HORIZON)
    assert (found.factors[:, -HORIZON - 29 : -HORIZON] == 0).all()
    assert (found.factors[:, -HORIZON + 1 :] == 1).all()


def test_sales_that_scatter_widely_follow_no_calendar() -> None:
    block, scattered = shop(rates.even(8), date(2025, 11, 28), days=3 * 365, products=60), draws.scattered(0.5)
    values = np.stack([scattered(np.random.default_rng(row), np.full(block.periods, 8.0)) for row in range(60)])
    found = peaks.find(replace(block, values=values.astype(float)), HORIZON)
    assert sum(name != "" for name in found.calendars) <= 2


def test_days_that_are_nearly_empty_now_and_then_close_no_feast() -> None:
    rate, random = rates.times(rates.weekdays(8), rates.wave(1, 190, 0.2)), np.random.default_rng(1)
    block = shop(rate, date(2025, 11, 23), days=1100, products=60)
    values = random.poisson(rate(block.days(0, block.periods)) * random.gamma(1, 1, block.values.shape))
    found = peaks.find(replace(block, values=values.astype(float)), HORIZON)
    assert sum(name != "" for name in found.calendars) <= 3


@pytest.mark.parametrize("last", [date(2025, 9, 20), date(2025, 10, 12)])
def test_a_season_that_was_seen_once_is_no_rhythm_of_working_days(last: date) -> None:
    block = shop(rates.months(12, 6, 7, 8, 9, beside=1), last, days=430)
    assert not any(peaks.find(block, HORIZON).calendars)


def test_peaks_are_doubtful_where_the_year_sees_other_weeks_nearly_as_well() -> None:
    """What is sold before a school that moves through August follows the moon of mid-autumn by chance."""
    block = shop(rates.plus(5, rates.before_days(16, SCHOOLS, 21)), date(2025, 8, 14), days=1130)
    found = peaks.find(block, HORIZON)
    assert set(found.calendars) == {"the days to Holi, the dragon boats or mid-autumn"}
    assert found.unproven.sum() >= 4


@pytest.mark.parametrize(("weeks", "size"), [(13, 180.0), (4, 60.0)])
def test_a_great_weekday_now_and_then_is_as_many_times_what_that_weekday_sells_beside(weeks: int, size: float) -> None:
    days = np.datetime64("2025-09-28") - np.arange(3 * 365)[::-1]
    rate = 8.0 + rates.every_weeks(size - 8.0, weeks)(days)
    block = Block(days[0].item(), np.random.default_rng(5).poisson(rate, (12, len(days))).astype(float), ("",) * 12)
    found = peaks.find(block, 28)
    assert found.factors[:, : len(days)].max(axis=1) == pytest.approx(size / 8.0, rel=0.2)


@pytest.mark.parametrize("offers", [True, False], ids=["other offers", "nothing else"])
@pytest.mark.parametrize("step_days", [1, 7])
def test_the_greatest_week_of_a_year_comes_again_unless_other_weeks_were_great_at_any_time(
    step_days: int, offers: bool
) -> None:
    week = np.arange(97)[::-1]
    times = np.where(np.isin(week, [5, 12, 25, 36, 60, 68, 80, 92]) & offers, 4.0, 1.0)
    times[week == 49] = 12.0
    by_step = np.repeat(times, 7 // step_days)
    sales = np.random.default_rng(3).poisson(10 * step_days * by_step, (6, len(by_step))).astype(float)
    found = peaks.find(Block(date(2024, 8, 5), sales, ("",) * 6, step_days=step_days), 28 // step_days)
    awaited = found.factors[:, -28 // step_days :].max(axis=1)
    assert (awaited == 1).all() if offers else (awaited > 5).all()
