import pytest

from services.jobs import jobs, task_runs
from services.sources import source_run
from services.task_service import TaskService
from utils import clock
from utils.config import use_settings


@pytest.fixture
def inbox(app, database, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    use_settings(database.model_copy(update={"source_folders": str(folder)}))
    return folder


@pytest.fixture
def body(inbox):
    return {"name": "till", "kind": "folder", "folder": str(inbox), "pattern": "*.csv"}


def test_a_source_is_made_changed_and_removed(admin, body):
    made = admin.post("/sources", json=body | {"cron": "*/15 * * * *"})
    assert (made.status_code, made.headers["Location"]) == (201, "/sources/till")
    assert made.json["schedule"]["cron"] == "*/15 * * * *"
    assert admin.get("/schedules/source-till").json["args"] == {"source": "till"}
    changed = admin.patch("/sources/till", json={"cron": "", "pattern": "*.xlsx"}).json
    assert (changed["schedule"], changed["fields"]["pattern"]) == (None, "*.xlsx")
    assert admin.delete("/sources/till").status_code == 204
    assert admin.get("/sources/till").status_code == 404


def test_a_run_is_followed_like_any_task_and_told_in_the_list(admin, body, inbox):
    admin.post("/sources", json=body)
    (inbox / "a.csv").write_text(f"sku,date,qty\nA,{clock.today().replace(year=2025, day=1)},5\n")
    accepted = admin.post("/sources/till/run")
    assert accepted.status_code == 202
    task_id = accepted.json["task_id"]
    running = task_runs.start(task_id, jobs.RunSource("till", jobs.BY_HAND))
    task_runs.succeed(task_id, source_run.run(running, jobs.RunSource("till", jobs.BY_HAND)))
    (told,) = admin.get("/sources").json["items"]
    assert (told["last_status"], told["rows"], told["last_task_id"]) == ("SUCCESS", 1, task_id)
    assert TaskService.get_task_status(task_id).result["files"][0]["inserted"] == 1


def test_only_administrators_make_sources_planners_run_them_and_viewers_see_none(signed_in, admin, body):
    admin.post("/sources", json=body)
    planner, viewer = signed_in("pat", "planner"), signed_in("vic", "viewer")
    assert planner.post("/sources", json=body | {"name": "mine"}).status_code == 403
    assert planner.patch("/sources/till", json={"pattern": "*"}).status_code == 403
    assert planner.post("/sources/till/run").status_code == 202
    assert viewer.get("/sources").status_code == 403


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"folder": "/etc"}, "source_refused"),
        ({"kind": "sql", "url": "postgresql://a:b@c/d", "query": "SELECT 1"}, "source_refused"),
        ({"cron": "every day"}, "invalid_timing"),
        ({"secret_headers": {"Authorization": "the secret itself"}}, "invalid_request"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(admin, body, change, code):
    refused = admin.post("/sources", json=body | change)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert admin.get("/sources").json["items"] == []


def test_deciding_where_nothing_waits_is_a_conflict(admin, body):
    admin.post("/sources", json=body)
    for decide in ("accept", "reject"):
        assert admin.post(f"/sources/till/{decide}").json["code"] == "nothing_waits"
