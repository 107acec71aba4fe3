import http.server
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import get_engine
from services.jobs import heartbeats
from services.jobs.heartbeats import BEAT, WORKER, Signs
from services.operations import checkup
from utils import clock
from utils.config import use_settings

NOWHERE = "postgresql+psycopg2://someone:secret@127.0.0.1:1/none"


@pytest.fixture
def flower():
    """Something that answers where Flower should be."""
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def alive(*queues, kind=WORKER, name="w1@here"):
    heartbeats.write(Signs(name, kind, clock.now(), list(queues)))


def configured(settings, **changes):
    use_settings(settings.model_copy(update=changes))


def test_a_complete_installation_is_all_right(database):
    alive("predictions", "training", "maintenance")
    alive(kind=BEAT, name="beat@here")
    assert {finding.name: finding.level for finding in checkup.run_checks()} == dict.fromkeys(
        ["database", "clock", "broker", "result backend", "flower", "models folder", "workers", "queues", "beat"], "ok"
    )


def test_every_fault_has_a_remedy(database):
    faults = [finding for finding in checkup.run_checks() if finding.level != "ok"]
    assert [finding.name for finding in faults] == ["workers", "queues", "beat"]
    assert all(finding.remedy for finding in faults)


def test_a_database_that_is_away_is_named_without_its_password(database):
    configured(database, database_url=NOWHERE)
    finding = checkup.check_database()
    assert finding.level == "fault"
    assert "127.0.0.1:1" in finding.detail
    assert "secret" not in finding.detail


def test_what_needs_the_database_is_left_out_without_it(database):
    configured(database, database_url=NOWHERE)
    assert "workers" not in {finding.name for finding in checkup.run_checks()}


def test_a_schema_that_is_behind_is_to_be_migrated(database, tmp_path):
    configured(database, database_url=f"sqlite:///{tmp_path / 'behind.db'}")
    with get_engine().begin() as connection:
        connection.execute(sa.text("CREATE TABLE tasks (id TEXT)"))
    finding = checkup.check_database()
    assert (finding.level, finding.remedy) == ("fault", "Run `flask migrate`.")


def test_a_broker_that_is_away_is_a_fault(database):
    configured(database, celery_broker_url="redis://127.0.0.1:1/0")
    assert checkup.check_result_backend().level == "fault"


def test_a_broker_that_forgets_is_worth_a_warning(database, broker):
    broker.client().config_set("appendonly", "no")
    try:
        finding = checkup.check_broker()
    finally:
        broker.client().config_set("appendonly", "yes")
    assert (finding.level, finding.remedy) == ("warning", "Set `appendonly yes` in Redis.")


def test_a_clock_that_is_wrong_is_noticed(database, monkeypatch):
    if get_engine().dialect.name == "sqlite":
        pytest.skip("SQLite has this machine's clock")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=20))
    assert checkup.check_clock().level == "fault"


def test_a_queue_that_nobody_serves_is_named(database):
    alive("predictions", "maintenance")
    assert checkup.check_queues_served().detail == "No worker serves training."


def test_flower_is_looked_for_only_where_it_should_be(database, flower):
    assert checkup.check_flower().detail == "not set up"
    configured(database, flower_basic_auth="a:b", flower_url=flower)
    assert checkup.check_flower().level == "ok"
    configured(database, flower_basic_auth="a:b", flower_url="http://127.0.0.1:1")
    assert checkup.check_flower().level == "warning"


def test_a_models_folder_that_cannot_be_made_is_a_fault(database, tmp_path):
    (tmp_path / "file").touch()
    configured(database, models_dir=tmp_path / "file" / "models")
    assert checkup.check_models_folder().level == "fault"


def test_too_little_space_is_a_fault(database, monkeypatch):
    monkeypatch.setattr(checkup, "LITTLE_SPACE_GB", 1e9)
    assert "Make room" in checkup.check_models_folder().remedy
