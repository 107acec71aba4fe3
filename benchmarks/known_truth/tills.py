"""What tills and clerks make of sales: imports twice, a till missing, units and digits changed; weeks and months."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import Draw, Scene, Spoil

TODAY = date(2026, 3, 1)


def scenes() -> Iterator[Scene]:
    for kind in (twice, missing, units, digits, booked, weeks, months):
        yield from kind()


def _since(days_ago: int, before: float, after: float) -> rates.Rate:
    return rates.changed(rates.even(before), rates.even(after), TODAY - timedelta(days=days_ago - 1))


def _times(factor: float, first_ago: int, last_ago: int) -> Spoil:
    """What is written from the one to the other day, both among them; 1 is the last day that is known."""

    def record(values: np.ndarray) -> np.ndarray:
        values[len(values) - first_ago : len(values) - last_ago + 1] *= factor
        return np.round(values)

    return record


def _some(share: float, factor: float, since: int | None = None) -> Spoil:
    """So many times as much, or nothing, on such a share of days, of the last ones if so many are named."""

    def record(values: np.ndarray) -> np.ndarray:
        chosen = np.random.default_rng(8).random(len(values)) < share
        chosen[: len(values) - (since or len(values))] = False
        return np.round(np.where(chosen, factor * values, values))

    return record


def twice() -> Iterator[Scene]:
    yield Scene("one day in forty imported twice", rates.weekdays(14), TODAY, days=600, spoil=_some(0.025, 2.0))
    yield Scene("yesterday imported twice", rates.weekdays(14), TODAY, days=600, spoil=_times(2, 1, 1))
    yield Scene("two weeks imported twice until nine days ago", rates.weekdays(14), TODAY, 600, spoil=_times(2, 23, 10))
    yield Scene("three weeks imported three times, two months ago", rates.even(5), TODAY, 600, spoil=_times(3, 80, 60))
    yield Scene(
        "the last five weeks imported twice, slow", rates.even(0.8), TODAY, 600, 28, spoil=_times(2, 35, 1), unsure=True
    )
    yield Scene("a year imported twice, until a year ago", rates.even(6), TODAY, 1100, spoil=_times(2, 730, 366))


def missing() -> Iterator[Scene]:
    yield Scene("a till of two missing on one day in ten", rates.weekdays(16), TODAY, days=700, spoil=_some(0.1, 0.5))
    for first, last in ((19, 6), (40, 13), (10, 2)):
        spoil = _times(0.5, first, last)
        name = f"a till of two missing from {first} to {last} days ago"
        yield Scene(name, rates.even(16), TODAY, days=700, spoil=spoil, unsure=last < 5)
    spoil = _times(0.0, 9, 5)
    yield Scene(
        "nothing written for five days, a slow seller", rates.even(0.9), TODAY, days=700, window=28, spoil=spoil
    )
    yield Scene("one day in six not written, since six weeks", rates.even(9), TODAY, 700, spoil=_some(0.17, 0.0, 42))


def _packs_since(size: int, days_ago: int) -> Draw:
    """Single ones until so many days ago, whole packs since; days to come are fewer than a past."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        packs = size * random.poisson(rate / size).astype(float)
        since = (np.arange(len(rate))[::-1] < days_ago) | (len(rate) < 200)
        return np.where(since, packs, random.poisson(rate).astype(float))

    return draw


def units() -> Iterator[Scene]:
    for level, size, ago in ((9, 6, 45), (2, 6, 60), (1, 12, 100), (40, 24, 21)):
        name = f"{level} a day, single until {ago} days ago, in packs of {size} since"
        yield Scene(name, rates.even(level), TODAY, days=700, window=28, draw=_packs_since(size, ago))
    spoil = _times(6, 700, 26)
    yield Scene("counted in pieces, in packs of 6 since 25 days", rates.even(5), TODAY, days=700, spoil=spoil)
    spoil = _times(1 / 6, 700, 13)
    yield Scene("counted in packs of 6, in pieces since 12 days", rates.even(42), TODAY, days=700, spoil=spoil)


