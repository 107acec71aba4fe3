import subprocess
import sys
import time

import pytest

from launcher import processes
from launcher.guardian import Guardian
from tests.stack import ROOT


@pytest.fixture
def session():
    started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    yield started.pid
    started.kill()
    started.wait()


@pytest.fixture
def guardian(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    with (tmp_path / "lock").open("w") as lock:
        yield Guardian(lock)


def test_it_ends_what_is_left_when_the_launcher_is_gone(guardian, session):
    guardian.began(session)
    guardian.close()
    assert processes.members(session) == []


def test_it_spares_what_has_ended_before(guardian, session):
    guardian.began(session)
    guardian.ended(session)
    guardian.close()
    assert processes.members(session) == [session]


def test_the_launcher_goes_on_without_it(guardian, session):
    guardian._process.kill()
    guardian._process.wait()
    for _ in range(3):
        guardian.began(session)
        time.sleep(0.01)
    guardian.close()
