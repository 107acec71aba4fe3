"""When feasts are that sun and moon move: new moons, both Easters, the Islamic year. Days are datetime64[D]."""

import numpy as np

# A new moon, in days since 1 January 1970 in East Asia, and days from one to the next (Meeus, "Astronomical
# Algorithms", 1991, chapter 49).
A_NEW_MOON, LUNATION = 10_962.9, 29.530588861
# So many days lie between the calendars of Julius Caesar and of Gregory until 2099.
JULIAN_DAYS = 13
# Days from the first of the Islamic calendar to 1 January 1970.
ISLAMIC_EPOCH = 492_148


def islamic_years(days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The Islamic year of each day and its first day, by the tabular calendar, a day or two from the one by sight
    (Dershowitz and Reingold, "Calendrical Calculations", 2008, chapter 6)."""
    years = (30 * (days.astype(np.int64) + ISLAMIC_EPOCH) + 10646) // 10631
    begin = 354 * (years - 1) + (3 + 11 * years) // 30 - ISLAMIC_EPOCH
    return years, begin.astype("datetime64[D]")


def new_moon(days: np.ndarray) -> np.ndarray:
    """The day of the first new moon from these on."""
    number = np.ceil((days.astype(np.int64) - A_NEW_MOON) / LUNATION)
    return np.floor(A_NEW_MOON + number * LUNATION).astype(np.int64).astype("datetime64[D]")


def easter(years: np.ndarray) -> np.ndarray:
    """Easter Sunday of each year (Meeus, chapter 8)."""
    century, of_century = years // 100, years % 100
    moon = (19 * (years % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (years % 19 + 11 * moon + 22 * weekday) // 451
    since_march = moon + weekday - 7 * late + 21
    march = ((years - 1970) * 12 + 2).astype("datetime64[M]").astype("datetime64[D]")
    return march + since_march


def orthodox_easter(years: np.ndarray) -> np.ndarray:
    """That of the eastern churches (Meeus, as above)."""
    moon = (19 * (years % 19) + 15) % 30
    since_march = moon + (2 * (years % 4) + 4 * (years % 7) - moon + 34) % 7 + 21
    march = ((years - 1970) * 12 + 2).astype("datetime64[M]").astype("datetime64[D]")
    return march + since_march + JULIAN_DAYS
