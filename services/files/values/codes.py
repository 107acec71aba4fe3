"""Product codes as they stand in files."""

import re
from collections.abc import Collection

from services.files.records import Cell
from services.files.writing import spreadsheet
from services.sku import AT, clean_sku
from services.visible import visible
from utils.language import _

# 4006381333931 in a column too narrow for it: the digits that made it one product are gone.
_CUT = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,3}", re.IGNORECASE)
# Spreadsheets keep 15 digits of a number.
_MOST_DIGITS = 1e15
# What exports write so that a spreadsheet keeps a code as text, and what is left of a code that was a number.
_AS_TEXT = re.compile(r'="([^"]+)"|\'(\d+|(?=\S*\d)[A-Z0-9][^\s\']*)|(\d{8,14})\.0', re.ASCII)
# What databases and spreadsheets write where there is none; our own files leave the cell empty.
_NO_CODES = frozenset(("null", "\\n", "n/a", "#n/a", "(null)", "(none)", "none", "nan", "nil", "-", "--"))
# As Odoo shows a product: [FURN-1] Chair.
LABEL = re.compile(r"\[([^\[\]]+)\]\s+\S.*")
_BETWEEN_CODES = re.compile(r"[,;|\n]")
_LOOKS_LIKE_ONE = re.compile(r"(?=[^a-z]*$|.*\d)\S{2,}")


def code(cell: Cell, is_own: bool = False) -> str:
    """A product code without what nobody sees; in a file of our own any text is one. Raises ValueError."""
    if isinstance(cell, float):
        if not cell.is_integer() or abs(cell) >= _MOST_DIGITS:
            raise ValueError(
                _("the spreadsheet has kept this code as a number and lost digits; format the column as text")
            )
        return f"{cell:.0f}"
    if not isinstance(cell, str):
        raise ValueError(_("the spreadsheet has made a date of this code; format the column as text"))
    text = visible(spreadsheet.as_it_was(cell.strip()))
    if found := _AS_TEXT.fullmatch(text):
        text = next(filter(None, found.groups()))
    if not text or not (is_own or is_some(text)):
        raise ValueError(_("a product code is missing"))
    if _CUT.fullmatch(text):
        raise ValueError(_("a spreadsheet has cut this code; format the column as text and fetch the codes anew"))
    return clean_sku(text)


def is_some(text: str) -> bool:
    """Whether a text is a code, and not what files have where there is none."""
    return text.casefold() not in _NO_CODES


def code_or_none(cell: Cell, is_own: bool = False) -> str | None:
    """The same where a cell need not be filled. Raises ValueError."""
    return code(cell, is_own) if str(cell).strip() else None


def several(cells: Collection[Cell]) -> str | None:
    """The first cell that lists several codes, of which one at least stands alone in another; None for none."""
    texts = {cell.strip() for cell in cells if isinstance(cell, str)}
    for text in sorted(texts):
        parts = [part.strip() for part in _BETWEEN_CODES.split(text)]
        if len(parts) > 1 and all(map(_LOOKS_LIKE_ONE.fullmatch, parts)) and not texts.isdisjoint(parts):
            return text
    return None


def labelled(cell: Cell) -> str:
    """The code in a name such as "[FURN-1] Chair". Raises ValueError."""
    found = LABEL.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return code(found[1] if found else cell)


def at_store(sku: str, store: str) -> str:
    """The product that an item in a store is. Raises ValueError."""
    return sku if not store or sku.endswith(AT + store) else clean_sku(f"{sku}{AT}{store}")
