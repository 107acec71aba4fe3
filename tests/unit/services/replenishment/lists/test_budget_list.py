from datetime import date
from itertools import product as every

import numpy as np
import pytest

from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.budget_list import good_within

# A reason is in the shop's language and currency.
pytestmark = pytest.mark.usefixtures("configured")


def line(number: int, quantity: int, unit_cost: float | None, risk: float, **fields: object) -> Line:
    usual = {"pack_size": 1, "min_order": 0, "supplier": "", "on_hand": 0.0, "needed": float(quantity)} | fields
    usual["expected_demand"] = usual["needed"]
    cost = None if unit_cost is None else quantity * unit_cost
    return Line(
        product_id=number, sku=f"P{number}", name="", category="", location="", unit_cost=unit_cost, kind="order",
        quantity=quantity, order_by=None, stock_out_date=None, days_of_cover=None, cost=cost, money_at_risk=risk,
        excess_units=0.0, excess_value=None, as_of=date(2026, 3, 2), said="Because.", **usual,
    )  # fmt: skip


def quantities(bought) -> dict[int, int]:
    return {own.product_id: own.quantity for own in bought.lines}


def test_what_covers_most_for_its_money_is_bought_first():
    # 3, 2 and 1 of risk for each unit of money; the last line is paid for in part.
    lines = [line(1, 10, 10.0, 200.0), line(2, 10, 10.0, 300.0), line(3, 10, 10.0, 100.0)]
    bought = good_within(lines, 240.0)
    assert quantities(bought) == {2: 10, 1: 10, 3: 4}
    assert sum(own.money_at_risk for own in bought.lines) == bought.at_most == 540.0


def test_a_part_is_said_in_the_reason():
    (part,) = good_within([line(1, 10, 10.0, 200.0)], 64.0).lines
    assert part.quantity == 6
    assert part.reason == "Because. The budget of 64.00 pays for 6 of 10."


def test_parts_are_whole_packs():
    assert quantities(good_within([line(1, 24, 1.0, 50.0, pack_size=6)], 23.0)) == {1: 18}


def test_a_part_is_not_paid_for_at_the_price_of_more_than_is_wanted():
    # 110 at 5 would be had for 550, but no more than 99 are advised: at 6 each 91 are.
    assert quantities(good_within([line(1, 99, 6.0, 50.0, price_breaks="[[100, 5.0]]")], 550.0)) == {1: 91}


def test_what_a_price_break_adds_to_what_is_missing_covers_nothing():
    # 100 at 5 are too dear: the 70 that are missing cover all that is at risk, and 80 are left for the other.
    dear = line(1, 100, 6.0, 280.0, needed=70.0, price_breaks="[[100, 5.0]]")._replace(cost=500.0)
    bought = good_within([dear, line(2, 70, 6.0, 70.0)], 480.0)
    assert (quantities(bought), bought.covered) == ({1: 70, 2: 10}, 290.0)


def test_no_part_is_smaller_than_the_smallest_order():
    lines = [line(1, 24, 1.0, 50.0, min_order=20), line(2, 5, 1.0, 5.0)]
    assert quantities(good_within(lines, 15.0)) == {2: 5}


def test_what_is_free_is_always_on_the_list():
    assert quantities(good_within([line(1, 5, 0.0, 1.0), line(2, 5, 1.0, 99.0)], 0.0)) == {1: 5}


def test_a_line_of_unknown_cost_cannot_be_weighed():
    assert quantities(good_within([line(1, 5, None, 1000.0), line(2, 5, 1.0, 1.0)], 100.0)) == {2: 5}


def test_a_cheap_line_does_not_keep_out_one_that_is_worth_far_more():
    lines = [line(1, 1, 10.0, 30.0), line(2, 100, 10.0, 2900.0, pack_size=100)]
    assert quantities(good_within(lines, 1000.0)) == {2: 100}


def test_a_line_that_the_budget_cannot_even_begin_does_not_count_as_coverable():
    bought = good_within([line(1, 10, 1.0, 10.0), line(2, 100, 10.0, 9000.0, pack_size=100)], 20.0)
    assert (quantities(bought), bought.at_most) == ({1: 10}, 10.0)


def test_what_is_free_is_bought_after_the_last_coin_too():
    lines = [line(1, 3, 0.1, 1.0), line(2, 5, 0.0, 1.0), line(3, 1, 0.3, 99.0)]
    assert quantities(good_within(lines, 0.3)) == {3: 1, 2: 5}


@pytest.mark.parametrize("seed", range(20))
def test_a_list_covers_at_least_half_of_what_any_could(seed):
    chance = np.random.default_rng(seed)
    lines = [
        line(number, packs * size, float(cost), risk, pack_size=size, min_order=smallest)
        for number in range(30)
        for packs, size, cost, smallest in [chance.integers(1, [4, 60, 40, 90]).tolist()]
        for risk in [chance.pareto(0.7)]
    ]
    for share in (0.01, 0.05, 0.2, 0.6):
        budget = share * sum(own.cost for own in lines)
        bought = good_within(lines, budget)
        assert sum(own.cost for own in bought.lines) <= budget + 1e-6
        assert bought.at_most / 2 <= bought.covered <= bought.at_most + 1e-6


@pytest.mark.parametrize("seed", range(5))
def test_no_list_is_better_by_more_than_a_pack_and_none_exceeds_the_bound(seed):
    chance = np.random.default_rng(seed)
    drawn = [(*chance.integers(1, [4, 4, 9]).tolist(), chance.uniform(1, 90)) for _ in range(6)]
    lines = [
        line(number, packs * size, float(cost), risk, pack_size=size)
        for number, (packs, size, cost, risk) in enumerate(drawn)
    ]
    budget = 0.5 * sum(own.cost for own in lines)
    bought = good_within(lines, budget)
    covered = sum(own.money_at_risk for own in bought.lines)
    best = max(covered_by(lines, packs, budget) for packs in every(range(4), repeat=6))
    largest_pack = max(own.money_at_risk * own.pack_size / own.quantity for own in lines)
    assert sum(own.cost for own in bought.lines) <= budget + 1e-9
    assert best - largest_pack <= covered <= best + 1e-9 <= bought.at_most + 1e-6


def covered_by(lines: list[Line], packs: tuple[int, ...], budget: float) -> float:
    """Money at risk covered by so many packs of each line; nothing if that cannot be."""
    units = [count * own.pack_size for count, own in zip(packs, lines, strict=True)]
    if any(count > own.quantity for count, own in zip(units, lines, strict=True)):
        return 0.0
    if sum(count * own.unit_cost for count, own in zip(units, lines, strict=True)) > budget:
        return 0.0
    return sum(count / own.quantity * own.money_at_risk for count, own in zip(units, lines, strict=True))
