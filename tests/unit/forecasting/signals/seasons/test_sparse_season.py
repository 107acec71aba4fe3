from datetime import date

import numpy as np
import pytest

from benchmarks.known_truth import rates
from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.seasons import sparse_season

YEARS, PRODUCTS, AHEAD = 4, 40, 42
EVEN, SUMMER, DECEMBER = rates.even(0.08), rates.months(0.25, 6, 7, 8, beside=0.03), rates.months(0.5, 12, beside=0.05)


def block(rate: rates.Rate, last: date, years: int = YEARS, category: str | None = None, level: float = 1.0) -> Block:
    days = np.datetime64(last) - np.arange(365 * years)[::-1]
    values = np.random.default_rng(3).poisson(level * rate(days), (PRODUCTS, len(days))).astype(float)
    names = tuple(category or f"own {number}" for number in range(PRODUCTS))
    return Block(days[0].item(), values, names)


def ahead(rate: rates.Rate, last: date, sold: Block) -> np.ndarray:
    """What the season says of the coming days beside what is true of them, (products,)."""
    season = sparse_season.find(sold)
    level = sold.values.sum(axis=1) / season.at(sold, 0, sold.periods).sum(axis=1)
    said = level * season.at(sold, sold.periods, sold.periods + AHEAD).sum(axis=1)
    return said / rate(np.datetime64(last) + 1 + np.arange(AHEAD)).sum()


@pytest.mark.parametrize("years", [2, 3, 5])
@pytest.mark.parametrize(
    ("rate", "last"),
    [
        (SUMMER, date(2025, 5, 28)),
        (SUMMER, date(2025, 8, 31)),
        (DECEMBER, date(2025, 11, 23)),
        (rates.months(0.03, 6, 7, 8, beside=0.25), date(2025, 5, 28)),
        (rates.wave(0.1, 190, 0.8), date(2025, 5, 10)),
    ],
)
def test_a_season_of_few_sales_comes_again(rate: rates.Rate, last: date, years: int) -> None:
    found = ahead(rate, last, block(rate, last, years))
    assert 0.8 < np.median(found) < 1.6
    assert 0.8 < found.mean() < 1.6


@pytest.mark.parametrize("years", [1, 2, 4])
@pytest.mark.parametrize("last", [date(2025, 5, 28), date(2025, 8, 31), date(2025, 12, 28)])
def test_no_season_is_seen_where_there_is_none(last: date, years: int) -> None:
    found = sparse_season.find(block(EVEN, last, years))
    assert np.median(found.belief) < 0.45
    assert np.abs(found.of_parts - 1).mean() < 0.1


def test_what_one_year_saw_is_no_season() -> None:
    last = date(2025, 5, 28)
    once = lambda days: 0.05 + 1.0 * (np.abs((days - np.datetime64("2024-06-15")).astype(int)) < 20)  # noqa: E731
    assert np.median(sparse_season.find(block(once, last)).belief) < 0.5


def test_large_orders_say_as_much_as_their_number() -> None:
    sold = block(rates.even(0.03), date(2025, 5, 28))
    many = Block(sold.start, 40 * sold.values, sold.categories)
    assert sparse_season.find(many).of_parts == pytest.approx(sparse_season.find(sold).of_parts)


def test_who_sells_too_little_has_the_season_of_the_category() -> None:
    rate, last = rates.months(1.0, 6, 7, 8, beside=0.1), date(2025, 5, 28)
    own, pooled = (sparse_season.find(block(rate, last, 3, name, level=0.02)) for name in (None, "garden"))
    june = slice(20, 24)
    assert pooled.belief.mean() > own.belief.mean()
    assert np.median(pooled.of_parts[:, june] / pooled.of_parts.mean(axis=1, keepdims=True)) > 2.0


def test_who_grows_or_declines_for_years_has_no_season() -> None:
    last = date(2025, 5, 28)
    for yearly in (0.3, 0.6, 1.6, 2.5):
        found = sparse_season.find(block(rates.growing(rates.even(0.1), yearly, last), last, 2))
        assert np.median(found.belief) < 0.5


def test_a_season_of_few_sales_is_not_one_of_easter() -> None:
    sold = block(SUMMER, date(2025, 5, 28))
    choices = {one.name: one for one in calendars.all_of(sold, sold.periods)}
    for name in (calendars.EASTER, calendars.ISLAM, calendars.YEAR):
        assert sparse_season.rather_than(sold, choices[name]).mean() > 0.9
    easter = block(rates.before_easter(0.4, 25), date(2025, 3, 28))
    assert sparse_season.rather_than(easter, choices[calendars.EASTER]).mean() < 0.3


@pytest.mark.parametrize("years", [2, 3, 4])
def test_a_season_of_three_weeks_is_as_high_as_it_was(years: int) -> None:
    rate, last = rates.plus(0.05, rates.weeks_of_year(0.8, 8, 20, 20)), date(2025, 8, 12)
    assert 0.7 < np.median(ahead(rate, last, block(rate, last, years))) < 1.2
