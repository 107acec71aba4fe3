"""Rows of a report that are the sums of their groups, under names that nothing else tells from those of products.

They are told by their numbers: every row of the file belongs to one whose units, day by day, are the sum of the rows
below it, or of those above it. Groups may be made of groups.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose, log10

# Longer files are no reports of sums, but lists.
MOST_ROWS = 20_000
# By chance the last of some numbers ends a sum of their mean in one case of that mean. So many powers of ten of such
# chances are sure, or worth a word.
SURE, DOUBTED = 2.0, 1.0
_CENTS = 100

# The units of a row by day.
Units = Mapping[str, float]


@dataclass(frozen=True)
class Sums:
    """places -- of the rows that are sums; weight -- how many powers of ten speak against chance"""

    places: frozenset[int] = frozenset()
    weight: float = 0.0


def found(rows: Sequence[Units], is_cut: bool = False) -> Sums:
    """The sums among the rows of a file; is_cut -- there are more rows than these."""
    if any(number < 0 for units in rows for number in units.values()):
        return Sums()
    below = _found(rows, is_cut)
    above = _found(rows[::-1], is_cut)
    turned = Sums(frozenset(len(rows) - 1 - place for place in above.places), above.weight)
    return max(below, turned, key=lambda sums: sums.weight)


def _found(rows: Sequence[Units], is_cut: bool) -> Sums:
    """Of sums that stand above what they are the sums of."""
    looks = (_Groups(rows, is_cut, fewest) for fewest in (len(rows), 2, 1))
    return max((groups.sums() for groups in looks), key=lambda sums: sums.weight)


class _Groups:
    """fewest -- so many parts make a row within a group one of its own"""

    def __init__(self, rows: Sequence[Units], is_cut: bool, fewest: int) -> None:
        self._rows, self._is_cut, self._fewest = rows, is_cut, fewest
        # Of each sum its parts, and the place behind the last of them.
        self._parts: dict[int, list[int]] = {}
        self._ends = [0] * len(rows)
        for place in range(len(rows) - 1, -1, -1):
            self._look(place)

    def sums(self) -> Sums:
        """Those of a file all of whose rows are sums, or belong to one."""
        places, place = set[int](), 0
        while place < len(self._rows):
            if place not in self._parts:
                return Sums()
            places |= self._within_of(place)
            place = self._ends[place]
        chances = {chance for one in places for chance in self._chances(one)}
        return Sums(frozenset(places), sum(map(_powers, chances)))

    def _within_of(self, place: int) -> set[int]:
        """A sum, and those among its parts."""
        found, left = set[int](), [place]
        while left:
            one = left.pop()
            found.add(one)
            left += [part for part in self._parts[one] if self._is_group(part)]
        return found

    def _is_group(self, place: int) -> bool:
        return len(self._parts.get(place, ())) >= self._fewest

    def _look(self, place: int) -> None:
        """Whether what stands below is the row, as far as that goes."""
        wanted, so_far = self._rows[place], defaultdict[str, float](float)
        parts, at = list[int](), place + 1
        if not any(wanted.values()):
            return
        while at < len(self._rows) and not _is_reached(wanted, so_far):
            for day, number in self._rows[at].items():
                so_far[day] += number
                if number and so_far[day] > wanted.get(day, 0) and not _is_as_much(so_far[day], wanted.get(day, 0)):
                    return
            parts.append(at)
            at = self._ends[at] if self._is_group(at) else at + 1
        if not _is_reached(wanted, so_far) and not (self._is_cut and at >= len(self._rows)):
            return
        while at < len(self._rows) and not any(self._rows[at].values()):
            at += 1
        self._parts[place], self._ends[place] = parts, at

    def _chances(self, place: int) -> list[tuple[float, ...]]:
        """Of each day the sum and what it is made of; what comes again is one."""
        return [
            (number, *sorted(parts))
            for day, number in self._rows[place].items()
            if len(parts := [own for one in self._parts[place] if (own := self._rows[one].get(day, 0.0))]) > 1
        ]


def _powers(chance: tuple[float, ...]) -> float:
    whole, *parts = chance
    scale = 1 if all(number.is_integer() for number in chance) else _CENTS
    return log10(max(1.0, scale * whole / len(parts)))


def _is_reached(wanted: Units, so_far: Units) -> bool:
    return all(_is_as_much(so_far.get(day, 0.0), number) for day, number in wanted.items())


def _is_as_much(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
