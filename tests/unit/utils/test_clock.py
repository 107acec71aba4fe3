from datetime import UTC, datetime, timedelta, timezone

from utils import clock


def test_now_is_an_instant_in_utc():
    assert clock.now().tzinfo is UTC
    assert clock.today() == clock.now().date()


def test_instants_are_written_in_utc():
    instant = datetime(2026, 3, 1, 4, 0, tzinfo=timezone(timedelta(hours=2)))
    assert clock.rfc3339(instant) == "2026-03-01T02:00:00.000Z"
    assert clock.rfc3339(None) is None
