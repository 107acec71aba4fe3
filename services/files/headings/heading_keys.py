"""What two headings of one name have in common: "Art.-Nr." and "ART NR"."""

import re

from services.files.values.day_words import plain_word

# "Quantity (Base)" is not the quantity beside it: that is in packs.
_BRACKETS = re.compile(r"\((?!bas(?:e|is)\))[^)]*\)|\[[^\]]*\]|\{[^}]*\}", re.IGNORECASE)
_AMOUNT_IN = re.compile(
    r",?\s(?:in\s)?(?:eur|usd|gbp|chf|руб|грн|zł|kč|pln|czk|sek|nok|dkk|€|\$|£|₽|₴)\.?$", re.IGNORECASE
)
# Databases keep a name in each language: "name_de".
_LANGUAGE = re.compile(r"_(?:de|en|fr|es|it|nl)$")
_NOT_IN_KEYS = re.compile(r"[\W_]+")


def key(heading: str) -> str:
    """What two headings of one name have in common."""
    bare = _AMOUNT_IN.sub("", _BRACKETS.sub(" ", _LANGUAGE.sub("", heading)).strip()) or heading
    return _as_without_umlauts(_NOT_IN_KEYS.sub("", plain_word(bare)))


def _as_without_umlauts(plain: str) -> str:
    # Ö is written oe where the keyboard has none.
    return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def keys(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key(name.strip()) for name in names.split(",") if name.strip()))
