"""Products are trained anew soon after their sales changed; a burst of changes is one training."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import ChangedProduct, ModelVersion, Product, TaskRecord
from services.errors import TaskNotOurs
from services.jobs import jobs, task_runs
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from services.task_service import TaskService
from services.training import changed_training, runs, training_service
from utils import clock
from utils.config import use_settings

AT_ONCE = timedelta(0)


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch):
    monkeypatch.setattr(changed_training, "QUIET", AT_ONCE)


def sell(*skus, quantity=5, days_ago=1):
    day = clock.today() - timedelta(days=days_ago)
    sales_service.record_sales([SaleRow(product_sku=sku, date=day, quantity=quantity) for sku in skus])


def noted():
    with snapshot() as session:
        return session.scalars(sa.select(ChangedProduct.product_id).order_by(ChangedProduct.product_id)).all()


def submitted():
    with snapshot() as session:
        return session.scalars(sa.select(TaskRecord).where(TaskRecord.name == jobs.TRAIN_CHANGED)).all()


def work_off():
    (record,) = [record for record in submitted() if record.status == "PENDING"]
    running = task_runs.start(record.id, jobs.TrainChanged())
    result = changed_training.train_changed(running)
    task_runs.succeed(running.id, result)
    return result


def versions(sku):
    with snapshot() as session:
        query = sa.select(ModelVersion).join(Product, Product.id == ModelVersion.product_id)
        return session.scalars(query.where(Product.sku == sku)).all()


def test_what_was_sold_is_trained_on_soon(product):
    product("A", [3, 5, 2] * 10, until=clock.today() - timedelta(days=2))
    sell("A")
    assert changed_training.submit_if_due() == {"changed": 1}
    assert work_off() == {"products": 1, "trained": 1, "failed": 0}
    assert [version.history_end for version in versions("A")] == [clock.today() - timedelta(days=1)]
    assert noted() == []


def test_many_changes_of_many_products_are_one_job_and_one_training_each(product):
    for sku in "ABC":
        product(sku, [3, 5, 2] * 10)
    for quantity in range(5):
        sell("A", "B", quantity=quantity + 10)
        changed_training.submit_if_due()
    assert len(submitted()) == 1
    assert work_off()["trained"] == 2
    assert [len(versions(sku)) for sku in "ABC"] == [1, 1, 0]


def test_a_burst_is_shared_among_jobs_of_which_each_trains_its_own(product, monkeypatch):
    monkeypatch.setattr(changed_training, "IN_A_ROW", 1)
    for sku in "ABC":
        product(sku, [3, 5, 2] * 10)
    sell("A", "B", "C")
    assert [changed_training.submit_if_due() for _again in range(2)] == [{"changed": 3}] * 2
    shares = {}
    for record in submitted():
        own = jobs.of_record(record)
        shares[own.hand] = changed_training.train_changed(task_runs.start(record.id, own), own.hand)["trained"]
    assert sorted(shares) == [0, 1]
    assert sorted(shares.values()) == [1, 2]
    assert noted() == []


def test_a_product_that_is_new_gets_its_first_model(database):
    sell("new")
    changed_training.submit_if_due()
    work_off()
    assert len(versions("new")) == 1


def test_a_day_that_is_still_running_is_not_trained_on(product):
    product("A", [3, 5, 2] * 10)
    sell("A", days_ago=0)
    assert noted() == []


def test_what_comes_again_as_it_was_is_no_change(product):
    product("A", [5] * 30)
    sell("A", quantity=5)
    assert noted() == []


def test_who_writes_one_day_after_the_other_is_waited_for_but_not_for_long(product, monkeypatch):
    monkeypatch.setattr(changed_training, "QUIET", timedelta(hours=1))
    product("A", [3, 5, 2] * 10)
    sell("A")
    assert changed_training.submit_if_due() == {"changed": 0}
    monkeypatch.setattr(changed_training, "LONGEST_WAIT", AT_ONCE)
    assert changed_training.submit_if_due() == {"changed": 1}


def test_a_change_during_its_training_is_not_lost(product, monkeypatch):
    product("A", [3, 5, 2] * 10)
    sell("A", quantity=9)
    publish = changed_training._publish

    def sell_meanwhile(*arguments):
        monkeypatch.setattr(changed_training, "QUIET", timedelta(hours=1))
        sell("A", quantity=11)
        return publish(*arguments)

    monkeypatch.setattr(changed_training, "_publish", sell_meanwhile)
    changed_training.submit_if_due()
    assert work_off()["trained"] == 1
    assert len(noted()) == 1


def test_what_a_run_has_in_hand_is_left_to_it_and_what_it_has_seen_is_settled(product):
    product("A", [3, 5, 2] * 10)
    run = task_runs.start(TaskService.submit(jobs.TrainAll()).task_id, jobs.TrainAll())
    training_service.plan_run(run, jobs.TrainAll())
    sell("A")
    assert changed_training.submit_if_due() == {"changed": 0}
    with snapshot() as session:
        (chunk,) = session.scalars(sa.select(TaskRecord).where(TaskRecord.parent_id == run.id)).all()
    own = jobs.of_record(chunk)
    training_service.train_chunk(task_runs.start(chunk.id, own), own)
    assert noted() == []


def test_what_a_run_is_done_with_is_trained_before_its_end(product):
    done = product("A", [3, 5, 2] * 10)
    product("B", [3, 5, 2] * 10)
    run = task_runs.start(TaskService.submit(jobs.TrainAll()).task_id, jobs.TrainAll())
    training_service.plan_run(run, jobs.TrainAll())
    with transaction() as session:
        (chunk,) = session.scalars(sa.select(TaskRecord).where(TaskRecord.parent_id == run.id)).all()
        runs.mark(session, chunk.id, [runs.Outcome(done.id)])
    sell("A")
    sell("B")
    assert changed_training.submit_if_due() == {"changed": 1}


def test_what_changes_after_a_run_has_read_it_is_trained_after_the_run(product):
    shop = product("A", [3, 5, 2] * 10)
    training_service.train_now(shop)
    sell("A")
    assert changed_training.submit_if_due() == {"changed": 1}


def test_a_product_trained_by_itself_is_settled(product):
    shop = product("A", [3, 5, 2] * 10)
    sell("A")
    training_service.train_now(shop)
    assert noted() == []


@pytest.mark.parametrize("at_most", [0, 1])
def test_it_can_be_turned_off_and_has_a_bound(product, database, at_most):
    use_settings(database.model_copy(update={"train_changed_products": at_most}))
    product("A", [3, 5, 2] * 10)
    product("B", [3, 5, 2] * 10)
    sell("A", "B")
    changed_training.submit_if_due()
    assert submitted() == []


def test_a_product_that_is_gone_by_then_is_no_failure_of_the_others(product, monkeypatch):
    for sku in "AB":
        product(sku, [3, 5, 2] * 10)
    sell("A", "B")
    publish = changed_training._publish

    def delete_meanwhile(*arguments):
        with transaction() as session:
            session.execute(sa.delete(Product).where(Product.sku == "A"))
        return publish(*arguments)

    monkeypatch.setattr(changed_training, "_publish", delete_meanwhile)
    changed_training.submit_if_due()
    assert work_off()["trained"] == 1
    assert (len(versions("B")), noted()) == (1, [])


def test_after_a_cancelled_training_there_is_a_pause(product):
    product("A", [3, 5, 2] * 10)
    sell("A")
    changed_training.submit_if_due()
    (record,) = submitted()
    running = task_runs.start(record.id, jobs.TrainChanged())
    TaskService.cancel_task(record.id)
    with pytest.raises(TaskNotOurs):
        changed_training.train_changed(running)
    changed_training.submit_if_due()
    assert len(submitted()) == 1


def test_sales_that_stay_zero_are_no_failure_for_ever(product):
    product("A")
    sell("A", quantity=0)
    changed_training.submit_if_due()
    assert work_off() == {"products": 1, "trained": 0, "failed": 1}
    assert noted() == []
