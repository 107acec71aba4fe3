"""Quantities worked out by hand, one line each: ten a day for sure, seven days of lead time and of review, cost 6,
price 10. Nothing is on hand, so the first week is lost and an order is for the 70 of the second one, unless more is
said."""

from datetime import timedelta

import numpy as np
import pytest

from app.db import snapshot, transaction
from app.models import OrderAdvice, PurchaseOrder
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from tests.unit.services.advice import worked_out
from utils import clock

FILL = {"target": "fill_rate", "service_level": 0.9}
# Left when an order comes: 30.
SOME = {"on_hand": 100.0}
# The same from who takes orders: what is asked for before the order comes waits.
WAITS = {"backorders": True}

QUANTITIES = [
    # Shelf life. In three days 30 are sold; two packs of 24 waste 18 at 6 each for 6 more at 4 each.
    ("shelf life and packs", {"shelf_life_days": 3, "pack_size": 24}, 24),
    # Of the hundred there 30 are left on day 7, and sold before what comes takes the place of the 20 on display.
    ("shelf life and display stock", {"shelf_life_days": 10, "on_hand": 100.0, "display_stock": 20.0}, 60),
    # The old ones expire on the evening before the next order comes, and are there or on display until then.
    ("stock that expires just before the next order comes", {"shelf_life_days": 14, "on_hand": 200.0,
                                                             "display_stock": 20.0}, 0),
    ("too little of it", {"shelf_life_days": 14, "on_hand": 150.0, "display_stock": 20.0}, 10),
    ("of it none are left then", {"shelf_life_days": 14, "on_hand": 200.0, "min_stock": 20.0}, 20),
    # Without money a unit wasted weighs as much as one sold.
    ("shelf life and packs, cost unknown", {"shelf_life_days": 3, "pack_size": 24, "unit_cost": None}, 24),
    # 10 are wasted for 60, 30 sold for 120.
    ("shelf life and smallest order", {"shelf_life_days": 3, "min_order": 40}, 40),
    # 470 would be wasted for 2,820.
    ("shelf life and a smallest order far too large", {"shelf_life_days": 3, "min_order": 500}, 0),
    # Seven of the week's 70 may be missing, but no order can sell more than 30.
    ("shelf life and fill rate", FILL | {"shelf_life_days": 3}, 30),
    # Nine days of it: 90, of which the week needs 63 and 40 are to be left.
    ("shelf life, fill rate and least stock", FILL | {"shelf_life_days": 9, "min_stock": 40.0}, 90),
    # The first week is owed, and of the goods that come three days more are sold.
    ("shelf life where customers wait", WAITS | {"shelf_life_days": 3}, 100),
    # Five of the days after its arrival; four of those before the launch.
    ("shelf life and launch", {"shelf_life_days": 5, "launch": 10}, 20),
    # The end of a product. Days 7, 8 and 9 are left.
    ("end", {"ends": 9}, 30),
    ("end, after stock that lasts until then", {"ends": 9, "on_hand": 100.0}, 0),
    ("end where customers wait", WAITS | {"ends": 9}, 100),
    ("end before goods come where customers wait", WAITS | {"ends": 5}, 60),
    # Nothing is kept for afterwards.
    ("end and least stock", {"ends": 9, "min_stock": 25.0}, 30),
    ("least stock while it is sold", {"ends": 14, "min_stock": 25.0}, 95),
    # What was on display is sold off: 100 are asked for in ten days.
    ("end and display stock", {"ends": 9, "display_stock": 20.0, "on_hand": 80.0}, 20),
    ("display stock while it is sold", {"ends": 14, "display_stock": 20.0, "on_hand": 80.0}, 70),
    # One pack misses 6 at 4 each, two leave 18 at 6 each.
    ("end and packs", {"ends": 9, "pack_size": 24}, 24),
    # One pack misses 6 again, two leave 2.
    ("end and packs that fit", {"ends": 9, "pack_size": 16}, 32),
    ("end and a smallest order far too large", {"ends": 9, "min_order": 500}, 0),
    ("end and maximum", {"ends": 9, "max_stock": 20.0}, 20),
    # Of 30, 3 may be missing.
    ("end and fill rate", FILL | {"ends": 9}, 27),
    # The beginning. Goods come on day 7, are sold from day 10 on, and the next come on day 14.
    ("launch", {"launch": 10}, 40),
    ("launch and least stock", {"launch": 10, "min_stock": 20.0}, 60),
    ("launch the day before the next order comes", {"launch": 13, "display_stock": 5.0, "min_stock": 20.0}, 35),
    ("launch when the next order comes", {"launch": 14, "display_stock": 5.0, "min_stock": 20.0}, 0),
    ("launch long after the next order comes", {"launch": 30}, 0),
    ("launch long after, and least stock", {"launch": 60, "min_stock": 20.0, "display_stock": 5.0}, 0),
    ("launch and end", {"launch": 10, "ends": 11}, 20),
    # Bounds of the stock.
    ("least stock and maximum", {"min_stock": 50.0, "max_stock": 100.0}, 100),
    ("fill rate and least stock", FILL | {"min_stock": 25.0}, 95),
    # Of 70, 3.5 may be missing: 66 are 94.3 %.
    ("fill rate between whole units", FILL | {"service_level": 0.95}, 67),
    ("fill rate and maximum", FILL | {"max_stock": 40.0}, 40),
    ("fill rate and packs", FILL | {"pack_size": 10}, 70),
    # The first week is owed; of the second, which the order is for, seven may be missing.
    ("fill rate where customers wait", FILL | WAITS, 133),
    # The 70 owed are handed over at once.
    ("maximum where customers wait", WAITS | {"max_stock": 50.0}, 120),
    ("display stock where customers wait", WAITS | {"display_stock": 20.0}, 160),
    # 25 are owed, and 50 may be there.
    ("maximum and owed goods", {"on_hand": -25.0, "max_stock": 50.0}, 75),
    ("too few are asked for to keep a least stock", {"daily": 0.01, "stocked_from": 12.0, "min_stock": 5.0}, 0),
]  # fmt: skip


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def weekday(ahead):
    return WEEKDAYS[day(ahead).weekday()]


