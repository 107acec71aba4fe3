import numpy as np
import pytest

from forecasting.block import Block
from forecasting.uncertainty.slow_sellers import SlowSellers
from tests.unit.forecasting import sales

HORIZON = 28


def slow(every: float, products: int = 60, periods: int = 730) -> SlowSellers:
    return SlowSellers.of(block(every, products, periods), *np.ones((2, products), dtype=bool))


def block(every: float, products: int = 60, periods: int = 730):
    values = np.random.default_rng(1).poisson(1 / every, (products, periods)).astype(float)
    values[:, 0] = 1.0
    return sales.block(values)


@pytest.mark.parametrize("every", [30, 90])
def test_sales_a_month_or_a_quarter_apart_are_expected_as_often(every: int) -> None:
    found = slow(every)
    assert (found.share * found.size).mean() == pytest.approx(1 / every, rel=0.3)


def test_a_rare_seller_among_faster_ones_is_expected_to_stay_one() -> None:
    values = np.concatenate([block(6, periods=1400).values, block(120, products=20, periods=1400).values])
    found = SlowSellers.of(sales.block(values), *np.ones((2, 80), dtype=bool))
    assert found.share[60:].mean() == pytest.approx(1 / 120, rel=0.3)


def test_nobody_who_sells_every_second_day_is_slow() -> None:
    values = np.tile(np.arange(200) % 2, (5, 1)).astype(float)
    assert not len(SlowSellers.of(sales.block(values), *np.ones((2, 5), dtype=bool)).rows)


def test_who_sells_on_one_weekday_keeps_it() -> None:
    values = np.where(np.arange(400) % 7 == 5, 9.0, 0.0)[None]
    mean = np.where(np.arange(HORIZON) % 7 == 5, 9.0, 0.0)[None]
    assert SlowSellers.of(sales.block(values), *np.ones((2, 1), dtype=bool)).mean(mean) == pytest.approx(mean)


def test_who_sells_on_one_weekday_of_a_season_is_expected_to_sell_as_much_on_it() -> None:
    days = np.datetime64("2025-09-28") - np.arange(3 * 364)[::-1]
    on = (np.arange(len(days)) % 7 == 5) & np.isin(days.astype("datetime64[M]").astype(int) % 12, range(3, 10))
    sold = Block(
        days[0].item(), np.random.default_rng(3).poisson(np.where(on, 12.0, 0.0), (8, len(days))) * 1.0, ("",) * 8
    )
    ahead = np.tile(np.where(np.arange(HORIZON) % 7 == 5, 12.0, 0.0), (8, 1))
    assert SlowSellers.of(sold, *np.ones((2, 8), dtype=bool)).mean(ahead).sum(axis=1) == pytest.approx(48, rel=0.2)


@pytest.mark.parametrize("weekdays", [(2,), (1, 4)])
def test_who_sells_on_each_of_its_weekdays_is_as_high_as_the_methods_say(weekdays: tuple[int, ...]) -> None:
    # More in each winter, half as much again each year: a mean of all years is that of none.
    day = np.arange(4 * 364)
    level = 20 * 1.5 ** (day / 364) * (1 + 0.7 * np.cos(2 * np.pi * day / 364))
    values = np.where(np.isin(day % 7, weekdays), np.random.default_rng(4).poisson(level, (8, len(day))), 0.0)
    ahead = np.tile(np.where(np.isin(np.arange(HORIZON) % 7, weekdays), 170.0, 0.0), (8, 1))
    found = SlowSellers.of(sales.block(values), *np.ones((2, 8), dtype=bool))
    assert found.mean(ahead).sum(axis=1) == pytest.approx(ahead.sum(axis=1), rel=0.05)


def test_a_long_silence_lowers_what_is_expected() -> None:
    values = block(20).values
    values[:30, -365:] = 0.0
    found = SlowSellers.of(sales.block(values), *np.ones((2, 60), dtype=bool))
    assert found.share[:30].mean() < 0.2 * found.share[30:].mean()


def test_quantiles_of_a_rare_sale_are_whole_and_rise() -> None:
    found, mean = slow(30), np.full((60, HORIZON), 1 / 30)
    quantiles = found.quantiles(mean, np.zeros((60, 17, HORIZON), dtype=np.float32), np.ones(60, dtype=bool))
    assert (quantiles == np.rint(quantiles)).all()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert quantiles[:, -1].max() >= 1


def test_who_is_silent_out_of_its_season_is_awaited() -> None:
    days = np.datetime64("2025-09-20") - np.arange(4 * 365)[::-1]
    winter = np.isin(days.astype("datetime64[M]").astype(int) % 12, (10, 11, 0, 1))
    values = np.random.default_rng(2).poisson(np.where(winter, 0.15, 0.004), (20, len(days))).astype(float)
    sold = Block(days[0].item(), values, tuple(str(number) for number in range(20)))
    assert len(SlowSellers.of(sold, *np.ones((2, 20), dtype=bool)).awaited) > 15
