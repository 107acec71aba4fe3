"""Product codes: any text a shop may use, in one spelling."""

import unicodedata

from utils.language import _

LONGEST = 64
AT = "@"
# What may stand between an item and the name of its place in a code.
_BETWEEN = " -_/.:#"

# Controls, halves of characters, line and paragraph separators: nobody can see or type them.
_INVISIBLE = {"Cc", "Cs", "Zl", "Zp"}


def clean_sku(text: str) -> str:
    """The code in the one form it is stored in: Unicode NFC, no space around it.

    Raises ValueError with what is wrong: empty, longer than 64 characters, or holding control characters.
    """
    sku = unicodedata.normalize("NFC", text).strip()
    if not sku:
        raise ValueError(_("a product code is missing"))
    if len(sku) > LONGEST:
        raise ValueError(
            _("a product code has at most {longest} characters, this one has {count}", longest=LONGEST, count=len(sku))
        )
    if not sku.isprintable() and any(unicodedata.category(character) in _INVISIBLE for character in sku):
        raise ValueError(_("a product code cannot contain control characters or line breaks"))
    return sku


def may_be_elsewhere(sku: str, location: str) -> bool:
    """Whether a product is an item in a place, so that there may be others."""
    return AT in sku or bool(location)


def item_of(sku: str, location: str = "") -> str:
    """What is sold under this code, whichever place it is sold in: ITEM of ITEM@STORE, or of ITEM-STORE in STORE.

    What stands before the place ends with a space or one of - _ / . : #, so that BRD-001 in shop "1" stays BRD-001.
    """
    item, at, _ = sku.rpartition(AT)
    if at and item:
        return item
    before = sku[: len(sku) - len(location)]
    if location and before.endswith(tuple(_BETWEEN)) and sku[len(before) :].casefold() == location.casefold():
        return before.rstrip(_BETWEEN) or sku
    return sku
