"""Days ahead as suppliers write them: a week or a day without its year ("KW 50", "12.12."), "by 12 Dec 2026"."""

import re
from datetime import date, timedelta

from services.files.values import day_forms
from services.files.values.day_words import FILLERS, MONTHS, WEEKS, plain_word
from services.visible import visible
from utils.language import N_

WHAT_TO_WRITE = N_(
    "this is not a day; write it as YYYY-MM-DD or a week as 2026-W50, or leave it empty where nobody knows"
)
# Who says "in week 50" may come on its last working day: nothing is counted on before.
LAST_WORKING_DAY = timedelta(days=4)
_AT_THE_LATEST = re.compile(
    r"^(?:by|until|before|latest|approx\.?|about|c?ca\.?|circa|bis|vor|etwa|sp(?:ä|ae)testens|in|avant|vers|env\.?"
    r"|d['\u2019]ici(?: le)?|antes del?|hacia(?: el)?|entro(?: il)?|voor)\s+(?=.*\d)",
    re.IGNORECASE,
)
_WEEK = re.compile(r"([^\W\d]+)[\s.\-]*(\d{1,2})|(\d{1,2})\.?\s*([^\W\d]+)")
_SHORT_YEAR = re.compile(r"(.*\D\d{1,2})\s*/\s*(\d\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.", re.ASCII)
_DAY_WORD = re.compile(r"(?:([^\W\d]+)\.?,?\s+)?(\d{1,2})\.?(?:st|nd|rd|th|er)?[\s\-]+(?:de\s+)?([^\W\d]+)\.?")


def found(text: str, today: date) -> date | None:
    """The day that is meant, the nearest to today where no year is named; None where that is not certain."""
    text = _AT_THE_LATEST.sub("", visible(text).strip()).strip()
    if (week := _SHORT_YEAR.fullmatch(text)) and _week(week[1]):
        text = f"{week[1]} 20{week[2]}"
    written = day_forms.taken_apart(text)
    if written is not None:
        if written.span == day_forms.WEEK and written.dmy:
            return written.dmy + LAST_WORKING_DAY
        is_certain = written.span == day_forms.DAY and not written.is_open and written.offset is None
        return written.dmy if is_certain else None
    if number := _week(text):
        return _nearest([_of_week(year, number) for year in _years(today)], today)
    if pair := _day_and_month(text):
        return _nearest([_of_year(year, *pair) for year in _years(today)], today)
    return None


def _week(text: str) -> int | None:
    """50 of "KW 50", "week 50" and "50. KW"; None: it is no week."""
    parts = _WEEK.fullmatch(plain_word(text))
    if parts is None:
        return None
    word, number = parts[1] or parts[4], int(parts[2] or parts[3])
    return number if word in WEEKS and 1 <= number <= 53 else None


def _day_and_month(text: str) -> tuple[int, int] | None:
    if parts := _DAY_MONTH.fullmatch(text):
        return int(parts[1]), int(parts[2])
    worded = _DAY_WORD.fullmatch(plain_word(text))
    if worded is None or worded[3] not in MONTHS or (worded[1] and worded[1] not in FILLERS):
        return None
    return int(worded[2]), MONTHS[worded[3]]


def _years(today: date) -> range:
    return range(today.year - 1, today.year + 2)


def _nearest(candidates: list[date | None], today: date) -> date | None:
    there = [day for day in candidates if day]
    return min(there, key=lambda day: abs((day - today).days), default=None)


def _of_week(year: int, number: int) -> date | None:
    try:
        return date.fromisocalendar(year, number, 1) + LAST_WORKING_DAY
    except ValueError:
        return None


def _of_year(year: int, day: int, month: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
