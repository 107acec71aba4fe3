"""How many units are in the packs that a row counts, where a column beside it says so: "Units per case"."""

import re
from collections.abc import Callable, Sequence

from services.files.columns.packs_beside import IN_A_PACK, WHOLE_PACKS
from services.files.columns.understanding import Understanding
from services.files.fields import Form
from services.files.headings.heading_keys import key
from services.files.records import Cell
from services.files.values import number_forms, packs, scales

_WORDS = re.compile(r"[^\W_]+")


class PackedUnits:
    """counted -- the heading of units that counts packs in each row; "" where a column of units says it of some"""

    def __init__(
        self, form: Form, understood: Understanding, counted: str, read: Callable[[Cell], float | None]
    ) -> None:
        self._place = understood.positions.get(IN_A_PACK) if form.stores else None
        self._whole = understood.positions.get(WHOLE_PACKS)
        self._read, self._unit = read, understood.positions.get("unit")
        heading = understood.heading(counted) if self._place is not None and self._unit is None else ""
        self.counted = heading if packs.are_named(heading) else ""
        self._named = frozenset() if self._place is None else self._packs_of(understood)

    def _packs_of(self, understood: Understanding) -> frozenset[str]:
        """The units whose size the column tells: the only packs of the file, or those that its heading names."""
        if self._unit is None:
            return frozenset()
        every = {str(cell).strip() for cell in understood.columns.evidence[self._unit].seen}
        called = {text: key(text) for text in every if _is_pack(text)}
        words = [key(word) for word in _WORDS.findall(understood.heading(IN_A_PACK))]
        is_one = len(set(called.values())) == 1
        return frozenset(
            text for text, plain in called.items() if is_one or any(_is_short(plain, one) for one in words)
        )

    def whole(self, row: Sequence[Cell]) -> float:
        """The units in the packs that a column of its own counts. Raises ValueError."""
        if self._whole is None or self._place is None:
            return 0.0
        return (self._read(row[self._whole]) or 0.0) * (self._read(row[self._place]) or 0.0)

    def held(self, row: Sequence[Cell], unit: str) -> float | None:
        """What one of a row holds; None where it is no pack, or nothing says it. Raises ValueError."""
        if self._place is None or not (self.counted or unit in self._named):
            return None
        return self._read(row[self._place]) or None


def _is_short(unit: str, word: str) -> bool:
    """Whether it is a word, or short for it, as KTN is for Karton."""
    rest = iter(word)
    return unit[:1] == word[:1] and all(letter in rest for letter in unit)


def _is_pack(text: str) -> bool:
    return number_forms.unit_named(text) == "packs" and scales.of_unit(text) == 1