def dated(launch=None, ends=None, **fields):
    """The days of a life, counted from today."""
    life = {"launch_on": None if launch is None else day(launch), "ends_on": None if ends is None else day(ends)}
    return {name: value for name, value in life.items() if value} | fields


def delivers(name, *, terms=None, **own):
    supplier = supplier_service.create_supplier(NewSupplier(name=name, **(terms or {})))
    product_suppliers.put("A", supplier.id, ProductSupplierTerms(**own))
    return supplier


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in QUANTITIES], ids=[own[0] for own in QUANTITIES])
def test_quantity(stocked, fields, quantity):
    assert worked_out(stocked(**dated(**fields))).quantity == quantity


BREAKS = [
    # 40 are missing; 80 at 5 save 80 and keep 40 more for eight days. 30 are left, so 110 are there at once.
    ("break and maximum", SOME | {"max_stock": 110.0}, 80, 80),
    ("break and a maximum in its way", SOME | {"max_stock": 100.0}, 80, 40),
    # With 10 on display 50 are missing; 80 more have room.
    ("break, maximum and display stock", SOME | {"max_stock": 110.0, "display_stock": 10.0}, 85, 50),
    # The 30 that are left are sold first: 120 can be in the 15 days from day 7 on.
    ("break and shelf life", SOME | {"shelf_life_days": 15}, 120, 120),
    ("break and a shelf life in its way", SOME | {"shelf_life_days": 15}, 121, 40),
    # 30 are sold until the end, whatever a hundred cost each.
    ("break and end", {"ends": 9}, 100, 30),
    ("break and packs", {"on_hand": 70.0, "pack_size": 12}, 100, 108),
    # After a fortnight nobody asks for it any more.
    ("break and season", {"on_hand": 70.0, "course": np.where(np.arange(365) < 14, 10.0, 0.0)}, 100, 70),
]


