"""Whether days are written day first, month first or year first: from all of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.errors import InvalidInput
from services.files.columns.evidence import Evidence
from services.files.questions import Choice, Undecided
from services.files.values import day_forms
from services.files.values.day_forms import DMY, MDY, ORDERS, YMD
from utils import language
from utils.language import N_, _

# Fewer may be written so by chance.
FEWEST_TURNED = 2
NAMES = {DMY: N_("day first"), MDY: N_("month first"), YMD: N_("year first")}


@dataclass(frozen=True)
class Hints:
    """What else speaks for an order. declared -- by the sender; profile -- what files of this system keep to

    continental -- signs of a country that puts the day first; american -- a time zone of the USA
    above -- the order of days above the headings; is_past -- none of the days can be in the future
    """

    declared: str = ""
    profile: str = ""
    continental: bool = False
    american: bool = False
    is_past: bool = True
    above: str = ""


def decide(columns: Sequence[Evidence], hints: Hints) -> tuple[str, str]:
    """The order, and why in words; "" where the days leave no choice. Raises InvalidInput with the question."""
    if hints.declared:
        return hints.declared, _("as you said")
    if turned := next(filter(_is_half_turned, columns), None):
        raise _half_turned(turned)
    days = sum(seen.open_days for seen in columns)
    if not days:
        return YMD, ""
    possible = sum((seen.possible for seen in columns), Counter[str]())
    wrong = {order: days - possible[order] for order in (DMY, MDY)}
    if hints.is_past and _is_year_first(columns, days):
        return YMD, _("the other ways round many of them are no days, or in the future")
    if wrong[DMY] != wrong[MDY]:
        return _by_the_calendar(wrong, columns)
    if wrong[DMY]:
        if possible[YMD] == days:
            return YMD, _("no other order makes days of them")
        raise _mixed(columns)
    return _by_hints(columns, hints, days)


def _is_half_turned(seen: Evidence) -> bool:
    """Whether a spreadsheet that puts the month first has opened days that are written day first, or the other way
    round: it has made days, other ones, of those that have no 13 in them, and left the rest as texts.
    """
    return not seen.late and min(seen.early, seen.open_days) >= FEWEST_TURNED and seen.sided == seen.open_days


def _half_turned(seen: Evidence) -> InvalidInput:
    return Undecided(
        _(
            "Has a spreadsheet turned days round? It has left {example} and all days after the 12th of a month as"
            " texts, and made days of the others, in which day and month may be exchanged. Export the file anew and"
            " send it without opening it in a spreadsheet; or, if its days are right, with ?date_order=dmy (day first)"
            " or ?date_order=mdy (month first). Nothing was imported.",
            example=seen.open_example,
        ),
        "turned_days",
        tuple(
            Choice("date_order", order, _("Its days are right; texts are {order}", order=_(NAMES[order])))
            for order in (DMY, MDY)
        ),
    )


def _is_year_first(columns: Sequence[Evidence], days: int) -> bool:
    """Days such as 26-03-31: one of them that is a mistake must not turn round the others."""
    timely = sum((seen.timely for seen in columns), Counter[str]())
    has_hyphens = sum(seen.date_signs["-"] for seen in columns) == days
    return has_hyphens and timely[YMD] == days and max(timely[DMY], timely[MDY]) < 0.95 * days


def _by_the_calendar(wrong: dict[str, int], columns: Sequence[Evidence]) -> tuple[str, str]:
    better, worse = sorted(wrong, key=wrong.__getitem__)
    if wrong[better] and wrong[worse] < 10 * wrong[better]:
        raise _mixed(columns)
    return better, _("the other way round some of them are no days")


def _by_hints(columns: Sequence[Evidence], hints: Hints, days: int) -> tuple[str, str]:
    timely = sum((seen.timely for seen in columns), Counter[str]())
    late = {order: days - timely[order] for order in (DMY, MDY)}
    signs = sum((seen.date_signs for seen in columns), Counter[str]())
    if hints.is_past and bool(late[DMY]) != bool(late[MDY]):
        return min(late, key=late.__getitem__), _("the other way round some of them are in the future")
    if hints.profile:
        return hints.profile, _("as this system writes them")
    if hints.above:
        return hints.above, _("the lines above the headings write their days so")
    if signs["."] == days:
        return DMY, _("days with points are written so")
    if hints.american:
        return MDY, _("the file names a time zone of the USA")
    if hints.continental:
        return DMY, _("the rest of the file is written as in countries that put the day first")
    if sum(seen.unpadded_times for seen in columns) == days:
        return MDY, _("days such as 9/6/2026 6:29 are written so in the USA")
    raise Undecided(
        _(
            "Is {example} day first or month first? No day of the file tells. Send it again with"
            " ?date_order=dmy (day first) or ?date_order=mdy (month first). Nothing was imported.",
            example=_example(columns),
        ),
        "undecided_date_order",
        tuple(Choice("date_order", order, in_words(_example(columns), order)) for order in (DMY, MDY)),
    )


def _mixed(columns: Sequence[Evidence]) -> InvalidInput:
    return Undecided(
        _(
            "Some days of the file can only be day first, others only month first ({example}). Write"
            " them all one way, or send ?date_order={orders}. Nothing was imported.",
            example=_example(columns),
            orders="|".join(ORDERS),
        ),
        "undecided_date_order",
        tuple(
            Choice("date_order", order, _("They are {order}; the others are left out", order=_(NAMES[order])))
            for order in (DMY, MDY)
        ),
    )


def day_of(example: str, order: str) -> date | None:
    written = day_forms.taken_apart(example)
    return written.day(order) if written else None


def in_words(example: str, order: str) -> str:
    """What a day is in this order: "03/04/2026 is 3 April 2026"."""
    found = day_of(example, order)
    return (
        _("{example} is {day}", example=example, day=language.long_day(found))
        if found
        else _("Days are {order}", order=_(NAMES[order]))
    )


def _example(columns: Sequence[Evidence]) -> str:
    return next(seen.open_example for seen in columns if seen.open_example)
