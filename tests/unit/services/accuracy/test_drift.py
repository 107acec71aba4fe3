from datetime import timedelta

import pytest

from app.db import transaction
from app.models import Sale
from services.accuracy import drift
from services.jobs import jobs, task_runs
from services.task_service import TaskFilter, TaskService
from services.training import training_service
from utils import clock

WEEKS = [30, 12, 14, 13, 15, 22, 28] * 12
CHECK = jobs.CheckDrift()


def day(later):
    """So many days after the last one that was learnt from."""
    return clock.today() - timedelta(days=15 - later)


@pytest.fixture
def trained(product):
    """Train products on sales up to two weeks ago, then let each sell what is given for it, day by day."""

    def train(**since):
        shops = {sku: product(sku, WEEKS, until=day(0)) for sku in since}
        for shop in shops.values():
            training_service.train_now(shop)
        with transaction() as session:
            for sku, shop in shops.items():
                for age, quantity in enumerate(since[sku], 1):
                    session.add(Sale(product_id=shop.id, day=day(age), quantity=quantity))
        return shops

    return train


def check():
    running = task_runs.start(TaskService.submit(CHECK).task_id, CHECK)
    return drift.check_catalogue(running)


def queued():
    waiting = TaskService.list_tasks(TaskFilter(name=jobs.TRAIN_PRODUCT), 10, None).items
    return sorted(record.args["product_sku"] for record in waiting)


def test_only_what_has_left_its_band_is_trained_again(trained):
    trained(STEADY=WEEKS[:14], WILD=[90] * 14)
    result = check()
    assert (result["watched"], result["drifted"]) == (2, 1)
    assert result["products"][0]["product_sku"] == "WILD"
    assert result["products"][0]["error"] > result["products"][0]["limit"]
    assert queued() == ["WILD"]


def test_what_was_trained_since_is_not_watched(trained):
    training_service.train_now(trained(WILD=[90] * 14)["WILD"])
    assert check() == {"watched": 0, "drifted": 0, "products": []}


def test_days_out_of_stock_prove_nothing(trained):
    trained(SOLD_OUT=[0] * 14)
    with transaction() as session:
        session.query(Sale).filter_by(quantity=0).update({"in_stock": False})
    assert check() == {"watched": 1, "drifted": 0, "products": []}


def test_products_queued_already_are_not_queued_twice(trained):
    trained(WILD=[90] * 14)
    TaskService.submit(jobs.TrainProduct("WILD", "auto"))
    check()
    assert queued() == ["WILD"]
