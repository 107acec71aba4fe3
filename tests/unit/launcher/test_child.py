import sys

import pytest

from launcher import child as child_module
from launcher import processes
from launcher.child import Child

# A child that has left its parent's process group, as the workers' children do.
PARENT = "import os, sys, time\nif os.fork() == 0: os.setpgrp()\nprint('up', flush=True)\ntime.sleep(600)"


def child(tmp_path, program):
    return Child("test", [sys.executable, "-c", program], {}, tmp_path / "logs" / "test.log")


@pytest.fixture
def family(tmp_path):
    parent = child(tmp_path, PARENT)
    parent.start()
    while parent.log.read_text().count("up") < 2:
        pass
    yield parent
    parent.kill()


def test_killing_it_kills_what_it_started(family):
    assert len(processes.members(family.session)) == 2
    family.kill()
    assert processes.members(family.session) == []


def test_what_it_started_can_be_ended_after_its_death(family):
    family.process.kill()
    family.process.wait()
    assert len(processes.members(family.session)) == 1
    family.kill()
    assert processes.members(family.session) == []


def test_its_words_are_in_its_log(tmp_path):
    speaker = child(tmp_path, "import sys; print('out'); print('error', file=sys.stderr)")
    speaker.start()
    speaker.process.wait()
    assert set(speaker.log.read_text().split()) == {"out", "error"}


def test_a_large_log_is_put_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(child_module, "LOG_BYTES", 10)
    speaker = child(tmp_path, "print('spoken')")
    speaker.log.parent.mkdir()
    speaker.log.write_text("from earlier days")
    speaker.start()
    speaker.process.wait()
    assert speaker.log.read_text() == "spoken\n"
    assert speaker.log.with_suffix(".old.log").read_text() == "from earlier days"


def test_a_log_that_grows_large_is_put_aside_while_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(child_module, "LOG_BYTES", 10)
    go_on = tmp_path / "go-on"
    waits = f"import os, time\nwhile not os.path.exists({str(go_on)!r}): time.sleep(0.01)"
    speaker = child(tmp_path, f"print('much was said', flush=True)\n{waits}\nprint('later')")
    speaker.start()
    while not speaker.log.read_text():
        pass
    speaker.rotate_log()
    go_on.touch()
    speaker.process.wait()
    assert speaker.log.read_text() == "later\n"
    assert speaker.log.with_suffix(".old.log").read_text() == "much was said\n"


def test_one_that_keeps_dying_waits_ever_longer(tmp_path):
    dying = child(tmp_path, "")
    dying.start()
    assert [dying.seconds_until_restart() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    dying.kill()
