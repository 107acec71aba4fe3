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


def moment_of(test: str) -> str:
    """Which of them a test begins at. Its name decides: every run is the same, and each moment gets its share."""
    names = list(MOMENTS)
    return names[crc32(test.encode()) % len(names)]
