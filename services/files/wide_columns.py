"""Rows that become several, and days that several columns make up."""

from collections.abc import Iterable

from services.errors import InvalidInput
from services.files import product_columns
from services.files.evidence import Evidence
from services.files.fields import NUMBER
from services.files.placed import Placed
from services.files.understanding import DateParts
from utils.language import _


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
    return head.spans


def of_products(placed: Placed) -> dict[int, str]:
    """The columns that are products, where nothing else names one: a row becomes one of each product."""
    subject, form = placed.form.subject, placed.form
    if not (form.is_sales and placed.has_days()) or not placed.positions.keys().isdisjoint((subject.name, "quantity")):
        return {}
    each = product_columns.found(placed.columns, placed.positions)
    if each:
        _add_both(placed, subject.name, each.values(), each)
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


def date_by_parts(placed: Placed) -> DateParts | None:
    """A year in one column and its week or month in another are one date."""
    day, year = placed.form.day, placed.position_of("year")
    if day is None or year is None or placed.has_days():
        return None
    for name, kind in (("week_number", "W"), ("month_number", "")):
        part = placed.position_of(name)
        if part is not None:
            joined = Evidence(placed.form.today)
            parts = DateParts(year, part, kind, None if kind else placed.position_of("day_number"))
            joined.take(map(parts.text, placed.columns.sample))
            placed.evidence.append(joined)
            placed.positions[day.name] = len(placed.columns.head.headings)
            return parts
    return None
