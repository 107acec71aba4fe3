import resource
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


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
