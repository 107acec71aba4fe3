"""The days a sale may have."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from utils.language import _

FIRST = date(1970, 1, 1)
# Years that are these days in other calendars, and were none with sales in ours.
_OTHER_CALENDARS = range(1300, 1500)
# Of any day that is asked for or planned with: weeks and years can be added to and taken from it.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)

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


# Of a field: Pydantic's own would take seconds since 1970 for a day as well.
Day = Annotated[date, BeforeValidator(_written), AfterValidator(planned)]


def checked(day: date, latest_day: date) -> date:
    """The day itself, if a sale may have it. Raises ValueError."""
    if day > latest_day:
        raise ValueError(_("this day is in the future: the last can be {latest_day}", latest_day=latest_day))
    if day.year in _OTHER_CALENDARS:
        raise ValueError(_("this is a day of the Persian or the Islamic calendar; export the file with Gregorian days"))
    if day < FIRST:
        raise ValueError(_("sales are kept from {first} on", first=FIRST))
    return day
