"""What is advised of a product is the same for who sees its location only, wherever the rest of it is: kits that it
goes into, what it takes the place of, goods between two places."""

import json
from datetime import timedelta

import pytest

from app.db import sight, snapshot
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.forecasts import forecast_service, model_service
from services.orders.entry import receipts, transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_views
from services.orders.lines.order_fields import NewReceipt
from services.planning import catalogue_service
from services.replenishment.supply import stock_now
from services.replenishment.suppositions import scenarios, what_ifs
from services.replenishment.suppositions.supposing import Scenario
from services.replenishment.suppositions.what_ifs import WhatIf
from services.training import training_service
from tests.unit.services.advice import worked_out
from utils import clock

SOUTH = {"location": "South"}


@pytest.fixture
def southern():
    """To see the south only."""
    return lambda: sight.within(("South",))


def part_of_a_northern_kit(stocked):
    part = stocked("TEA@south", **SOUTH)
    stocked("BOX@north", daily=2.0, on_hand=None, location="North")
    parts = [{"product_sku": "TEA@south", "quantity": 3.0}]
    catalogue_service.update_product("BOX@north", ProductFields(components=parts))
    return part


def test_advice_counts_kits_of_other_places(stocked, southern):
    # 10 by itself and 6 in boxes, for a week.
    part = part_of_a_northern_kit(stocked)
    assert worked_out(part).quantity == 112
    with southern():
        advice = what_ifs.advice("TEA@south", WhatIf(service_level=0.9))
        assert (advice["now"]["quantity"], advice["what_if"]["quantity"]) == (112, 112)
        assert advice["in_kits"] == [{"product_sku": "BOX@north", "units": pytest.approx(42)}]
        assert what_ifs.preview("TEA@south", ProductFields(on_hand=0))["quantity"] == 112


def test_a_scenario_does_too(stocked, southern):
    worked_out(part_of_a_northern_kit(stocked))
    with southern():
        (compared,) = scenarios.compare(Scenario(demand_change=50), 9, None).page.items
    assert (compared.today.quantity, compared.scenario.quantity) == (112, 168)


def replacement(stocked):
    """Ten a day in all; the old one in the north has 250 and is sold for twenty days more."""
    stocked("OLD@north", location="North", on_hand=250.0)
    new = stocked("NEW@south", lead_time_days=5, review_days=30, **SOUTH)
    ends = clock.today() + timedelta(days=19)
    catalogue_service.update_product("NEW@south", ProductFields(replaces="OLD@north"))
    catalogue_service.update_product("OLD@north", ProductFields(ends_on=ends))
    return new


def test_advice_and_forecast_know_what_is_replaced_in_another_place(stocked, southern):
    new = replacement(stocked)
    assert worked_out(new).quantity == 100
    with southern(), snapshot() as session:
        assert what_ifs.advice("NEW@south", WhatIf())["quantity"] == 100
        served = forecast_service.champions(session, [product_service.find_product(session, "NEW@south")], 30)
    assert served[new.id].forecast.mean.tolist() == [0.0] * 20 + [10.0] * 10


def test_what_comes_from_and_goes_to_another_place_is_counted(product, user_ids, southern):
    kim = SignedIn(user_ids[0], "kim", "planner", "session")
    product("TEA@north", on_hand=50.0, location="North")
    tea = product("TEA@south", on_hand=2.0, **SOUTH)
    wanted = TransferLine(source_sku="TEA@north", target_sku="TEA@south", quantity=20)
    (sent,) = transfer_orders.begin([wanted], kim)
    receipts.receive(order_views.view(sent.number).lines[0].line.order.id, NewReceipt(quantity=15), kim)
    everybodys = stock_now.of([tea])
    with southern():
        assert stock_now.of([tea]) == everybodys


def test_a_model_holds_no_sales_of_another_place(product, southern):
    product("OLD@north", [700.0 + day % 7 for day in range(90)], location="North")
    new = product("NEW@south", [3.0, 4.0, 5.0], replaces="OLD@north", **SOUTH)
    training_service.train_now(new)
    assert most_sold() > 700
    with southern():
        assert most_sold() == 5


def most_sold():
    """On a day of the history that the model of the new one holds."""
    history = json.loads(json.loads(model_service.prophet_document("NEW@south"))["history"])
    return max(own["y"] for own in history["data"])
