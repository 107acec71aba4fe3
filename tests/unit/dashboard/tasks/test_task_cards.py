from datetime import timedelta

import pytest
from flask import g

from dashboard.tasks import task_cards
from services.access.signed_in import SignedIn
from services.jobs import jobs
from services.task_service import new_record
from utils import clock


@pytest.fixture
def card(in_berlin):
    """The card of a training in this state, as someone of this role sees it."""

    def card(status, role="planner", **known):
        g.page_user = SignedIn(1, "kim", role, "session")
        record = new_record(jobs.TrainAll("auto"))
        record.status, record.attempt, record.progress_message = status, 1, ""
        record.progress_current, record.progress_total = 0, 100
        for name, value in known.items():
            setattr(record, name, value)
        return str(task_cards.card(record))

    return card


def ago(seconds):
    return clock.now() - timedelta(seconds=seconds)


def test_one_that_waits_says_for_what(card):
    assert "begins as soon as a worker is free" in card("PENDING")


def test_one_that_runs_says_how_far_it_is_and_how_long_the_rest_takes(card):
    shown = card("PROGRESS", started_at=ago(60), progress_current=25, progress_message="Learning")
    assert ("25%" in shown, "Learning" in shown, "about 3 min" in shown) == (True, True, True)


@pytest.mark.parametrize(("seconds", "current"), [(1, 50), (60, 2)])
def test_from_too_little_it_foretells_nothing(card, seconds, current):
    assert "left" not in card("PROGRESS", started_at=ago(seconds), progress_current=current)


def test_one_that_failed_says_why_and_may_be_tried_again(card):
    shown = card("FAILURE", finished_at=clock.now(), error_message="The disk is full.")
    assert ("The disk is full." in shown, "Try again: " in shown, "Progress(" in shown) == (True, True, False)


def test_one_that_is_tried_again_says_when(card):
    due = clock.now() + timedelta(minutes=10)
    assert "Attempt 1 failed; the next one is in 10 minutes" in card("RETRY", due_at=due)


@pytest.mark.parametrize(
    ("role", "created_by", "may"),
    [("planner", 1, True), ("planner", None, False), ("admin", None, True), ("viewer", 2, False)],
)
def test_who_may_not_cancel_is_not_offered_to(card, role, created_by, may):
    assert ("Cancel: " in card("PENDING", role, created_by=created_by)) is may


def test_what_somebody_else_has_begun_is_not_theirs_to_try_again(card):
    assert "Try again" in card("FAILURE", created_by=1, finished_at=clock.now())
    assert "Try again" not in card("FAILURE", created_by=2, finished_at=clock.now())
