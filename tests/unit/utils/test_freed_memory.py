"""In processes of their own: what this one keeps, other tests have had."""

import os
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

WORK = """
import time, numpy
from pathlib import Path
from utils.freed_memory import Idleness

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

idleness = Idleness(0.1)
before = megabytes()
arrays = [numpy.ones((1_000, 1_000)) for _ in range(25)]
kept = list(range(1_000))
del arrays
print(megabytes() - before)
idleness.begin()
{then}
deadline = time.monotonic() + {seconds}
while megabytes() - before > 100 and time.monotonic() < deadline:
    time.sleep(0.02)
print(megabytes() - before)
"""
AS_WORKERS_START = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "2147483647"}


def kept_by_a_process(then: str, seconds: float) -> list[float]:
    """Megabytes of 200 that were freed, at once and after it has done nothing for a while."""
    program = WORK.format(then=then, seconds=seconds)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | AS_WORKERS_START,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(line) for line in done.stdout.split()]


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Of the GNU C library.")


def test_freed_memory_is_kept_for_a_while_and_given_back_by_who_has_nothing_to_do():
    at_once, later = kept_by_a_process("", 20)
    assert at_once > 150
    assert later < 100


def test_who_is_at_work_again_keeps_it():
    assert kept_by_a_process("idleness.end()", 0.5)[1] > 150


def test_workers_are_started_so():
    script = (ROOT / "start_worker.sh").read_text()
    assert all(f"{name}:-{value}" in script for name, value in AS_WORKERS_START.items())


def test_a_process_of_the_pool_looks_seldom_for_what_holds_only_itself():
    program = """
import gc
from celery import signals
import tasks.worker_signals
signals.worker_process_init.send(None)
print(gc.get_threshold()[0])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 10_000


def test_what_holds_only_itself_is_given_back_too():
    program = """
import gc, weakref
from utils import freed_memory
class Ring: pass
gc.disable()
ring = Ring()
ring.itself, seen = ring, weakref.ref(ring)
del ring
freed_memory.give_back()
print(seen())
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"


def test_a_process_that_answers_does_not_go_through_what_it_has_loaded():
    program = """
import gc
from utils import freed_memory
with freed_memory.loading():
    kept = [[] for _ in range(100_000)]
    print(gc.isenabled(), gc.get_freeze_count())
print(gc.isenabled(), gc.get_freeze_count() > 100_000)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "0", "True", "True"]
