"""What rows count in, where a column says it: pieces, dozens, packs of so many, kilograms."""

from collections.abc import Sequence
from functools import lru_cache, partial

from services.files.columns import cells
from services.files.columns.assignment import FACTOR
from services.files.columns.understanding import Understanding
from services.files.fields import NUMBER, Form, Wanted
from services.files.records import Cell
from services.files.rows.tally import Tally
from services.files.values import number_forms, scales
from utils.language import _


def field_of(form: Form) -> str:
    """The field of what rows count: units sold, or units that are there."""
    return "on_hand" if any(one.name == "on_hand" for one in form.fields) and not form.is_sales else "quantity"


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
        self._known: dict[str, str] = {}

    def scale(self, row: Sequence[Cell]) -> float:
        """What one of a row is in units. Raises ValueError for a factor that cannot be read."""
        if self._unit is None or not self._converts:
            return 1.0
        text = str(row[self._unit]).strip()
        scale = (self._factor is not None and self._read(row[self._factor])) or scales.of_unit(text)
        if scale != 1:
            self._tally.converted[f"1 {text} = {scale:g}"] += 1
        elif number_forms.unit_named(text) == "packs":
            self._tally.packs[text] += 1
        return scale

    def compare(self, code: str, row: Sequence[Cell], scale: float) -> None:
        """Raises ValueError where a product is in another unit above."""
        unit = "" if self._unit is None else number_forms.unit_named(str(row[self._unit]))
        if self._factor is not None or not unit:
            return
        unit = "pieces" if scale != 1 else unit
        if (known := self._known.setdefault(code, unit)) != unit:
            reason = _(
                "{code} is in {unit} here and in {known} above it; convert one of them",
                code=code,
                unit=unit,
                known=known,
            )
            raise ValueError(reason)
