from datetime import date
from itertools import product as every

import numpy as np
import pytest

from services.budget_list import best_within
from services.order_lines import Line


def line(number: int, quantity: int, unit_cost: float | None, risk: float, **fields: object) -> Line:
    usual = {"pack_size": 1, "min_order": 0, "supplier": "", "on_hand": 0.0, "needed": float(quantity)} | fields
    cost = None if unit_cost is None else quantity * unit_cost
    return Line(
        product_id=number, sku=f"P{number}", name="", category="", location="", unit_cost=unit_cost, kind="order",
        quantity=quantity, order_by=None, stock_out_date=None, days_of_cover=None, cost=cost, money_at_risk=risk,
        excess_units=0.0, excess_value=None, as_of=date(2026, 3, 2), reason="Because.", **usual,
    )  # fmt: skip


def quantities(bought) -> dict[int, int]:
    return {own.product_id: own.quantity for own in bought.lines}


def test_what_covers_most_for_its_money_is_bought_first():
    # 3, 2 and 1 of risk for each unit of money; the last line is paid for in part.
    lines = [line(1, 10, 10.0, 200.0), line(2, 10, 10.0, 300.0), line(3, 10, 10.0, 100.0)]
    bought = best_within(lines, 240.0)
    assert quantities(bought) == {2: 10, 1: 10, 3: 4}
    assert sum(own.money_at_risk for own in bought.lines) == bought.at_most == 540.0


def test_a_part_is_said_in_the_reason():
    (part,) = best_within([line(1, 10, 10.0, 200.0)], 64.0).lines
    assert part.quantity == 6
    assert part.reason == "Because. The budget of 64.00 pays for 6 of 10."


def test_parts_are_whole_packs():
    assert quantities(best_within([line(1, 24, 1.0, 50.0, pack_size=6)], 23.0)) == {1: 18}


def test_no_part_is_smaller_than_the_smallest_order():
    lines = [line(1, 24, 1.0, 50.0, min_order=20), line(2, 5, 1.0, 5.0)]
    assert quantities(best_within(lines, 15.0)) == {2: 5}


def test_what_is_free_is_always_on_the_list():
    assert quantities(best_within([line(1, 5, 0.0, 1.0), line(2, 5, 1.0, 99.0)], 0.0)) == {1: 5}


def test_a_line_of_unknown_cost_cannot_be_weighed():
    assert quantities(best_within([line(1, 5, None, 1000.0), line(2, 5, 1.0, 1.0)], 100.0)) == {2: 5}


@pytest.mark.parametrize("seed", range(5))
def test_no_list_is_better_by_more_than_a_pack_and_none_exceeds_the_bound(seed):
    chance = np.random.default_rng(seed)
    drawn = [(*chance.integers(1, [4, 4, 9]).tolist(), chance.uniform(1, 90)) for _ in range(6)]
    lines = [
        line(number, packs * size, float(cost), risk, pack_size=size)
        for number, (packs, size, cost, risk) in enumerate(drawn)
    ]
    budget = 0.5 * sum(own.cost for own in lines)
    bought = best_within(lines, budget)
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
