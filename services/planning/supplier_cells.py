"""What does not fit one number or word in a cell: days of the week, shutdowns, price breaks; written and read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.files.values import number_forms
from services.files.values.day_words import plain_word
from services.files.writing import spreadsheet
from utils.language import _

# "until 11:00", "14.30 Uhr", "11h30", "2:30 PM"; without minutes only where a word says that it is a time: "11 Uhr".
_TIME = re.compile(
    r"(?:.*\s)?(\d{1,2})(?:[:.h](\d{2})(?::\d{2})?(?:\s*(?:uhr|hs?|hrs)\.?)?|\s*(?:uhr|hs?|hrs|uur|ore)\.?"
    r"|(?:[:.](\d{2}))?\s*([ap])\.?\s?m\.?)",
    re.IGNORECASE | re.ASCII,
)
_NOON = frozenset(["noon", "midday", "mittag", "mittags", "midi", "mediodia", "mezzogiorno"])
# A time as a spreadsheet keeps it: a part of a day.
_PART_OF_DAY = re.compile(r"0?[.,]\d+", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", re.ASCII)
# A comma may be that of a cost, but not before the quantity of the next break.
_BETWEEN_ITEMS = re.compile(r"[;\n]+|,\s+(?=\d+\s*[:=])|,\s+(?=\d{4}-)", re.ASCII)
_BREAK = re.compile(r"(\d+)\s*[:=]\s*(\S.*)", re.ASCII)


def weekdays_text(days: Sequence[str] | None) -> str:
    return ", ".join(days or ())


def time_of_day(text: str) -> str | None:
    """Hour and minute, however they are written. Raises ValueError."""
    if _PART_OF_DAY.fullmatch(text):
        minutes = round(float(f"0.{text.lstrip('0')[1:]}") * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if not text:
        return None
    if plain_word(text) in _NOON:
        return "12:00"
    found = _TIME.fullmatch(text)
    half = found and (found[4] or "").lower()
    if found is None or (half and not 1 <= int(found[1]) <= 12):
        raise ValueError(_("write a time of day, such as 11:00"))
    hour = int(found[1]) % 12 + 12 * (half == "p") if half else int(found[1])
    return f"{hour:02}:{found[2] or found[3] or '00'}"


def shutdowns(text: str) -> list[dict[str, str]] | None:
    """From one day to another, or single days. Raises ValueError."""
    return [_shutdown(item) for item in _items(text)] or None


def shutdowns_text(closed: Sequence[Mapping[str, str]]) -> str:
    return "; ".join(f"{span['from']} to {span['to']}" for span in closed)


def price_breaks(text: str) -> list[dict[str, Any]] | None:
    """What one unit costs from so many on. Raises ValueError."""
    return [_price_break(item) for item in _items(text)] or None


def price_breaks_text(breaks: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{own['quantity']}: {spreadsheet.number_text(own['unit_cost'])}" for own in breaks)


def _items(text: str) -> Iterator[str]:
    return (item.strip() for item in _BETWEEN_ITEMS.split(text) if item.strip())


def _shutdown(item: str) -> dict[str, str]:
    ordered = _DOTTED.sub(lambda found: f"{found[3]}-{found[2]}-{found[1]}", _turned(item))
    found = [f"{year}-{int(month):02}-{int(day):02}" for year, month, day in _ISO.findall(ordered)]
    if not 1 <= len(found) <= 2 or any(character.isdigit() for character in _ISO.sub("", ordered)):
        raise ValueError(_("write shutdowns as 2026-12-24 to 2027-01-06, with a semicolon between several"))
    return {"from": found[0], "to": found[-1]}


def _turned(item: str) -> str:
    """Days such as 21/08/2026 with points, if one of them tells which of its numbers is the month."""
    days = _SLASHED.findall(item)
    is_day_first, is_month_first = any(int(one[0]) > 12 for one in days), any(int(one[2]) > 12 for one in days)
    if is_day_first == is_month_first:
        return item
    return _SLASHED.sub(r"\1.\3.\4" if is_day_first else r"\3.\1.\4", item)


def _price_break(item: str) -> dict[str, Any]:
    found = _BREAK.fullmatch(item)
    written = number_forms.taken_apart(found[2]) if found else None
    if found is None or written is None:
        raise ValueError(_("write price breaks as 100: 1.05, with a semicolon between several"))
    return {"quantity": int(found[1]), "unit_cost": round(number_forms.value_of(written, ""), 4)}
