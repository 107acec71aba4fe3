"""How many units one of what is counted is, by its heading or its unit: "Menge in Tsd.", "DZ", "Karton à 24"."""

import re
from functools import lru_cache

from services.files.values import number_forms, packs
from services.files.values.day_words import plain_word

DOZEN = 12.0
_PIECES = r"(?:st|stk|stuck|pcs?|pieces?|units?|ea|ud|uds|unidades|pz|pezzi|szt|ks|nos)\b"
_THOUSAND, _HUNDRED = r"1[.,' ]?000", "100"
_IN = r"(?:\b(?:in|en|a|por|per|je|pro|i|w)|\bx|×)\s*"
_SCALES = {
    1000.0: r"\b(?:tsd|tst|tausend|thousands?|milliers?|miles|migliaia|duizend(?:en|tal)?|tys|tusen(?:tal)?|tisice?)\b"
    rf"|'?\b000'?s?\b|{_IN}{_THOUSAND}\b|\b{_THOUSAND}er\b|\b{_THOUSAND}\s*{_PIECES}|\(k\)",
    100.0: r"\b(?:hundreds?|hundert|centaines?|centenas|cientos|centinaia|honderd(?:en|tal)?)\b"
    rf"|{_IN}{_HUNDRED}\b|\b{_HUNDRED}er\b|\b{_HUNDRED}\s*{_PIECES}",
    1e6: r"\b(?:mio|millions?|millionen|millones|milioni|miljoen)\b",
}
_FOUND = {scale: re.compile(pattern) for scale, pattern in _SCALES.items()}
# "Sales by week, units in thousands", "Angaben in Tsd. Stück".
_UNITS = re.compile(r"\b(?:units?|pieces|pcs|stuck|stk|einheiten|mengen?|quantit|unites|unidades|pezzi|stuks|szt)")
_MONEY = re.compile(r"[€$£¥]|\b(?:eur|euros?|usd|gbp|chf|dollars?|pln|sek|dkk|nok|czk|huf)\b")
_SAID_IN = re.compile(r"\b(?:in|en|w)\s+(.{2,20})")
_WORDS = re.compile(r"[^\W\d_]+")


@lru_cache(1000)
def of_heading(heading: str) -> float:
    """What one in a column of this heading is; 1.0 for one that does not say it."""
    plain = plain_word(heading)
    if any(number_forms.unit_named(word) == "dozens" for word in _WORDS.findall(plain)):
        return DOZEN
    return next((scale for scale, words in _FOUND.items() if words.search(plain)), 1.0)


def of_title(text: str) -> float:
    """What one of all units in a table is, by a line above it that speaks of units; 1.0 for one that does not."""
    plain = plain_word(text)
    said = _SAID_IN.search(plain) if _UNITS.search(plain) and not _MONEY.search(plain) else None
    return of_heading(said[1]) if said else 1.0


@lru_cache(1000)
def of_unit(text: str) -> float:
    """What one of a unit is; 1.0 for pieces, for packs that do not say how many they hold, and for what is measured."""
    return float(packs.units(text) or of_heading(text))
