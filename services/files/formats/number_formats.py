"""Formats of numbers that make codes of them: 417 is shown as 00417, as 000-417, as K417.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats).
"""

import re
from collections.abc import Callable
from functools import lru_cache

from services.files.values import number_forms

_COLOURS = r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+"
# Spaces as wide as a sign, a sign that fills the cell, colours and languages show nothing of a code.
_PART = re.compile(
    rf"""(?P<digit>[0\#]|General)|"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<plain>[-\ ():+])"""
    rf"""|_.|\*.|\[(?:\$-[^\]]*|{_COLOURS})\]""",
    re.IGNORECASE | re.VERBOSE,
)
# What leads a code with no zeros in front: "K", "ART-", and not "ca. " or "x ".
_LEADS = re.compile(r"(?!(?i:x)$)(?:[^\W_]|[-_#/])$")
# What stands in a place without a digit.
_EMPTY = {"0": "0", "#": ""}
# A number as it is shown, where it has no fraction and no thousands.
_SHOWN = re.compile(r"(?P<digits>[^.,'\u2019%\u00a0\u202f]*\d)[^\d.,%]*")
# Spreadsheets keep 15 digits of a number.
_MOST_DIGITS = 1e15

# What a number, as it is written, is shown as; "" where that is no code.
Shows = Callable[[bytes], str]


@lru_cache(1000)
def of_codes(code: str) -> Shows | None:
    """How a format shows numbers, where it makes codes of whole ones; None for quantities, amounts and days.

    A code has zeros in front, or signs before or between its digits.
    """
    parts = _parts(code)
    places = [place for place, (_text, is_digit) in enumerate(parts) if is_digit]
    if not places:
        return None
    before = "".join(text for text, is_digit in parts[: places[-1]] if not is_digit)
    zeros = sum(text != "#" for text, is_digit in parts if is_digit)
    if zeros < 2 and not (_LEADS.search(before) and not number_forms.is_currency(before)):
        return None
    return lru_cache(50_000)(lambda number: _shown(number, parts))


def code_of(shown: str, number: str | bytes) -> str:
    """What a number is shown as, where that is a code, as `of_codes` says; "" for what stays a number."""
    shown, value = shown.strip(), _whole(number)
    found = _SHOWN.fullmatch(shown)
    if value is None or found is None:
        return ""
    before, digits = "".join(re.findall(r"\D", found["digits"])), re.sub(r"\D", "", found["digits"])
    leads = bool(_LEADS.search(before)) and not number_forms.is_currency(before)
    if not digits.endswith(f"{value:.0f}"):
        return ""
    return shown if leads or (digits.startswith("0") and len(digits) > 1) else ""


def _parts(code: str) -> list[tuple[str, bool]]:
    """What numbers above zero are shown as: signs, and places of digits; nothing where it is more than whole digits."""
    parts, at, is_free = list[tuple[str, bool]](), 0, True
    while at < len(code) and code[at] != ";":
        if (found := _PART.match(code, at)) is None:
            return []
        said = found["digit"] or found["quoted"] or found["escaped"] or found["plain"] or ""
        if found["digit"] is not None:
            # Behind a zero every place is filled.
            is_free = is_free and said == "#"
            said = "#" if is_free else "0"
        parts.append((said, found["digit"] is not None))
        at = found.end()
    return [part for part in parts if part[0]]


def _shown(number: bytes, parts: list[tuple[str, bool]]) -> str:
    value = _whole(number)
    if value is None:
        return ""
    digits, shown = f"{value:.0f}", list[str]()
    first = next(place for place, (_text, is_digit) in enumerate(parts) if is_digit)
    for place in range(len(parts) - 1, -1, -1):
        text, is_digit = parts[place]
        if not is_digit:
            shown.append(text)
        elif place == first:
            shown.append(digits or _EMPTY[text])
        else:
            shown.append(digits[-1:] or _EMPTY[text])
            digits = digits[:-1]
    return "".join(reversed(shown)).strip()


def _whole(number: str | bytes) -> float | None:
    """A number that may be a code."""
    try:
        value = float(number)
    except ValueError:
        return None
    return value if value.is_integer() and 0 <= value < _MOST_DIGITS else None
