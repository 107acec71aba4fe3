"""Which methods to trust is chosen once a week; on the other nights products are forecast by that choice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import ModelVersion, Product, StoredChoice, TaskRecord
from services.forecasts import choice_store
from services.histories import history_service
from services.jobs import jobs, task_runs
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from services.task_service import TaskService
from services.training import choosing, rollback, training_service
from utils import clock
from utils.config import use_settings

MONTHS = [3, 5, 2, 4, 6, 1, 0] * 24


@pytest.fixture
def shop(product):
    return [product(sku, MONTHS[start:]) for start, sku in enumerate("ABC")]


def night(**wanted):
    """A run of the whole catalogue; its result."""
    job = jobs.TrainAll(**wanted)
    running = task_runs.start(TaskService.submit(job).task_id, job)
    training_service.plan_run(running, job)
    with snapshot() as session:
        chunks = session.scalars(sa.select(TaskRecord).where(TaskRecord.parent_id == running.id)).all()
    for chunk in chunks:
        training_service.train_chunk(task_runs.start(chunk.id, jobs.of_record(chunk)), jobs.of_record(chunk))
    return TaskService.get_task_status(running.id).result


def champions():
    with snapshot() as session:
        query = sa.select(ModelVersion).where(ModelVersion.is_champion).order_by(ModelVersion.product_id)
        return session.scalars(query).all()


def chosen_until():
    return [version.metrics["chosen_until"] for version in champions()]


def sell(sku, day, quantity):
    sales_service.record_sales([SaleRow(product_sku=sku, date=day, quantity=quantity)])


def a_night_later(monkeypatch, nights=1):
    later = clock.now() + timedelta(days=nights)
    monkeypatch.setattr(clock, "now", lambda: later)


def on_the_first_night_of_a_week(monkeypatch):
    """So that the next night of the small shop is not the one it is chosen anew on."""
    with snapshot() as session:
        until = history_service.last_complete_day(session)
    monkeypatch.setattr(choosing, "_last_turn", lambda sku, day, is_large: max(until, day - timedelta(days=6)))


def test_the_next_night_renews_what_the_first_has_chosen(shop, monkeypatch):
    on_the_first_night_of_a_week(monkeypatch)
    first = night()
    assert (first["chosen"], first["renewed"]) == (3, 0)
    made = chosen_until()
    sell("A", clock.today(), 4)
    a_night_later(monkeypatch)
    second = night()
    assert (second["trained"], second["chosen"], second["renewed"]) == (3, 0, 3)
    assert second["errors"]["measured"] == 0
    assert chosen_until() == made
    assert [(version.version, version.history_end) for version in champions()] == [
        (2, clock.today() - timedelta(1))
    ] * 3


def test_after_a_week_all_of_a_small_shop_is_chosen_anew(shop, monkeypatch):
    on_the_first_night_of_a_week(monkeypatch)
    night()
    a_night_later(monkeypatch, nights=7)
    sell("A", clock.today() - timedelta(days=1), 4)
    assert night()["chosen"] == 3


def test_who_asks_for_it_has_everything_chosen_anew(shop):
    night()
    assert night(choose=jobs.ANEW)["chosen"] == 3


def test_one_method_by_its_name_leaves_nothing_to_renew(shop):
    night(model="exponential_smoothing")
    assert night()["chosen"] == 3


def test_a_product_whose_past_was_corrected_is_chosen_anew(shop, monkeypatch):
    on_the_first_night_of_a_week(monkeypatch)
    night()
    sell("B", clock.today() - timedelta(days=40), 50)
    result = night()
    assert (result["chosen"], result["renewed"]) == (1, 2)


def test_what_was_renewed_is_what_was_chosen(shop):
    night()
    with snapshot() as session:
        products = session.scalars(sa.select(Product).order_by(Product.id)).all()
        before = choice_store.read(session, products)
    night()
    with snapshot() as session:
        after = choice_store.read(session, products)
    for one, other in zip(before, after, strict=True):
        assert (one.until, one.sales, one.recipe, one.metrics) == (
            other.until,
            other.sales,
            other.recipe,
            other.metrics,
        )
        assert one.spread.tobytes() == other.spread.tobytes()


def test_an_older_version_that_is_served_again_is_renewed_by_its_own_choice(shop, monkeypatch):
    on_the_first_night_of_a_week(monkeypatch)
    night(), night(choose=jobs.ANEW)
    rollback.roll_back("A", 1)
    assert night()["renewed"] == 3
    with snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(StoredChoice)) == 9


def test_every_night_of_a_week_has_a_seventh_of_a_large_catalogue(product, database):
    use_settings(database.model_copy(update={"run_chunk_size": 10}))
    days = [clock.today() + timedelta(days=number) for number in range(7)]
    turns = [sum(choosing._last_turn(f"SKU-{n}", day, True) == day for n in range(700)) for day in days]
    assert sum(turns) == 700
    assert min(turns) > 70


def test_what_is_due_comes_first_and_no_part_is_a_small_rest(monkeypatch, shop):
    assert [len(part) for part in choosing.even(range(2001), 2000)] == [1001, 1000]
    assert choosing.even([], 2000) == []
    on_the_first_night_of_a_week(monkeypatch)
    night()
    sell("new", clock.today() - timedelta(days=1), 4)
    with snapshot() as session:
        ids = session.scalars(sa.select(Product.id).order_by(Product.id)).all()
        until = history_service.last_complete_day(session)
        assert choosing.parts(session, ids, until, 2) == [[ids[3], ids[0]], [ids[1], ids[2]]]
        monkeypatch.setattr(choosing, "ENOUGH_TOGETHER", 1)
        assert choosing.parts(session, ids, until, 2) == [[ids[3]], [ids[0], ids[1]], [ids[2]]]
