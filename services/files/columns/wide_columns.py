"""Rows that become several, and days that several columns make up."""

from collections.abc import Iterable
from itertools import pairwise

from services.errors import InvalidInput
from services.files.columns import product_columns, size_columns, store_columns
from services.files.columns.assignment import QUANTITIES
from services.files.columns.evidence import Evidence
from services.files.columns.placed import Placed
from services.files.columns.understanding import DateParts, Period, Titled
from services.files.fields import NUMBER
from services.files.headings.headings import PERIODS
from utils.language import _

# Of the values of a column of days; others are notes and totals.
_MOST_DAYS = 0.8
# What is of a row as a whole cannot be taken off each of its columns.
_OF_ROWS = {"quantity", *QUANTITIES}


def of_days(placed: Placed) -> dict[int, str]:
    """The columns that are days, where days are columns: a row becomes one of each of its days."""
    head, day = placed.columns.head, placed.form.day
    if not head.has_days or day is None or placed.has_days():
        return {}
    if any("{}" in text for text in head.spans.values()) and placed.position_of("year") is None:
        raise InvalidInput(
            _(
                "The columns name weeks or months without a year; add a column 'year', or write 2026-07."
                " Nothing was imported."
            ),
            "missing_year",
        )
    _add_both(placed, day.name, [text.format(placed.form.today.year) for text in head.spans.values()], head.spans)
    if head.stores and placed.form.stores and "store" not in placed.positions:
        placed.positions["store"] = len(placed.evidence)
        placed.evidence.append(Evidence(placed.form.today))
        placed.evidence[-1].take(head.stores.values())
    elif len(set(head.spans.values())) < len(head.spans):
        placed.assignment.notes.append(_twice(placed))
    return head.spans


def _twice(placed: Placed) -> str:
    texts = list(placed.columns.head.spans.values())
    twice = next(text for text in texts if texts.count(text) > 1)
    return _(
        "Several columns are of {day}: what stands in them is added up. Name what they tell apart, such as stores, in a"
        " line above them.",
        day=twice.format(""),
    )


def of_products(placed: Placed) -> dict[int, str]:
    """The columns that are products, where nothing else names one: a row becomes one of each product."""
    subject, form = placed.form.subject, placed.form
    if not (form.is_sales and placed.has_days()) or not placed.positions.keys().isdisjoint((subject.name, "quantity")):
        return {}
    each = product_columns.found(placed.columns, placed.positions)
    if each:
        _add_both(placed, subject.name, each.values(), each)
    return each


def of_sizes(placed: Placed) -> dict[int, str]:
    """The columns that are sizes, where nothing else says the units: a row becomes one of each size."""
    known = _OF_ROWS & placed.positions.keys()
    if not (placed.form.is_sales and placed.has_days()) or known or placed.form.subject.name not in placed.positions:
        return {}
    each = size_columns.found(placed.columns, placed.positions)
    if each:
        _add_both(placed, size_columns.SIZE, each.values(), each)
    return each


def of_stores(placed: Placed) -> dict[int, str]:
    """The columns that are stores, where nothing else says the units: a row becomes one of each store."""
    known = {"store", *_OF_ROWS} & placed.positions.keys()
    if not (placed.form.is_sales and placed.has_days()) or known or placed.form.subject.name not in placed.positions:
        return {}
    if (hours := store_columns.sum_of_hours(placed.columns, placed.positions)) is not None:
        placed.positions["quantity"] = hours
        return {}
    each = store_columns.found(placed.columns, placed.positions)
    if each:
        _add_both(placed, "store", each.values(), each)
    return each


def _add_both(placed: Placed, named: str, texts: Iterable[str], each: Iterable[int]) -> None:
    """Two columns more: of the headings, and of what stands below them."""
    headings, cells = Evidence(placed.form.today), Evidence(placed.form.today)
    headings.take(texts)
    for position in each:
        cells.add(placed.evidence[position])
    quantity = next(one for one in placed.form.fields if one.kind == NUMBER and one.required)
    count = len(placed.evidence)
    placed.positions[named], placed.positions[quantity.name] = count, count + 1
    placed.evidence += [headings, cells]


def dated_by(placed: Placed) -> DateParts | Period | Titled | None:
    """The columns that make up a date, if no column is one: then it has one more, behind the last. Where a file need
    have none, the day above its headings is that of its rows.
    """
    return _period(placed) or _date_by_parts(placed) or _titled(placed)


def _titled(placed: Placed) -> Titled | None:
    day, above = placed.form.day, placed.columns.head.day
    if day is None or not (day.may_be_absent and above) or day.name in placed.positions:
        return None
    if dict(placed.overrules.mapping).get(day.name) == "":
        return None
    _add_date(placed, day.name, Titled(above))
    return Titled(above)


def _period(placed: Placed) -> Period | None:
    """The first and the last day of each row, in columns beside each other of which none is said to be the day."""
    day, keys = placed.form.day, placed.columns.head.keys
    if day is None or not placed.form.is_sales or day.name in dict(placed.overrules.mapping):
        return None
    for first, (begin, end) in enumerate(pairwise(keys)):
        period = Period(first, first + 1)
        is_other = placed.positions.get(day.name, first) not in (first, first + 1)
        if is_other or (begin, end) not in PERIODS or not all(_are_days(placed, one) for one in (first, first + 1)):
            continue
        _add_date(placed, day.name, period)
        return period
    return None


def _are_days(placed: Placed, place: int) -> bool:
    seen = placed.columns.evidence[place]
    return bool(seen.values) and seen.share(seen.days) > _MOST_DAYS


def _add_date(placed: Placed, name: str, dated: DateParts | Period | Titled) -> None:
    joined = Evidence(placed.form.today)
    joined.take(map(dated.text, placed.columns.sample))
    placed.positions[name] = len(placed.evidence)
    placed.evidence.append(joined)


def _date_by_parts(placed: Placed) -> DateParts | None:
    """A year in one column and its week or month in another are one date."""
    day, year = placed.form.day, placed.position_of("year")
    if day is None or year is None or placed.has_days():
        return None
    for name, kind in (("week_number", "W"), ("month_number", "")):
        part = placed.position_of(name)
        if part is not None:
            parts = DateParts(year, part, kind, None if kind else placed.position_of("day_number"))
            _add_date(placed, day.name, parts)
            return parts
    return None
