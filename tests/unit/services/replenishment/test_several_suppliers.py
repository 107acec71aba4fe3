"""Of whom to order and how much at once, worked out by hand: ten a day for sure, seven days of lead time and review."""

from datetime import timedelta

import pytest

from app.db import snapshot, transaction
from app.models import OrderAdvice, PurchaseOrder
from services.access.signed_in import SignedIn
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier, SupplierChange
from services.errors import NotFound
from services.orders.entry import advice_orders
from services.orders.entry.advice_orders import AdviceOrder
from services.planning import product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.supply.test_supply import delivered
from utils import clock


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def supplier(name, **terms):
    return supplier_service.create_supplier(NewSupplier(name=name, **terms))


def offers(sku="A", name="Farm", lead_time_days=7, **terms):
    own = supplier(name)
    product_suppliers.put(sku, own.id, ProductSupplierTerms(lead_time_days=lead_time_days, **terms))
    return own


def line(budget=None, **choice):
    (own,) = order_list(ListRequest(Choice(**choice), budget)).page.items
    return own


def test_the_cheaper_of_two_equal_suppliers_is_ordered_from(stocked):
    added = stocked(supplier="Mill", on_hand=70.0)
    offers(unit_cost=5)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity, advice.cost) == ("Farm", 70, 350)
    assert "order 70 of Farm for 5 each, the cheapest of 2 plans" in advice.reason
    assert (line(supplier="Farm").sku, line().supplier) == ("A", "Farm")


def test_a_lead_time_that_loses_sales_is_dearer_than_a_price(stocked):
    # Nothing is there. Farm takes 14 days: seven more are lost, 70 at 10 each; it saves 1 on each of 70.
    added = stocked(supplier="Mill", on_hand=0.0)
    offers(unit_cost=5, lead_time_days=14)
    assert worked_out(added).supplier == "Mill"


def test_where_customers_wait_a_longer_lead_time_loses_nothing(stocked):
    # 140 are owed when Farm's goods come, and 70 are for the week after.
    added = stocked(supplier="Mill", on_hand=0.0, backorders=True)
    offers(unit_cost=5, lead_time_days=14)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity) == ("Farm", 210)


def test_with_enough_on_the_shelf_the_slower_and_cheaper_one_is_taken(stocked):
    added = stocked(supplier="Mill", on_hand=170.0)
    offers(unit_cost=5, lead_time_days=14)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity, advice.arrives_on) == ("Farm", 40, day(14))


def test_the_dearer_one_is_asked_for_what_is_sold_until_the_cheaper_one_can_deliver(stocked):
    # Farm's goods of an order in a week come on day 21: until then 140 are sold from day 7 on.
    added = stocked(supplier="Mill", on_hand=0.0)
    offers(unit_cost=5, lead_time_days=14)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity, advice.next_arrival_on) == ("Mill", 140, day(21))
    assert "to last until Farm delivers, who costs less" in advice.reason


def test_in_a_week_the_nearer_one_is_asked_for_what_is_missing_until_then(stocked):
    added = stocked(supplier="Mill", on_hand=50.0, lead_time_days=3)
    offers(unit_cost=5, lead_time_days=14)
    with transaction() as session:
        session.add(
            PurchaseOrder(
                number="1", product_id=added.id, quantity=70, ordered_on=day(-7), expected_on=day(7), supplier="Farm",
                created_at=clock.now(),
            )
        )  # fmt: skip
    assert worked_out(added).supplier == "Mill"


def test_beside_what_was_ordered_of_one_supplier_nothing_is_asked_of_another(stocked, user_ids):
    # Farm saves 140 and loses the sales of a day, 100. Mill could bring the ten of that day for 60, had it been asked.
    added = stocked(supplier="Mill", on_hand=70.0)
    offers(unit_cost=4, lead_time_days=8)
    assert worked_out(added).supplier == "Farm"
    (order,) = advice_orders.order(AdviceOrder(), SignedIn(user_ids[0], "kim", "planner", "session")).orders
    assert (worked_out(added).supplier, order.supplier) == ("Farm", "Farm")
    assert order_list(ListRequest()).page.items == []


