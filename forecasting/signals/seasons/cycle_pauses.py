"""Pauses of a rhythm: a team that plays every second week rests in summer, and plays as before when it is back."""

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar

# So many cycles in a row without a sale, which the share of the others that had one makes this seldom, are a pause; it
# is over with the second sale since.
FEWEST, CHANCE, SINCE = 3, 1e-4, 2
# Who is known to come to this share of its usual sales in its pause is known to pause.
LITTLE = 0.2


def find(block: Block, calendar: Calendar) -> np.ndarray:
    """Periods of whole cycles that were a pause and are over, bool (products, periods)."""
    cycle = calendar.cycle[: block.periods] - calendar.cycle[0]
    sold, known = (
        calendars.sums(one, cycle, int(cycle[-1]) + 1) > 0 for one in (block.values > 0, ~np.isnan(block.values))
    )
    pauses = np.zeros(sold.shape, dtype=bool)
    for row in np.flatnonzero((known & ~sold).sum(axis=1) >= FEWEST):
        pauses[row] = _pauses(sold[row], known[row])
    return pauses[:, cycle]


def may_come_again(pauses: np.ndarray, block: Block, course: np.ndarray) -> np.ndarray:
    """Who paused in the coming periods of a year before, though more than a little is expected of these, bool
    (products,).

    pauses -- as `find` gives them; course -- what the time of the year multiplies coming periods by, (products, ahead)
    """
    begin = block.periods - block.year_length
    paused = pauses[:, max(begin, 0) : max(begin + course.shape[1], 0)]
    return np.asarray((paused & (course[:, course.shape[1] - paused.shape[1] :] > LITTLE)).any(axis=1))


def _pauses(sold: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Of one product, bool (cycles,)."""
    silent, out = known & ~sold, np.zeros(len(sold), dtype=bool)
    turns = np.diff(np.concatenate([[0], silent.astype(int), [0]]))
    runs = zip(np.flatnonzero(turns == 1), np.flatnonzero(turns == -1), strict=True)
    long = [(begin, end) for begin, end in runs if end - begin >= FEWEST]
    share = sold.sum() / (known.sum() - sum(end - begin for begin, end in long) + 1)
    for begin, end in long:
        out[begin:end] = sold[end:].sum() >= SINCE and (1 - share) ** (end - begin) < CHANCE
    return out
