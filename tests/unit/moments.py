"""Moments at which clocks and calendars go wrong; the clock goes on from there while a test runs.

Collected on the real day, run on another, and the next test on yet another one: whatever is kept of a day shows."""

from zlib import crc32

MOMENTS = {
    "last evening of a year": "2031-12-31T23:00:00Z",
    "28 February": "2031-02-28T12:00:00Z",
    "29 February": "2032-02-29T12:00:00Z",
    "Sunday": "2031-06-08T12:00:00Z",
    "summer time begins": "2031-03-30T00:59:30Z",
    "summer time ends": "2031-10-26T00:59:30Z",
    "the nightly run comes": "2031-05-14T01:59:30Z",
    "midnight comes": "2031-05-14T23:59:30Z",
}


# A full pass at each of them would take eight times as long.
USUAL, ABOUT_DAYS = 1, 2


def moments_of(test: str, is_about_days: bool) -> list[str]:
    """Which of them a test begins at. Its name decides: every run is the same, and each moment gets its share."""
    names = list(MOMENTS)
    first = crc32(test.encode())
    return [names[(first + turn) % len(names)] for turn in range(ABOUT_DAYS if is_about_days else USUAL)]
