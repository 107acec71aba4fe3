"""Days as people write them: orders, names of months, times and zones, serial numbers, weeks and months."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from services.files.values import asian_calendars, clock_times, number_forms
from services.files.values.asian_calendars import gregorian
from services.files.values.day_words import FILLERS, MONTHS, WEEKS, plain_word
from services.files.writing import spreadsheet
from services.visible import visible

DMY, MDY, YMD = "dmy", "mdy", "ymd"
ORDERS = (DMY, MDY, YMD)
DAY, WEEK, MONTH = "day", "week", "month"

_THREE = re.compile(r"(\d{1,4})\s?([./\-\u2010-\u2014 ])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?", re.ASCII)
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_EPOCH = re.compile(r"(1\d{9})(\d{3})?", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[./\- ]?M?(\d{1,2})", re.ASCII)
# SAP writes periods with three digits: 003.2026.
_MONTH_YEAR = re.compile(r"0?(\d{1,2})[./\- ](\d{4})", re.ASCII)
_YEAR_WEEK = re.compile(r"(\d{4})[\s\-/]*([a-z]+)[\s.\-]*(\d{1,2})(?:-(\d))?")
_WEEK_YEAR = re.compile(r"([a-z]+)[\s.]*(\d{1,2})[\s,./\-]*(\d{4})")
# KW 10/26, W10'26, KW 202610.
_WEEK_IN_SHORT = re.compile(r"([a-z]+)[\s.]*(\d{1,2})\s?[/.']\s?(\d\d)")
_WEEK_IN_ONE = re.compile(r"([a-z]+)[\s.]*((?:19|20)\d\d)(\d\d)")
_WEEKDAY = re.compile(r"([^\W\d]{2,10})\.?,?\s+(?=\d)")
# 2026-03-02 (Mon), 2026年3月2日(月), 02.03.2026 Mo
_WEEKDAY_BEHIND = re.compile(r"\s*[(\[（【]\s*([^\W\d]{1,10})\.?\s*[)\]）】]$|(?<=\d)\.?,?\s+([^\W\d]{2,10})\.?$")
_ASIAN_WEEKDAY = re.compile(r"(?:周|週|星期)?[月火水木金土日一二三四五六월화수목금토일](?:曜日?|요일)?")
# As spreadsheets and programs write a number that is none: 20260301.0.
_NO_PART = re.compile(r"(?<=\d{8})\.0+$", re.ASCII)
_LONGEST = 80
_RANGE = re.compile(r"\s+(?:-|\u2013|\u2014|to|until|bis|au|al|a|tot|t/m)\s+", re.IGNORECASE)
# "mar. 03/03" is a mardi without a year, and of no month of March.
_TUESDAY = re.compile(r"mar[.,]?\s*\d{1,2}[./]\d{1,2}\.?")
_TOKENS = re.compile(r"[^\W\d_]+|[0-9]+")
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)


@dataclass(frozen=True)
class Written:
    """A text that is a day, taken apart.

    dmy, mdy, ymd -- the day by each order; None where there is no such day. All the same: the text leaves no choice
    week -- a text such as 2026-07 as a week instead of a month
    sign -- what stands between the three numbers; "" where there are none
    """

    dmy: date | None = None
    mdy: date | None = None
    ymd: date | None = None
    span: str = DAY
    week: date | None = None
    sign: str = ""
    is_padded: bool = True
    at: time | None = None
    offset: tzinfo | None = None

    @property
    def is_open(self) -> bool:
        """Whether the order of its numbers matters."""
        return len({self.dmy, self.mdy, self.ymd}) > 1

    def day(self, order: str) -> date | None:
        return self.dmy if order == DMY else self.mdy if order == MDY else self.ymd


def fixed(day: date | None, span: str = DAY) -> Written:
    return Written(day, day, day, span)


@lru_cache(50_000)
def taken_apart(text: str | date) -> Written | None:
    """The day in a cell; None where there is none."""
    if isinstance(text, datetime):
        return replace(fixed(text.date()), at=text.time())
    if isinstance(text, date):
        return fixed(text)
    text = visible(spreadsheet.bare(text))
    text = text if text.isascii() else text.translate(number_forms.DIGITS)
    if not any(map(str.isdigit, text[:40])) or len(text) > _LONGEST:
        return None
    if found := _EPOCH.fullmatch(text):
        instant = datetime.fromtimestamp(int(found[1]), UTC)
        return replace(fixed(instant.date()), at=instant.time(), offset=UTC)
    text = clock_times.spaced(text)
    if (ends := _RANGE.split(text)) and len(ends) == 2 and (found_range := _range(*ends)):
        return found_range
    try:
        timed = clock_times.cut(text)
    except ValueError:
        return None
    if timed is None:
        return _day(text)
    day, at, offset = timed
    written = _day(day)
    return None if written is None else replace(written, at=at, offset=offset)


def _range(first: str, last: str) -> Written | None:
    """From the first to the last day of a week or a month."""
    begin, end = _day(first), _day(last)
    if begin is None or end is None:
        return None
    for span in (WEEK, MONTH):
        dmy, mdy, ymd = (_whole(begin.day(order), end.day(order), span) for order in ORDERS)
        if dmy or mdy or ymd:
            return replace(begin, dmy=dmy, mdy=mdy, ymd=ymd, span=span)
    return None


def _whole(first: date | None, last: date | None, span: str) -> date | None:
    """The first day, if these are the first and the last of one."""
    if first is None or last is None or (span == MONTH and first.day > 1):
        return None
    return first if (last - first).days + 1 == length(first, span) else None


def is_of_a_week(text: str) -> bool:
    """Whether it is a day, named by its week: 2026-W45-2."""
    found = _YEAR_WEEK.fullmatch(plain_word(text))
    return found is not None and found[4] is not None


def in_zone(written: Written, order: str, zone: tzinfo) -> date | None:
    """The day in this zone; the day as it is written where no zone is."""
    day = written.day(order)
    if day is None or written.at is None or written.offset is None:
        return day
    try:
        return datetime.combine(day, written.at, written.offset).astimezone(zone).date()
    except OverflowError:
        return None


def length(day: date, span: str) -> int:
    """How many days a day, week or month that begins on this day has."""
    return {DAY: 1, WEEK: 7, MONTH: monthrange(day.year, day.month)[1]}[span]


def _day(text: str) -> Written | None:
    text = _NO_PART.sub("", text)
    if (found := _WEEKDAY.match(text)) and plain_word(found[1]) in FILLERS:
        text = text[found.end() :]
    text = _without_weekday(text)
    if found := _THREE.fullmatch(text):
        return _three(*found.groups())
    if (text.isascii() and text.isdigit() and len(text) >= 5) or _SERIAL.fullmatch(text):
        return _one_number(text)
    if signed := asian_calendars.in_signs(text):
        year, month, day = signed
        return fixed(gregorian(year, month, day or 1), DAY if day else MONTH)
    if found := _YEAR_MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    return _in_words(plain_word(text))


def _without_weekday(text: str) -> str:
    """A day without the weekday behind it; a month there is none."""
    if text[-1:].isdigit() or not (found := _WEEKDAY_BEHIND.search(text)):
        return text
    plain = plain_word(found[1] or found[2])
    is_weekday = (plain in FILLERS and plain not in MONTHS) or bool(found[1] and _ASIAN_WEEKDAY.fullmatch(found[1]))
    return text[: found.start()] if is_weekday else text


def _three(first: str, sign: str, second: str, third: str) -> Written | None:
    a, b, c = int(first), int(second), int(third)
    padded = len(first) >= 2 and len(second) == 2 and len(third) >= 2
    if len(first) == 4:
        return replace(fixed(gregorian(a, b, c)), sign=sign) if len(third) <= 2 else None
    if len(first) == 3 and len(third) <= 2 and (year := asian_calendars.of_republic(a)):
        return replace(fixed(gregorian(year, b, c)), sign=sign)
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    ymd = gregorian(_year(a), b, c) if len(third) == 2 and len(first) == 2 and c <= 31 else None
    return Written(gregorian(_year(c, third), b, a), gregorian(_year(c, third), a, b), ymd, sign=sign, is_padded=padded)


def _one_number(text: str) -> Written | None:
    if found := _COMPACT.fullmatch(text):
        return fixed(gregorian(*map(int, found.groups())))
    if len(text) == 6 and (found := _YEAR_MONTH.fullmatch(text)):
        return _month(int(found[1]), int(found[2]))
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return fixed(_SERIAL_ZERO + timedelta(days=int(found[1])))
    return None


def _month(year: int, number: int) -> Written | None:
    """A month; or, where the file says so, a week."""
    if not 1900 <= year <= 2199:
        return None
    return replace(fixed(gregorian(year, number, 1), MONTH), week=_week(year, number))


def _in_words(text: str) -> Written | None:
    if (found := _YEAR_WEEK.fullmatch(text)) and found[2] in WEEKS:
        return _week_day(int(found[1]), int(found[3]), found[4])
    if (found := _WEEK_IN_ONE.fullmatch(text)) and found[1] in WEEKS:
        return _week_day(int(found[2]), int(found[3]), None)
    if (found := _WEEK_YEAR.fullmatch(text)) and found[1] in WEEKS:
        return _week_day(int(found[3]), int(found[2]), None)
    if (found := _WEEK_IN_SHORT.fullmatch(text)) and found[1] in WEEKS:
        return _week_day(2000 + int(found[3]), int(found[2]), None)
    tokens = [token for token in _TOKENS.findall(text) if token not in FILLERS or token in MONTHS]
    names = [token for token in tokens if token in MONTHS]
    # "mar. 3 mars" names a weekday first.
    numbers = [token for token in tokens if token.isdigit()]
    others = [token for token in tokens if not token.isdigit() and token not in MONTHS]
    if not names or any(other not in ("st", "nd", "rd", "th", "er") for other in others):
        return None
    month = MONTHS[names[-1]]
    if len(numbers) == 1:
        # "4 Mar" and "15 marzo" are days, and nobody says of which year; "Mar 26" and "97 Mar" are months.
        if len(numbers[0]) == 1 or (
            len(numbers[0]) == 2 and numbers[0] <= "31" and text.lstrip().startswith(numbers[0])
        ):
            return None
        return fixed(gregorian(_year(int(numbers[0]), numbers[0]), month, 1), MONTH)
    if len(numbers) != 2:
        return None
    first, second = numbers
    if _TUESDAY.fullmatch(text):
        return None
    if len(first) == 4:
        return fixed(gregorian(int(first), month, int(second)))
    return fixed(gregorian(_year(int(second), second), month, int(first)))


def _week_day(year: int, number: int, weekday: str | None) -> Written | None:
    if weekday is None:
        return fixed(_week(year, number), WEEK)
    return fixed(_week(year, number, int(weekday)))


def _week(year: int, number: int, weekday: int = 1) -> date | None:
    try:
        return date.fromisocalendar(year, number, weekday)
    except ValueError:
        return None


def _year(number: int, text: str = "00") -> int:
    if len(text) > 2:
        return number
    return 2000 + number if number < 70 else 1900 + number
