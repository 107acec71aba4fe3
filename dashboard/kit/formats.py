"""Numbers, days and times in the language of the pages and the time zone of the browser (Unicode CLDR)."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale, dates, lists, numbers

from dashboard.kit import day_patterns
from dashboard.kit.viewer import locale, zone
from utils import clock, currencies, language
from utils.config import get_settings
from utils.language import N_, _, ngettext, plural

NOTHING = "–"
COUNTED = (
    plural("{count} day", "{count} days"),
    plural("{count} draft", "{count} drafts"),
    plural("{count} kit", "{count} kits"),
    plural("{count} line", "{count} lines"),
    plural("{count} order", "{count} orders"),
    plural("{count} pack", "{count} packs"),
    plural("{count} product", "{count} products"),
    plural("{count} row", "{count} rows"),
    plural("{count} unit", "{count} units"),
    plural("{count} week", "{count} weeks"),
)


def number(value: float | None, digits: int = 0) -> str:
    """1234.5 -> "1,235"; so many digits behind the point, always."""
    if value is None:
        return NOTHING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, format=pattern, locale=locale())


def units(value: float) -> str:
    """24.0 -> "24", 1.25 -> "1.25": whole where they are, three digits at the most."""
    return numbers.format_decimal(value, format="#,##0.###", locale=locale())


def tenths(value: float | None) -> str:
    """10.0 -> "10", 7.25 -> "7.2": whole where it is."""
    return NOTHING if value is None else numbers.format_decimal(value, format="#,##0.#", locale=locale())


def decimal_sign() -> str:
    """What stands before decimals: "." or ","."""
    return numbers.get_decimal_symbol(locale())


def listed(words: Sequence[str]) -> str:
    """ "1", "2", "3" -> "1, 2 and 3"."""
    return lists.format_list(words, locale=locale())


def days_of_week() -> list[int]:
    """In the order of a calendar, which begins on a Sunday in some countries: 0 is Monday."""
    return [(locale().first_week_day + place) % 7 for place in range(7)]


def count(value: int, one: str, many: str) -> str:
    """1, "row", "rows" -> "1 row", of what stands in COUNTED."""
    return ngettext(f"{{count}} {one}", f"{{count}} {many}", value)


def money(amount: float | None, digits: int | None = None) -> str:
    """An amount in the shop's currency, "€1,234.50": with so many decimals, or as the currency has them."""
    if amount is None:
        return NOTHING
    return language.money(amount, get_settings().currency, digits)


def cost_of_one(amount: float, currency: str) -> str:
    """What a unit costs, in its currency, with all the decimals that it has."""
    return language.money(amount, currency, currencies.of_one(amount, currency))


def price(amount: float, currency: str = "") -> str:
    """Of one unit, without its currency: with its decimals at least, so that a list of them is in line."""
    return numbers.format_decimal(amount, format=currencies.pattern(currency, currencies.FRACTION), locale=locale())


def percent(share: float | None, digits: int = 0) -> str:
    """0.123 -> "12%"."""
    if share is None:
        return NOTHING
    decimals = "0" + ("." + "0" * digits if digits else "")
    pattern = re.sub(r"0(?=\D*$)", decimals, locale().percent_formats[None].pattern)
    return numbers.format_percent(share, format=pattern, locale=locale())


def percent_sign() -> str:
    """What stands behind a share that is counted in hundredths: "%", in most languages after a space."""
    return locale().percent_formats[None].pattern.rpartition("0")[2]


def signed(amount: float | None, written: Callable[[float], str]) -> str:
    """A change with its sign, its size as `written` has it: "+12%", and without one where nothing is left of it."""
    if amount is None:
        return NOTHING
    size = written(abs(amount))
    return size if size == written(0) else f"{'−' if amount < 0 else '+'}{size}"


def share_of_days(share: float | None) -> str:
    """0.81 -> "81% of days"."""
    return NOTHING if share is None else _("{share} of days", share=percent(share))


def file_size(count: int) -> str:
    """1234567 -> "1.2 MB"."""
    if count < 1000:
        return f"{number(count)} B"
    return (
        _("{count} MB", count=number(count / 1e6, 1))
        if count >= 100_000
        else _("{count} kB", count=number(count / 1e3))
    )


def day(value: date | None) -> str:
    """A day with its weekday, "Mon, 3 Mar 2026": no line break within."""
    if value is None:
        return NOTHING
    return _day("yMMMEd", value)


