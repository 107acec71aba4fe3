"""What is sold over a counter: old and growing goods, few weekdays, reorders, projects, offers, closures."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import rates, records
from benchmarks.known_truth.shop import Draw, Known, Scene, Spoil

TODAY = date(2026, 6, 14)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


def scenes() -> Iterator[Scene]:
    for kind in (courses, few_weekdays, reorders, once, offers, empty):
        yield from kind()


def _day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def _since(days_ago: int, before: float, after: float) -> rates.Rate:
    return rates.changed(rates.even(before), rates.even(after), _day(days_ago - 1))


def _times(factor: float, first_ago: int, last_ago: int = 1) -> rates.Rate:
    """1, and so many times as much from the one to the other day, both among them, the last day being 1."""
    first, last = np.datetime64(_day(first_ago - 1)), np.datetime64(_day(last_ago - 1))
    return lambda days: np.where((days >= first) & (days <= last), factor, 1.0)


def _on(*chosen: int) -> np.ndarray:
    return np.isin(np.arange(7), chosen) * 7.0 / len(chosen)


def courses() -> Iterator[Scene]:
    for level, yearly, days in ((8, 1.45, 1200), (0.6, 1.6, 1000), (40, 1.3, 430), (3, 1.55, 300)):
        name = f"{yearly:g} times as much each year, {level:g} a day, {days} days"
        yield Scene(name, rates.growing(rates.weekdays(level), yearly, TODAY), TODAY, days=days)
    for level, yearly, days in ((4, 0.35, 800), (0.5, 0.35, 800), (60, 0.5, 1200)):
        name = f"an old product, {yearly:g} of each year before, {level:g} a day"
        yield Scene(name, rates.growing(rates.even(level), yearly, TODAY), TODAY, days=days, window=28)
    yield Scene("fading away for four months", _bent(120, 24, 6), TODAY, days=900)
    yield Scene("fading away for four months, slow", _bent(120, 1.6, 0.4), TODAY, days=900, window=28)
    yield Scene("twice as much within ten weeks, little by little", _bent(70, 7, 14), TODAY, days=600)
    for level in (1.0, 12.0, 90.0):
        for ago in (77, 50):
            double = rates.times(rates.weekdays(level), _times(2, ago, ago - 41))
            yield Scene(f"{level:g} a day, twice as much for six weeks until {ago - 42} days ago", double, TODAY, 800)
    busy = rates.times(rates.even(5), _times(4, 30, 9))
    yield Scene("four times as much for three weeks until 8 days ago", busy, TODAY, days=700)


def _bent(days: int, before: float, now: float) -> rates.Rate:
    """From one level to another by equal factors, and on at it."""
    first = np.datetime64(_day(days))

    def rate(at: np.ndarray) -> np.ndarray:
        return before * (now / before) ** np.clip((at - first).astype(int) / days, 0, 1)

    return rate


def few_weekdays() -> Iterator[Scene]:
    yield Scene("Tuesdays and Fridays, five months", rates.weekdays(6, _on(1, 4)), TODAY, days=150)
    yield Scene("Tuesdays and Fridays, slow", rates.weekdays(0.25, _on(1, 4)), TODAY, days=700, window=28)
    fewer = rates.changed(rates.weekdays(6, _on(1, 4)), rates.weekdays(3, _on(4)), _day(34))
    yield Scene("Tuesdays and Fridays, no more Tuesdays since five weeks", fewer, TODAY, days=700)
    yield Scene("closed on Mondays and Tuesdays, 24 days", rates.weekdays(7, _on(2, 3, 4, 5, 6)), TODAY, 24, **NEWCOMER)
    yield Scene("closed on Mondays and Tuesdays, 60 days", rates.weekdays(7, _on(2, 3, 4, 5, 6)), TODAY, 60)
    for days in (240, 900):
        name = f"weekends written on Mondays since three weeks, {days} days"
        yield Scene(name, rates.weekdays(15), TODAY, days=days, spoil=_weekends_late(3))
    yield Scene("weekends written on Mondays", rates.weekdays(5), TODAY, days=500, spoil=_weekends_late(200))


def _weekends_late(number: int) -> Spoil:
    """Of so many of the last weekends; the last one, which ends with the last day, is not written yet."""

    def record(values: np.ndarray) -> np.ndarray:
        sundays = np.arange(len(values) - 1, 0, -7)[:number]
        for sunday in sundays:
            late = values[sunday - 1 : sunday + 1].sum()
            values[sunday - 1 : sunday + 1] = 0.0
            if sunday + 1 < len(values):
                values[sunday + 1] += late
        return values

    return record


def reorders() -> Iterator[Scene]:
    yield Scene("one customer, every three to six weeks", rates.even(1.5), TODAY, 1100, 84, draw=_reordered(1))
    yield Scene("five customers, every three to six weeks", rates.even(6), TODAY, 900, 42, draw=_reordered(5))
    yield Scene(
        "three customers, every three to six weeks, weeks",
        rates.even(4),
        TODAY,
        900,
        42,
        step_days=7,
        draw=_reordered(3),
    )
    yield Scene("pairs, one in six days", rates.even(1 / 3), TODAY, 800, 28, draw=lambda r, v: 2.0 * r.poisson(v / 2))
    yield Scene("five customers, one of them lost 40 days ago", _since(40, 10, 8), TODAY, 900, 42, draw=_reordered(5))


def _reordered(customers: int) -> Draw:
    """Each orders anew 21 to 42 days after the last time, what has been used since."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        out = np.zeros(len(rate))
        for _ in range(customers):
            day, last = int(random.integers(0, 42)), 0
            while day < len(rate):
                out[day] += np.round(rate[last : day + 1].sum() / customers * random.uniform(0.8, 1.2))
                last, day = day + 1, day + int(random.integers(21, 43))
        return out

    return draw


