"""The time that stands behind a day, and its zone."""

import re
from datetime import time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from services.files.values.day_words import ZONES

_TIME = re.compile(
    r"(?:(?<=\d)T|[\s,]+|^)(\d{1,2})(?::|h(?=\d\d\b))(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap\u03c0\u03bc]\.?\s?[m\u03bc]\.?)?"
    r"\s*(?:\[?([A-Z]{1,5})\]?|(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?)?\s*(?:uhr|hs\.?|hrs\.?|h)?$",
    re.IGNORECASE | re.ASCII,
)
_NAMED_ZONE = re.compile(r"\s([A-Z][A-Za-z_]+/[A-Za-z_/+\-]+)$")
# 20260301T101500Z, 20260301101500
_COMPACT_TIME = re.compile(r"((?:19|20|21)\d{6})T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(?=$|Z|[+-])", re.ASCII)
# What Java and JavaScript write behind an offset, in words.
_ZONE_BEHIND = re.compile(r"(?<=[Z\d])(?:\[[A-Za-z_]+(?:/[A-Za-z_+\-\d]+)*\]| \([^()]+\))$")
# The first letter of "p.m.", in Greek of "μ.μ.".
_AFTERNOON = "pPμΜ"
# 오전 10:22, 下午 3:05
_MORNINGS = ("오전", "上午", "午前")
_ASIAN_HALF = re.compile(r"(오전|오후|上午|下午|午前|午後)\s?(\d{1,2}:\d\d(?::\d\d)?)")
# What stands between a day and its time.
_AT = re.compile(r"\s(?:at|um|\u00e0|a las|alle|ore|om|-|\u2013)$", re.IGNORECASE)


def spaced(text: str) -> str:
    """A text whose time stands apart from its day, without the words that name its offset again."""
    text = _ASIAN_HALF.sub(lambda found: f"{found[2]} {'AM' if found[1] in _MORNINGS else 'PM'}", text)
    return _COMPACT_TIME.sub(_apart, _ZONE_BEHIND.sub("", text), 1)


def cut(text: str) -> tuple[str, time | None, tzinfo | None] | None:
    """The day of a text, its time and its zone; None where no time stands in it.

    Raises ValueError for a time that there is not, and for a zone that is not known.
    """
    named = _NAMED_ZONE.search(text)
    clock = _TIME.search(text[: named.start()] if named else text)
    if clock is None:
        return None
    at, offset = _time(clock), _zone(named[1]) if named else _offset(clock)
    if at is None or offset is False:
        raise ValueError(text)
    return _AT.sub("", text[: clock.start()].rstrip(" ,T")).rstrip(" ,"), at, offset


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


def _apart(found: re.Match[str]) -> str:
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
