"""How far the work on a block is."""

from collections.abc import Callable

# Called with the share that is done, 0 to 1, and with what is being done.
ReportProgress = Callable[[float, str], None]


def silent(share: float, step: str) -> None:
    """For whom nobody listens."""


class Repeated:
    """Progress that can be said again: so who waits for a step that says nothing of itself is heard, and may be
    stopped."""

    def __init__(self, report_progress: ReportProgress) -> None:
        self._report_progress = report_progress
        self._last = (0.0, "")

    def __call__(self, share: float, step: str) -> None:
        self._last = (share, step)
        self._report_progress(share, step)

    def again(self) -> None:
        self._report_progress(*self._last)


def within(report_progress: ReportProgress, first: float, last: float, step: str = "") -> ReportProgress:
    """For a part of the work, from one share of the whole to another; `step` stands before what the part says."""

    def reported(share: float, detail: str) -> None:
        report_progress(first + share * (last - first), ": ".join(filter(None, (step.removesuffix(":"), detail))))

    return reported
