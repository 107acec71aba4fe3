"""Columns that are days or months without a year: "Mo 02.03.", "3/1", "4 Mar", or 1 to 31 below "March 2026"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from services.files.values.day_words import FILLERS, MONTHS, plain_word

YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", re.ASCII)
_NUMBERS = re.compile(r"(?:([^\W\d]{2,10})\.?,?\s*)?(\d{1,2})([./\-])(\d{1,2})\.?", re.ASCII)
_WORDED = re.compile(r"(?:(?:[^\W\d]{2,10})\.?,?\s+)?(\d{1,2})\.?[\s\-]?([^\W\d]+)\.?|([^\W\d]+)\.?[\s\-](\d{1,2})")
_MONTH = re.compile(r"([^\W\d]{3,})\.?\s+((?:19|20|21)\d\d)|(?<![\d.])(\d{1,2})[./]((?:19|20|21)\d\d)(?!\d)", re.ASCII)
_SHORT = re.compile(r"(\D*)(0?[1-9]|1[0-2])[/.](\d\d)", re.ASCII)
# A leap year has every day.
_ANY_YEAR = 2024
# Fewer than this may be anything; between two columns lie at most a weekend and a holiday.
_FEWEST, _FURTHEST, _FEWEST_NUMBERS = 3, 4, 5

Pair = tuple[int, int]


def found(headings: Sequence[str]) -> dict[int, str]:
    """The columns that are days, or months of a year of two digits, one after the other."""
    return days(headings) or _months_in_short(headings)


def days(headings: Sequence[str]) -> dict[int, str]:
    """The columns that are days one after the other, each with its text; {} in it awaits the year."""
    written = {place: found for place, one in enumerate(headings) if (found := _pair(one))}
    for turned in (False, True):
        pairs = {place: (month, day) if turned else (day, month) for place, (day, month) in written.items()}
        if _follow(pairs):
            return {place: f"{{}}-{month:02}-{day:02}" for place, (day, month) in pairs.items()}
    return {}


def days_of_month(headings: Sequence[str], above: Iterable[Sequence[str]]) -> dict[int, str]:
    """The columns 1, 2, 3 ... where the lines above name one month of one year, and no other."""
    numbers = {place: int(one) for place, one in enumerate(headings) if one.isascii() and one.isdigit()}
    runs = list(numbers.values())
    if len(runs) < _FEWEST_NUMBERS or runs != list(range(runs[0], runs[0] + len(runs))) or runs[-1] > 31:
        return {}
    named = {found for cells in above for cell in cells for found in months(cell)}
    if len(named) != 1:
        return {}
    year, month = named.pop()
    return {place: f"{year}-{month:02}-{day:02}" for place, day in numbers.items() if _exists(year, month, day)}


def days_below(upper: Sequence[str], lower: Sequence[str]) -> dict[int, str]:
    """The columns 1, 2, 3 ... below "March 2026", 1, 2, 3 ... below "April 2026", each with its text.

    None of them where anything stands below a name that is no month: then these are the first figures of a table.
    """
    days, runs, month = dict[int, str](), defaultdict[str, list[int]](list), ""
    for place, (up, low) in enumerate(zip(upper, lower, strict=True)):
        month = _month_of(up) if up else month
        if low and up and not month:
            return {}
        if month and low.isascii() and low.isdigit() and int(low) <= 31:
            days[place] = f"{month}-{int(low):02}"
            runs[month].append(int(low))
    follow = all(run == list(range(run[0], run[0] + len(run))) for run in runs.values())
    return days if follow and any(len(run) > 1 for run in runs.values()) else {}


def _month_of(heading: str) -> str:
    """Such as 2026-03, or {}-03 where the year stands elsewhere; "" for none."""
    if found := months(heading):
        return "{}-{:02}".format(*found[0])
    number = MONTHS.get(plain_word(heading).strip(". "))
    return f"{{}}-{number:02}" if number else ""


def _months_in_short(headings: Sequence[str]) -> dict[int, str]:
    """Columns such as "Absatz 01/26", "Absatz 02/26"."""
    parts = {place: one for place, name in enumerate(headings) if (one := _SHORT.fullmatch(name))}
    months = [12 * int(one[3]) + int(one[2]) for one in parts.values()]
    steps = {later - earlier for earlier, later in pairwise(months)}
    if len(months) < _FEWEST or steps not in ({1}, {-1}) or len({one[1] for one in parts.values()}) > 1:
        return {}
    return {place: f"20{one[3]}-{one[2]:0>2}" for place, one in parts.items()}


def with_year(spans: Mapping[int, str], above: Iterable[Sequence[str]], today: date) -> dict[int, str]:
    """The columns in the only year that the lines above name, if none of them is in the future then."""
    years = {year for cells in above for cell in cells for year in YEAR.findall(cell)}
    if len(years) != 1 or not any("{}" in text for text in spans.values()):
        return dict(spans)
    full = {place: text.format(*years) for place, text in spans.items()}
    return full if all(text[:7] <= today.isoformat()[:7] or "W" in text for text in full.values()) else dict(spans)


def _pair(heading: str) -> Pair | None:
    """The two numbers of a day, as they are written: the day first where the month is a word."""
    plain = plain_word(heading)
    if found := _NUMBERS.fullmatch(plain):
        return (int(found[2]), int(found[4])) if not found[1] or found[1] in FILLERS else None
    if found := _WORDED.fullmatch(plain):
        day, month = found[1] or found[4], MONTHS.get(found[2] or found[3])
        return (int(day), month) if month and int(day) <= 31 else None
    return None


def _follow(pairs: Mapping[int, Pair]) -> bool:
    """Whether these are days of the calendar, one soon after the other."""
    if len(pairs) < _FEWEST or not all(_exists(_ANY_YEAR, month, day) for day, month in pairs.values()):
        return False
    found = [date(_ANY_YEAR, month, day) for day, month in pairs.values()]
    return all(1 <= (later - earlier).days <= _FURTHEST for earlier, later in pairwise(found))


def months(cell: str) -> list[Pair]:
    """The months of a text, each as its year and its number."""
    named = ((found[2], MONTHS.get(found[1])) for found in _MONTH.finditer(plain_word(cell)) if found[1])
    numbered = ((found[4], int(found[3])) for found in _MONTH.finditer(cell) if found[3])
    return [(int(year), month) for year, month in (*named, *numbered) if month and month <= 12]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False