def test_goods_of_one_supplier_that_come_later_do_not_hide_what_another_could_bring_before(stocked):
    # Nothing is there, and 500 of Farm come in ten days: Mill's are here in seven, for the three days until then.
    added = stocked(supplier="Mill", on_hand=0.0)
    own = offers(unit_cost=5, lead_time_days=14)
    with transaction() as session:
        coming = PurchaseOrder(
            number="1", product_id=added.id, quantity=500, ordered_on=day(-4), expected_on=day(10), supplier=own.name,
            created_at=clock.now(),
        )  # fmt: skip
        session.add(coming)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity, advice.arriving) == ("Mill", 30, 40)
    assert "460 arrive too late to count" in advice.reason


def test_of_plans_that_cost_the_same_the_first_by_priority_is_taken(stocked):
    added = stocked(on_hand=70.0)
    offers(name="Farm", unit_cost=5, priority=2)
    offers(name="Yard", unit_cost=5, priority=1)
    assert worked_out(added).supplier == "Yard"


def test_a_price_in_another_currency_counts_by_its_rate(stocked):
    added = stocked(supplier="Mill", on_hand=70.0)
    dear = supplier("Farm", currency="USD", exchange_rate=1.5, lead_time_days=7)
    product_suppliers.put("A", dear.id, ProductSupplierTerms(unit_cost=5))
    assert worked_out(added).supplier == "Mill"
    supplier_service.update_supplier(dear.id, SupplierChange(exchange_rate=0.5))
    with snapshot() as session:
        advice = session.get_one(OrderAdvice, added.id)
    assert (advice.supplier, advice.cost) == ("Farm", 175)


def test_the_order_goes_to_the_supplier_that_was_advised(stocked, user_ids):
    worked_out(stocked(supplier="Mill", on_hand=90.0))
    offers(unit_cost=5, lead_time_days=9)
    (order,) = advice_orders.order(AdviceOrder(), SignedIn(user_ids[0], "kim", "planner", "session")).orders
    assert (order.supplier, order.expected_on) == ("Farm", day(9))


def test_without_its_terms_the_usual_supplier_is_asked_again(stocked):
    added = stocked(supplier="Mill", on_hand=70.0)
    farm = offers(unit_cost=5)
    product_suppliers.delete("A", farm.id)
    assert worked_out(added).supplier == "Mill"
    with pytest.raises(NotFound):
        product_suppliers.delete("A", farm.id)


def test_a_price_break_that_saves_more_than_keeping_costs_is_taken(stocked):
    # 70 for 6 each; 100 for 5 each save 100, and 30 more are kept for 8.5 days: 0.90.
    added = stocked(supplier="Mill", on_hand=70.0)
    mill = supplier("Mill")
    product_suppliers.put(
        "A", mill.id, ProductSupplierTerms(unit_cost=6, price_breaks=[{"quantity": 100, "unit_cost": 5}])
    )
    advice = worked_out(added)
    assert (advice.quantity, advice.cost) == (100, 500)
    assert "order 100 (5 each, from so many on)" in advice.reason


def test_a_price_break_that_would_be_kept_for_too_long_is_not(stocked):
    # 3,600 last for a year: 0.01 less for each is 36, keeping them for half of it 4.11 a thousand days.
    added = stocked(supplier="Mill", on_hand=70.0)
    mill = supplier("Mill")
    product_suppliers.put(
        "A", mill.id, ProductSupplierTerms(unit_cost=6, price_breaks=[{"quantity": 3600, "unit_cost": 5.99}])
    )
    assert worked_out(added).quantity == 70


def test_price_break_and_shelf_life(stocked):
    # 100 last for ten days, and keep for nine.
    added = stocked(supplier="Mill", on_hand=70.0, shelf_life_days=9)
    mill = supplier("Mill")
    product_suppliers.put(
        "A", mill.id, ProductSupplierTerms(unit_cost=6, price_breaks=[{"quantity": 100, "unit_cost": 5}])
    )
    assert worked_out(added).quantity == 70


