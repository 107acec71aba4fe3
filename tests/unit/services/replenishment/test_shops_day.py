"""What is due, overdue and advised is by the shop's day, around its midnight."""

from datetime import date, datetime, timedelta

import pytest

from app.db import snapshot, transaction
from app.models import PurchaseOrder
from services.catalogue import product_service
from services.orders.entry import purchase_orders
from services.orders.entry.purchase_orders import OrderFilter
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.renewal import advice_refresh
from services.replenishment.supply import supply
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from services.training import training_service

# A minute before midnight and at midnight, on a day on which clocks are changed.
MIDNIGHTS = [
    ("America/Los_Angeles", "2026-03-09T07:00:00+00:00", date(2026, 3, 9)),
    ("America/Los_Angeles", "2026-11-02T08:00:00+00:00", date(2026, 11, 2)),
    ("Pacific/Auckland", "2026-04-05T12:00:00+00:00", date(2026, 4, 6)),
    ("Pacific/Auckland", "2026-09-27T11:00:00+00:00", date(2026, 9, 28)),
]
around_midnight = pytest.mark.parametrize(("zone", "midnight", "day"), MIDNIGHTS)


def before(midnight: str) -> str:
    return (datetime.fromisoformat(midnight) - timedelta(minutes=1)).isoformat()


@around_midnight
def test_goods_are_overdue_after_the_shops_midnight(product, shop_in, zone, midnight, day):
    own, yesterday = product("A").id, day - timedelta(days=1)
    order = PurchaseOrder(
        number="1", product_id=own, quantity=5, ordered_on=yesterday, expected_on=yesterday,
        created_at=datetime.fromisoformat(midnight),
    )  # fmt: skip
    with transaction() as session:
        session.add(order)
    for instant, overdue in ((before(midnight), False), (midnight, True)):
        shop_in(zone, instant)
        assert len(purchase_orders.list_orders(OrderFilter(overdue=True), 10, None).items) == overdue
        with snapshot() as session:
            (arrival,) = supply.arrivals(session, [own])[own]
        assert arrival.overdue == overdue


@around_midnight
def test_forecast_and_advice_begin_with_the_shops_day(product, shop_in, zone, midnight, day):
    product("A", [10.0] * 60, until=day, lead_time_days=2, review_days=1)
    for instant, today in ((before(midnight), day - timedelta(days=1)), (midnight, day)):
        shop_in(zone, instant)
        training_service.train_now(product_service.get_product("A"))
        prediction = prediction_service.predict(PredictionRequest("A"))
        ahead = [row["date"] for row in prediction["chart_data"] if row["actual"] is None]
        assert (ahead[0], prediction["stale"]) == (today.isoformat(), False)
        advice = what_ifs.advice("A", WhatIf())
        assert (advice["as_of"], advice["order_by"]) == (today.isoformat(), today.isoformat())


@around_midnight
def test_the_order_list_is_that_of_the_day_long_before_the_night_run(product, shop_in, zone, midnight, day):
    yesterday = day - timedelta(days=1)
    own = product("A", [10.0] * 60, until=yesterday, lead_time_days=2, review_days=1)
    late = PurchaseOrder(
        number="1", product_id=own.id, quantity=500, ordered_on=day - timedelta(days=30),
        expected_on=yesterday - timedelta(days=14), created_at=datetime.fromisoformat(midnight),
    )  # fmt: skip
    with transaction() as session:
        session.add(late)
    shop_in(zone, before(midnight))
    training_service.train_now(product_service.get_product("A"))
    assert (advice_refresh.follow_days(), listed()) == ({"advice_of_yesterday": 0}, [])
    shop_in(zone, midnight)
    assert (advice_refresh.follow_days(), listed()) == ({"advice_of_yesterday": 1}, [("A", day)])
    assert advice_refresh.follow_days() == {"advice_of_yesterday": 0}


def listed():
    with snapshot() as session:
        return [(line.sku, line.as_of) for line in reorder.choose(session, Choice()).lines]