def digits() -> Iterator[Scene]:
    comma = lambda values: np.round(values, 3)  # noqa: E731
    yield Scene(
        "kilograms, a point left out four days ago",
        rates.even(3),
        TODAY,
        days=600,
        draw=draws.weights,
        spoil=records.both(comma, records.typed(3_217, 4)),
    )
    yield Scene("a tenth on one day in thirty", rates.weekdays(30), TODAY, days=600, spoil=_some(0.033, 0.1))
    yield Scene("ten times on one day in sixty", rates.weekdays(30), TODAY, days=600, spoil=_some(0.017, 10.0))
    yield Scene(
        "a barcode typed as a quantity", rates.even(4), TODAY, days=600, spoil=records.typed(4_006_381_333_931, 11)
    )
    yield Scene(
        "a year typed as a quantity, slow", rates.even(0.3), TODAY, days=600, window=28, spoil=records.typed(2_026, 6)
    )
    yield Scene("a test of 999 at the beginning", rates.even(6), TODAY, days=300, spoil=records.typed(999, 300))
    yield Scene(
        "a test of 999 at the beginning, 40 days", rates.even(6), TODAY, days=40, spoil=records.typed(999, 40), wide=3.0
    )


def booked() -> Iterator[Scene]:
    def weekly_late(values: np.ndarray) -> np.ndarray:
        """What two days of a week sold is written on the day after them."""
        ago = np.arange(len(values))[::-1] % 7
        moved = np.where((ago == 3) | (ago == 4), values, 0.0)
        out = values - moved
        out[1:] += np.where(ago[1:] == 2, moved[:-1], 0.0)
        out[2:] += np.where(ago[2:] == 2, moved[:-2], 0.0)
        return out

    yield Scene("three days written on the last of them", rates.weekdays(9), TODAY, days=400, spoil=weekly_late)
    yield Scene(
        "three days written on the last of them, slow", rates.even(0.7), TODAY, days=400, window=28, spoil=weekly_late
    )

    def since_weeks(values: np.ndarray) -> np.ndarray:
        values[-42:] = records.totals(7)(values[-42:])
        return values

    yield Scene("written once a week since six weeks", rates.even(8), TODAY, days=500, spoil=since_weeks)
    yield Scene("written once a week since six weeks, slow", rates.even(0.9), TODAY, 500, 28, spoil=since_weeks)


def weeks() -> Iterator[Scene]:
    def scene(name: str, rate: rates.Rate, days: int = 728, **more: object) -> Scene:
        return Scene(f"weeks, {name}", rate, TODAY, days=days, window=28, step_days=7, **more)  # type: ignore[arg-type]

    yield scene("open on Sundays since six", rates.changed(rates.even(6), rates.even(7.2), TODAY - timedelta(days=41)))
    yield scene("a buyer every third", lambda days: 3 + rates.every_weeks(40, 3, 1)(days))
    left = rates.changed(rates.even(12), rates.even(4), TODAY - timedelta(days=41))
    yield scene("a great buyer gone since six", left)
    yield scene("imported twice for two until three ago", rates.even(6), spoil=_times(2, 35, 22))
    yield scene(
        "one of them written twice, the other nothing",
        rates.even(6),
        spoil=records.both(_times(0, 21, 15), _times(2, 14, 8)),
    )
    yield scene("three times as much for three until two ago", rates.even(5), spoil=_times(3, 35, 15))
    yield scene("a third of it since four", _since(28, 9, 3))
    yield scene("one of them, halved 140 days ago", _since(140, 1 / 7, 0.5 / 7), unsure=True)
    yield scene("forty known, doubled 42 days ago", _since(42, 4, 8), days=280)
    yield scene("fourteen known, an offer two ago", rates.even(7), days=98, spoil=_times(2.5, 21, 15))


def months() -> Iterator[Scene]:
    def scene(name: str, rate: rates.Rate, number: int, *spoils: Spoil) -> Scene:
        spoil = records.shared_out(30)
        for own in spoils:
            spoil = records.both(own, spoil)
        return Scene(f"months, {name}", rate, TODAY, days=30 * number, window=28, step_days=7, spoil=spoil)

    yield scene("halved three ago, 26 of them", _since(90, 8, 4), 26)
    yield scene("doubled two ago, 26 of them", _since(60, 3, 6), 26)
    yield scene("twice as much in one, two ago", rates.even(5), 26, _times(2, 90, 61))
    yield scene("nothing in one, three ago", rates.even(5), 26, _times(0, 120, 91))
    yield scene("ten times as much in the last", rates.even(5), 26, _times(10, 30, 1))
    yield scene("a sale in 50 days, 26 of them", rates.even(0.02), 26)
    yield scene("four of them, 2 a day", rates.even(2), 4)
