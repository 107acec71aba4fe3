"""What rows count in, where a column says it: pieces, dozens, packs of so many, kilograms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from services.files.columns import cells
from services.files.columns.assignment import FACTOR
from services.files.columns.understanding import Understanding
from services.files.fields import NUMBER, Form, Wanted
from services.files.records import Cell
from services.files.rows.packed_units import PackedUnits
from services.files.rows.tally import Tally
from services.files.values import number_forms, scales
from utils.language import _


def field_of(form: Form) -> str:
    """The field of what rows count: units sold, or units that are there."""
    return "on_hand" if any(one.name == "on_hand" for one in form.fields) and not form.is_sales else "quantity"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a cell says of its row: the unit as it stands there, what one of it is, what it is the name of."""

    text: str
    scale: float
    named: str


@lru_cache(10_000)
def _said(cell: Cell) -> _Said:
    """A file has few units, and each row is asked for its own."""
    text = str(cell).strip()
    return _Said(text, scales.of_unit(text), number_forms.unit_named(text))


class RowUnits:
    """Tells of each row how many units one of it is, and whether its product was in the same above.

    Orders refuse what is not in units: their rows are as they stand.
    """

    def __init__(self, form: Form, understood: Understanding, tally: Tally) -> None:
        self._unit, self._tally = understood.positions.get("unit"), tally
        self._converts = form.stores and self._unit is not None
        self._factor = understood.positions.get(FACTOR) if self._converts else None
        counted = Wanted(field_of(form), NUMBER, required=False)
        self._read = lru_cache(partial(cells.number, one=counted, understood=understood))
        self._packed = PackedUnits(form, understood, counted.name, self._read)
        self._known: dict[str, str] = {}
        self.are_named = self._unit is not None or bool(self._packed.counted)

    def scale(self, row: Sequence[Cell]) -> float:
        """What one of a row is in units. Raises ValueError for a factor that cannot be read."""
        if self._packed.counted:
            return self._in_packs(row)
        if self._unit is None or not self._converts:
            return 1.0
        said = _said(row[self._unit])
        scale = (self._factor is not None and self._read(row[self._factor])) or self._held(row) or said.scale
        if scale != 1:
            self._tally.converted[f"1 {said.text} = {scale:g}"] += 1
        elif said.named == "packs" and not self._held(row):
            self._tally.packs[said.text] += 1
        return scale

    def more(self, row: Sequence[Cell]) -> float:
        """The units in the whole packs that a row counts beside single ones. Raises ValueError."""
        return self._packed.whole(row)

    def _in_packs(self, row: Sequence[Cell]) -> float:
        """The same where all rows count packs, by their heading."""
        scale = self._packed.held(row, "")
        if scale is None:
            self._tally.packs[self._packed.counted] += 1
        else:
            self._tally.converted[f"1 {self._packed.counted} = {scale:g}"] += 1
        return scale or 1.0

    def _held(self, row: Sequence[Cell]) -> float | None:
        return None if self._unit is None else self._packed.held(row, _said(row[self._unit]).text)

    def compare(self, code: str, row: Sequence[Cell], scale: float) -> None:
        """Raises ValueError where a product is in another unit above."""
        if self._unit is None or self._factor is not None or not (unit := _said(row[self._unit]).named):
            return
        unit = "pieces" if scale != 1 or self._held(row) else unit
        if (known := self._known.setdefault(code, unit)) != unit:
            reason = _(
                "{code} is in {unit} here and in {known} above it; convert one of them",
                code=code,
                unit=unit,
                known=known,
            )
            raise ValueError(reason)
