"""Days by the calendars of Asia: the eras of Japan, the years of Thailand, Taiwan and Persia."""

import re
from datetime import date

from services.files.values import persian_days

# 2026年3月4日, 2026년 3월
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號]?)?", re.ASCII)
# 令和8年11月3日, 平成31年4月, 令和元年5月1日, R8.11.03: the year before the first of each era
_ERA = re.compile(
    r"(令和|平成|昭和|R(?=\d))(元|\d{1,2})(?:\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?|[./](\d{1,2})[./](\d{1,2}))",
    re.ASCII,
)
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "昭和": 1925}
# Thailand counts 543 years more.
_BUDDHIST, _BUDDHIST_YEARS = 543, range(2480, 2643)
# Taiwan counts the years of the Republic, 115 in 2026; with fewer digits they may be of another century.
_BEFORE_REPUBLIC, _REPUBLIC = 1911, range(100, 190)


# 14 มี.ค. 2569, 14 มี.ค. 69: by its signs of vowels alone March is no January
_THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_BUDDHIST_CENTURIES = 2500
_THAI = re.compile(
    rf"(?:(\d{{1,2}})\s?)?({'|'.join(re.escape(one.rstrip('.')) for one in _THAI_MONTHS)})\.?\s?(\d{{4}}|\d{{2}})",
    re.ASCII,
)


def in_signs(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and day, if it names one, of a text such as 2026年3月4日, 令和8年11月3日 or 14 มี.ค. 2569; None for
    any other.
    """
    if found := _EAST_ASIAN.fullmatch(text):
        year, month, day = found.groups()
        return int(year), int(month), int(day) if day else None
    if found := _ERA.fullmatch(text):
        era, since, *parts = found.groups()
        month, day = parts[:2] if parts[0] else parts[2:]
        return _ERAS[era] + (1 if since == "元" else int(since)), int(month), int(day) if day else None
    if found := _THAI.fullmatch(text):
        day, name, year = found.groups()
        whole = int(year) + (_BUDDHIST_CENTURIES if len(year) == 2 else 0)
        return whole, _THAI_MONTHS.index(f"{name}.") + 1, int(day) if day else None
    return None


def of_republic(year: int) -> int | None:
    """The year that one of Taiwan with three digits is; None where it may be of another century."""
    return year + _BEFORE_REPUBLIC if year in _REPUBLIC else None


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day of these numbers, whose year may be Persian or Thai; None where there is none."""
    if year in persian_days.YEARS:
        return persian_days.gregorian(year, month, day)
    try:
        return date(year - _BUDDHIST if year in _BUDDHIST_YEARS else year, month, day)
    except ValueError:
        return None
