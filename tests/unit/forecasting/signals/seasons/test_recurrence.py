from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.known_truth import rates
from benchmarks.known_truth.kept_elsewhere import SACRIFICES
from forecasting.block import Block
from forecasting.signals.seasons import recurrence

HORIZON = 42


def shop(rate: rates.Rate, last: date, days: int = 4 * 365, products: int = 6) -> Block:
    past = np.datetime64(last) - np.arange(days)[::-1]
    values = np.random.default_rng(5).poisson(rate(past), (products, days)).astype(float)
    return Block(past[0].item(), values, ("",) * products)


def ahead(rate: rates.Rate, last: date) -> float:
    return float(rate(np.datetime64(last) + np.arange(1, HORIZON + 1)).sum())


AT_THEIR_TIMES = {
    "the time of the year": (rates.months(20, 12), date(2025, 11, 23)),
    "the day of the month": (rates.day_of_month(20, 15), date(2025, 7, 3)),
    "the days to the end of the month": (rates.last_of_month(20), date(2025, 2, 3)),
    "every 2 weeks": (rates.every_weeks(20, 2), date(2025, 7, 3)),
    "every 3 weeks": (rates.every_weeks(20, 3, weekday=5), date(2025, 7, 3)),
    "every 30 days": (rates.every_days(20, 30), date(2025, 7, 3)),
    "the days to Easter": (rates.before_easter(20, 14), date(2025, 3, 25)),
    "the Islamic year": (rates.in_ramadan(20), date(2025, 2, 20)),
}


@pytest.mark.parametrize("level", [9, 60])
def test_a_little_beside_a_season_hides_it_from_nobody(level: float) -> None:
    rate = rates.months(level, 5, 6, 7, 8, beside=0.02 * level)
    block = shop(rate, date(2025, 4, 20), days=3 * 365)
    found = recurrence.find(block, [block.periods], HORIZON)
    assert found.names == ("the time of the year",) * len(block)
    assert found.forecasts[0].sum(axis=1) == pytest.approx(ahead(rate, date(2025, 4, 20)), rel=0.15)


@pytest.mark.parametrize("last", [date(2025, 1, 8), date(2025, 5, 8), date(2025, 7, 8), date(2025, 9, 8)])
def test_who_sells_all_year_with_a_season_of_waves_has_no_times_of_its_own(last: date) -> None:
    block = shop(rates.multiplied_wave(8, 200, 12), last, days=3 * 365)
    assert not len(recurrence.find(block, [block.periods], HORIZON).rows)
    assert not recurrence.leaves_no_peaks(block, [""] * len(block)).any()


@pytest.mark.parametrize("name", AT_THEIR_TIMES)
def test_who_sells_at_its_own_times_is_forecast_from_them(name: str) -> None:
    rate, last = AT_THEIR_TIMES[name]
    block = shop(rate, last)
    found = recurrence.find(block, [block.periods], HORIZON)
    assert set(found.names) == {name}
    assert found.forecasts[0].sum(axis=1) == pytest.approx(ahead(rate, last), rel=0.25)


@pytest.mark.parametrize("name", AT_THEIR_TIMES)
def test_times_that_are_known_are_found_alike(name: str) -> None:
    block = shop(*AT_THEIR_TIMES[name])
    found, again = (recurrence.find(block, [block.periods], HORIZON, by) for by in (None, [name] * len(block)))
    assert again.names == found.names
    assert (again.forecasts == found.forecasts).all()


@pytest.mark.parametrize("rate", [rates.even(8), rates.even(0.3), rates.even(1 / 30), rates.even(1 / 120)])
def test_an_even_seller_has_no_times_of_its_own(rate: rates.Rate) -> None:
    block = shop(rate, date(2025, 11, 23), products=150)
    assert len(recurrence.find(block, [block.periods], HORIZON).rows) <= 1


ONCE = {
    "the time of the year": (rates.months(20, 6), date(2025, 5, 20)),
    "the days to Easter": (rates.before_easter(20, 21), date(2025, 3, 25)),
}


