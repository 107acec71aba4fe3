"""What things weigh and the room they take, in whatever unit: "250 g", "Gewicht (lbs)", "Volumen cbm"."""

import re

from services.files.values.number_forms import unit_named
from utils.language import _

KILOGRAMS, LITRES = "kilograms", "litres"
# Of the unit in which it is kept, what one of each other is.
_ONE_IS = {
    KILOGRAMS: {"kilograms": 1.0, "grams": 0.001, "pounds": 0.45359237, "ounces": 0.028349523125, "tons": 1000.0},
    LITRES: {
        "litres": 1.0,
        "millilitres": 0.001,
        "centilitres": 0.01,
        "decilitres": 0.1,
        "hectolitres": 100.0,
        "cubic metres": 1000.0,
        "gallons": 3.785411784,
        "imperial gallons": 4.54609,
        "fluid ounces": 0.0295735295625,
        "cubic feet": 28.316846592,
        "cubic inches": 0.016387064,
    },
}
# Nobody counts goods in these, or calls them so but in the codes of systems.
_ALSO = {
    "kilograms": "kgm kgr kilogramm kilogramme kilogrammes kilogramos chilogrammi chili",
    "grams": "grm gms grs gramos grammi gramo gramme",
    "pounds": "lbr",
    "ounces": "onz ounce ounces unze unzen",
    "tons": "tne to tonnen tonnellate toneladas",
    "cubic metres": "m3 m³ mtq cbm kubikmeter",
    "litres": "dm3 dm³ cdm dmq",
    "millilitres": "cm3 cm³ cmq ccm cc mlt millilitre millilitres milliliter milliliters mililitros millilitri",
    "centilitres": "clt centilitre centilitres zentiliter centilitri",
    "decilitres": "dl deciliter decilitre",
    "gallons": "gal gals gallon gallons usgal usgallon usgallons",
    "imperial gallons": "impgal impgallon impgallons ukgal ukgallon ukgallons imperialgallon imperialgallons",
    "fluid ounces": "floz flozs usfloz fluidounce fluidounces",
    "cubic feet": "cuft cft ft3 ft³ cubicfoot cubicfeet",
    "cubic inches": "cuin in3 in³ cubicinch cubicinches",
    "hectolitres": "hl hlt hektoliter hectolitre hectolitro ettolitro",
}
_CALLED = {word: unit for unit, words in _ALSO.items() for word in words.split()}
_WITH_UNIT = re.compile(r"(?P<number>[\d.,' \u00a0\u202f\u2019]*\d)\s*(?P<unit>[^\W\d].*)")
_WORDS = re.compile(r"[^\W_]+")


def unit_of(heading: str, kept: str) -> str:
    """The unit that a heading ends with; "" for none of what is kept so."""
    *before, last = ["", *_WORDS.findall(heading.casefold())]
    unit = _CALLED.get("".join((*before[-1:], last))) or _CALLED.get(last) or unit_named(last)
    return unit if unit in _ONE_IS[kept] else ""


def taken_apart(text: str) -> tuple[str, str]:
    """The number and the unit of such as "0.3 m3" or "5 fl. oz."; empty where it is none."""
    found = _WITH_UNIT.fullmatch(text.strip())
    return (found["number"], found["unit"]) if found else ("", "")


def unit_beside(text: str, kept: str) -> str:
    """The unit that a cell beside a number names. Raises ValueError where it names none of what is kept so."""
    if not text.strip():
        raise ValueError(_("its unit is missing"))
    if unit := unit_of(text, kept):
        return unit
    raise ValueError(_("the unit '{unit}' is not known here; convert it", unit=text.strip()))


def converted(number: float, unit: str, kept: str) -> float:
    """So many of a unit in that in which it is kept; of that itself the very number, as an export has it. Raises
    ValueError for a unit of something else."""
    if unit not in _ONE_IS[kept]:
        raise ValueError(_("this is in {unit}, most of the file is not; convert it", unit=unit))
    return number if unit == kept else round(number * _ONE_IS[kept][unit], 9)
