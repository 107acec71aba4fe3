"""Sources from the command line."""

import pytest

from app import cli
from services.sources import source_service
from services.task_service import TaskService
from utils.config import use_settings


@pytest.fixture
def flask(database, tmp_path):
    use_settings(database.model_copy(update={"source_folders": str(tmp_path)}))
    runner = cli.create_app().test_cli_runner()

    def run(*arguments):
        done = runner.invoke(args=["sources", *arguments])
        return done.exit_code, done.output

    return run


@pytest.fixture
def till(flask, tmp_path):
    said = ("--kind", "folder", "--folder", str(tmp_path), "--pattern", "*.csv", "--cron", "0 5 * * *")
    return flask("add", "till", *said, "--options", '{"decimal": ","}')


def test_a_source_is_added_and_listed_with_how_it_went(flask, till, tmp_path):
    told = f"till: sales from {tmp_path}/*.csv, 0 5 * * *, never read\n"
    assert till == (0, told)
    assert flask() == flask("list") == (0, told)
    assert source_service.get("till").fields.options.decimal == ","


def test_what_is_not_named_stays_when_it_is_changed(flask, till):
    assert flask("change", "till", "--pattern", "sales-*.csv", "--cron", "")[0] == 0
    state = source_service.get("till")
    assert (state.fields.pattern, state.fields.options.decimal, state.schedule) == ("sales-*.csv", ",", None)


def test_it_is_read_when_asked_and_no_more_once_it_is_removed(flask, till):
    code, said = flask("run", "till")
    task_id = said.split()[-1].rstrip(".")
    assert (code, TaskService.get_task_status(task_id).status) == (0, "PENDING")
    assert flask("remove", "till")[0] == 0
    assert "Nothing is fetched" in flask()[1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("run", "nothing"), "There is no source 'nothing'"),
        (("add", "till", "--kind", "folder", "--folder", "/etc"), "SOURCE_FOLDERS"),
        (("add", "till", "--kind", "https", "--options", "decimal"), "is no JSON"),
        (("add", "till", "--kind", "pigeon"), "pigeon"),
    ],
)
def test_what_cannot_be_is_said_in_words(flask, arguments, reason):
    code, said = flask(*arguments)
    assert code != 0
    assert reason in said
    assert "Traceback" not in said
