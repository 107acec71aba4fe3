"""What things weigh and the room they take, in whatever unit: "250 g", "Gewicht (lbs)", "Volumen cbm"."""

import re

from services.files.values.number_forms import unit_named
from utils.language import _

KILOGRAMS, LITRES = "kilograms", "litres"
# Of the unit in which it is kept, what one of each other is.
_ONE_IS = {
    KILOGRAMS: {"kilograms": 1.0, "grams": 0.001, "pounds": 0.45359237, "ounces": 0.028349523125, "tons": 1000.0},
    LITRES: {"litres": 1.0, "millilitres": 0.001, "centilitres": 0.01, "cubic metres": 1000.0},
}
# Nobody counts goods in these.
_OF_ROOM = {
    "cubic metres": "m3 m³ cbm kubikmeter",
    "litres": "dm3 dm³",
    "millilitres": "cm3 cm³ ccm cc",
}
_CALLED = {word: unit for unit, words in _OF_ROOM.items() for word in words.split()}
_WORDS = re.compile(r"[^\W_]+")


def unit_of(heading: str, kept: str) -> str:
    """The unit that a heading ends with; else that in which it is kept."""
    *_before, last = ["", *_WORDS.findall(heading.casefold())]
    unit = _CALLED.get(last) or unit_named(last)
    return unit if unit in _ONE_IS[kept] else kept


def converted(number: float, unit: str, kept: str) -> float:
    """So many of a unit in that in which it is kept; of that itself the very number, as an export has it. Raises
    ValueError for a unit of something else."""
    if unit not in _ONE_IS[kept]:
        raise ValueError(_("this is in {unit}, most of the file is not; convert it", unit=unit))
    return number if unit == kept else round(number * _ONE_IS[kept][unit], 9)
