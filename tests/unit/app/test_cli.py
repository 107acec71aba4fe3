import re
import shutil
import subprocess
import sys
from importlib import import_module

import pytest

from app import cli
from app.cli import COMMANDS
from tests.stack import ROOT
from utils import config


@pytest.fixture
def flask(monkeypatch, tmp_path):
    """Runs a command as its user does, on an installation without Celery in an empty folder."""
    monkeypatch.setattr(config, "_current", None)
    for name, value in {"DATA_DIR": str(tmp_path), "USE_CELERY": "0", "JWT_SECRET_KEY": "s" * 32, "DEMO": "0"}.items():
        monkeypatch.setenv(name, value)
    runner = cli.create_app().test_cli_runner()
    return lambda *arguments: runner.invoke(args=arguments)


def needed(name, folder):
    """What a command cannot do without."""
    return [str(folder / "backup")] if name == "backup" else []


def is_a_sentence(done):
    """Refused, and in words: anything but SystemExit would be a traceback."""
    return done.exit_code and isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name):
    said = " ".join(import_module(f"app.commands.{name}").command.help.split())
    assert said.startswith(COMMANDS[name].removesuffix("."))


@pytest.mark.parametrize("library", ["pandas", "numpy", "dash", "plotly", "sqlalchemy.orm"])
def test_the_list_of_commands_loads_nothing_large(listing, library):
    assert "doctor" in listing.stdout
    assert re.search(rf" {library}$", listing.stderr, flags=re.MULTILINE) is None


@pytest.fixture(scope="module")
def listing():
    command = [sys.executable, "-X", "importtime", "-m", "flask", "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_without_settings(flask, monkeypatch, name):
    monkeypatch.setenv("PORT", "none")
    assert flask(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "--model", "nonsense"],
        ["train", "--nonsense"],
        ["forecast", "nonsense"],
        ["forecast"],
        ["curl", "--username", "nobody"],
        ["doctor", "--url", "nonsense", "--password", "x"],
        ["doctor", "--url", "http://127.0.0.1:1", "--password", "x"],
        ["doctor", "--url", "http://[", "--password", "x"],
        ["welcome", "nonsense"],
        ["nonsense"],
    ],
)
def test_a_wrong_argument_is_answered_by_a_sentence(flask, migrated_sqlite, tmp_path, arguments):
    shutil.copy(migrated_sqlite, tmp_path / "stockcast.db")
    assert is_a_sentence(flask(*arguments))


# They make a database where there is none.
MAKES_ONE = {"migrate", "prepare", "restore"}


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"doctor", "evaluate", "import"} - MAKES_ONE))
def test_a_database_that_is_not_there_is_named(flask, tmp_path, name):
    done = flask(name, *needed(name, tmp_path))
    assert is_a_sentence(done)
    assert done.stderr.startswith("Error: The database")


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"evaluate", "import", "restore"}))
def test_wrong_settings_are_named(flask, monkeypatch, tmp_path, name):
    monkeypatch.setenv("PORT", "none")
    done = flask(name, *needed(name, tmp_path))
    assert is_a_sentence(done)
    assert "PORT" in done.stderr


@pytest.mark.parametrize("name", ["migrate", "prepare"])
def test_a_folder_that_cannot_be_made_is_named(flask, monkeypatch, tmp_path, name):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "var"))
    assert is_a_sentence(flask(name))


def test_an_answer_comes_without_log_lines(flask):
    flask("prepare")
    done = flask("welcome")
    assert done.exit_code == 0
    assert done.stderr == ""
