"""Columns that say of a line, each for itself, whether it came back: yes or no, a sign, the letters of its document."""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from services.files.columns.cells import flag
from services.files.columns.placed import Placed
from services.files.headings.headings import RANKS
from services.files.lines import documents, statuses
from services.files.records import Cell

Says = Callable[[Cell], bool | None]
# "FV-1-100", "NC 2026/00031".
_NUMBERED = re.compile(r"([^\W\d_]{1,4})[\W_]{0,2}\d[\w\s./\-]*")
_OF_ORDERS = re.compile(r"(?:order|document|invoice|auftrags?|beleg).*(?:type|kind|typ|art)$")
_CREDITS = frozenset(("nc", "ncr", "nct", "cn", "cm", "crn", "scr", "gs", "av", "rtn"))
_INVOICES = frozenset(
    ("inv", "si", "fac", "fact", "fatt", "fv", "fe", "fa", "ft", "fr", "fs", "re", "rg", "bv", "be", "tk")
)


def found(placed: Placed) -> dict[int, Says]:
    """The columns, and how to read them."""
    if not placed.form.is_sales:
        return {}
    taken = set(placed.positions.values())
    free = [place for place in range(len(placed.columns.head.keys)) if place not in taken]
    numbered = [place for place in (*free, placed.positions.get("order")) if place is not None]
    marked: dict[int, Says] = dict.fromkeys(_flags(placed, free), flag)
    marked |= {place: statuses.is_return for place in free if _are_further_kinds(placed, place)}
    marked |= {place: _is_minus for place in free if _are_signs(placed.evidence[place].seen)}
    return marked | {place: is_credit for place in numbered if _are_documents(placed.evidence[place].seen)}


def is_credit(number: Cell) -> bool:
    """Whether the number of a document begins with the letters of a credit note: "NC-1-3"."""
    return _letters(str(number)) in _CREDITS


def _flags(placed: Placed, free: Collection[int]) -> list[int]:
    """Those that say yes or no of it; with 0 and 1 only where the name asks: "Is return"."""
    keys = placed.columns.head.keys
    asked = {place: keys[place].removeprefix("is") for place in free}
    named = [place for place, one in asked.items() if statuses.is_return(one) or RANKS["returned"].of(one) is not None]
    return [place for place in named if placed.columns.evidence[place].marks(keys[place].startswith("is"))]


def _are_further_kinds(placed: Placed, place: int) -> bool:
    """Whether it says of orders that some are credit notes, where another column says what each line is."""
    key, seen = placed.columns.head.keys[place], placed.evidence[place].seen
    is_kind = RANKS["movement"].of(key) is not None or _OF_ORDERS.search(key) is not None
    return "movement" in placed.positions and is_kind and documents.are_documents(map(str, seen))


def _are_signs(values: Iterable[Cell]) -> bool:
    return {str(value).strip().replace("\u2212", "-") for value in values} - {""} == {"+", "-"}


def _is_minus(sign: Cell) -> bool:
    return str(sign).strip() in ("-", "\u2212")


def _are_documents(values: Iterable[Cell]) -> bool:
    """Whether these are numbers of invoices and of credit notes, and of nothing else."""
    letters = {_letters(value) for value in map(str, values) if value.strip()}
    return bool(letters & _CREDITS and letters & _INVOICES) and letters <= _CREDITS | _INVOICES


@lru_cache(10_000)
def _letters(number: str) -> str:
    """What a number of a document begins with; "" for a text that is none."""
    numbered = _NUMBERED.fullmatch(number.strip())
    return numbered[1].casefold() if numbered else ""