@pytest.mark.parametrize(("fields", "least", "quantity"), [own[1:] for own in BREAKS], ids=[own[0] for own in BREAKS])
def test_quantity_with_a_price_of_5_from_so_many_on(stocked, fields, least, quantity):
    added = stocked(supplier="Mill", **dated(**fields))
    delivers("Mill", unit_cost=6, lead_time_days=7, price_breaks=[{"quantity": least, "unit_cost": 5}])
    assert worked_out(added).quantity == quantity


CHOICES = [
    # 70 are missing, from Mill at 6. Farm saves 7 on them and 93 on the rest of 1,000, which it takes 206 to keep.
    ("a smallest order too large to be worth its price", {}, {"unit_cost": 5.9, "min_order": 1000}, ("Mill", 70)),
    # It saves 500 in all.
    ("a smallest order worth its price", {}, {"unit_cost": 5.5, "min_order": 1000}, ("Farm", 1000)),
    # In ten days 100 are sold, and of 300 two thirds are thrown away.
    ("a smallest order and shelf life", {"shelf_life_days": 10}, {"unit_cost": 5, "min_order": 300}, ("Mill", 70)),
    # Fifty of the hundred are sold in five days, and cost eight each; Mill brings as many.
    ("packs and shelf life", {"shelf_life_days": 5}, {"unit_cost": 4, "pack_size": 100}, ("Mill", 50)),
    # 30 are sold until the end.
    ("packs and end", {"ends": 9, "on_hand": 0.0}, {"unit_cost": 5, "pack_size": 100}, ("Mill", 30)),
    # A hundred cost 400 and 70 of Mill 420; 30 are kept for a few days.
    ("a break", {}, {"unit_cost": 7, "price_breaks": [{"quantity": 100, "unit_cost": 4}]}, ("Farm", 100)),
    # Mill leaves nothing to be lost; Farm's goods come when 70 have found nothing. But of an order to it in a week they
    # come on day 21: Mill is asked for the 140 until then, and for no more.
    ("a lead time where sales are lost", {}, {"unit_cost": 5, "lead_time_days": 14}, ("Mill", 140)),
    # What keeps for ten days does not last for fourteen.
    ("a bridge and shelf life", {"shelf_life_days": 10}, {"unit_cost": 5, "lead_time_days": 14}, ("Mill", 70)),
    # Sold on days 7 to 15.
    ("a bridge and end", {"ends": 15}, {"unit_cost": 5, "lead_time_days": 14}, ("Mill", 90)),
    ("a bridge and maximum", {"max_stock": 100.0}, {"unit_cost": 5, "lead_time_days": 14}, ("Mill", 100)),
    # A hundred days of it at once: nobody waits for that.
    (
        "a bridge to a smallest order too far",
        {},
        {"unit_cost": 5.9, "lead_time_days": 14, "min_order": 1000},
        ("Mill", 70),
    ),
    # 34 are left on day 14.
    ("no bridge where enough is there", {"on_hand": 174.0}, {"unit_cost": 5, "lead_time_days": 14}, ("Farm", 36)),
]


@pytest.mark.parametrize(("fields", "farm", "chosen"), [own[1:] for own in CHOICES], ids=[own[0] for own in CHOICES])
def test_which_of_two_suppliers_and_how_much(stocked, fields, farm, chosen):
    added = stocked(supplier="Mill", **{"on_hand": 70.0} | dated(**fields))
    delivers("Farm", **{"lead_time_days": 7} | farm)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity) == chosen


