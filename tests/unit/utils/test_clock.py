from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from utils import clock


def test_now_is_an_instant_in_utc():
    assert clock.now().tzinfo is UTC


# Clocks went forward in Los Angeles on 8 March and back on 1 November 2026, in Auckland back on 5 April and forward
# on 27 September: midnight is an hour earlier or later in UTC from then on.
MIDNIGHTS = {
    "UTC": ["2026-03-08T00:00:00Z"],
    "America/Los_Angeles": [
        "2026-03-08T08:00:00Z",
        "2026-03-09T07:00:00Z",
        "2026-11-01T07:00:00Z",
        "2026-11-02T08:00:00Z",
    ],
    "Pacific/Auckland": [
        "2026-04-04T11:00:00Z",
        "2026-04-05T12:00:00Z",
        "2026-09-26T12:00:00Z",
        "2026-09-27T11:00:00Z",
    ],
}


@pytest.mark.parametrize(("zone", "midnight"), [(zone, at) for zone, all_of in MIDNIGHTS.items() for at in all_of])
def test_a_new_day_begins_at_the_shops_midnight(shop_in, zone, midnight):
    begin = datetime.fromisoformat(midnight)
    shop_in(zone, midnight)
    assert clock.day_of(begin - timedelta(seconds=1)) == clock.today() - timedelta(days=1)


def test_today_is_the_shops_day(shop_in):
    instant = "2026-11-26T02:00:00Z"
    for zone, day in (("America/Los_Angeles", 25), ("UTC", 26), ("Pacific/Auckland", 26)):
        shop_in(zone, instant)
        assert clock.today() == date(2026, 11, day)
    shop_in("Pacific/Auckland", "2026-11-26T11:00:00Z")
    assert clock.today() == date(2026, 11, 27)


def test_instants_are_written_in_utc():
    instant = datetime(2026, 3, 1, 4, 0, tzinfo=timezone(timedelta(hours=2)))
    assert clock.rfc3339(instant) == "2026-03-01T02:00:00.000Z"
    assert clock.rfc3339(None) is None
