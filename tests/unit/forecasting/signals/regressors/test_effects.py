import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.regressors.effects import estimate
from tests.unit.forecasting import sales

PROMO = np.tile((np.arange(228) % 14 < 3).astype(float), (4, 1))


def promoted(lift: float) -> Block:
    values = sales.weekly_pattern(4) * (1 + lift * PROMO[:, :200])
    return sales.block(values, promo=PROMO)


def test_finds_what_a_promotion_does() -> None:
    ahead = estimate(promoted(1.0)).at(200, 28)
    ratio = ahead[PROMO[:, 200:] > 0].mean() / ahead[PROMO[:, 200:] == 0].mean()
    assert ratio == pytest.approx(2.0, rel=0.15)


def test_finds_nothing_where_there_is_nothing() -> None:
    assert estimate(promoted(0.0)).factors == pytest.approx(1.0, abs=0.1)


def test_removing_effects_levels_the_sales() -> None:
    block = promoted(1.0)
    plain = estimate(block).removed(block).values
    on = PROMO[:, :200] > 0
    same_weekdays = ~on & (np.arange(200) % 7 < 3)
    assert plain[on].mean() == pytest.approx(plain[same_weekdays].mean(), rel=0.15)


def test_without_regressors_nothing_changes() -> None:
    block = sales.block(sales.weekly_pattern())
    assert np.array_equal(estimate(block).removed(block).values, block.values)


def test_beyond_what_is_known_an_average_period_is_assumed() -> None:
    assert (estimate(promoted(1.0)).at(220, 28)[:, 8:] == 1.0).all()


def test_a_higher_price_never_sells_more() -> None:
    price = np.where(np.arange(400) // 20 % 2, 10.0, 8.0)[None]
    values = np.random.default_rng(0).poisson(np.where(price > 9, 30, 10)).astype(float)
    assert estimate(sales.block(values, price=price)).learnt["price"].factor[0] <= 1.0


def test_one_change_of_a_price_teaches_next_to_nothing() -> None:
    few, many = (np.where(np.arange(400) // days % 2, 12.0, 10.0)[None] for days in (200, 10))
    learnt = []
    for price in (few, many):
        values = np.random.default_rng(0).poisson(np.where(price > 11, 10, 20)).astype(float)
        learnt.append(estimate(sales.block(values, price=price)).learnt["price"].factor[0])
    assert learnt[0] > 0.9 > learnt[1]


def test_a_few_changes_of_a_price_that_all_did_the_same_are_believed() -> None:
    price = np.where(np.arange(600) // 150 % 2, 8.0, 10.0)[None]
    alike = np.where(price < 9, 16, 10)
    unlike = np.where(np.arange(600) // 150 == 1, 16, 10)[None]
    learnt = []
    for rate in (alike, unlike):
        values = np.random.default_rng(0).poisson(rate).astype(float)
        learnt.append(estimate(sales.block(values, price=price)).learnt["price"].factor[0])
    assert learnt[0] < 0.85
    assert learnt[1] > 0.92
