from datetime import date

import numpy as np
import pytest
from dateutil.easter import easter

from benchmarks.known_truth import kept_by_moon, kept_elsewhere, rates
from forecasting.block import Block
from forecasting.signals.calendars import calendars
from tests.unit.forecasting import sales

BLOCK = sales.block(np.zeros((1, 10)))


@pytest.mark.parametrize("year", range(2023, 2035))
def test_easter_is_day_0_of_its_calendar(year: int) -> None:
    own = next(one for one in calendars.all_of(BLOCK, 366 * 13) if one.name == "the days to Easter")
    period = (easter(year) - sales.START).days
    assert own.phase[period] == 0


def test_the_last_of_any_month_is_one_phase() -> None:
    own = next(one for one in calendars.all_of(BLOCK, 500) if one.name == "the days to the end of the month")
    lasts = [(date(2023, month, day) - sales.START).days for month, day in ((1, 31), (2, 28), (4, 30))]
    assert own.phase[lasts].tolist() == [0, 0, 0]


def test_steps_of_a_week_have_only_years_and_rhythms_of_weeks() -> None:
    found = calendars.all_of(sales.block(np.zeros((1, 10)), step_days=7), 100)
    yearly = {"the time of the year", "the days to Easter", "the Islamic year", "the days to a feast on a weekday"}
    rhythms = {f"every {weeks} weeks" for weeks in calendars.EVERY_WEEKS}
    assert {one.name for one in found} == yearly | rhythms | {calendars.ORTHODOX, *calendars.BY_MOON}


def test_goods_of_easter_and_of_christmas_follow_one_calendar() -> None:
    own = next(one for one in calendars.all_of(BLOCK, 366 * 13) if one.name == "the days to Easter")
    christmas = [(date(year, 12, 24) - sales.START).days for year in range(2023, 2035)]
    before_easter = [(easter(year) - sales.START).days - 7 for year in range(2023, 2035)]
    assert np.ptp(own.phase[christmas]) <= 1
    assert np.ptp(own.phase[before_easter]) == 0


@pytest.mark.parametrize(
    ("feasts", "calendar"),
    [
        (rates.CHINESE_NEW_YEARS, "Diwali"),
        (rates.DIWALIS, "Diwali"),
        (kept_by_moon.HOLIS, "Holi"),
        (kept_by_moon.DRAGON_BOATS, "Holi"),
        (kept_elsewhere.MID_AUTUMNS, "Holi"),
        (rates.PASSOVERS, "Passover"),
        (kept_by_moon.NEW_YEARS, "Passover"),
        (kept_elsewhere.HANUKKAHS, "Passover"),
        (kept_by_moon.EASTERN_EASTERS, "Orthodox"),
    ],
)
def test_feasts_by_sun_and_moon_come_at_a_phase_of_their_own(feasts: tuple[str, ...], calendar: str) -> None:
    days = np.arange(np.datetime64("2020-01-01"), np.datetime64("2028-01-01"))
    block = Block(date(2020, 1, 1), np.zeros((1, 10)), ("",))
    own = next(one for one in calendars.all_of(block, len(days)) if calendar in one.name)
    on = np.isin(days, np.array(feasts, dtype="datetime64[D]"))
    assert np.ptp(own.phase[on]) <= 2
    assert len(set(own.cycle[on])) == len(feasts)


@pytest.mark.parametrize(
    "feast",
    [
        [date(2023, 11, 24), date(2024, 11, 29), date(2025, 11, 28)],
        [date(2023, 5, 14), date(2024, 5, 12), date(2025, 5, 11)],
        [date(2023, 5, 28), date(2024, 5, 26), date(2026, 5, 31)],
        [date(2023, 6, 18), date(2024, 6, 16), date(2025, 6, 15)],
    ],
    ids=["Black Friday", "Mother's day", "fête des mères", "Father's day"],
)
def test_a_feast_on_a_weekday_is_one_phase_whatever_its_date(feast: list[date]) -> None:
    own = next(one for one in calendars.all_of(BLOCK, 366 * 4) if one.name == "the days to a feast on a weekday")
    assert np.ptp(own.phase[[(day - sales.START).days for day in feast]]) == 0


def test_people_are_paid_on_the_working_day_before_a_weekend() -> None:
    names = {25: "the last working day up to the 25th", 31: "the last working day of the month"}
    paid = {25: ((2023, 2, 24), (2023, 4, 25), (2023, 6, 23)), 31: ((2023, 1, 31), (2023, 4, 28), (2023, 9, 29))}
    for day, name in names.items():
        own = next(one for one in calendars.all_of(BLOCK, 366) if one.name == name)
        assert [own.phase[(date(*one) - sales.START).days] for one in paid[day]] == [0, 0, 0]
