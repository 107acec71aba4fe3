from datetime import UTC, date, datetime, time

from dashboard.kit import formats


def test_numbers_and_days_follow_the_browser(in_german):
    assert formats.number(1234.5, 1) == "1.234,5"
    assert formats.percent(0.123, 1).startswith("12,3")
    assert formats.day(date(2026, 3, 2)) == "Mo., 2. März 2026"
    assert formats.time_of_day(time(14, 30)) == "14:30"


def test_instants_are_told_by_the_clock_of_the_browser(in_german):
    assert formats.instant(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == "02.03.2026, 00:30"


def test_an_unknown_language_or_zone_is_no_error(app):
    with app.test_request_context(headers={"Accept-Language": "xx-YY,*", "Cookie": "stockcast_zone=../../etc/passwd"}):
        assert formats.number(1234.5, 1) == "1,234.5"
        assert formats.instant(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)).startswith("Mar 1, 2026, 11:30")


def test_nothing_is_a_dash(in_german):
    told = {tell(None) for tell in (formats.number, formats.percent, formats.day, formats.instant, formats.duration)}
    assert told == {formats.NOTHING}


def test_durations_have_two_units_at_most(in_german):
    assert [formats.duration(seconds) for seconds in (0.14, 75, 7500)] == ["0,1 s", "1 min 15 s", "2 h 5 min"]
    assert [formats.duration(seconds) for seconds in (60, 7200)] == ["1 min", "2 h"]


def test_one_day_is_named_once_and_whole_units_are_whole(in_german):
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    assert "–" not in formats.days(sunday, sunday)
    assert formats.days(sunday, monday) == f"{formats.day(sunday)} – {formats.day(monday)}"
    assert [formats.units(units) for units in (777.0, 7.25)] == ["777", "7,25"]
    assert [formats.share_of_days(share) for share in (None, 0.8)] == ["–", "80% of days"]


def test_charts_speak_the_language_of_the_browser(in_german):
    language, names = formats.for_charts()
    assert language == "de_DE"
    assert names["format"]["days"][0] == "Sonntag"
    assert names["format"]["shortMonths"][2] == "März"
    assert names["format"]["decimal"] == ","
