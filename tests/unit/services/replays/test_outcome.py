"""Figures of two products over two weeks, worked out by hand."""

import numpy as np
import pytest

from forecasting.replenishment.simulation import Course, Trade
from services.replays import outcome
from services.replays.bought import Bought
from services.replays.outcome import Share, Terms

DAYS = 14
NONE = np.zeros((2, DAYS))
NOTHING = Bought.nothing(2, DAYS)


def trade() -> Trade:
    weekly = np.tile(np.arange(DAYS) % 7 == 0, (2, 1))
    at_once = np.tile(np.arange(DAYS), (2, 1))
    return Trade(np.full((2, DAYS), 10.0), weekly, at_once, np.full(2, np.inf), np.zeros(2, dtype=bool))


def terms(**fields) -> Terms:
    usual = {name: np.zeros(2) for name in Terms.__slots__}
    return Terms(**usual | {"fill_rate": np.zeros(2, dtype=bool), "unit_cost": np.full(2, 4.0)} | fields)


def course(lost=NONE, stock=NONE, wasted=NONE) -> Course:
    return Course(lost, lost, wasted, stock, NONE)


def lost(*places) -> np.ndarray:
    units = NONE.copy()
    for place in places:
        units[place] = 5.0
    return units


def test_a_cycle_with_a_lost_sale_is_not_served_and_the_last_one_has_not_ended():
    own = outcome.kept(trade(), course(lost((0, 3), (1, 9))), NOTHING, terms())
    assert own.service.kept.tolist() == [[0, 0], [1, 0]]
    assert own.service.value == 0.5
    assert own.met.value == pytest.approx(1 - 10 / 280)


def test_a_fill_rate_is_the_demand_met_in_a_cycle():
    own = outcome.kept(trade(), course(lost((0, 3))), NOTHING, terms(fill_rate=np.ones(2, dtype=bool)))
    assert own.service.kept[0, 0] == pytest.approx(1 - 5 / 70)


def test_cost_is_of_keeping_ordering_waste_and_dearer_prices():
    placed = lost((0, 0)) / 5
    bought = Bought(placed, 7 * placed, lost((1, 0)) - 2 * placed)
    own = outcome.kept(trade(), course(stock=NONE + 3, wasted=lost((1, 2))), bought, terms(keep=np.full(2, 0.5)))
    assert own.holding_cost.tolist() == [21, 21]
    assert own.order_cost.tolist() == [7, 0]
    assert own.waste_cost.tolist() == [0, 20]
    assert own.dearer.tolist() == [-2, 5]
    assert own.cost.tolist() == [26, 46]


def test_an_error_is_the_larger_of_products_and_of_weeks():
    by_product = Share(np.array([[1.0, 1.0], [0.0, 0.0]]), np.ones((2, 2)))
    assert by_product.error_of(0.5) == pytest.approx(np.sqrt((1 + 1) * 2) / 4)
    assert Share(np.ones((2, 2)), np.ones((2, 2))).error_of(1.0) == 0


def test_both_met_the_same_demand_so_a_constant_difference_is_sure():
    own = Share(np.array([[1.0, 0.8], [0.6, 1.0]]), np.ones((2, 2)))
    assert own.error_of(0.2, own.kept - 0.2) == pytest.approx(0)
