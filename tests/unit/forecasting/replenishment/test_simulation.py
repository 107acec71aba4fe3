"""Days worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from forecasting.replenishment import simulation
from forecasting.replenishment.simulation import Shelf, Trade

FOREVER = np.inf


def trade(asked, lead=1, every=1, life=FOREVER, waits=False):
    days = len(asked)
    return Trade(
        asked=np.array([asked], dtype=float),
        orders=np.array([[day % every == 0 for day in range(days)]]),
        arrives=np.array([[day + lead for day in range(days)]]),
        shelf_days=np.array([float(life)]),
        waits=np.array([waits]),
    )


def buying(*units):
    return lambda day, shelf: np.array([float(units[day])])


def run(own, *units, opening=0.0):
    return simulation.run(own, buying(*units), np.array([opening]))


def test_what_is_ordered_comes_after_its_lead_time_and_what_is_not_there_is_lost():
    course = run(trade([2, 2, 2, 2], lead=2), 5, 0, 0, 0, opening=3)
    assert course.lost.tolist() == [[0, 1, 0, 0]]
    assert course.stock.tolist() == [[1, 0, 3, 1]]


def test_who_waits_is_served_first_and_nothing_is_lost():
    course = run(trade([2, 2, 2], lead=2, waits=True), 9, 0, 0, opening=3)
    assert course.short.tolist() == [[0, 1, 0]]
    assert course.lost.tolist() == [[0, 0, 0]]
    assert course.stock.tolist() == [[1, 0, 6]]


def test_the_oldest_is_sold_first_and_what_is_left_of_it_expires():
    course = run(trade([0, 1, 0, 0], life=2), 4, 0, 0, 0, opening=3)
    # Three of the first day, one sold on the second, which is their last; four of the second, whose last is the third.
    assert course.wasted.tolist() == [[0, 2, 4, 0]]
    assert course.stock.tolist() == [[3, 4, 0, 0]]


def test_nobody_orders_on_a_day_without_orders():
    course = run(trade([0, 0, 0, 0], every=2), 1, 1, 1, 1)
    assert course.ordered.tolist() == [[1, 0, 1, 0]]


def test_of_several_suppliers_each_delivers_after_its_own_lead_time():
    own = trade([0, 0, 0, 0])
    own = replace(own, arrives=np.array([own.arrives + later for later in (0, 1)]))
    course = simulation.run(own, lambda day, shelf: np.array([[5.0], [3.0]]) * (day == 0), np.zeros(1))
    assert (course.ordered.tolist(), course.stock.tolist()) == ([[8, 0, 0, 0]], [[0, 5, 8, 8]])


def test_goods_on_their_way_come_whatever_is_ordered():
    own = trade([1, 1, 1])
    course = simulation.run(own, buying(0, 0, 0), np.array([1.0]), np.array([[0.0, 0.0, 2.0]]))
    assert course.lost.tolist() == [[0, 1, 0]]


def test_a_buyer_sees_what_is_there_and_on_its_way():
    seen = []

    def buy(day: int, shelf: Shelf) -> np.ndarray:
        seen.append((shelf.on_hand.item(), shelf.position.item()))
        return np.array([2.0])

    simulation.run(trade([1, 1, 1], lead=2), buy, np.array([5.0]))
    assert seen == [(5, 5), (4, 6), (3, 7)]


def test_a_cycle_lasts_from_one_possible_arrival_to_the_next():
    assert trade([0] * 6, lead=1, every=2).cycles().tolist() == [[0, 1, 1, 2, 2, 3]]


def test_last_days_of_what_is_there_and_of_what_comes():
    shelf = Shelf(np.array([[4.0, 2.0, 0.0]]), np.array([[0.0, 5.0, 0.0, 0.0]]), np.zeros(1))
    assert shelf.by_last_day(np.array([3.0]), 4).tolist() == [[0, 2, 4, 5]]
    assert not shelf.by_last_day(np.array([FOREVER]), 4).any()


@pytest.mark.parametrize("life", [FOREVER, 3])
def test_nothing_comes_from_nowhere(life):
    draw = np.random.default_rng(0)
    own = trade(draw.poisson(3, 50), lead=2, every=3, life=life)
    course = run(own, *draw.poisson(9, 50), opening=10)
    sold = own.asked - course.short
    came = course.ordered[:, :48].sum() + 10
    assert came == sold.sum() + course.wasted.sum() + course.stock[0, -1]
