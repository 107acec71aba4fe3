"""The parts of a kit on their shelves, period by period: how many can be put together while some are short."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# Parts of a unit that the single precision of paths leaves over.
ROUNDING = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Where a part lies, of which `each` units go into one kit.

    came, asked -- units that come, and are asked for besides this kit, by period, until more can be ordered
    is_own -- what it lacks hinders nobody, but takes nothing of the others
    """

    each: float
    came: np.ndarray
    asked: np.ndarray
    is_own: bool = False

    def may_lack(self, kits: np.ndarray) -> bool:
        """Whether some of so many, (periods, ...), cannot be put together."""
        periods = len(self.came)
        most = kits[:periods].max(axis=tuple(range(1, kits.ndim)), initial=0)
        return bool((np.cumsum(self.asked + self.each * most) > np.cumsum(self.came)).any())

    def spread(self, asked: np.ndarray, kits: np.ndarray) -> np.ndarray:
        """So much in each period, on as many paths as the kits have."""
        by_path = asked.reshape(*asked.shape, *(1,) * (kits.ndim - asked.ndim))
        return np.broadcast_to(by_path, (len(self.came), *kits.shape[1:]))

    def wanted(self, kits: np.ndarray, period: int) -> np.ndarray:
        return self.asked[period] + self.each * kits


def put_together(kits: np.ndarray, shelves: Sequence[Shelf], whole: bool) -> np.ndarray:
    """Of so many kits, (periods, ...), those for which there is enough: of what is short everybody gets the same share.

    whole -- no part of one is put together
    """
    left = [np.zeros_like(kits[0]) for _ in shelves]
    made, total = kits.copy(), np.zeros_like(kits[0])
    for period in range(min(len(kits), max(len(own.came) for own in shelves))):
        lacking = [place for place, own in enumerate(shelves) if period < len(own.came)]
        for place in lacking:
            left[place] = left[place] + shelves[place].came[period]
        pairs = [(shelves[place], left[place]) for place in lacking]
        share = _shared(kits[period], period, [pair for pair in pairs if not pair[0].is_own])
        made[period] = _whole(kits[period], share, total) if whole else share
        total = total + made[period]
        used = _shared(made[period], period, pairs)
        for place in lacking:
            left[place] = np.maximum(left[place] - shelves[place].wanted(used, period), 0)
    return made


def _shared(kits: np.ndarray, period: int, shelves: Sequence[tuple[Shelf, np.ndarray]]) -> np.ndarray:
    """Of so many those that can be put together of what is left of each part."""
    share = np.ones_like(kits)
    for own, left in shelves:
        wanted = own.wanted(kits, period)
        share = np.minimum(share, np.divide(left, wanted, out=np.ones_like(kits), where=wanted > left))
    return kits * share


def _whole(wanted: np.ndarray, possible: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Without parts of kits; before -- that were put together earlier"""
    whole = np.maximum(np.floor(before + possible + ROUNDING) - before, 0)
    return np.where(possible < wanted, whole, wanted)
