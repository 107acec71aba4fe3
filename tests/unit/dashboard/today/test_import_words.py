from datetime import timedelta

import pytest
from flask import g

from app.db import transaction
from app.models import Source
from dashboard.today import import_words
from services.access.signed_in import SignedIn
from services.jobs.jobs import ImportSales
from services.sources import source_service
from services.sources.source_service import NEVER
from services.task_service import new_record
from utils import clock
from utils.language import spoken

FINDING = {"code": "unusual_days", "message": "A on 2026-03-01: 400, usually 4.", "percent": 90.0}


@pytest.fixture
def told(in_berlin):
    def told(role="planner"):
        g.page_user = SignedIn(1, "kim", role, "session")
        return str(import_words.news())

    return told


def imported(**result):
    record = new_record(ImportSales("0"))
    record.status, record.finished_at = "SUCCESS", clock.now() - timedelta(hours=2)
    record.result = {"source": "till", "dry_run": False} | result
    with transaction() as session:
        session.add(record)


def test_nothing_is_said_while_all_is_well(told):
    imported(warnings=[])
    imported(warnings=["Odd."], dry_run=True)
    assert told() == "[]"


def test_warnings_of_the_last_imports_are_told(told):
    imported(warnings=["Stores without a day: North."])
    imported(
        warnings=["Stores without a day: North, 2026-03-01; South, 2026-03-01; 2 more like these."], source="default"
    )
    assert "Sales of till, 2 hours ago: Stores without a day: North." in told()
    with spoken("de"):
        assert "Verkäufe, vor 2 Stunden: " in told()
        said = told().replace("\\xa0", " ")
        assert "North, So., 1. März; South, So., 1. März; 2 weitere dieser Art" in said


def test_a_source_that_waits_says_what_is_odd_to_those_who_may_decide(told):
    source_service.create("till", {"kind": "https", "url": "https://192.0.43.8/x"}, NEVER)
    with transaction() as session:
        session.get_one(Source, "till").waiting = {"name": "a.csv", "findings": [FINDING]}
    assert "till waits for you: A on Sun\\xa01\\xa0Mar: 400, usually 4." in told()
    assert told("viewer") == "[]"
