"""How many units are in a pack, as suppliers write it: "12", "6 x 100 g", "12/0,75 l", "Karton à 24", "10er"."""

import re
from collections.abc import Sequence

from services.files.values import number_forms
from services.files.values.day_words import plain_word

_WORDS = re.compile(r"[^\W_]+")
_EACH = {"per", "pro", "je", "par", "por"}
_MEASURED = ("kilograms", "grams", "pounds", "ounces", "litres", "millilitres", "centilitres")
# So many of a weight or volume each; "10 x 10 cm" is a size.
_OF_A_SIZE = re.compile(r"(?P<units>\d{1,5})\s*[x×*/]\s*(?P<size>\d+(?:[.,]\d+)?\s*[^\W\d]+\.?)")
_PACKS = (
    r"(?:karton|kartons|krt|ktn|kiste|gebinde|paket|packung|pack|box|case|carton|ctn|tray|display|bund|carton|colis|caisse"
    r"|lot|paquet|caja|paquete|cartone|confezione|conf|scatola|doos|pak|krat|ve|vpe)\.?"
)
_SAID = re.compile(
    rf"{_PACKS}\s*(?:a|of|de|da|von|mit|van|x|=|:)?\s*(?P<after>\d{{1,5}})(?:\s*(?:{_PACKS}|[^\W\d]+\.?))?"
    rf"|(?P<before>\d{{1,5}})\s*(?:-?er(?:[\s-]?{_PACKS})?"
    rf"|(?:[^\W\d]+\.?\s*)?(?:/|per|pro|par|por|je|a|in)\s*{_PACKS})"
)


def units(text: str) -> int | None:
    """The units in one pack; None for a text that does not say it in these ways."""
    plain = " ".join(plain_word(text).split())
    if found := _OF_A_SIZE.fullmatch(plain):
        size = number_forms.taken_apart(found["size"])
        return int(found["units"]) if size and size.unit in _MEASURED else None
    said = _SAID.fullmatch(plain)
    return int(said["after"] or said["before"]) if said else None


def headings_of(headings: Sequence[str]) -> set[int]:
    """The places of those that count what units are packed in: "Anzahl Kartons", "Qty (cases)", "Boxes sold"."""
    return {place for place, heading in enumerate(headings) if _units_of(heading) & {"packs", "dozens"}}


def are_named(heading: str) -> bool:
    """Whether it counts packs of which nobody knows how many units they hold."""
    return "packs" in _units_of(heading)


def _units_of(heading: str) -> set[str]:
    """The units that it names as what is counted: "Units per case" counts none."""
    words = _WORDS.findall(plain_word(heading))
    return set() if _EACH & set(words) else set(map(number_forms.unit_named, words))
