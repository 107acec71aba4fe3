import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import OrderAdvice, TaskRecord
from services.files.tables import Asked
from services.jobs import jobs, task_runs
from services.orders.entry import advice_orders, order_entry, receipts
from services.orders.entry.advice_orders import AdviceOrder
from services.planning import event_service, override_service
from services.planning.event_fields import EventFields, NewEvent
from services.planning.override_fields import NewOverride
from services.replenishment.lists.reorder import ListRequest, order_list
from services.replenishment.renewal import advice_refresh
from services.stock import stock_files
from services.task_service import TaskService
from services.training import training_service
from tests.unit.services.order_desk import Desk, line
from tests.unit.services.replenishment.renewal.test_stock_notices import RISK, listens, told
from utils import clock
from utils.config import get_settings, use_settings


def day(ahead):
    return clock.today() + timedelta(days=ahead)


@pytest.fixture
def shop(product):
    """Bread and milk in two places, sold at ten a day, with stock for five days."""
    for sku, fields in {"A": {"category": "Bread"}, "B": {"category": "Milk", "location": "North"}}.items():
        made = product(sku, [10.0] * 60, on_hand=50, lead_time_days=3, review_days=7, unit_cost=1, **fields)
        training_service.train_now(made, "exponential_smoothing")


def quantities():
    return {line.sku: line.quantity for line in order_list(ListRequest()).page.items}


def reasons():
    with snapshot() as session:
        return session.scalars(sa.select(OrderAdvice.said).order_by(OrderAdvice.product_id)).all()


def test_a_reason_is_read_in_the_language_of_the_shop_as_it_is_now(shop):
    (bread, _milk) = order_list(ListRequest()).page.items
    assert "are asked for in 10 days (lead time 3 + review 7); 50 on hand: " in bread.reason
    use_settings(get_settings().model_copy(update={"language": "de"}))
    assert "in 10 Tagen (Lieferzeit 3 + Bestellabstand 7)" in bread.reason


def closed(**fields):
    return event_service.create(NewEvent(kind="closure", starts_on=day(1), ends_on=day(7), **fields), "kim").event


@pytest.mark.parametrize("concerned", [{"category": "Bread"}, {"location": "North"}, {"product_sku": "A"}, {}])
def test_a_closure_lowers_the_order_at_once_and_its_end_raises_it_again(shop, concerned):
    before = quantities()
    event = closed(**concerned)
    touched = {"A"} if "category" in concerned or "product_sku" in concerned else {"B"} if concerned else {"A", "B"}
    now = quantities()
    assert {sku for sku in before if now.get(sku, 0) < before[sku]} == touched
    event_service.delete(event.id)
    assert quantities() == before


def test_a_closure_that_moves_to_other_products_frees_the_first(shop):
    before = quantities()
    event = closed(category="Bread")
    event_service.change(event.id, EventFields(category="Milk"))
    now = quantities()
    assert now["A"] == before["A"]
    assert now.get("B", 0) < before["B"]


def test_an_override_that_empties_the_shelf_is_told_and_taking_it_back_ends_the_risk(shop):
    listens(RISK)
    wanted = NewOverride(starts_on=day(1), quantity=200, reason="Festival")
    override = override_service.create("A", wanted, "kim")
    assert [[one["product_sku"] for one in news["products"]] for news in told(RISK)] == [["A"]]
    override_service.withdraw("A", override.id)
    override_service.create("A", wanted, "kim")
    assert len(told(RISK)) == 1


def test_a_closure_that_is_taken_back_tells_the_risk_it_brings(shop):
    event = event_service.create(NewEvent(kind="closure", starts_on=day(0), ends_on=day(7)), "kim").event
    override_service.create("A", NewOverride(starts_on=day(1), change_percent=900, reason="Festival"), "kim")
    listens(RISK)
    event_service.delete(event.id)
    assert "A" in [one["product_sku"] for news in told(RISK) for one in news["products"]]


def waiting():
    with snapshot() as session:
        return session.scalars(sa.select(TaskRecord.id).where(TaskRecord.name == jobs.REFRESH_ADVICE)).all()


def test_many_products_follow_in_the_background(shop, monkeypatch):
    monkeypatch.setattr(advice_refresh, "AT_ONCE", 1)
    before = quantities()
    closed()
    assert len(waiting()) == 1
    running = task_runs.start(TaskService.submit(jobs.RefreshAdvice()).task_id, jobs.RefreshAdvice())
    assert advice_refresh.refresh_all(running) == {"products": 2}
    assert sum(quantities().values()) < sum(before.values())


def test_changes_share_the_task_that_still_waits_and_no_other(shop, monkeypatch):
    monkeypatch.setattr(advice_refresh, "AT_ONCE", 1)
    closed()
    closed()
    (first,) = waiting()
    task_runs.start(first, jobs.RefreshAdvice())
    closed()
    closed()
    assert len(waiting()) == 2


def test_what_only_the_next_training_learns_starts_no_task(shop, monkeypatch):
    monkeypatch.setattr(advice_refresh, "AT_ONCE", 1)
    event_service.create(NewEvent(kind="promotion", starts_on=day(1)), "kim")
    assert waiting() == []


def csv_file(text):
    return io.BytesIO(text.encode())


FILES = {
    "orders": lambda actor: order_entry.import_orders(csv_file("number,sku,quantity\n1,A,5\n1,B,5\n"), actor),
    "order lines": lambda actor: order_entry.enter_orders([line(sku="A"), line(sku="B")], actor),
    "levels": lambda actor: stock_files.import_levels(
        csv_file(f"sku,date,stock\nA,{clock.today()},1\nB,{clock.today()},1\n")
    ),
    "receipts": lambda actor: receipts.import_receipts(
        csv_file(f"number,sku,quantity,date\nold,A,1,{clock.today()}\nold,B,1,{clock.today()}\n"), actor
    ),
}


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("send", FILES.values(), ids=FILES)
def test_advice_on_many_products_of_a_file_follows_in_the_background_and_its_sender_is_told(
    shop, user_ids, monkeypatch, send, most
):
    desk = Desk(user_ids[0])
    desk.enter(line("old", "A"), line("old", "B"))
    monkeypatch.setattr(advice_refresh, "AT_ONCE", most)
    before = reasons()
    answer = send(desk.actor)
    is_pending = answer["advice_pending"] if isinstance(answer, dict) else answer.advice_pending
    assert (is_pending, len(waiting()), reasons() == before) == ((True, 1, True) if most == 1 else (False, 0, False))


def test_products_without_advice_start_no_task(product, monkeypatch):
    monkeypatch.setattr(advice_refresh, "AT_ONCE", 1)
    answer = stock_files.import_levels(
        csv_file("sku,date,stock\nA,2024-01-01,1\nB,2024-01-01,1\n"), asked=Asked(creates=True)
    )
    assert (answer["advice_pending"], waiting()) == (False, [])


def test_what_the_list_orders_is_advised_at_once_however_much_it_is(shop, user_ids, monkeypatch):
    monkeypatch.setattr(advice_refresh, "AT_ONCE", 1)
    advice_orders.order(AdviceOrder(), Desk(user_ids[0]).actor)
    assert (quantities(), waiting()) == ({}, [])
