"""The day or period that the lines above a table, or a name, are about, such as "Bestandsliste per 31.03.2026"."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from services.files.values import day_forms, yearless
from services.files.values.day_forms import DAY, MONTH, WEEK
from services.files.values.day_words import WEEKS, plain_word

_WRITTEN = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)(?!\d)"
    r"|\d{1,2}\.?\s[^\W\d]{3,}\.?\s\d{4}|[^\W\d]{3,}\.?\s\d{1,2},?\s\d{4}"
)
# March 1-31, 2026
_DAYS_OF_MONTH = re.compile(r"([^\W\d]{3,})\.?\s(\d{1,2})\s?[-\u2013]\s?(\d{1,2}),?\s(\d{4})")
_WEEK = re.compile(r"([a-z]+)[\s.]*\d{1,2}[\s,./\-]+\d{4}|\d{4}[\s\-/]*(w|kw)\s?\d{1,2}(?!\d)")
_MONTH = re.compile(r"(?<!\d)(?<!\d[.\-/])((?:19|20|21)\d\d)-(0[1-9]|1[0-2])(?![\d.\-/])", re.ASCII)
_COMPACT = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
# When something was printed, or up to when or from when it counts, is no period.
_OTHERWISE = re.compile(
    r"print|gedruckt|druck|erstellt|erzeugt|generat|created|creat|export|download|backup|imprime|\bedit|impreso|generad"
    r"|emision|emis le|stampa|emesso|afgedrukt|aangemaakt|wydruk|wygenerowan|vytisk|tisk|utskri|udskr|\bstand\b|\bper\b"
    r"|as of|as at|until|through|since|\bseit\b|depuis|jusqu|updated|aktualisiert|gultig|valid|report date|run date"
    r"|сформир|выгру|печат|印刷|出力|作成|打印|导出"
)


def period(lines: Iterable[Sequence[str]], today: date) -> str:
    """The one day, week or month that lines say they are about, as text; "" where they name none, or several."""
    texts = (" ".join(filter(None, cells)) for cells in lines)
    found = {one for text in texts if not _OTHERWISE.search(plain_word(text)) for one in _periods(text, today)}
    return found.pop() if len(found) == 1 else ""


def of_name(name: str, today: date) -> str:
    """The same of the name of a file or a sheet, such as "Tagesumsatz_20260302"."""
    text = re.sub(r"(?<=\d{4})[_.](?=\d)|(?<=-\d\d)_(?=\d\d(?!\d))", "-", _COMPACT.sub(r"\1-\2-\3", name))
    return period([[text.replace("_", " ")]], today)


def _periods(text: str, today: date) -> list[str]:
    """Those that a line names; of a first and a last day that are no week or month both, so that it is none."""
    text = _DAYS_OF_MONTH.sub(r"\1 \2, \4 - \1 \3, \4", text)
    days = list(dict.fromkeys(_WRITTEN.findall(text)))
    if len(days) == 2 and (whole := day_forms.taken_apart(f"{days[0]} - {days[1]}")):
        return [f"{days[0]} - {days[1]}"] if whole.span in (WEEK, MONTH) else days
    if days:
        return [day for day in days if _is_past(day, today)] or [*days, ""]
    weeks = [found[0] for found in _WEEK.finditer(plain_word(text)) if (found[1] or found[2]) in WEEKS]
    months = [f"{year}-{month:02}" for year, month in (*yearless.months(text), *_numbered(text))]
    return list(dict.fromkeys(weeks or months))


def _numbered(text: str) -> list[tuple[int, int]]:
    return [(int(year), int(month)) for year, month in _MONTH.findall(text)]


def only_day(above: Iterable[Sequence[str]], today: date) -> str:
    """The day, as it is written, where they name one that is not to come, and no other; else ""."""
    found = {text for cells in above for cell in cells for text in _WRITTEN.findall(cell) if _is_past(text, today)}
    return found.pop() if len(found) == 1 else ""


def order(above: Iterable[Sequence[str]]) -> str:
    """Whether days such as 3/31/2026 are day first or month first, if one of them leaves no choice; else ""."""
    found = (day_forms.taken_apart(text) for cells in above for cell in cells for text in _WRITTEN.findall(cell))
    written = [one for one in found if one is not None and one.is_open and one.ymd is None]
    possible = [name for name in (day_forms.DMY, day_forms.MDY) if all(one.day(name) for one in written)]
    return possible[0] if written and len(possible) == 1 else ""


def _is_past(text: str, today: date) -> bool:
    written = day_forms.taken_apart(text)
    if written is None or written.span != DAY:
        return False
    return any((day := written.day(order)) is not None and day <= today for order in day_forms.ORDERS)
