"""Products whose first days, weeks or months were at weekends, or otherwise than what followed."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import rates
from benchmarks.known_truth.shop import Scene

TODAY = date(2026, 6, 14)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}
# Shares of Monday to Sunday where most is sold at weekends.
WEEKENDS = np.array([0.5, 0.5, 0.6, 0.7, 1.3, 2.0, 1.4])


def _day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def scenes() -> Iterator[Scene]:
    for age in (2, 4, 6, 9, 13, 17, 23, 26):
        yield Scene(f"{age} days old, most at weekends", rates.weekdays(9, WEEKENDS), TODAY, age, 7, **NEWCOMER)
    midweek = date(2026, 6, 17)
    for age in (3, 5, 12):
        name = f"{age} days old on a Wednesday, most at weekends"
        yield Scene(name, rates.weekdays(9, WEEKENDS), midweek, age, 7, **NEWCOMER)
    yield Scene(
        "5 months known, twice as much since 12 days",
        rates.changed(rates.even(9), rates.even(18), _day(11)),
        TODAY,
        days=150,
    )
    yield Scene(
        "5 months known, slow, a third since 40 days",
        rates.changed(rates.even(1.5), rates.even(0.5), _day(39)),
        TODAY,
        days=150,
        window=28,
    )
    opening = rates.times(rates.weekdays(12), lambda days: np.where(days <= np.datetime64(_day(86)), 3.0, 1.0))
    yield Scene("opened 100 days ago with two great weeks", opening, TODAY, days=100)