# 70 are missing, from Mill at 6; a unit is kept for a day for a quarter of its cost by 365.
LEAST = [
    ("reached by itself", {}, {"min_order_value": 300}, 5.9, "Farm"),
    # 848 for 5,000: 78 are saved on 778 more, which it takes 142 to keep.
    ("too far for what it saves", {}, {"min_order_value": 5000}, 5.9, "Mill"),
    # 910: 420 are saved on the rest, and it takes 153 to keep.
    ("worth its keep", {}, {"min_order_value": 5000}, 5.5, "Farm"),
    ("years of it", {}, {"min_order_units": 10_000}, 5.0, "Mill"),
    # 150 are sold within their shelf life, 100 have room.
    ("further than it keeps", {"shelf_life_days": 15}, {"min_order_units": 200}, 5.0, "Mill"),
    ("further than there is room", {"max_stock": 100.0}, {"min_order_units": 200}, 5.0, "Mill"),
    # 140 are sold until the end, and 130 in what is left of its season.
    ("further than it is sold", {"ends": 20}, {"min_order_units": 150}, 5.0, "Mill"),
    ("as far as it is sold", {"ends": 20}, {"min_order_units": 140}, 5.0, "Farm"),
    ("weight", {"unit_weight": 2.0}, {"min_order_weight": 20_000}, 5.0, "Mill"),
    ("another currency", {}, {"min_order_value": 5000, "currency": "USD", "exchange_rate": 0.01}, 590.0, "Farm"),
]


@pytest.mark.parametrize(
    ("fields", "terms", "unit_cost", "chosen"), [own[1:] for own in LEAST], ids=[own[0] for own in LEAST]
)
def test_whom_to_ask_where_one_takes_no_order_below_its_minimum(stocked, fields, terms, unit_cost, chosen):
    added = stocked(supplier="Mill", **{"on_hand": 70.0} | dated(**fields))
    delivers("Farm", terms=terms, unit_cost=unit_cost, lead_time_days=7)
    assert worked_out(added).supplier == chosen


@pytest.mark.parametrize(("daily", "chosen"), [(100.0, "Farm"), (1.0, "Mill")])
def test_a_minimum_is_of_all_that_a_supplier_delivers(stocked, daily, chosen):
    # 848 alone. With a hundred a day of another product it is seven days of both, with one a day 77.
    worked_out(stocked("B", daily=daily, supplier="Farm", unit_cost=5.9))
    added = stocked(supplier="Mill", on_hand=70.0)
    delivers("Farm", terms={"min_order_value": 4500}, unit_cost=5.9, lead_time_days=7)
    assert worked_out(added).supplier == chosen


@pytest.mark.parametrize(("others", "chosen"), [(3, "Farm"), (0, "Mill")])
def test_the_cost_of_an_order_is_borne_by_all_that_a_supplier_may_deliver(stocked, others, chosen):
    # A day costs 20 / 28 + 0.57 where one bears it for four weeks, 5 / 14 + 0.28 for two where one of four does; of
    # Mill 0.14. Farm saves 1.
    added = stocked(supplier="Mill", on_hand=70.0)
    farm = delivers("Farm", terms={"order_cost": 20}, unit_cost=5.9, lead_time_days=7)
    for number in range(others):
        stocked(f"B{number}", supplier="Mill")
        product_suppliers.put(f"B{number}", farm.id, ProductSupplierTerms(unit_cost=5.9))
    assert worked_out(added).supplier == chosen


# Farm asks 5, and is shut from today on.
SHUT = [
    # What is ordered in a week leads to day 48 as well.
    ("until long after the next review", 40, 70),
    # It comes on day 17; of what is wanted in a fortnight on day 21.
    ("until after the next review", 9, 100),
    # Ordered today or in a week, it comes on day 14.
    ("until the next review", 6, 70),
]


@pytest.mark.parametrize(("last", "quantity"), [own[1:] for own in SHUT], ids=[own[0] for own in SHUT])
def test_how_much_of_the_dearer_supplier_while_the_cheaper_one_is_shut(stocked, last, quantity):
    added = stocked(supplier="Mill", on_hand=70.0)
    delivers("Farm", terms={"closed": [{"from": day(0), "to": day(last)}]}, unit_cost=5, lead_time_days=7)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity) == ("Mill", quantity)


