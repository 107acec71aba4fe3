from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import InvalidInput
from services.schedules.schedule_times import LISTED, Timing

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def berlin(cron):
    return Timing(cron, None, "Europe/Berlin")


def next_times(timing, after, count):
    """The next due times, as UTC."""
    times = []
    for _ in range(count):
        after = timing.next_after(after)
        times.append(after.strftime("%d %H:%M"))
    return times


def weekdays(cron):
    days, at = [], NOW
    for _ in range(7):
        at = Timing(cron, None).next_after(at)
        days.append(at.strftime("%a"))
    return days


def test_the_nightly_run_is_at_two_every_day():
    assert next_times(Timing("0 2 * * *", None), NOW, 2) == ["01 02:00", "02 02:00"]


def test_due_is_after_the_moment_asked_about_not_at_it():
    two = datetime(2026, 10, 1, 2, tzinfo=UTC)
    assert Timing("0 2 * * *", None).next_after(two) == two + timedelta(days=1)


def test_a_time_of_day_is_that_of_the_time_zone():
    assert next_times(berlin("0 2 * * *"), NOW, 1) == ["02 00:00"]


@pytest.mark.parametrize("sunday", ["0", "7", "sun", "SUN"])
def test_sunday_is_zero_or_seven_as_in_cron(sunday):
    assert set(weekdays(f"0 9 * * {sunday}")) == {"Sun"}


def test_one_to_five_is_monday_to_friday():
    assert set(weekdays("0 9 * * 1-5")) == {"Mon", "Tue", "Wed", "Thu", "Fri"}


def test_a_day_of_month_and_a_weekday_are_either_or_as_in_cron():
    friday_2nd, friday_9th, tuesday_13th = "02 09:00", "09 09:00", "13 09:00"
    assert next_times(Timing("0 9 13 * 5", None), NOW, 3) == [friday_2nd, friday_9th, tuesday_13th]


def test_a_time_that_summer_time_leaves_out_comes_when_the_clock_goes_on():
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert next_times(berlin("30 2 * * *"), before, 2) == ["29 01:00", "30 00:30"]


def test_a_time_that_comes_twice_when_summer_time_ends_runs_once():
    before = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert next_times(berlin("30 2 * * *"), before, 2) == ["25 00:30", "26 01:30"]


def test_the_second_time_round_does_not_bring_the_first_again():
    second_quarter_past_two = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert next_times(berlin("30 2 * * *"), second_quarter_past_two, 1) == ["26 01:30"]


def test_every_hour_is_every_hour_that_passes():
    assert next_times(berlin("0 * * * *"), datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 3) == [
        "25 00:00",
        "25 01:00",
        "25 02:00",
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
@given(minute=st.integers(0, 59), hour=st.integers(0, 23), minutes=st.integers(0, 365 * 24 * 60))
def test_a_daily_time_comes_once_each_day_of_its_zone(zone, minute, hour, minutes):
    timing, at = Timing(f"{minute} {hour} * * *", None, zone), NOW + timedelta(minutes=minutes)
    times = [at := timing.next_after(at) for _ in range(4)]
    assert all(timedelta(hours=22) <= later - earlier <= timedelta(hours=26) for earlier, later in pairwise(times))


def test_an_interval_follows_the_run_before_it():
    assert Timing(None, 90).next_after(NOW) == NOW + timedelta(seconds=90)


def test_due_times_are_the_newest_first_down_to_the_first():
    first = datetime(2026, 9, 29, 2, tzinfo=UTC)
    assert Timing("0 2 * * *", None).due_times(first, NOW) == [first + timedelta(days=1), first]


def test_after_a_year_of_silence_only_the_last_week_is_listed():
    due = Timing("* * * * *", None).due_times(NOW - timedelta(days=365), NOW)
    assert (len(due), due[0]) == (LISTED, NOW)


@pytest.mark.parametrize("cron", ["", "0 2 * *", "0 0 2 * * *", "@daily", "0 25 * * *", "0 2 * * 8", "0 2 31 2 *", "x"])
def test_what_cron_cannot_read_is_refused(cron):
    with pytest.raises(InvalidInput, match="cron"):
        Timing(cron, None).check(NOW)


def test_a_refusal_names_the_field_and_shows_how_to_write_it():
    with pytest.raises(InvalidInput, match=r"Bad hour.*'0 2 \* \* \*' is 2:00") as refused:
        Timing("0 25 * * *", None).check(NOW)
    assert [fault.pointer for fault in refused.value.faults] == ["/cron"]


def test_a_day_that_never_comes_is_refused():
    with pytest.raises(InvalidInput, match="never comes"):
        Timing("0 0 */20 * 1L", None).check(NOW)


@pytest.mark.parametrize("seconds", [-1, 0, 59, 10**9])
def test_an_interval_is_a_minute_at_least_and_a_year_at_most(seconds):
    with pytest.raises(InvalidInput, match="60"):
        Timing(None, seconds).check(NOW)


@pytest.mark.parametrize("zone", ["Berlin", "", "../etc/passwd", "Europe", "CEST"])
def test_an_unknown_time_zone_is_refused(zone):
    with pytest.raises(InvalidInput, match="Europe/Berlin"):
        Timing("0 2 * * *", None, zone).check(NOW)


@pytest.mark.parametrize("timing", [Timing(None, None), Timing("0 2 * * *", 60)])
def test_either_cron_or_an_interval_is_asked_for(timing):
    with pytest.raises(InvalidInput, match="one of the two"):
        timing.check(NOW)
