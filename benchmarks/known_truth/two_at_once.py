"""Two things at once: a season and a trend, a jump in a season, an offer while the shelf was empty, a rhythm that is
no longer the same, a launch in a season."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.shop import NOTHING, Known, Scene

NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}
THREE, FOUR, FIVE = 1110, 1480, 1826


def scenes() -> Iterator[Scene]:
    for kind in (trends, jumps, offers, rhythms, launches, records_in_seasons):
        yield from kind()


def trends() -> Iterator[Scene]:
    today = date(2025, 7, 14)
    wave = rates.growing(rates.wave(35, 200, 0.7), 1.25, today)
    yield Scene("a summer, a quarter more each year, in its middle", wave, today, FOUR, 30, draw=draws.scattered(8))
    today = date(2026, 2, 27)
    winter = rates.growing(rates.wave(9, 15, 0.6), 0.7, today)
    yield Scene("a winter, three tenths less each year, as it ends", winter, today, 1200, 60)
    today = date(2025, 9, 30)
    less = rates.growing(rates.weekdays(500), 0.75, today)
    yield Scene("500 a day, a quarter less each year, a quarter ahead", less, today, FIVE, 90, draw=draws.scattered(20))
    more = rates.growing(rates.plus(0.3, rates.months(1.2, 12)), 1.4, date(2025, 12, 5))
    yield Scene("slow, and grown by two fifths, in December", more, date(2025, 12, 5), THREE, 21)
    growing = rates.growing(rates.every_weeks(60, 2, 0), 1.5, date(2025, 10, 5))
    yield Scene("every second Monday, half as much again each year", growing, date(2025, 10, 5), 800, 14)
    monthly = rates.times(rates.plus(4, rates.day_of_month(40, 1)), rates.wave(1, 200, 0.6))
    yield Scene("ten times on the first, and a summer", monthly, date(2025, 5, 25), THREE, 14)


def _stepped(before: float, after: float, today: date, days_ago: int) -> Rate:
    return rates.changed(rates.even(before), rates.even(after), today - timedelta(days=days_ago - 1))


def jumps() -> Iterator[Scene]:
    today = date(2025, 8, 4)
    rival = rates.times(rates.wave(12, 196, 0.8), _stepped(1, 1.8, today, 50))
    yield Scene("a summer, and 1.8 times since a rival shut 50 days ago", rival, today, FOUR, 21)
    today = date(2025, 11, 24)
    halved = rates.times(rates.plus(6, rates.months(18, 12)), _stepped(1, 0.5, today, 60))
    yield Scene("four times in December, halved 60 days ago", halved, today, FOUR, 28)
    slow = rates.times(rates.wave(0.9, 200, 0.7), _stepped(1, 0.4, today, 75))
    yield Scene("a slow summer, cut to two fifths 75 days ago", slow, today, FOUR, 42)
    hidden = records.unknown(40, 20)
    doubled = _stepped(9, 20, today, 20)
    yield Scene("out of stock for three weeks, twice as much since", doubled, today, 640, 14, spoil=hidden)
    long = records.unknown(230, 30)
    yield Scene("unknown for 200 days, 2.2 times as much since", _stepped(7, 15, today, 30), today, FOUR, spoil=long)
    both = rates.times(rates.weekdays(40), _stepped(1, 0.3, today, 9))
    yield Scene("40 a day, scattered, three tenths since 9 days", both, today, 700, 7, draw=draws.scattered(6))


def _every(today: date, first_ago: int, period: int, length: int, times: float) -> Rate:
    """So many times as much for so many days of each period, of which the last began so many days ago (0: tomorrow)."""
    begin = np.datetime64(today) + 1 - first_ago
    return lambda days: np.where((days - begin).astype(int) % period < length, times, 1.0)


def _steps(today: date, *ago: int) -> Known:
    """A price that goes down and up by a fifth, each for good until the next."""

    def known(days: np.ndarray) -> dict[str, np.ndarray]:
        changes = sum((days > np.datetime64(today - timedelta(days=back))).astype(int) for back in ago)
        return {"price": np.where(changes % 2 == 1, 8.0, 10.0)}

    return known


def _priced(name: str, level: float, times: float, today: date, *ago: int) -> Scene:
    """So many times as much at the lower price."""
    known = _steps(today, *ago)
    rate = lambda days: level * np.where(known(days)["price"] < 9, times, 1.0)  # noqa: E731
    return Scene(name, rate, today, 730, 21, known=known)


def offers() -> Iterator[Scene]:
    today = date(2025, 10, 12)
    tomorrow = _every(today, 0, 45, 7, 3.0)
    known = records.promotions(tomorrow)
    empty = records.unknown(45, 38)
    yield Scene(
        "an offer from tomorrow, the last one out of stock", _of(8, tomorrow), today, 800, known=known, spoil=empty
    )
    now = _every(today, 4, 60, 10, 2.5)
    known, out = records.promotions(now, 0.75), records.unknown(2, 0)
    yield Scene("an offer running, out of stock since two days", _of(20, now), today, 700, 10, known=known, spoil=out)
    running = _every(today, 3, 90, 14, 2.0)
    known = records.promotions(running)
    yield Scene("an offer running since three days, and over in eleven", _of(15, running), today, 730, 21, known=known)
    slow = _every(today, 2, 75, 8, 4.0)
    known = records.promotions(slow, 0.7)
    yield Scene("a slow seller's offer running", _of(0.7, slow), today, 900, 14, known=known)
    rare = _every(today, 0, 60, 10, 6.0)
    yield Scene(
        "0.15 a day, an offer of six times from tomorrow",
        _of(0.15, rare),
        today,
        1000,
        14,
        known=records.promotions(rare),
    )
    summer = rates.times(rates.wave(14, 200, 0.7), _every(today, 0, 50, 7, 2.5))
    known = records.promotions(_every(today, 0, 50, 7, 2.5), 0.8)
    yield Scene(
        "a summer past, and an offer from tomorrow", summer, today, THREE, 14, known=known, draw=draws.scattered(9)
    )
    yield _priced("cheaper for good since two days, as twice before", 10, 1.6, today, 500, 380, 260, 130, 2)
    yield _priced("dearer for good since yesterday, as twice before", 10, 1.8, today, 560, 420, 300, 180, 90, 1)
    yield _priced("cheaper for good from tomorrow, as twice before", 3, 1.7, today, 500, 380, 260, 130, 0)
    unmarked = _every(today, 20, 35, 4, 3.0)
    grown = rates.growing(_of(6, unmarked), 1.5, today)
    yield Scene("offers of four days nobody marked, and growth", grown, today, 700, 14)


def _of(level: float, factor: Rate) -> Rate:
    return rates.times(rates.weekdays(level), factor)


def rhythms() -> Iterator[Scene]:
    thursday = date(2025, 10, 16)
    weekend, start = np.array([0.5, 0.5, 0.5, 0.5, 1, 2.5, 1.5]), np.array([2.5, 1.5, 1, 0.5, 0.5, 0.5, 0.5])
    moved = rates.changed(rates.weekdays(14, start), rates.weekdays(14, weekend), thursday - timedelta(days=41))
    yield Scene("weekdays that changed 42 days ago", moved, thursday, 700, 10)
    late = rates.changed(rates.weekdays(30, start), rates.weekdays(30, weekend), thursday - timedelta(days=20))
    yield Scene("weekdays that changed 21 days ago, in a year", late, thursday, 365, 10)
    pay = lambda day: rates.plus(4, rates.day_of_month(36, day))  # noqa: E731
    wages = rates.changed(pay(1), pay(15), date(2025, 6, 10))
    yield Scene("wages on the 1st, on the 15th since four months", wages, date(2025, 10, 10), 900, 10)
    saturday = rates.plus(3, rates.nth_weekday(24, 1, 5))
    yield Scene("eight times on first Saturdays, 400 days", saturday, date(2025, 11, 27), 400, 10)
    slow = rates.weekdays(0.3, np.array([0, 0, 0, 0, 3.5, 3.5, 0]))
    yield Scene("a slow seller of Fridays and Saturdays", slow, date(2025, 11, 26), THREE, 7)
    weekly = rates.every_weeks(21, 1, 1)
    yield Scene("Tuesdays only, in packs of 7, 90 days", weekly, date(2025, 11, 26), 90, 14, draw=draws.packs(7))


def launches() -> Iterator[Scene]:
    december = rates.plus(5, rates.months(7, 12))
    yield Scene("launched 45 days ago, in its December", december, date(2025, 12, 15), 45, 14, **NEWCOMER)
    yield Scene("launched before Christmas, on 2 January", december, date(2026, 1, 2), 25, 21, unsure=True, **NEWCOMER)
    summer = rates.wave(11, 196, 0.9)
    yield Scene(
        "launched 30 days ago in a summer that ends", summer, date(2025, 8, 10), 30, 60, unsure=True, **NEWCOMER
    )
    today = date(2025, 10, 1)
    rush = lambda days: 1 + 2 * 0.5 ** (np.abs((days - np.datetime64("2025-09-11")).astype(int)) / 4)  # noqa: E731
    first = rates.times(rates.weekdays(12), rush)
    yield Scene("launched 21 days ago with a rush", first, today, 21, 30, **NEWCOMER)
    yield Scene(
        "launched 9 days ago, widely scattered", rates.even(60), today, 9, 60, draw=draws.scattered(2), **NEWCOMER
    )
    yield Scene("launched 26 days ago, one in four days", rates.even(0.25), today, 26, 60, **NEWCOMER)
    offer = _every(today, 6, 120, 7, 3.0)
    known = records.promotions(offer)
    yield Scene("launched 40 days ago, on offer for a week until today", _of(7, offer), today, 40, 14, known=known)
    rising = lambda days: np.minimum(20.0, 4 + 16 * (days - np.datetime64("2025-07-01")).astype(int) / 70)  # noqa: E731
    yield Scene("100 days old, risen for ten weeks, level since three", rising, today, 92, 28)


def records_in_seasons() -> Iterator[Scene]:
    goods = rates.months(11, 12)
    ago = (date(2025, 11, 20) - date(2024, 12, 9)).days
    typo = records.typed(5_000, ago + 1)
    yield Scene("December goods, a typo last December", goods, date(2025, 11, 20), THREE, 25, spoil=typo)
    summer = rates.wave(7, 200, 0.85)
    gap = records.unknown(460, 330)
    yield Scene(
        "a smooth year, the start of last year's season unknown", summer, date(2025, 5, 10), THREE, 28, spoil=gap
    )
    yield Scene(
        "a smooth year, out of stock every other week", summer, date(2025, 5, 3), 800, 28, spoil=records.often_unknown
    )
    both = records.both(records.unknown(18, 11), records.typed(400, 5))
    yield Scene("out of stock, and a typo five days ago", rates.weekdays(3), date(2025, 5, 3), 300, 14, spoil=both)
    ended = rates.until_day(rates.wave(9, 200, 0.7), date(2025, 5, 1))
    yield Scene("a smooth year, ended 50 days ago", ended, date(2025, 6, 20), THREE, 21, compared_with=14, **NOTHING)
