"""Opening days that change, hits that fade, levels of many years and of little, and moves of all kinds."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2026, 3, 19)
# Of fewer units, before a move or after it, nobody can know.
SURE_UNITS = 15


def scenes() -> Iterator[Scene]:
    for kind in (opening_days, courses, levels, moves, customers, ends):
        yield from kind()


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _changed(before: Rate, since: Rate, days_ago: int) -> Rate:
    return rates.changed(before, since, _ago(days_ago - 1))


def opening_days() -> Iterator[Scene]:
    six, seven = np.array([1, 1, 1, 1, 1.2, 1.8, 0]), np.array([1, 1, 1, 1, 1.2, 1.8, 1.5])
    five = np.array([0, 1, 1, 1, 1.2, 1.8, 0])
    of = rates.weekdays
    yield Scene("open on Sundays since five weeks", _changed(of(35, six), of(35, seven), 35), TODAY, days=900)
    yield Scene("shut on Mondays since four weeks", _changed(of(18, six), of(18, five), 28), TODAY, days=700)
    yield Scene("Mondays to Fridays, 240 a day", of(240, np.array([1.2, 1.1, 1, 1, 0.7, 0, 0])), date(2026, 2, 27))
    yield Scene("weekends only, three months", of(9, np.array([0, 0, 0, 0, 0, 4, 3.0])), TODAY, days=92)
    yield Scene("Saturdays became Wednesdays", _changed(_on(5, 20), _on(2, 20), 63), TODAY, days=800)


def _on(weekday: int, level: float) -> Rate:
    return rates.weekdays(level / 7, 7.0 * np.eye(7)[weekday])


def courses() -> Iterator[Scene]:
    def age(days: np.ndarray, since: int) -> np.ndarray:
        return (days - np.datetime64(_ago(since))).astype(float)

    yield Scene("a hit that fades, half in a month", lambda days: 60 * 0.5 ** (age(days, 100) / 30), TODAY, days=100)
    yield Scene("a hit that fades, half in 90 days", lambda days: 90 * 0.5 ** (age(days, 330) / 90), TODAY, days=330)
    yield Scene("doubled every 100 days, a year", lambda days: 40 * 2 ** (age(days, 0) / 100), TODAY, days=365)
    yield Scene("a launch that rose for half a year", lambda days: 45 / (1 + np.exp(-age(days, 200) / 25)), TODAY, 300)
    yield Scene("half as much each year", lambda days: 0.7 * 0.5 ** (age(days, 0) / 365), TODAY, 1500, window=30)
    yield Scene("a tenth more each year, 1,500 a day", lambda days: 1500 * 1.1 ** (age(days, 0) / 365), TODAY, 2190)
    yield Scene(
        "to and fro in ten weeks", lambda days: 22 * (1 + 0.5 * np.sin(2 * np.pi * age(days, 11) / 70)), TODAY, 1100
    )
    wave = lambda days: 8 * (1 + 0.6 * np.sin(2 * np.pi * age(days, 100) / 365.25))  # noqa: E731
    yield Scene("a smooth year, 370 days of it", wave, TODAY, days=370, unsure=True)
    first = np.datetime64(_ago(44))
    yield Scene("ordered ahead, then slow", lambda days: np.where(days < first + 1, 250.0, 3.0), TODAY, days=45)


def levels() -> Iterator[Scene]:
    yield Scene("3,000 a day, six years", rates.weekdays(3000), date(2025, 8, 4), days=2190)
    yield Scene("one in fifty days, six years", rates.even(0.02), TODAY, days=2190, window=30)
    yield Scene("one in fifty days, seven months", rates.even(0.02), TODAY, days=210, window=60)
    yield Scene("one in a fortnight, 200 days", rates.even(0.07), date(2025, 9, 2), days=200, window=35)
    yield Scene("sixty a day, level since a step four years ago", _changed(rates.even(20), rates.even(60), 1400), TODAY)
    yield Scene("two steps in five months", _steps(4, 9, 19, (150, 60)), TODAY, days=800)
    yield Scene("up and back again", _steps(14, 35, 14, (80, 40)), TODAY, days=800)


def _steps(first: float, second: float, third: float, ago: tuple[int, int]) -> Rate:
    return _changed(_changed(rates.even(first), rates.even(second), ago[0]), rates.even(third), ago[1])


def moves() -> Iterator[Scene]:
    for before, since, ago, days, window in (
        (0.6, 0.2, 25, 700, 28),
        (0.15, 0.6, 20, 1000, 28),
        (1.8, 0.5, 12, 1300, 21),
        (0.9, 2.6, 9, 600, 21),
        (3.5, 1.2, 10, 450, 14),
        (55, 22, 8, 900, 14),
        (160, 430, 6, 500, 10),
        (0.08, 0.35, 50, 1500, 45),
    ):
        rate = _changed(rates.even(before), rates.even(since), ago)
        name, unsure = f"from {before} to {since} a day, {ago} days ago", min(before, since) * ago < SURE_UNITS
        yield Scene(name, rate, TODAY, days=days, window=window, unsure=unsure)
    for before, since, ago in ((3.0, 9.0, 28), (40, 15, 21), (0.5, 1.6, 60)):
        rate = _changed(rates.even(before / 7), rates.even(since / 7), ago)
        name, unsure = f"weeks, from {before} to {since}, {ago} days ago", min(before, since) * ago / 7 < SURE_UNITS
        yield Scene(name, rate, TODAY, 1000, 28, step_days=7, unsure=unsure)
    packed = _changed(rates.even(5), rates.even(14), 30)
    yield Scene("in packs of 10, from 5 to 14 a day", packed, TODAY, days=900, window=21, draw=draws.packs(10))
    weighed = _changed(rates.even(4), rates.even(1.5), 18)
    yield Scene("weighed, from 4 to 1.5 kg a day", weighed, TODAY, days=500, draw=draws.weights, unsure=True)


def customers() -> Iterator[Scene]:
    lost = _changed(rates.weekdays(40, np.array([4, 0.6, 0.5, 0.5, 0.5, 0.5, 0.4])), rates.even(17), 29)
    yield Scene("the great customer of Mondays is lost", lost, TODAY, days=800)
    gained = _changed(rates.even(6), lambda days: 6 + _on(1, 28)(days), 23)
    yield Scene("a great customer of Tuesdays is new", gained, TODAY, days=650)


def ends() -> Iterator[Scene]:
    back = _changed(_changed(rates.even(13), rates.even(0), 150), rates.even(13), 25)
    yield Scene("four months of nothing, back since 25 days", back, TODAY, days=1200)
    half = _changed(_changed(rates.even(30), rates.even(0), 110), rates.even(12), 18)
    yield Scene("three months of nothing, back at less than half", half, TODAY, days=900)
    yield Scene(
        "ended 70 days ago, 0.4 a day",
        rates.until_day(rates.even(0.4), _ago(70)),
        TODAY,
        days=900,
        compared_with=0.4,
        unsure=True,
        **NOTHING,
    )
