import os
import subprocess
import sys

import pytest

from utils import beside
from utils.config import SettingsError, load_settings

SETTINGS = {"CELERY_BROKER_URL": "redis://:p'a\\ss@h/0", "JWT_SECRET_KEY": "s" * 32, "PORT": "5007"}


@pytest.fixture(autouse=True)
def own_notes(monkeypatch, tmp_path):
    monkeypatch.setattr(beside, "NOTES", tmp_path / "notes")
    for name in ("DATA_DIR", *SETTINGS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def running(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    beside.leave(folder, SETTINGS)
    return folder


def test_a_command_finds_what_runs_and_its_settings(running):
    settings = load_settings()
    assert settings.data_dir == running
    assert settings.port == 5007
    assert settings.celery_broker_url == SETTINGS["CELERY_BROKER_URL"]


def test_what_a_command_is_told_counts_more(running, monkeypatch):
    monkeypatch.setenv("PORT", "5008")
    assert load_settings().port == 5008


def test_nothing_is_found_of_what_has_stopped(running):
    beside.forget(running)
    assert beside.data_dirs() == []
    assert not beside.settings_file(running).exists()


def test_nothing_is_found_of_what_was_killed(running):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (beside.NOTES / str(os.getpid())).rename(beside.NOTES / str(gone.pid))
    assert beside.data_dirs() == []


def test_of_two_one_has_to_be_named(running, tmp_path):
    (beside.NOTES / str(os.getppid())).write_text(str(tmp_path / "other"))
    with pytest.raises(SettingsError, match=r"DATA_DIR=\S+ or DATA_DIR=\S+"):
        load_settings()


def test_only_its_owner_may_read_it(running):
    assert beside.settings_file(running).stat().st_mode & 0o077 == 0
    assert beside.NOTES.stat().st_mode & 0o077 == 0
