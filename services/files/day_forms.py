"""Days as people write them: orders, names of months, times and zones, serial numbers, weeks and months."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from services.files import codes, number_forms, persian_days, spreadsheet
from services.files.day_words import FILLERS, MONTHS, WEEKS, ZONES, plain_word

DMY, MDY, YMD = "dmy", "mdy", "ymd"
ORDERS = (DMY, MDY, YMD)
DAY, WEEK, MONTH = "day", "week", "month"

_TIME = re.compile(
    r"(?:(?<=\d)T|[\s,]+|^)(\d{1,2})(?::|h(?=\d\d\b))(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap\u03c0\u03bc]\.?\s?[m\u03bc]\.?)?"
    r"\s*(?:\[?([A-Z]{1,5})\]?|(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?)?\s*(?:uhr|hs\.?|hrs\.?|h)?$",
    re.IGNORECASE | re.ASCII,
)
_THREE = re.compile(r"(\d{1,4})\s?([./\-\u2010-\u2014 ])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?", re.ASCII)
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_EPOCH = re.compile(r"(1\d{9})(\d{3})?", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[./\- ]?M?(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[./\- ](\d{4})", re.ASCII)
_YEAR_WEEK = re.compile(r"(\d{4})[\s\-/]*([a-z]+)[\s.\-]*(\d{1,2})(?:-(\d))?")
_WEEK_YEAR = re.compile(r"([a-z]+)[\s.]*(\d{1,2})[\s,./\-]*(\d{4})")
_WEEKDAY = re.compile(r"([^\W\d]{2,10})\.?,?\s+(?=\d)")
# As spreadsheets and programs write a number that is none: 20260301.0.
_NO_PART = re.compile(r"(?<=\d{8})\.0+$", re.ASCII)
_NAMED_ZONE = re.compile(r"\s([A-Z][A-Za-z_]+/[A-Za-z_/+\-]+)$")
# 20260301T101500Z, 20260301101500
_COMPACT_TIME = re.compile(r"((?:19|20|21)\d{6})T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(?=$|Z|[+-])", re.ASCII)
# What Java and JavaScript write behind an offset, in words.
_ZONE_BEHIND = re.compile(r"(?<=[Z\d])(?:\[[A-Za-z_]+(?:/[A-Za-z_+\-\d]+)*\]| \([^()]+\))$")
# The first letter of "p.m.", in Greek of "μ.μ.".
_AFTERNOON = "pPμΜ"
# What stands between a day and its time.
_AT = re.compile(r"\s(?:at|um|\u00e0|a las|alle|ore|om|-|\u2013)$", re.IGNORECASE)
_LONGEST = 80
_RANGE = re.compile(r"\s+(?:-|\u2013|\u2014|to|until|bis|au|al|a|tot|t/m)\s+", re.IGNORECASE)
_TOKENS = re.compile(r"[^\W\d_]+|[0-9]+")
# 2026年3月4日, 2026년 3월
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號]?)?", re.ASCII)
# 令和8年11月3日, 平成31年4月, 令和元年5月1日, R8.11.03: the year before the first of each era
_ERA = re.compile(
    r"(令和|平成|昭和|R(?=\d))(元|\d{1,2})(?:\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?|[./](\d{1,2})[./](\d{1,2}))",
    re.ASCII,
)
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "昭和": 1925}
_SERIAL_ZERO = date(1899, 12, 30)
# Thailand counts 543 years more.
_BUDDHIST, _BUDDHIST_YEARS = 543, range(2480, 2643)
# Taiwan counts the years of the Republic, 115 in 2026; with fewer digits they may be of another century.
_BEFORE_REPUBLIC, _REPUBLIC = 1911, range(100, 190)
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
    text = codes.visible(spreadsheet.bare(text))
    text = text if text.isascii() else text.translate(number_forms.DIGITS)
    if not any(map(str.isdigit, text[:40])) or len(text) > _LONGEST:
        return None
    if found := _EPOCH.fullmatch(text):
        instant = datetime.fromtimestamp(int(found[1]), UTC)
        return replace(fixed(instant.date()), at=instant.time(), offset=UTC)
    text = _COMPACT_TIME.sub(_spaced, _ZONE_BEHIND.sub("", text), 1)
    if (ends := _RANGE.split(text)) and len(ends) == 2 and (found_range := _range(*ends)):
        return found_range
    named = _NAMED_ZONE.search(text)
    clock = _TIME.search(text[: named.start()] if named else text)
    if clock is None:
        return _day(text)
    written, at = _day(_AT.sub("", text[: clock.start()].rstrip(" ,T")).rstrip(" ,")), _time(clock)
    offset = _zone(named[1]) if named else _offset(clock)
    if written is None or at is None or offset is False:
        return None
    return replace(written, at=at, offset=offset)


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
    if found := _THREE.fullmatch(text):
        return _three(*found.groups())
    if (text.isascii() and text.isdigit() and len(text) >= 5) or _SERIAL.fullmatch(text):
        return _one_number(text)
    if found := _EAST_ASIAN.fullmatch(text):
        return _east_asian(*found.groups())
    if found := _ERA.fullmatch(text):
        era, year, *parts = found.groups()
        month, day = parts[:2] if parts[0] else parts[2:]
        return _east_asian(str(_ERAS[era] + (1 if year == "元" else int(year))), month, day)
    if found := _YEAR_MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    return _in_words(plain_word(text))


def _three(first: str, sign: str, second: str, third: str) -> Written | None:
    a, b, c = int(first), int(second), int(third)
    padded = len(first) >= 2 and len(second) == 2 and len(third) >= 2
    if len(first) == 4:
        return replace(fixed(_date(a, b, c)), sign=sign) if len(third) <= 2 else None
    if len(first) == 3 and len(third) <= 2 and a in _REPUBLIC:
        return replace(fixed(_date(a + _BEFORE_REPUBLIC, b, c)), sign=sign)
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    ymd = _date(_year(a), b, c) if len(third) == 2 and len(first) == 2 and c <= 31 else None
    return Written(_date(_year(c, third), b, a), _date(_year(c, third), a, b), ymd, sign=sign, is_padded=padded)


def _east_asian(year: str, month: str, day: str | None) -> Written:
    return fixed(_date(int(year), int(month), int(day or 1)), DAY if day else MONTH)


def _one_number(text: str) -> Written | None:
    if found := _COMPACT.fullmatch(text):
        return fixed(_date(*map(int, found.groups())))
    if len(text) == 6 and (found := _YEAR_MONTH.fullmatch(text)):
        return _month(int(found[1]), int(found[2]))
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return fixed(_SERIAL_ZERO + timedelta(days=int(found[1])))
    return None


def _month(year: int, number: int) -> Written | None:
    """A month; or, where the file says so, a week."""
    if not 1900 <= year <= 2199:
        return None
    return replace(fixed(_date(year, number, 1), MONTH), week=_week(year, number))


def _in_words(text: str) -> Written | None:
    if (found := _YEAR_WEEK.fullmatch(text)) and found[2] in WEEKS:
        return _week_day(int(found[1]), int(found[3]), found[4])
    if (found := _WEEK_YEAR.fullmatch(text)) and found[1] in WEEKS:
        return _week_day(int(found[3]), int(found[2]), None)
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
        return fixed(_date(_year(int(numbers[0]), numbers[0]), month, 1), MONTH)
    if len(numbers) != 2:
        return None
    first, second = numbers
    if len(first) == 4:
        return fixed(_date(int(first), month, int(second)))
    return fixed(_date(_year(int(second), second), month, int(first)))


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


def _date(year: int, month: int, day: int) -> date | None:
    if year in persian_days.YEARS:
        return persian_days.gregorian(year, month, day)
    try:
        return date(year - _BUDDHIST if year in _BUDDHIST_YEARS else year, month, day)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4] and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (found[4][0] in _AFTERNOON)
    elif found[4]:
        return None
    try:
        return time(hour, minute, min(second, 59))
    except ValueError:
        return None


def _spaced(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}:{found[3]}:{found[4] or '00'}"


@lru_cache(100)
def _zone(name: str) -> tzinfo | Literal[False]:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False


def _offset(found: re.Match[str]) -> timezone | Literal[False] | None:
    """The zone of a time; None: none is named. False: it names one that is not known."""
    if found[5]:
        return None if found[5].casefold() in ("uhr", "hs", "hrs", "h") else ZONES.get(found[5].casefold(), False)
    if not found[6]:
        return None
    minutes = 60 * int(found[7]) + int(found[8] or 0)
    if minutes >= 24 * 60:
        return False
    return timezone(timedelta(minutes=minutes if found[6] == "+" else -minutes))