def once() -> Iterator[Scene]:
    for level, first, second in ((2, 11, 5), (15, 9, 4), (0.4, 12, 6)):
        large = records.both(records.typed(15 * level + 12, first), records.typed(12 * level + 9, second))
        yield Scene(
            f"two large orders {first} and {second} days ago, {level:g} a day",
            rates.even(level),
            TODAY,
            600,
            spoil=large,
        )
    four = records.both(
        records.both(records.typed(160, 2), records.typed(190, 5)),
        records.both(records.typed(140, 7), records.typed(170, 10)),
    )
    # Whether that goes on nobody knows.
    yield Scene("ten times as much on four of ten days", rates.even(16), TODAY, 600, spoil=four, unsure=True)
    yield Scene("a year's stock for one customer, 20 days ago", rates.even(2), TODAY, 500, spoil=records.typed(300, 20))
    yield Scene("a return of 40, booked 10 days ago", rates.even(6), TODAY, 500, spoil=_netted(40, 10))
    yield Scene("a return of 12 of a slow seller, 30 days ago", rates.even(0.8), TODAY, 500, 28, spoil=_netted(12, 30))
    for ago in (2, 12, 45):
        name = f"handed out at a fair for four days until {ago} days ago"
        yield Scene(name, rates.times(rates.weekdays(9), _times(9, ago + 4, ago + 1)), TODAY, 600)


def _netted(units: float, days_ago: int) -> Spoil:
    """Taken off that day's sales, then off those of the days before."""

    def record(values: np.ndarray) -> np.ndarray:
        left = units
        for day in range(len(values) - days_ago, 0, -1):
            taken = min(left, values[day])
            values[day] -= taken
            left -= taken
        return values

    return record


def offers() -> Iterator[Scene]:
    for ago, length in ((11, 35), (4, 14), (40, 60)):
        on = _times(2.4, ago + length, ago + 1)
        sold = rates.times(rates.weekdays(8), on)
        name = f"cheaper for {length} days until {ago} days ago"
        yield Scene(f"{name}, price known", sold, TODAY, 600, known=_price(on))
        yield Scene(name, sold, TODAY, 600)
    for_good = _times(3.0, 24, -400)
    yield Scene(
        "sold off at half the price since 24 days",
        rates.times(rates.even(4), for_good),
        TODAY,
        600,
        known=_price(for_good),
    )
    leaflet = lambda days: np.where(rates.day_in_month(days) <= 7, 4.0, 1.0)  # noqa: E731
    slow = rates.times(rates.even(0.4), leaflet)
    yield Scene("slow, in a leaflet for a week each month", slow, TODAY, 700, 28, known=records.promotions(leaflet))


def _price(on: rates.Rate) -> Known:
    return lambda days: {"price": np.where(on(days) > 1, 7.0, 10.0)}


def empty() -> Iterator[Scene]:
    for level in (0.7, 14.0):
        yield Scene(
            f"{level:g} a day, out of stock for the last ten days",
            rates.weekdays(level),
            TODAY,
            500,
            spoil=records.unknown(10, 0),
        )
        yield Scene(
            f"{level:g} a day, empty for the last ten days",
            rates.weekdays(level),
            TODAY,
            500,
            spoil=records.silent(10, 0),
            unsure=True,
        )
    yield Scene("empty for three days, closed on a holiday", rates.weekdays(14), TODAY, 500, spoil=records.silent(3, 0))
    backlog = records.both(records.unknown(66, 6), _multiplied(3, 6, 5))
    yield Scene("out of stock for two months, waited for", rates.even(10), TODAY, 600, spoil=backlog)
    easter = rates.times(rates.weekdays(11), _open_at_easter)
    yield Scene("closed from Good Friday to Monday, on that Monday", easter, date(2026, 4, 6), days=900)
    replaced = records.unknown(24, 18)
    yield Scene("replaced 18 days ago, 1.6 times as much", _since(18, 10, 16), TODAY, 700, spoil=replaced)
    yield Scene("replaced 18 days ago, slow, half as much", _since(18, 1.2, 0.6), TODAY, 700, 28, spoil=replaced)


def _open_at_easter(days: np.ndarray) -> np.ndarray:
    """0 from Good Friday to Easter Monday."""
    feast = rates.before_easter(1.0, 3)
    return np.where(feast(days) + feast(days - 1) > 0, 0.0, 1.0)


def _multiplied(factor: float, first_ago: int, last_ago: int) -> Spoil:
    def record(values: np.ndarray) -> np.ndarray:
        values[len(values) - first_ago : len(values) - last_ago + 1] *= factor
        return values

    return record
