"""Shops of which all products moved at once, each selling too little to tell, and prices that are new since days."""

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.shop import Scene

TODAY, WEEKLY, NEW_PRICE = date(2026, 7, 31), date(2026, 8, 9), date(2026, 9, 5)
SCATTERED = draws.scattered(8)


def scenes() -> Iterator[Scene]:
    for kind in (shops, priced):
        yield from kind()


def shops() -> Iterator[Scene]:
    """Alone and among others a product of these has not moved as far as anybody can tell."""
    for level, times, ago in ((3, 2.0, 14), (3, 0.5, 14), (1, 2.0, 35), (10, 0.5, 40)):
        moved = _since(TODAY, ago, rates.weekdays(level), times)
        name = f"a shop of {level} a day, {times:g} times since {ago} days"
        yield Scene(name, moved, TODAY, 900, 28, draw=SCATTERED, unsure=True)
    weeks = _since(WEEKLY, 35, rates.even(0.8), 0.5)
    yield Scene(
        "a shop of weeks, half of it since five", weeks, WEEKLY, 728, 28, draw=SCATTERED, step_days=7, unsure=True
    )


def priced() -> Iterator[Scene]:
    for level, times, ago in ((12, 0.55, 8), (3, 0.5, 15), (25, 0.8, 20), (2, 1.9, 10), (6, 1.0, 12)):
        price = _since(NEW_PRICE, ago, rates.even(10), 0.8 if times > 1 else 1.2)
        sold = _since(NEW_PRICE, ago, rates.weekdays(level), times)
        name = f"{level} a day, {times:g} times at a price new since {ago} days"
        known = lambda days, price=price: {"price": price(days)}  # noqa: E731
        yield Scene(name, sold, NEW_PRICE, 760, 28, draw=SCATTERED, known=known, unsure=True)


def _since(today: date, ago: int, rate: rates.Rate, times: float) -> rates.Rate:
    """So many times as much in the last so many days, and ahead."""
    return rates.changed(rate, lambda days: times * rate(days), today - timedelta(days=ago - 1))
