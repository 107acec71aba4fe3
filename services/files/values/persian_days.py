"""Days of the Persian calendar (Solar Hijri). Source: K. M. Borkowski, The Persian calendar for 3000 years (1996), by
its cycles of 33 years, which hold from 1799 to 2256.
"""

from datetime import date

# Those of shops; in the Islamic calendar, to whose days nothing but the moon leads, 1425 began in 2004.
YEARS = range(1350, 1425)
# The first of Farvardin 1 is the 22nd of March 622.
_BEFORE = 226_894
_LONG_MONTHS = 6


def gregorian(year: int, month: int, day: int) -> date | None:
    """The same day in the Gregorian calendar; None where there is none."""
    if not (1 <= month <= 12 and 1 <= day <= _length(year, month)):
        return None
    earlier = 30 * (month - 1) + min(month - 1, _LONG_MONTHS)
    return date.fromordinal(_BEFORE + _days_before(year) + earlier + day)


def _days_before(year: int) -> int:
    """Of all years before this one: 8 of 33 have a day more."""
    return 365 * (year - 1) + (8 * year + 21) // 33


def _length(year: int, month: int) -> int:
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < 12 else _days_before(year + 1) - _days_before(year) - 336
