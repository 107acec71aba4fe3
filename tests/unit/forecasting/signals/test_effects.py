import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.effects import estimate
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
