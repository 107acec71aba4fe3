"""How far the work on a block is."""

from collections.abc import Callable

# Called with the share that is done, 0 to 1, and with what is being done.
ReportProgress = Callable[[float, str], None]


def silent(share: float, step: str) -> None:
    """For whom nobody listens."""


def within(report_progress: ReportProgress, first: float, last: float, step: str = "") -> ReportProgress:
    """For a part of the work, from one share of the whole to another; `step` stands before what the part says."""

    def reported(share: float, detail: str) -> None:
        report_progress(first + share * (last - first), f"{step} {detail}".strip())

    return reported
