"""Days of six or eight digits without a sign between them, other than 20260331: yymmdd, ddmmyy, ddmmyyyy."""

from datetime import date

from services.files.columns.date_order import NAMES
from services.files.columns.evidence import Evidence
from services.files.questions import Choice, Undecided
from services.files.values import day_forms
from services.files.values.day_forms import DMY, MDY, ORDERS, YMD
from utils import language
from utils.language import _

_YEARS = 100
# Of the different values of a column; others may be totals, or notes.
_FEWEST = 0.9


def order_of(seen: Evidence, declared: str) -> str:
    """The order by which all of a column are days of the past; "" where it holds other things than such days.

    Raises Undecided where several do.
    """
    texts = [text for text in map(_text, seen.seen) if text]
    digits = [text for text in texts if text.isascii() and text.isdigit() and len(text) in (6, 8)]
    if len(digits) < _FEWEST * len(texts) or all(map(_is_usual, digits)):
        return ""
    fitting = [order for order in ORDERS if all(_is_past(text, order, seen.latest) for text in digits)]
    if declared in fitting or not fitting:
        return declared if fitting else ""
    if len(fitting) > 1:
        raise _question(min(digits), fitting)
    return fitting[0]


def day(text: str, order: str) -> date | None:
    """The day of a text such as 261103; None where it is none by this order."""
    if not (text.isascii() and text.isdigit() and len(text) in (6, 8)):
        return None
    length = len(text) - 4
    year, month, number = {
        YMD: (text[:length], text[length : length + 2], text[length + 2 :]),
        DMY: (text[4:], text[2:4], text[:2]),
        MDY: (text[4:], text[:2], text[2:4]),
    }[order]
    try:
        return date(int(year) + (2000 if length == 2 else 0), int(month), int(number))
    except ValueError:
        return None


def _text(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()


def _is_usual(text: str) -> bool:
    """202603 is a month, and 20260331 a day."""
    written = day_forms.taken_apart(text)
    return written is not None and written.ymd is not None


def _is_past(text: str, order: str, latest: date) -> bool:
    found = day(text, order)
    return found is not None and latest.year - _YEARS < found.year and found <= latest


def _question(example: str, orders: list[str]) -> Undecided:
    choices = [(order, day(example, order)) for order in orders]
    return Undecided(
        _(
            "In which order is {example} a day? All days of the file can be read in several. Send it again with"
            " ?date_order={orders}. Nothing was imported.",
            example=example,
            orders="|".join(orders),
        ),
        "undecided_date_order",
        tuple(
            Choice("date_order", order, _("{example} is {day}", example=example, day=language.long_day(found)))
            if found
            else Choice("date_order", order, _(NAMES[order]))
            for order, found in choices
        ),
    )