def days(first: date, last: date) -> str:
    """From one day to another; one day once."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def near_day(value: date | None) -> str:
    """A day of the coming weeks, "Mon, 3 Mar": no line break within, no year."""
    if value is None:
        return NOTHING
    return _day("MMMEd", value)


def _day(skeleton: str, value: date) -> str:
    return _unbroken(language.with_ordinal(dates.format_skeleton(skeleton, value, locale=locale()), value, locale()))


def instant(value: datetime | None) -> str:
    """Day and time of day, in the browser's zone."""
    if value is None:
        return NOTHING
    local = value.astimezone(zone())
    on = language.with_ordinal(dates.format_date(local, "medium", locale=locale()), local, locale())
    words = on, dates.format_time(local, "short", locale=locale())
    return ", ".join(map(_unbroken, words))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def time_of_day(value: time) -> str:
    """14:30 or 2:30 PM."""
    return dates.format_time(value, "short", locale=locale())


def language_name(code: str) -> str:
    """Of one of the languages, in that of the reader, as it begins a line: "German", "Allemand"."""
    name = language.of(code).get_language_name(locale().language) or code
    return name[:1].upper() + name[1:]


def weekday(number_of_day: int) -> str:
    """The name of a day of the week: 0 is Monday."""
    return dates.get_day_names("wide", locale=locale())[number_of_day]


def short_weekday(number_of_day: int) -> str:
    """As the language shortens it, without a full stop: "Mon", "Mo", "lun"."""
    return dates.get_day_names("abbreviated", context="stand-alone", locale=locale())[number_of_day].rstrip(".")


def month(number_of_month: int) -> str:
    """The name of a month: 1 is January."""
    return dates.get_month_names("wide", context="stand-alone", locale=locale())[number_of_month]


def duration(length: timedelta | float | None) -> str:
    """Of a time, or of so many seconds: "8 s", "3 min 20 s", "2 h 5 min", two units at most."""
    if length is None:
        return NOTHING
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    if seconds < 10:
        return _("{seconds} s", seconds=number(seconds, 1))
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return (
            _("{hours} h {minutes} min", hours=number(hours), minutes=minutes)
            if minutes
            else _("{hours} h", hours=number(hours))
        )
    if minutes:
        return _("{minutes} min {rest} s", minutes=minutes, rest=rest) if rest else _("{minutes} min", minutes=minutes)
    return _("{seconds} s", seconds=rest)


def ago(value: datetime | None) -> str:
    """ "5 minutes ago", or "in 3 hours"."""
    if value is None:
        return NOTHING
    return dates.format_timedelta(value - clock.now(), add_direction=True, locale=locale())


# What Plotly itself says: on the buttons of a chart, and once something was done with it.
OF_PLOTLY = (
    N_("Download plot as a PNG"),
    N_("Zoom"),
    N_("Pan"),
    N_("Reset axes"),
    N_("Double-click to zoom back out"),
    N_("Double-click on legend to isolate one trace"),
    N_("Preparing image - this may take a few seconds"),
    N_("Image download succeeded"),
    N_("Sorry, there was a problem downloading your image!"),
)


def for_charts() -> tuple[str, dict[str, object]]:
    """The pages' language, and its names and signs as Plotly's config takes them in `locales`."""
    return str(locale()), _for_charts(str(locale()))


def since(value: datetime | None) -> timedelta | None:
    """How long ago this was, never less than nothing."""
    return None if value is None else max(timedelta(0), clock.now() - value)


@lru_cache(maxsize=64)
def _for_charts(name: str) -> dict[str, object]:
    known = Locale.parse(name)
    written: dict[str, object] = {
        "decimal": known.number_symbols["latn"]["decimal"],
        "thousands": known.number_symbols["latn"]["group"],
    }
    for prefix, width in (("", "wide"), ("short", "abbreviated")):
        days, months = known.days["format"][width], known.months["format"][width]
        # Plotly's week begins with Sunday; CLDR counts from Monday.
        written[f"{prefix}Days" if prefix else "days"] = [days[(number + 6) % 7] for number in range(7)]
        written[f"{prefix}Months" if prefix else "months"] = [months[number] for number in range(1, 13)]
    written |= {
        "month": "%b %Y",
        "dayMonth": day_patterns.of_charts("MMMd"),
        "dayMonthYear": day_patterns.of_charts("yMMMd"),
    }
    return {"dictionary": {english: _(english) for english in OF_PLOTLY}, "format": written}
