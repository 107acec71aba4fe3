import os
import resource
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from tests.children import descendants

Result = TypeVar("Result")

TICKS = os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What a piece of work returns, and its processor time in seconds, child processes included.

    Processor time, because a busy machine does not change it.
    """
    began = _spent()
    result = work()
    return result, _spent() - began


def _spent() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def processor_seconds(pids: Iterable[int]) -> float:
    """Of these processes and of those they have buried."""
    spent = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        spent += sum(int(field) for field in fields[11:15])
    return spent / TICKS


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    return [pid, *descendants(pid)]
