import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Notification, Supplier, Webhook
from services.catalogue.product_fields import ProductFields
from services.planning import catalogue_service
from services.replenishment.renewal import stock_notices
from tests.unit.services.advice import advised
from utils import clock, ids

RISK, READY = "stockout.risk", "orders.ready"


def day(offset):
    return clock.today() + timedelta(days=offset)


def listens(*events):
    with transaction() as session:
        session.add(Webhook(id=ids.new_id(), url="https://x", events=list(events), secret="", created_at=clock.now()))


def risks_told():
    with transaction() as session:
        stock_notices.note_risks(session)
    return [[product["product_sku"] for product in news["products"]] for news in told(RISK)]


def told(event):
    """What was noted since this was asked last."""
    with transaction() as session:
        notes = session.scalars(sa.select(Notification).order_by(Notification.id)).all()
        session.execute(sa.delete(Notification))
    return [json.loads(note.body)["data"] for note in notes if note.event == event]


@pytest.fixture
def apple(product):
    return product("A", name="Apple", lead_time_days=4, on_hand=2.0)


def test_a_product_that_runs_out_within_its_lead_time_is_told_once(apple):
    listens(RISK)
    advised(apple, runs_out=4)
    assert [risks_told(), risks_told()] == [[["A"]], []]


def test_a_product_that_lasts_longer_or_for_ever_is_not_told(apple, product):
    listens(RISK)
    advised(apple, runs_out=5)
    advised(product("B"), runs_out=None)
    assert risks_told() == []


def test_how_long_it_lasts_is_held_against_the_day_on_which_an_order_of_the_advised_supplier_comes(apple):
    # The usual supplier takes four days; this one's goods come in nine.
    listens(RISK)
    advised(apple, runs_out=8, supplier="Farm", arrives_on=day(9))
    assert risks_told() == [["A"]]


def test_a_risk_that_was_over_is_told_when_it_comes_back(apple):
    listens(RISK)
    seen = []
    for days in (1, 20, 2):
        advised(apple, runs_out=days)
        seen.append(risks_told())
    assert seen == [[["A"]], [], [["A"]]]


def test_the_most_money_is_told_first_and_many_products_in_several_messages(product, monkeypatch):
    monkeypatch.setattr(stock_notices, "PRODUCTS_IN_ONE", 2)
    listens(RISK)
    for sku, money in [("A", 1.0), ("B", 3.0), ("C", 2.0)]:
        advised(product(sku), runs_out=0, money_at_risk=money)
    # Messages of one moment have no order among them.
    assert sorted(risks_told(), key=len) == [["A"], ["B", "C"]]


def test_what_is_told_says_when_it_runs_out_and_what_to_order(apple):
    listens(RISK)
    advised(apple, runs_out=3)
    with transaction() as session:
        stock_notices.note_risks(session)
    (product,) = told(RISK)[0]["products"]
    assert (product["stock_out_date"], product["lead_time_days"], product["quantity"]) == (day(3).isoformat(), 4, 6)


def test_whoever_listens_later_hears_of_the_risks_there_are(apple):
    advised(apple, runs_out=3)
    assert risks_told() == []
    listens(RISK)
    assert risks_told() == [["A"]]


def test_a_change_tells_of_its_own_products_only(apple, product):
    listens(RISK)
    advised(product("B"), runs_out=0)
    advised(apple, runs_out=0)
    with transaction() as session:
        stock_notices.note_risks(session, [apple.id])
    assert [product["product_sku"] for product in told(RISK)[0]["products"]] == ["A"]
    assert risks_told() == [["B"]]


def test_a_change_of_stock_brings_the_news_up_to_date(apple):
    listens(RISK)
    advised(apple, runs_out=0)
    risks_told()
    catalogue_service.update_product("A", ProductFields(on_hand=100.0))
    with snapshot() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM stock_out_notices")) == 0


def test_the_list_of_orders_is_told_with_its_totals(apple, product):
    listens(READY)
    advised(apple, quantity=6, cost=12.0, money_at_risk=30.0)
    advised(product("B"), quantity=4, cost=None, money_at_risk=1.5)
    advised(product("C"), kind="excess", quantity=0)
    with transaction() as session:
        stock_notices.note_orders_ready(session, "the run")
    (news,) = told(READY)
    assert news == {
        "task_id": "the run",
        "products": 2,
        "units": 10,
        "cost": 12.0,
        "products_without_cost": 1,
        "money_at_risk": 31.5,
        "link": "/reorder",
    }


def test_nothing_is_noted_for_nobody(apple):
    listens("task.failed")
    with transaction() as session:
        stock_notices.note_orders_ready(session, "the run")
    assert told(READY) == []


def test_the_totals_are_those_of_the_list_that_reaches_the_suppliers_minimums(product):
    listens(READY)
    now = clock.now()
    with transaction() as session:
        session.add(Supplier(name="Mill", min_order_value=40, created_at=now, updated_at=now))
    advised(product("A", unit_cost=2, supplier="Mill"))
    with transaction() as session:
        stock_notices.note_orders_ready(session, "the run")
    (news,) = told(READY)
    assert (news["products"], news["units"], news["cost"]) == (1, 20, 40.0)
