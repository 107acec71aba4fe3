"""When to stop learning: when the weeks held back gain no more."""

from collections.abc import Callable, Sequence

import numpy as np

from forecasting.progress import ReportProgress


def still_gains(losses: Sequence[float], patience: int) -> bool:
    """Whether the least loss is among the last `patience` and one."""
    return not losses or len(losses) - int(np.argmin(losses)) <= patience


def rounds(
    one_more: Callable[[int], float], most: int, patience: int, report_progress: ReportProgress
) -> tuple[int, float]:
    """Boost round by round for as long as that gains: how many rounds were best, and the loss after them.

    one_more -- adds a round, is told how many there are, and says the loss on the weeks held back
    """
    losses: list[float] = []
    while len(losses) < most and still_gains(losses, patience):
        losses.append(one_more(len(losses)))
        report_progress(len(losses) / most, f"round {len(losses)}/{most}, loss {losses[-1]:.3f}")
    return int(np.argmin(losses)) + 1, min(losses)
