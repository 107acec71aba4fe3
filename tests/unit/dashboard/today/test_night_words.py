from datetime import timedelta

import pytest
from flask import g

from app.db import transaction
from dashboard.today import night_words
from services.access.signed_in import SignedIn
from services.jobs import jobs
from services.task_service import new_record
from utils import clock


@pytest.fixture
def told(in_berlin):
    """What is said of the last training of all products."""
    g.page_user = SignedIn(1, "kim", "admin", "session")

    def told(status=None, **known):
        if status:
            record = new_record(jobs.TrainAll("auto"))
            record.status, record.started_at, record.finished_at = status, clock.now() - timedelta(hours=3), None
            for name, value in known.items():
                setattr(record, name, value)
            with transaction() as session:
                session.add(record)
        return str(night_words.last_run())

    return told


def test_before_the_first_it_says_when_one_comes(told):
    assert "No training of all products has run yet" in told()


def test_before_the_first_it_says_what_was_learned_by_itself(told):
    record = new_record(jobs.TrainChanged())
    record.status, record.finished_at = "SUCCESS", clock.now() - timedelta(minutes=3)
    with transaction() as session:
        session.add(record)
    assert "What was imported was learned by itself 3 minutes ago." in told()


def test_one_that_went_well_says_so_without_alarm(told):
    ended = clock.now() - timedelta(hours=2)
    shown = told("SUCCESS", finished_at=ended, result={"trained": 1234, "failed": 0})
    assert "All products were trained 2 hours ago, within 1 h: 1,234 trained, 0 failed." in shown
    assert "className='warn'" not in shown


def test_one_with_failures_or_that_was_cut_short_is_marked(told):
    ended = clock.now()
    assert "className='warn'" in told("SUCCESS", finished_at=ended, result={"trained": 1, "failed": 2})


def test_one_that_did_not_come_to_its_end_says_why(told):
    shown = told("FAILURE", finished_at=clock.now(), error_message="The database was away.")
    assert "did not come to its end: The database was away." in shown


def test_one_that_runs_says_how_far_it_is(told):
    assert "being trained right now: 40%" in told("PROGRESS", progress_current=40, progress_total=100)


def test_who_sees_the_whole_shop_reads_of_what_the_administrator_has_trained(told, user_ids):
    told("SUCCESS", created_by=user_ids[1], finished_at=clock.now(), result={"trained": 9, "failed": 0})
    g.page_user = SignedIn(user_ids[0], "lee", "planner", "session")
    assert "9 trained" in str(night_words.last_run())
    g.page_user = SignedIn(user_ids[0], "lee", "planner", "session", locations=("NORTH",))
    assert "No training of all products has run yet" in str(night_words.last_run())
