"""The last weeks again. Ten are sold every day, unless more is said, so what has to come of it is known."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import Product, PurchaseOrder, Receipt, Sale, StockLevel
from app.models.stock import OrderStatus
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.errors import InvalidInput
from services.jobs import task_runs
from services.jobs.jobs import Replay
from services.planning import product_suppliers, supplier_service
from services.replays import replay
from services.replays.own_rules import Rule, RuleSettings
from services.replays.replay import Wanted
from services.task_service import TaskService
from utils import clock

TERMS = {"lead_time_days": 3, "review_days": 7, "unit_cost": 2, "unit_price": 5, "service_level": 0.95}
DAYS = 140


@pytest.fixture
def sold(product):
    def add(sku="A", quantities=(10.0,) * DAYS, **fields):
        return product(sku, list(quantities), **TERMS | fields)

    return add


def run(rule="min_max", weeks=8, **settings):
    job = Replay(weeks, rule, settings or None)
    return replay.replay(task_runs.start(TaskService.submit(job).task_id, job), job)


def policies(found):
    return {one["policy"]: one for one in found["policies"]}


def test_a_rule_that_holds_enough_serves_all_and_its_stock_is_known(sold):
    sold()
    own = policies(run("cover_days", cover_days=20))["cover_days"]
    assert (own["service"], own["demand_met"], own["lost_sales"]) == (1, 1, 0)
    # Filled up to 200 each Thursday or so, of which 30 are used up until they come: 170 to 110 in the evening.
    assert own["average_stock"] == pytest.approx(130, abs=7)
    assert own["holding_cost"] == pytest.approx(own["average_stock"] * 2 * 0.25 * 53 / 365, rel=0.01)


def test_a_rule_that_holds_too_little_loses_what_can_be_worked_out(sold):
    sold()
    # The 30 of the first day are gone in three days, on which no order of that day can have come. After that 30 come
    # on each of seven days, and 530 are asked for.
    own = policies(run("cover_days", cover_days=3))["cover_days"]
    assert (own["service"], own["lost_sales"], own["lost_sales_money"]) == (0, 320, 1600)
    assert own["demand_met"] == pytest.approx(210 / 530, abs=1e-4)


def test_the_advice_serves_what_is_even_with_no_more_than_it_needs(sold):
    sold()
    found = policies(run())
    assert found["stockcast"]["service"] == 1
    assert found["stockcast"]["average_stock"] < found["min_max"]["average_stock"]
    assert list(found) == ["stockcast", "min_max", "seasonal_naive"]


def test_what_an_order_costs_is_saved_by_ordering_for_several_weeks(sold):
    supplier_service.create_supplier(NewSupplier(name="Mill", order_cost=10))
    sold(supplier="Mill")
    own = policies(run(weeks=16))["stockcast"]
    # 10 every seven weeks, and half of 490 x 2 x 0.25 / 365 a day for keeping, are least.
    assert (own["service"], own["orders"]) == (1, 2)


def test_stated_bounds_are_those_of_min_max(sold):
    sold(min_stock=200, max_stock=300)
    # Ordered at 200 or less, looked at once a week: between 130, when goods come, and 300.
    assert policies(run())["min_max"]["average_stock"] == pytest.approx(200, abs=25)


def test_it_sees_nothing_of_what_is_sold_later(sold):
    before, after = [10.0] * (DAYS - 56), [200.0] * 56
    sold("A", before + after)
    found = run("cover_days", cover_days=10)
    (loss,) = [one for one in found["policies"] if one["policy"] == "stockcast"]
    assert loss["demand_met"] < 0.97
    assert found["losses"]["products"] in (0, 1)


def test_fewer_weeks_are_run_where_sales_do_not_go_back(sold):
    sold("A", [10.0] * 100)
    found = run(weeks=16)
    assert (found["weeks"], found["weeks_asked"], found["products"]) == (6, 16, 1)


@pytest.mark.parametrize("days", [0, 83])
def test_too_few_sales_are_refused_at_once(sold, days):
    sold("A", [10.0] * days)
    with pytest.raises(InvalidInput, match="a replay needs 84"):
        replay.submit(Wanted(16, Rule.MIN_MAX, RuleSettings()), None)


def test_whoever_asks_again_gets_the_same_task(sold):
    sold()
    wanted = Wanted(8, Rule.COVER_DAYS, RuleSettings(cover_days=9))
    first, again = (replay.submit(wanted, None) for _ in range(2))
    other = replay.submit(Wanted(8, Rule.MIN_MAX, RuleSettings()), None)
    assert (first.task_id, first.is_new, again.is_new) == (again.task_id, True, False)
    assert other.is_new


def test_who_is_left_out_is_counted(sold):
    sold("OLD")
    sold("NEW", [10.0] * 30)
    sold("FAR", lead_time_days=90)
    sold("PART")
    sold("KIT", components=[{"product_sku": "PART", "quantity": 2}])
    found = run()
    assert found["products"] == 1
    assert found["left_out"] == {"too_new": 1, "kits": 2, "lead_too_long": 1}


def test_a_day_without_stock_counts_with_what_such_days_usually_sell(sold):
    sold()
    out = [clock.today() - timedelta(days=ago) for ago in (9, 10)]
    with transaction() as session:
        gone = sa.update(Sale).where(Sale.day.in_(out)).values(quantity=0.0, in_stock=False)
        session.execute(gone)
    found = run()
    assert (found["asked"], found["estimated"]) == (560, 20)


def test_goods_that_expire_are_wasted_by_who_orders_too_many(sold):
    sold(shelf_life_days=8, lead_time_days=1)
    found = policies(run("cover_days", cover_days=30))
    assert found["cover_days"]["waste"] > 0
    assert found["cover_days"]["waste_money"] == found["cover_days"]["waste"] * 2
    assert found["stockcast"]["waste"] == 0


def test_what_the_rule_was_better_for_is_named_with_why(sold):
    sold("A")
    sold("ENDED", [10.0] * (DAYS - 56) + [0.0] * 56)
    found = run("cover_days", cover_days=2)["losses"]
    (item,) = found["items"]
    assert (item["product_sku"], item["why"], item["asked"]) == ("ENDED", "stock", 0)
    assert item["forecast"] > 0
    assert item["stockcast"]["average_stock"] > item["cover_days"]["average_stock"]
    assert found["cost_more"] == item["cost_more"] > 0


def test_where_nothing_was_asked_for_no_share_of_it_was_met(sold):
    sold("ENDED", [10.0] * (DAYS - 56) + [0.0] * 56)
    assert policies(run())["stockcast"]["demand_met"] is None


def farm(cost, lead_time_days=3, **terms):
    supplier = supplier_service.create_supplier(NewSupplier(name="Farm", **terms))
    product_suppliers.put("A", supplier.id, ProductSupplierTerms(unit_cost=cost, lead_time_days=lead_time_days))


def test_the_advice_orders_of_the_cheaper_of_two_suppliers_and_a_rule_of_the_first(sold):
    sold(supplier="Mill")
    farm(1.5)
    found = policies(run())
    # Ten a day for less by 0.5 each, but for what came before and is still to come.
    assert found["stockcast"]["price_difference"] == pytest.approx(-0.5 * 530, rel=0.15)
    assert found["min_max"]["price_difference"] == 0
    assert found["stockcast"]["cost"] == pytest.approx(
        found["stockcast"]["holding_cost"] + found["stockcast"]["price_difference"], abs=0.02
    )


def test_who_is_slow_and_cheap_is_ordered_from_and_who_is_near_until_its_goods_come(sold):
    sold(supplier="Mill")
    farm(1.5, 14)
    found = policies(run())["stockcast"]
    assert (found["service"], found["lost_sales"]) == (1, 0)
    assert -0.5 * 530 < found["price_difference"] < -0.5 * 250


def test_whoever_takes_no_order_of_a_day_is_waited_for(sold):
    sold(supplier="Mill", review_days=2)
    farm(1.0, order_days=["tue"])
    found = policies(run())["stockcast"]
    # Eight Tuesdays, and Mill at most for what is asked for before the first.
    assert found["orders"] <= 9
    assert found["lost_sales"] == 0


@pytest.mark.parametrize("life", [6, 200])
def test_of_two_suppliers_no_more_is_bought_than_is_sold_before_it_expires(sold, life):
    sold(supplier="Mill", shelf_life_days=life, lead_time_days=1, review_days=3)
    farm(1.5, 1)
    found = policies(run())["stockcast"]
    assert (found["waste"], found["lost_sales"]) == (0, 0)


def ordered(product: Product, ago: int, came: int, units: float) -> None:
    day = clock.today() - timedelta(days=1)
    with transaction() as session:
        order = PurchaseOrder(
            number=f"PO-{ago}",
            product_id=product.id,
            quantity=units,
            received=units,
            status=OrderStatus.RECEIVED,
            ordered_on=day - timedelta(days=ago),
            expected_on=day - timedelta(days=came),
            created_at=clock.now(),
        )
        session.add(order)
        session.flush()
        received = day - timedelta(days=came)
        session.add(Receipt(order_id=order.id, received_on=received, quantity=units, created_at=clock.now()))


def test_real_orders_are_run_as_they_were(sold):
    own = sold(on_hand=100.0)
    with transaction() as session:
        session.add(StockLevel(product_id=own.id, day=clock.today() - timedelta(days=1), on_hand=100.0))
    for ago in range(3, 60, 7):
        ordered(own, ago, ago - 3, 70.0)
    found = run("orders")
    real = policies(found)["orders"]
    assert found["products"] == 1
    assert (real["service"], real["lost_sales"]) == (1, 0)
    # 70 come every seventh day, the last of them yesterday, when 100 were counted: of an evening, 100 down to 40.
    assert real["average_stock"] == pytest.approx(70, abs=1)


def test_without_an_order_there_is_nothing_to_run(sold):
    sold()
    with pytest.raises(InvalidInput, match="both a known stock and an order"):
        replay.submit(Wanted(8, Rule.ORDERS, RuleSettings()), None)


def test_without_costs_money_is_unknown_and_units_are_not(sold):
    sold(unit_cost=None, unit_price=None)
    own = policies(run())["stockcast"]
    assert (own["cost"], own["lost_sales_money"], own["waste_money"]) == (None, None, None)
    assert own["average_stock"] > 0


def test_a_cancelled_replay_stops(sold):
    sold()
    job = Replay(8, "min_max")
    running = task_runs.start(TaskService.submit(job).task_id, job)
    TaskService.cancel_task(running.id)
    with pytest.raises(task_runs.TaskNotOurs):
        replay.replay(running, job)
