"""Whether the days of a file stand for weeks or months."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.files.columns.evidence import Evidence
from services.files.headings.heading_keys import key
from services.files.headings.headings import BEGINNING, ENDING, OF_MONTHS, OF_WEEKS
from services.files.values import day_forms
from services.files.values.day_forms import DAY, MONTH, WEEK
from utils.language import _

# A week that is named after one of these weekdays ends with it; after another, it begins.
_ENDS_A_WEEK = {4, 5, 6}
_SUNDAY = 6


@dataclass(frozen=True)
class Span:
    """What a row stands for. place -- which day of it is named: begin, end, or "" for what is usual on its weekday

    as_weeks -- 2026-07 is week 7, not July; why -- in words; "" for days
    from_sunday -- a week that is named after a Sunday begins with it
    """

    name: str = DAY
    place: str = ""
    as_weeks: bool = False
    why: str = ""
    from_sunday: bool = False


def decide(seen: Evidence, heading: str, declared: str) -> Span:
    """By what the sender said, or what the file calls its days. How days are spaced, the history knows better."""
    heading_key = key(heading)
    is_of_weeks = bool(OF_WEEKS.search(heading_key))
    as_weeks = seen.weeks_only > 0 or (is_of_weeks and seen.spans[MONTH] == seen.days > 0)
    place = "end" if ENDING.search(heading_key) else "begin" if BEGINNING.search(heading_key) else ""
    if declared:
        return Span(declared, place, as_weeks, "" if declared == DAY else _("as you said"))
    if as_weeks or seen.spans[WEEK]:
        return Span(WEEK, "begin", as_weeks, _("the file names weeks"))
    if seen.spans[MONTH]:
        return Span(MONTH, "begin", False, _("the file names months"))
    if any(map(day_forms.is_of_a_week, seen.examples)):
        return Span()
    named = WEEK if is_of_weeks else MONTH if OF_MONTHS.fullmatch(heading_key) else DAY
    if named == DAY:
        return Span()
    why = _("the column is called '{heading}'", heading=heading)
    # Who says so in English counts weeks from Sundays, where not from Mondays.
    return Span(named, place, False, why, named == WEEK and "week" in heading_key)


def first_and_length(day: date, span: Span) -> tuple[date, int]:
    """The first day that a day of the file stands for, and how many there are."""
    length = day_forms.length(day, span.name)
    if span.name == MONTH:
        return day.replace(day=1), length
    ends = _ENDS_A_WEEK - {_SUNDAY} if span.from_sunday else _ENDS_A_WEEK
    is_last = span.place == "end" or (not span.place and day.weekday() in ends)
    return (day - timedelta(days=length - 1) if is_last else day), length