@pytest.mark.parametrize(("budget", "quantity", "cost"), [(500, 100, 500), (499, 70, 420), (60, 10, 60)])
def test_price_break_and_budget(stocked, budget, quantity, cost):
    added = stocked(supplier="Mill", on_hand=70.0)
    mill = supplier("Mill")
    product_suppliers.put(
        "A", mill.id, ProductSupplierTerms(unit_cost=6, price_breaks=[{"quantity": 100, "unit_cost": 5}])
    )
    worked_out(added)
    assert (line(budget).quantity, line(budget).cost) == (quantity, cost)


def test_what_an_order_costs_makes_orders_larger_and_rarer(stocked):
    # A day costs 20 / 7n for ordering and 0.0411 x 7n / 2 for keeping: least at n = 4.46, of whole ones at 4.
    supplier("Mill", order_cost=20)
    advice = worked_out(stocked(supplier="Mill", on_hand=70.0))
    assert (advice.quantity, advice.next_arrival_on) == (280, day(35))
    assert "for 4 cycles at once, as an order costs 20" in advice.reason


def test_however_much_an_order_costs_it_is_for_no_longer_than_is_known_of(stocked):
    supplier("Mill", order_cost=5000)
    advice = worked_out(stocked(supplier="Mill", on_hand=70.0))
    assert advice.quantity == 26 * 70
    assert "as an order costs 5000, no further ahead, where no forecast is worth anything" in advice.reason


def test_an_order_is_of_all_that_a_supplier_delivers(stocked):
    # Of two products each bears a half: least at n = 3.15.
    supplier("Mill", order_cost=20)
    stocked("B", supplier="Mill")
    assert worked_out(stocked("A", supplier="Mill", on_hand=70.0)).quantity == 210


def test_order_cost_and_shelf_life(stocked):
    supplier("Mill", order_cost=20)
    assert worked_out(stocked(supplier="Mill", on_hand=70.0, shelf_life_days=15)).quantity == 140


def test_a_minimum_in_weight_is_filled_up(stocked):
    supplier("Mill", min_order_weight=40)
    worked_out(stocked(supplier="Mill", on_hand=70.0, unit_weight=0.5))
    assert line().quantity == 80
    assert "10 are added so that the order to Mill reaches its minimum of 40 kg." in line().reason


def test_a_minimum_in_another_currency_counts_by_its_rate(stocked):
    # 70 at 6 are 420; 500 of a currency worth 0.9 are 450.
    supplier("Mill", min_order_value=500, currency="USD", exchange_rate=0.9)
    worked_out(stocked(supplier="Mill", on_hand=70.0))
    assert line().quantity == 75


def test_a_minimum_that_is_far_is_waited_for(stocked):
    # Next to nothing is lost until the next order; a minimum of 3,000 units would be kept for months.
    supplier("Mill", min_order_units=3000)
    worked_out(stocked(supplier="Mill", on_hand=135.0))
    assert order_list(ListRequest()).page.items == []
    waits = line(kind="enough")
    assert waits.quantity == 0
    assert "waiting 20.00: wait." in waits.reason


def test_a_minimum_that_is_near_is_filled_up(stocked):
    supplier("Mill", min_order_units=100)
    worked_out(stocked(supplier="Mill", on_hand=100.0))
    assert line().quantity == 100


def test_receipts_teach_of_a_supplier_whose_lead_time_is_stated_with_its_terms(stocked):
    added = stocked(supplier="Farm", on_hand=100.0, lead_time_from="learned")
    offers(unit_cost=6, lead_time_days=4)
    delivered(added, 10, 10, 10, supplier="Farm")
    assert worked_out(added).arrives_on == clock.today() + timedelta(days=10)
    assert what_ifs.advice("A", WhatIf())["lead_time"]["stated_days"] == 4