CALENDARS = [
    # Ordered on day 3, here on day 10, the next on day 17.
    ("one order day", lambda: {"order_days": [weekday(3)]}, {"on_hand": 50.0}, 70),
    # Of both order days the goods come on day 8 and on day 15.
    ("two order days, one delivery", lambda: {"order_days": [weekday(0), weekday(2)], "delivery_days": [weekday(1)]},
     {"on_hand": 100.0}, 50),
    # A day costs 20 / 7n to order and 0.0411 x 7n / 2 to keep: four cycles of 70, but it ends after two.
    ("cost of an order and end", lambda: {"order_cost": 20}, {"on_hand": 70.0, "ends": 20}, 140),
    # The orders of day 0 and 7 come by one delivery, on day 21, and later ones on 35, 42, 49, ...: a day costs least at
    # 28, 20 / 28 + 0.0411 x 14.
    ("cost of an order and shutdown", lambda: {"order_cost": 20, "closed": [{"from": day(10), "to": day(20)}]},
     {"lead_time_days": 14}, 280),
    ("cost of an order and maximum", lambda: {"order_cost": 20}, {"on_hand": 70.0, "max_stock": 150.0}, 150),
    # Closed until the day before it ends.
    ("shutdown and end", lambda: {"closed": [{"from": day(5), "to": day(12)}]}, {"ends": 13}, 10),
    ("shutdown and launch", lambda: {"closed": [{"from": day(8), "to": day(20)}]}, {"launch": 10}, 110),
]  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "fields", "quantity"), [own[1:] for own in CALENDARS], ids=[own[0] for own in CALENDARS]
)
def test_quantity_by_the_terms_of_a_supplier(stocked, terms, fields, quantity):
    supplier_service.create_supplier(NewSupplier(name="Mill", **terms()))
    assert worked_out(stocked(supplier="Mill", **dated(**fields))).quantity == quantity


ARRIVALS = [
    # 30 last until day 3; what comes on day 20 is for another order.
    ("too late to count", {"on_hand": 30.0}, 20, 50, 70),
    # It is there for the last of the seven days only: the order is for the six before.
    ("between the two orders", {"on_hand": 30.0}, 13, 50, 60),
    # Three days before it: 30; of the 120 that come, the rest is enough.
    ("between the two orders, more than enough", {"on_hand": 30.0}, 10, 120, 30),
    # 30 are left on day 7 and asked for by day 10, when 50 come for the four days after it.
    ("between the two orders, in time for what is left", SOME, 10, 50, 0),
    # The 40 owed on day 7 and 30 of the days until day 10.
    ("between the two orders where customers wait", {"on_hand": 30.0} | WAITS, 10, 120, 70),
    ("between the two orders and maximum", {"on_hand": 30.0, "max_stock": 25.0}, 10, 120, 25),
    # 40 of 100 are sold in the four days they keep. Of 30 that come on day 5, 10 are left on day 7; four days sell 40.
    ("shelf life", SOME | {"shelf_life_days": 4, "unit_cost": None}, 5, 30, 30),
    # It ends on day 9: of 30 that are missing 50 are on their way.
    ("end", {"ends": 9}, 6, 50, 0),
    # 50 are there when the order comes, and 20 have room.
    ("maximum", {"max_stock": 60.0}, 6, 50, 20),
]


@pytest.mark.parametrize(
    ("fields", "comes", "units", "quantity"), [own[1:] for own in ARRIVALS], ids=[own[0] for own in ARRIVALS]
)
def test_quantity_with_goods_on_their_way(stocked, fields, comes, units, quantity):
    added = stocked(**dated(**fields))
    with transaction() as session:
        session.add(
            PurchaseOrder(
                number="1", product_id=added.id, quantity=units, ordered_on=day(-3), expected_on=day(comes),
                created_at=clock.now(),
            )
        )  # fmt: skip
    assert worked_out(added).quantity == quantity


