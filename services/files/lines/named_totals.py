"""Whether a row that is called "Total" is one of totals, or a product or supplier of that name."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from math import isclose
from typing import Any

from services.files.lines import total_words

# Totals are rounded, as is what they are the totals of.
ROUNDING = 1e-4


class Above:
    """What the rows above a row say, by the place of each value."""

    def __init__(self) -> None:
        self._rows = 0
        self._last: Sequence[Any] = ()
        self._sums, self._most = defaultdict[int, float](float), defaultdict[int, float](float)

    def add(self, values: Sequence[Any]) -> None:
        self._rows, self._last = self._rows + 1, values
        for place, number in _numbers(values).items():
            self._sums[place] += number
            self._most[place] = max(self._most[place], number)

    def are_totals(self, values: Sequence[Any], subject: int) -> bool:
        """Of a row whose subject is called as totals are: whether its numbers are the sums or means of those above. If
        they are neither, no less than the greatest of these, and words of its own are missing, it may be all the same.
        """
        if any(self._is_own(place, value) for place, value in enumerate(values) if place != subject):
            return False
        numbers = _numbers(values)
        if any(self._is_of_those_above(place, number) for place, number in numbers.items()):
            return True
        is_less = any(number < self._most[place] for place, number in numbers.items())
        return not numbers or not (is_less or self._fills_as_much(values))

    def _is_own(self, place: int, value: Any) -> bool:
        """Words that totals do not have: a name, or a currency other than that of the row above."""
        above = self._last[place] if self._last else None
        return isinstance(value, str) and value not in ("", above) and not total_words.is_total(value)

    def _is_of_those_above(self, place: int, number: float) -> bool:
        total = self._sums[place]
        wanted = (total, total / self._rows) if self._rows else ()
        return number != 0 and any(isclose(number, own, rel_tol=ROUNDING) for own in wanted)

    def _fills_as_much(self, values: Sequence[Any]) -> bool:
        pairs = zip(self._last, values, strict=True) if self._last else ()
        return all(value not in (None, "") for above, value in pairs if above not in (None, ""))


def _numbers(values: Sequence[Any]) -> dict[int, float]:
    kinds = (int, float, Decimal)
    return {
        place: float(value)
        for place, value in enumerate(values)
        if isinstance(value, kinds) and not isinstance(value, bool)
    }
