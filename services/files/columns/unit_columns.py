"""Columns that say what the numbers of another are in: "Gewichtseinheit", "Unité de volume", "Lead time unit"."""

import re

from services.files.columns.placed import Placed
from services.files.fields import LENGTH, Wanted
from services.files.headings.headings import RANKS
from services.files.values import lengths, sizes

_OF = re.compile(
    r"(?:unit(?:of)?measure(?:ment)?(?:for|of)?|units?of|uom|umo?|udm|me|einheit|eenheid|unites?(?:demesure)?(?:dela|du|de)?"
    r"|unidad(?:demedida)?(?:dela|del|de)?|unita(?:dimisura)?(?:della|del|di)?)(?P<whole>.+)"
)
_UNIT = re.compile(
    r"(?P<whole>.+?)s?(?:units?|unit(?:of)?measure(?:ment)?(?:code)?|unitcode|uom|um|udm|me|einheit(?:en)?|einh|eenheid|enhed"
    r"|enhet|enh|jednostka|unites?|unidad|unita)"
)


def found(placed: Placed) -> dict[str, int]:
    """By the field of a size or of a length of time the column of its units."""
    width = len(placed.columns.head.headings)
    fields = (one for one in placed.form.fields if one.measured or one.kind == LENGTH)
    there = ((one, placed.positions.get(one.name, width)) for one in fields)
    places = {one.name: _beside(placed, one, place) for one, place in there if place < width}
    return {name: place for name, place in places.items() if place is not None}


def _beside(placed: Placed, one: Wanted, own: int) -> int | None:
    """A column that is named as its unit, or, to its right, one of units of this kind and nothing else."""
    head, taken = placed.columns.head, set(placed.positions.values())
    if _is_unit(one, head.headings[own]):
        return None
    words = [place for place in range(len(head.keys)) if place not in taken and _is_of_words(placed, place)]
    named = (place for place in words if _is_named_so(one, head.keys[place]))
    right = (place for place in words if place == own + 1 and _are_units(placed, one, place))
    return next(named, None) or next(right, None)


def _is_of_words(placed: Placed, place: int) -> bool:
    seen = placed.columns.evidence[place]
    return bool(seen.values) and not seen.numbers


def _is_named_so(one: Wanted, heading_key: str) -> bool:
    """Whether it is the name of the field, or another that the field has, with a word for units."""
    parts = (_OF.fullmatch(heading_key), _UNIT.fullmatch(heading_key))
    return any(RANKS[one.listed_as].named(part["whole"]) is not None for part in parts if part)


def _are_units(placed: Placed, one: Wanted, place: int) -> bool:
    is_unit = RANKS["unit"].named(placed.columns.head.keys[place]) is not None
    return is_unit and all(_is_unit(one, str(cell)) for cell in placed.columns.evidence[place].seen if cell)


def _is_unit(one: Wanted, text: str) -> bool:
    return bool(sizes.unit_of(text, one.measured) if one.measured else lengths.unit_of(text))