FILLED_UP = [
    # 70 are missing of 100 that an order has to be of.
    ("nothing else", {}, 100),
    ("maximum in its way", {"max_stock": 80.0}, 70),
    ("maximum with room", {"max_stock": 100.0}, 100),
    # 70 are sold in a week, 90 in nine days.
    ("shelf life in its way", {"shelf_life_days": 9}, 70),
    ("end in its way", {"ends": 13}, 70),
    # Sold on days 7 to 15 and 7 to 16.
    ("an end after the next order in its way", {"ends": 15}, 70),
    ("an end with room", {"ends": 16}, 100),
    ("season in its way", {"course": np.where(np.arange(365) < 16, 10.0, 0.1)}, 70),
    ("season with room", {"course": np.where(np.arange(365) < 17, 10.0, 0.0)}, 100),
    # Nothing is there, and the first week is lost: still ten a day are sold of what comes.
    ("shelf life with room for it, and nothing there", {"on_hand": 0.0, "shelf_life_days": 10}, 100),
    # 20 of the 30 stay on the shelf when it comes: with the 80 there is room for, the order stays too small.
    ("maximum and display stock in its way", {"on_hand": 30.0, "display_stock": 20.0, "max_stock": 110.0}, 70),
    ("maximum and display stock with room", {"on_hand": 30.0, "display_stock": 20.0, "max_stock": 120.0}, 100),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in FILLED_UP], ids=[own[0] for own in FILLED_UP])
def test_quantity_filled_up_to_the_minimum_of_a_supplier(stocked, fields, quantity):
    supplier_service.create_supplier(NewSupplier(name="Mill", min_order_units=100))
    worked_out(stocked(supplier="Mill", **{"on_hand": 70.0} | dated(**fields)))
    (line,) = order_list(ListRequest(Choice())).page.items
    assert line.quantity == quantity


WAITED_FOR = [
    # A unit is kept for a day for 0.00411. 5 are lost at 4 each: 20; 2,995 more for 6.75 days: 83.
    ("little is lost", {"on_hand": 135.0}, 3000, 0),
    # 40 are lost: 160; 2,960 more for five days: 61.
    ("more is lost", {"on_hand": 100.0}, 3000, 3000),
    # The week is lost: 280; 2,930 more for three and a half days: 42. To wait would cost the same every week.
    ("nothing is there", {"on_hand": 0.0}, 3000, 3000),
    # 9,930 more: 143.
    ("a thousand days of it", {"on_hand": 0.0}, 10_000, 10_000),
    # 29,930 more: 430. They would never earn what keeping them costs.
    ("more than ever pays", {"on_hand": 0.0}, 30_000, 0),
    # It costs 36.5 a year to keep one, 0.1 a day: 430 more for three and a half days are 151, 930 are 326.
    ("its own cost of keeping", {"on_hand": 0.0, "holding_cost": 36.5}, 500, 500),
    ("its own cost of keeping, for too many", {"on_hand": 0.0, "holding_cost": 36.5}, 1000, 0),
]


@pytest.mark.parametrize(
    ("fields", "least", "quantity"), [own[1:] for own in WAITED_FOR], ids=[own[0] for own in WAITED_FOR]
)
def test_a_minimum_is_filled_up_or_waited_for(stocked, fields, least, quantity):
    supplier_service.create_supplier(NewSupplier(name="Mill", min_order_units=least))
    worked_out(stocked(supplier="Mill", **fields))
    assert sum(own.quantity for own in order_list(ListRequest(Choice())).page.items) == quantity


def test_an_order_is_filled_up_by_what_it_costs_with_its_price_breaks(stocked):
    # 100 for 5 each are ordered; 120 come to 600.
    added = stocked(supplier="Mill", on_hand=70.0)
    breaks = [{"quantity": 100, "unit_cost": 5}]
    delivers("Mill", terms={"min_order_value": 600}, unit_cost=6, lead_time_days=7, price_breaks=breaks)
    worked_out(added)
    (line,) = order_list(ListRequest(Choice())).page.items
    assert (line.quantity, line.cost) == (120, 600)


def test_the_reason_names_what_would_be_left_unsold(stocked):
    least = worked_out(stocked("A", shelf_life_days=3, min_order=500)).reason
    assert "30 missing, but the least to order is 500: more of them would be left unsold than is earned" in least
    packs = worked_out(stocked("B", pack_size=24, **dated(ends=9))).reason
    assert "order 24 (packs of 24, more of them would be left unsold than is earned)" in packs


