"""The days a sale may have, and the days and instants that somebody may name."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from utils import clock
from utils.language import _

FIRST = date(1970, 1, 1)
# Years that are these days in other calendars, and were none with sales in ours.
_OTHER_CALENDARS = range(1300, 1500)
# Of any day that is asked for or planned with: weeks and years can be added to and taken from it.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)

_BEGINS_WITH_A_DAY = re.compile(r"\d{4}-\d\d-\d\d[Tt ]", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def from_iso(text: str) -> date:
    """The day written as YYYY-MM-DD. Raises ValueError with what is wrong."""
    if not _ISO.fullmatch(text):
        raise ValueError(_("write the day as YYYY-MM-DD"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("there is no such day in the calendar")) from None


def planned(day: date) -> date:
    """The day itself, if one may ask for it or plan with it. Raises ValueError."""
    if not EARLIEST <= day <= LATEST:
        raise ValueError(_("the day must be from {earliest} to {latest}", earliest=EARLIEST, latest=LATEST))
    return day


def _written(value: Any) -> date:
    if isinstance(value, date):
        return value
    return from_iso(value if isinstance(value, str) else "")


def _written_instant(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _BEGINS_WITH_A_DAY.match(value)):
        return value
    raise ValueError(_("write the instant with its time zone, like 2026-03-01T12:00:00Z"))


def _to_come(instant: datetime) -> datetime:
    planned(instant.date())
    if instant <= clock.now():
        raise ValueError(_("this is over already; name an instant to come, or leave it out"))
    return instant


# Of fields: Pydantic's own would take seconds since 1970 for a day or an instant as well.
Day = Annotated[date, BeforeValidator(_written), AfterValidator(planned)]
ToCome = Annotated[AwareDatetime, BeforeValidator(_written_instant), AfterValidator(_to_come)]


def checked(day: date, latest_day: date) -> date:
    """The day itself, if a sale may have it. Raises ValueError."""
    if day > latest_day:
        raise ValueError(_("this day is in the future: the last can be {latest_day}", latest_day=latest_day))
    if day.year in _OTHER_CALENDARS:
        raise ValueError(_("this is a day of the Persian or the Islamic calendar; export the file with Gregorian days"))
    if day < FIRST:
        raise ValueError(_("sales are kept from {first} on", first=FIRST))
    return day