@pytest.mark.parametrize("name", ONCE)
def test_a_season_that_was_seen_once_is_forecast_and_proves_nothing(name: str) -> None:
    rate, last = ONCE[name]
    block = shop(rate, last, days=390)
    found = recurrence.find(block, [block.periods], HORIZON)
    assert set(found.names) == {name}
    assert found.once.all()
    assert found.forecasts[0].sum(axis=1) == pytest.approx(0.85 * ahead(rate, last), rel=0.25)


@pytest.mark.parametrize("step_days", [1, 7])
@pytest.mark.parametrize("beside", [0.01, 0.05])
def test_a_little_beside_a_season_that_was_seen_once_hides_it_from_nobody(beside: float, step_days: int) -> None:
    rate, last = rates.months(20, 11, 12, beside=20 * beside), date(2025, 10, 20)
    block = shop(rate, last, days=518)
    sold = block.values.reshape(len(block), -1, step_days).sum(axis=2)
    block = Block(block.start, sold, block.categories, step_days)
    found = recurrence.find(block, [block.periods], HORIZON // step_days)
    assert len(found.rows) == len(block)
    assert found.once.all()
    assert np.median(found.forecasts[0].sum(axis=1)) == pytest.approx(0.85 * ahead(rate, last), rel=0.15)


def test_a_season_seen_once_that_is_back_is_expected_in_full() -> None:
    rate, last = rates.months(20, 11, 12, beside=0.4), date(2025, 11, 12)
    block = shop(rate, last, days=541)
    found = recurrence.find(block, [block.periods], HORIZON)
    assert found.once.all()
    assert found.forecasts[0].sum(axis=1) == pytest.approx(ahead(rate, last), rel=0.1)


@pytest.mark.parametrize("step_days", [1, 7])
def test_one_great_order_a_year_ago_is_no_season(step_days: int) -> None:
    block = shop(rates.even(3), date(2025, 10, 19), days=518)
    values = block.values.copy()
    values[:, -350] += 500
    sold = values.reshape(len(block), -1, step_days).sum(axis=2)
    found = recurrence.find(Block(block.start, sold, block.categories, step_days), [sold.shape[1]], 6)
    assert not len(found.rows)


def test_a_launch_that_many_asked_for_is_no_season() -> None:
    last, begin = date(2025, 11, 20), np.datetime64("2024-12-01")
    block = shop(lambda days: 2 + 30 * np.exp(-(days - begin).astype(int) / 14), last, days=355)
    assert not len(recurrence.find(block, [block.periods], HORIZON).rows)


@pytest.mark.parametrize("days", [1, 6, 7])
def test_days_that_are_no_week_yet_are_no_season(days: int) -> None:
    block = shop(rates.even(0.4), date(2025, 11, 20), days=days, products=20)
    assert not len(recurrence.find(block, [days], HORIZON).rows)


@pytest.mark.parametrize("silent", [100, 200])
@pytest.mark.parametrize("level", [12, 0.5])
def test_who_sold_all_year_and_fell_silent_has_no_season(level: float, silent: int) -> None:
    last = date(2025, 11, 23)
    rate = rates.until_day(rates.even(level), last - timedelta(days=silent))
    block = shop(rate, last)
    assert not len(recurrence.find(block, [block.periods], HORIZON).rows)


def test_who_ended_two_years_ago_does_not_come_back() -> None:
    block = shop(rates.until_day(rates.months(20, 6), date(2023, 7, 1)), date(2025, 5, 20))
    assert not len(recurrence.find(block, [block.periods], HORIZON).rows)


@pytest.mark.parametrize("beside", [0.16, 0.2])
def test_a_season_of_eight_months_shows_in_weeks_where_days_scatter(beside: float) -> None:
    rate, last = rates.months(9, 1, 2, 3, 4, 5, 10, 11, 12, beside=9 * beside), date(2025, 5, 25)
    past, ahead = np.datetime64(last) - np.arange(1095)[::-1], np.datetime64(last) + np.arange(1, 29)
    values = np.random.default_rng(2).poisson(rate(past), (6, len(past))).astype(float)
    found = recurrence.find(Block(past[0].item(), values, ("",) * 6), (len(past),), 28)
    assert len(found.names) == 6
    assert found.forecasts[0].sum(axis=1) == pytest.approx(rate(ahead).sum(), rel=0.3)


@pytest.mark.parametrize(("last", "days"), [(date(2025, 2, 22), 425), (date(2025, 3, 25), 425)])
def test_goods_of_ramadan_seen_once_move_with_it(last: date, days: int) -> None:
    rate = rates.in_ramadan(20)
    block = shop(rate, last, days=days)
    (forecast,) = recurrence.find(block, (block.periods,), HORIZON).forecasts
    true = rate(np.datetime64(last) + 1 + np.arange(HORIZON)).sum()
    assert forecast.sum() / len(block) == pytest.approx(true, rel=0.35)


@pytest.mark.parametrize("rate", [rates.day_of_month(40, 5), rates.last_of_month(40), rates.every_weeks(30, 2)])
def test_a_few_great_days_in_turn_are_a_rhythm(rate: rates.Rate) -> None:
    block = shop(rates.plus(0.3, rate), date(2025, 10, 30), days=230)
    assert len(recurrence.find(block, (block.periods,), HORIZON).rows) == len(block)


def test_a_season_that_began_late_ends_late() -> None:
    def rate(days: np.ndarray) -> np.ndarray:
        late = np.where(days >= np.datetime64("2025-01-01"), 8, 0)
        return rates.weeks_of_year(12, 5, 1, 60)(days - late)

    block = shop(rate, date(2025, 6, 25))
    (forecast,) = recurrence.find(block, (block.periods,), HORIZON).forecasts
    assert forecast.sum() / len(block) == pytest.approx(12 * 12, rel=0.3)


def begun_late(by_year: list[int]) -> rates.Rate:
    """Sixty days from 1 May on, so many days later in the years from 2021 on."""

    def rate(days: np.ndarray) -> np.ndarray:
        years = days.astype("datetime64[Y]")
        late = np.array(by_year)[(years.astype(int) + 1970 - 2021) % len(by_year)]
        since = (days - years).astype(int) - 120 - late
        return np.where((since >= 0) & (since < 60), 12.0, 0.0)

    return rate


@pytest.mark.parametrize(("late", "shifts"), [([-8, 9, -6, 8, 0], True), ([0], False), ([1, -1, 0, 1, 0], False)])
@pytest.mark.parametrize("last", [date(2025, 4, 20), date(2025, 6, 20)])
def test_a_season_that_shifts_is_foretold_with_little_confidence(late: list[int], shifts: bool, last: date) -> None:
    block = shop(begun_late(late), last)
    found = recurrence.find(block, [block.periods], HORIZON)
    assert found.are_shifting(len(block)).tolist() == [shifts] * len(block)


def test_a_few_days_far_from_any_feast_are_those_of_the_year() -> None:
    block = shop(rates.weeks_of_year(20, 6, 1, 7), date(2025, 5, 25))
    assert recurrence.find(block, [block.periods], HORIZON).names == ("the time of the year",) * len(block)


CARNIVALS = ("2023-02-21", "2024-02-13", "2025-03-04")


def test_goods_of_carnival_seen_twice_move_with_it() -> None:
    rate, last = rates.before_days(20, CARNIVALS, 30), date(2025, 1, 25)
    block = shop(rate, last, days=770)
    found = recurrence.find(block, [block.periods], HORIZON)
    assert set(found.names) == {"the days to Easter"}
    assert found.forecasts[0].sum(axis=1) == pytest.approx(ahead(rate, last), rel=0.2)


def test_a_season_of_few_weeks_is_seen_in_totals_of_weeks() -> None:
    rate, last = rates.weeks_of_year(12, 10, 8, 24), date(2025, 10, 5)
    days = shop(rate, last, days=728)
    weeks = Block(days.start, days.values.reshape(len(days), -1, 7).sum(axis=2), days.categories, 7)
    found = recurrence.find(weeks, [weeks.periods], HORIZON // 7)
    assert found.names == ("the time of the year",) * len(weeks)


def test_a_season_seen_once_comes_round_however_long_before() -> None:
    block = shop(rates.weeks_of_year(25, 9, 1, 35), date(2025, 5, 4), days=420)
    assert recurrence.find(block, [block.periods], HORIZON).once.all()


@pytest.mark.parametrize("step_days", [1, 7])
def test_a_season_that_is_on_goes_on_though_the_history_began_in_its_middle(step_days: int) -> None:
    rate, last = rates.weeks_of_year(20, 10, 1, 105), date(2025, 11, 16)
    block = shop(rate, last, days=49 * 7)
    sold = block.values.reshape(len(block), -1, step_days).sum(axis=2)
    block = Block(block.start, sold, block.categories, step_days)
    found = recurrence.find(block, [block.periods], HORIZON // step_days)
    assert found.once.all()
    assert found.forecasts[0].sum(axis=1) == pytest.approx(0.9 * ahead(rate, last), rel=0.25)


@pytest.mark.parametrize("step_days", [1, 7])
@pytest.mark.parametrize("come_back", [False, True])
def test_a_collection_is_not_awaited_where_none_before_came_back(come_back: bool, step_days: int) -> None:
    last, begins = date(2025, 8, 31), ("2021-09-01", "2022-09-01", "2023-09-01", "2024-09-01")
    past = np.datetime64(last) - np.arange(1505)[::-1]
    values = np.zeros((16, len(past)))
    for row, first in enumerate(np.repeat(np.array(begins, dtype="datetime64[D]"), 4)):
        age = (past - first).astype(int)
        values[row] = np.where((age % 365 if come_back else age) < 90, 6.0, 0.0) * (age >= 0)
    values[np.cumsum(values, axis=1) == 0] = np.nan
    sold = values.reshape(len(values), -1, step_days).sum(axis=2)
    found = recurrence.find(Block(past[0].item(), sold, ("",) * 16, step_days), [sold.shape[1]], HORIZON // step_days)
    assert {12, 13, 14, 15}.issubset(found.rows) == come_back


def test_what_comes_once_a_year_keeps_no_rhythm_of_weeks() -> None:
    # Of these evenings three are 11 times 35 days apart, but for a day or two.
    hanukkah = ("2021-11-28", "2022-12-18", "2023-12-07", "2024-12-25", "2025-12-14")
    block = shop(rates.before_days(15, hanukkah, 14), date(2025, 11, 28), days=1495)
    assert not any("weeks" in name for name in recurrence.find(block, [block.periods], HORIZON).names)


def test_weeks_of_ramadan_move_with_it() -> None:
    daily = shop(rates.in_ramadan(16), date(2025, 2, 16), days=1456)
    weekly = Block(daily.start, daily.values.reshape(6, -1, 7).sum(axis=2), daily.categories, 7)
    found = recurrence.find(weekly, [weekly.periods], 6)
    assert found.names == ("the Islamic year",) * 6
    ahead = np.datetime64("2025-02-16") + np.arange(1, 43)
    assert found.forecasts[0].sum(axis=1) == pytest.approx(float(rates.in_ramadan(16)(ahead).sum()), rel=0.15)


def by_week(sold: Block) -> Block:
    values = sold.values[:, : sold.periods // 7 * 7].reshape(len(sold), -1, 7).sum(axis=2)
    return Block(sold.start, values, sold.categories, 7)


@pytest.mark.parametrize(
    ("rate", "last", "name"),
    [
        (rates.before_easter(20, 28), date(2025, 3, 23), "the days to Easter"),
        (rates.in_ramadan(30), date(2025, 2, 16), "the Islamic year"),
        (rates.weeks_of_year(20, 10, 15, 10), date(2025, 10, 5), "the time of the year"),
    ],
)
def test_two_years_of_weeks_show_when_a_season_comes(rate: rates.Rate, last: date, name: str) -> None:
    block = by_week(shop(rate, last, days=1092 if name == "the time of the year" else 728))
    found = recurrence.find(block, [block.periods], 4)
    assert found.names == (name,) * len(block)
    assert not recurrence.of_few_sales(block, found.names).any()
    true = rate(np.datetime64(last) + np.arange(1, 29)).sum()
    assert found.forecasts[0].sum(axis=1) == pytest.approx(true, rel=0.25)


@pytest.mark.parametrize("every", [2, 3, 4, 6])
def test_totals_of_weeks_show_the_rhythm_of_the_weeks(every: int) -> None:
    rate, last = rates.every_weeks(20, every), date(2025, 7, 6)
    block = by_week(shop(rate, last, days=728))
    found = recurrence.find(block, [block.periods], 2 * every)
    assert found.names == (f"every {every} weeks",) * len(block)
    weeks = rate(np.datetime64(last) + np.arange(1, 14 * every + 1)).reshape(-1, 7).sum(axis=1)
    assert found.forecasts[0].mean(axis=0) == pytest.approx(weeks, rel=0.2)
    assert found.forecasts[0][:, weeks == 0].max() == 0


def test_totals_of_even_and_of_few_weeks_have_no_rhythm() -> None:
    drawn = np.random.default_rng(8).poisson(np.repeat([0.2, 0.5, 1.0, 6.0], 25)[:, None], (100, 104)).astype(float)
    found = recurrence.find(Block(date(2023, 7, 3), drawn, ("",) * 100, 7), [104], 6)
    assert not [name for name in found.names if name.endswith("weeks")]


def test_two_short_seasons_of_weeks_are_forecast_and_prove_nothing() -> None:
    rate, last = rates.weeks_of_year(20, 9, 5, 14), date(2025, 8, 24)
    block = by_week(shop(rate, last, days=728))
    found = recurrence.find(block, [block.periods], 4)
    assert found.once.sum() > 0.8 * len(block)
    true = rate(np.datetime64(last) + np.arange(1, 29)).sum()
    assert found.forecasts[0].sum(axis=1) == pytest.approx(true, rel=0.35)


@pytest.mark.parametrize("category", ["", "sheep"])
@pytest.mark.parametrize("of_feast", [True, False])
def test_who_is_looked_at_by_its_own_calendar_again_is_as_unsure_as_before(of_feast: bool, category: str) -> None:
    rate = rates.before_days(3, SACRIFICES, 21) if of_feast else rates.weeks_of_year(3, 9, 5, 14)
    block = by_week(shop(rate, date(2025, 5, 11) if of_feast else date(2025, 8, 24), days=707, products=20))
    block = replace(block, categories=(category,) * len(block))
    first = recurrence.find(block, [block.periods], 4)
    names = np.full(len(block), "", dtype=object)
    names[first.rows] = first.names
    again = recurrence.find(block, [block.periods], 4, tuple(names))
    # A category lends a feast that moves to all of its own.
    assert first.once.any() == (not (of_feast and category))
    assert (again.rows.tolist(), again.names, again.once.tolist()) == (
        first.rows.tolist(),
        first.names,
        first.once.tolist(),
    )
    assert np.array_equal(again.forecasts, first.forecasts)


def test_who_is_nearly_proven_to_follow_a_feast_follows_it_with_its_category() -> None:
    block = by_week(shop(rates.before_days(7.5, SACRIFICES, 21), date(2025, 5, 11), days=707, products=20))
    alike = replace(block, categories=("sheep",) * len(block))
    alone, together = (recurrence.find(one, [one.periods], 4) for one in (block, alike))
    assert alone.names.count("the Islamic year") < together.names.count("the Islamic year") == len(block)
    again = recurrence.find(alike.select(np.arange(len(block))), [block.periods], 4, ("the Islamic year",) * len(block))
    assert again.names == together.names


def test_who_may_as_well_follow_another_feast_is_unsure_of_its_weeks() -> None:
    block = by_week(shop(rates.in_ramadan(8), date(2025, 2, 16), days=728, products=20))
    found = recurrence.find(block, [block.periods], 4)
    assert found.shifting.mean() > 0.8


def test_a_season_that_is_due_is_unsure() -> None:
    block = shop(rates.until_day(rates.weeks_of_year(14, 5, 5, 50), date(2025, 1, 1)), date(2025, 5, 14), days=1130)
    assert recurrence.find(block, [block.periods], HORIZON).shifting.all()


def test_few_sales_before_a_feast_that_moves_keep_their_peaks() -> None:
    rate = rates.plus(0.15, rates.before_days(3, SACRIFICES, 14))
    block = shop(rate, date(2025, 5, 22), days=1130, products=20)
    assert not recurrence.leaves_no_peaks(block, ["the Islamic year"] * len(block)).any()