def test_the_reason_names_the_price_that_is_paid(stocked):
    added = stocked(supplier="Mill", on_hand=70.0)
    delivers("Mill", unit_cost=6, price_breaks=[{"quantity": 70, "unit_cost": 4.5}])
    delivers("Farm", unit_cost=5)
    assert "order 70 of Mill for 4.5 each" in worked_out(added).reason


REPLACED = [
    # Of 100 left today, 10 a day are sold in the place of the new one: 30 are there on day 7, and 40 are missing.
    ("some left today", {"on_hand": 100.0, "ends": -1}, {}, 40),
    ("nothing left", {"on_hand": 0.0, "ends": -1}, {}, 70),
    # It is gone after three days, four before the goods come.
    ("gone before the goods come", {"on_hand": 30.0, "ends": -1}, {}, 70),
    ("enough left for both weeks", {"on_hand": 200.0, "ends": -1}, {}, 0),
    # 150 less ten days of 10 are 50 on the day of the launch; of the 40 until day 14, none is missing.
    ("launch later", {"on_hand": 150.0, "ends": 9}, {"launch": 10}, 0),
    ("launch later, less left", {"on_hand": 120.0, "ends": 9}, {"launch": 10}, 20),
    ("launch later, nothing left by then", {"on_hand": 90.0, "ends": 9}, {"launch": 10}, 40),
    # 40 of 100 are sold on the four days that they keep.
    ("shelf life of what is replaced", {"on_hand": 100.0, "ends": -1, "shelf_life_days": 4}, {}, 70),
    # Both keep for ten days: 30 are left for day 7 to 9, then the new one's 40.
    ("shelf life of both", {"on_hand": 100.0, "ends": -1, "shelf_life_days": 10}, {"shelf_life_days": 10}, 40),
    # Where customers wait, 140 are asked for in all, and 100 are there.
    ("customers wait", {"on_hand": 100.0, "ends": -1}, {"backorders": True}, 40),
    ("packs", {"on_hand": 100.0, "ends": -1}, {"pack_size": 24}, 48),
    ("fill rate", {"on_hand": 100.0, "ends": -1}, FILL, 33),
    ("its own stock as well", {"on_hand": 60.0, "ends": -1}, {"on_hand": 40.0}, 40),
    ("nobody has counted it", {"on_hand": None, "ends": -1}, {}, 70),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "quantity"), [own[1:] for own in REPLACED], ids=[own[0] for own in REPLACED])
def test_quantity_of_what_takes_the_place_of_another(stocked, old, new, quantity):
    stocked("OLD", **dated(**old))
    assert worked_out(stocked(replaces="OLD", **{"on_hand": 0.0} | dated(**new))).quantity == quantity


@pytest.mark.parametrize(("there", "quantity"), [(200.0, 40), (100.0, 70)])
def test_of_what_two_take_the_place_of_each_has_a_half(stocked, there, quantity):
    # A hundred are gone after ten days, three after the goods come; fifty before.
    stocked("OLD", on_hand=there, **dated(ends=-1))
    new = [stocked(sku, replaces="OLD", on_hand=0.0) for sku in "AB"]
    assert [worked_out(own).quantity for own in new] == [quantity, quantity]


def test_the_order_of_what_takes_the_place_of_another_follows_the_count_of_that(stocked):
    stocked("OLD", on_hand=100.0, **dated(ends=-1))
    new = stocked(replaces="OLD", on_hand=0.0)
    assert "0 on hand, 100 are left of what it replaces and are sold first" in worked_out(new).reason
    assert (worked_out(new).needed, worked_out(new).arriving, worked_out(new).quantity) == (140, 100, 40)
    catalogue_service.update_product("OLD", ProductFields(on_hand=80.0))
    with snapshot() as session:
        assert session.get_one(OrderAdvice, new.id).quantity == 60


def test_a_day_of_many_makes_other_days_no_less_exact(stocked):
    # Three a day, but 19 on the first: a week of threes fills one pack of 21.
    course = np.where(np.arange(365) == 0, 19.0, 3.0)
    assert worked_out(stocked(course=course, on_hand=0.0, pack_size=21)).quantity == 21
