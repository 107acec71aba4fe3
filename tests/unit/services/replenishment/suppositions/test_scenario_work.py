"""Scenarios of many products, by a job. In `stocked` ten are sold a day, and a fortnight is protected."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import ScenarioPart, TaskRecord
from services.access import locations
from services.errors import Unavailable
from services.jobs import jobs, task_runs
from services.operations import retention
from services.replenishment.renewal import advice_service
from services.replenishment.suppositions import scenario_parts, scenario_work, scenarios
from services.replenishment.suppositions.scenarios import Comparison
from services.replenishment.suppositions.supposing import Scenario
from services.task_service import TaskService

MORE = Scenario(demand_change=20.0)


@pytest.fixture
def shop(stocked, monkeypatch):
    """Three products, more than may be waited for; the first is in the north."""
    monkeypatch.setattr(scenario_work, "AT_ONCE", 0)
    monkeypatch.setattr(scenario_work, "TOGETHER", 2)
    monkeypatch.setattr(scenario_parts, "TOGETHER", 2)
    places = {"A": "NORTH", "B": "SOUTH", "C": "SOUTH"}
    return [stocked(sku, on_hand=70.0, location=place).id for sku, place in places.items()]


@pytest.fixture(autouse=True)
def advised(shop):
    renew(shop)


def renew(ids) -> None:
    with transaction() as session:
        advice_service.refresh(session, ids)


def asked(anew: bool = False, limit: int = 50, cursor: str | None = None) -> Comparison | TaskRecord:
    return scenario_work.ask(MORE, limit, cursor, None, anew)


def worked_out(task: TaskRecord) -> None:
    job = jobs.of_record(task)
    scenario_work.work(task_runs.start(task.id, job), job)


def test_who_asks_is_shown_the_task_and_then_both_lists_as_if_they_had_waited(shop):
    task = asked()
    assert asked().id == asked(anew=True).id == task.id
    worked_out(task)
    found, at_once = asked(), scenarios.compare(MORE, 50, None)
    assert found.page.items == at_once.page.items
    assert (found.today, found.scenario, found.suppliers) == (at_once.today, at_once.scenario, at_once.suppliers)
    assert found.worked_out_at


def test_what_was_worked_out_is_read_page_by_page(shop):
    worked_out(asked())
    first = asked(limit=1)
    second = asked(limit=2, cursor=first.page.next_cursor)
    assert [one.sku for one in (*first.page.items, *second.page.items)] == ["A", "B", "C"]
    assert second.page.next_cursor is None


def test_an_answer_is_kept_for_its_link_and_worked_out_anew_for_who_asks_after_a_change(shop):
    worked_out(asked())
    assert isinstance(asked(anew=True), Comparison)
    renew(shop[:1])
    assert isinstance(asked(), Comparison)
    assert isinstance(asked(anew=True), TaskRecord)


def test_what_failed_is_said_until_somebody_asks_anew(shop):
    task = asked()
    task_runs.start(task.id, jobs.of_record(task))
    task_runs.fail(task.id, "internal_error", "The disk is full.")
    with pytest.raises(Unavailable, match="The disk is full"):
        asked()
    assert asked(anew=True).id != task.id


def test_an_answer_is_forgotten_after_a_while(shop):
    task = asked()
    worked_out(task)
    with transaction() as session:
        session.get_one(TaskRecord, task.id).finished_at -= timedelta(minutes=16)
    assert retention.prune()["scenario_parts"] == 2
    assert asked().id != task.id
    with snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(ScenarioPart)) == 0


def test_who_sees_one_location_is_answered_with_its_products_alone(shop):
    with locations.seeing(["NORTH"]):
        task = asked()
    worked_out(task)
    with locations.seeing(["NORTH"]):
        assert [one.sku for one in asked().page.items] == ["A"]
    assert asked().id != task.id
    with locations.seeing(["SOUTH"]):
        assert isinstance(asked(), TaskRecord)


def test_a_cancelled_one_stops(shop):
    task = asked()
    job = jobs.of_record(task)
    running = task_runs.start(task.id, job)
    TaskService.cancel_task(task.id)
    with pytest.raises(task_runs.TaskNotOurs):
        scenario_work.work(running, job)
