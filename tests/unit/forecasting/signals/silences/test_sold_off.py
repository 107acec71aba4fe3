import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.silences import sold_off
from tests.unit.forecasting import sales


def cleared(silent: int = 12, price: float = 5.0, cut_for: int = 21, sold: float = 0.0) -> Block:
    """Ten units a day at a price of 10; of the first at another one for some days, and none or so many since."""
    values, prices = np.random.default_rng(0).poisson(10.0, (2, 400)).astype(float), np.full((2, 400), 10.0)
    values[0, 400 - silent :] = sold
    prices[0, 400 - silent - cut_for :] = price
    return sales.block(values, price=prices)


def test_who_is_sold_off_and_then_sells_nothing_has_ended() -> None:
    assert sold_off.find(cleared()).tolist() == [True, False]
    assert sold_off.find(cleared(silent=14, sold=np.nan)).tolist() == [True, False]


@pytest.mark.parametrize(
    "other", [{"silent": 6}, {"price": 9.0}, {"price": 11.0}, {"cut_for": 5}, {"cut_for": 200}, {"sold": 1.0}]
)
def test_a_silence_a_price_or_an_offer_by_itself_is_no_clearance(other: dict[str, float]) -> None:
    assert not sold_off.find(cleared(**other)).any()


def test_who_was_as_cheap_before_and_came_back_or_is_dear_again_is_not_cleared() -> None:
    before, again = cleared(), cleared()
    before.known["price"][0, 100:110] = 5.0
    again.known["price"][0, -3:] = 10.0
    assert not sold_off.find(before).any()
    assert not sold_off.find(again).any()


def test_a_shop_without_prices_clears_nothing() -> None:
    assert not sold_off.find(sales.block(cleared().values)).any()
