"""The row of headings: which record of a file it is, and what its cells stand for."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from services.errors import InvalidInput
from services.files.fields import Form, Overrules
from services.files.formats.parts import Worth
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.headings.profiles import Profile
from services.files.heads import stacked_heads, store_lines, title_days, titles
from services.files.heads.head import Head
from services.files.heads.recognised import mapped_in, recognised
from services.files.records import Cell, Record, Unreadable
from services.files.values import day_forms, long_spans, scales, yearless
from services.files.values.day_words import MONTHS, WEEKS, plain_word
from utils.language import _

_WEEK_ONLY = re.compile(r"([a-z]+)[\s.]*(\d{1,2})")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
MOST_COLUMNS = 16_384


def find(
    records: Sequence[Record], form: Form, overrules: Overrules, saved: Sequence[Profile], sheet: str = ""
) -> Head:
    """The record that names most of what is wanted, the first of several. Raises InvalidInput where none does.

    sheet -- the name of a sheet, which may say of which month or year it is
    """
    rows = _readable(records)
    if not any(any(cells) for _, cells in rows):
        raise InvalidInput(_("The file is empty. Its first line must name the columns."), "empty_file")
    heads = _heads(rows)
    mapped = mapped_in(heads, overrules, saved)
    best = max(heads, key=lambda head: _rank(head, form, mapped))
    if recognised(best, form, mapped)[0] == 0 or _is_data(best, form, mapped):
        if unknown := _in_words_of_its_own(heads):
            return unknown
        raise InvalidInput(
            _(
                "The file has no row of headings: {first} is data already. Put a row above it that names the"
                " columns, such as {fields}. Nothing was imported.",
                first=_first(heads),
                fields=", ".join(one.name for one in form.fields if one.required),
            ),
            "no_headings" if _has_values(heads[0]) else "missing_columns",
        )
    return _with_days(best, rows[: best.above], _names(sheet, overrules), form.today)


def _names(sheet: str, overrules: Overrules) -> list[str]:
    return [name for name in (sheet, PurePath(overrules.file_name).stem) if name]


def _rank(head: Head, form: Form, mapped: set[str]) -> tuple[tuple[int, int], int, int]:
    """What it names; of two lines that name as much together as the first alone does, the days are in the second."""
    return recognised(head, form, mapped), len(head.spans) if head.is_stacked else 0, -head.above


def worth(
    records: Sequence[Record], form: Form, overrules: Overrules, saved: Sequence[Profile], sheet: str = ""
) -> Worth:
    """What the best of these records names."""
    rows = _readable(records)
    heads = _heads(rows)
    mapped = mapped_in(heads, overrules, saved)
    best = max(heads, key=lambda head: _rank(head, form, mapped), default=None)
    if best is None:
        return Worth()
    best = _with_days(best, rows[: best.above], _names(sheet, overrules), form.today)
    days = best.spans if best.has_days else {}
    fields = _fields(best, form, days)
    known = frozenset(
        fields.get(place, one)
        for place, one in enumerate(best.keys)
        if place not in days and (one in mapped or any(ranks.of(one) is not None for ranks in RANKS.values()))
    )
    # The same numbers are other days in the sheet of another month.
    dated = {place: text for place, text in days.items() if "{}" not in text}
    headings = tuple(dated.get(place, one) for place, one in enumerate(best.headings))
    meanings = tuple(fields.get(place, key(one)) for place, one in enumerate(headings))
    return Worth(recognised(best, form, mapped)[0], known, headings, meanings, best.above)


def _fields(head: Head, form: Form, days: Collection[int]) -> dict[int, str]:
    """The columns that are sure to be those of our fields, one of each: sheets may call them otherwise."""
    fields = dict[int, str]()
    for one in form.fields:
        ranks = RANKS.get(one.listed_as)
        ranked = [
            (rank, place)
            for place, name in enumerate(head.keys)
            if ranks and place not in fields and place not in days and (rank := ranks.of(name)) is not None
        ]
        if ranked and ranks and min(ranked)[0] < ranks.loose:
            fields[min(ranked)[1]] = one.name
    return fields


def _readable(records: Sequence[Record]) -> list[tuple[int, Sequence[Cell]]]:
    return [(line, cells) for line, cells in records if not isinstance(cells, Unreadable)]


def _heads(rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[Head]:
    single = [_head(line, above, cells) for above, (line, cells) in enumerate(rows) if any(cells)]
    return single + [both for upper, lower in pairwise(single) if (both := _both(upper, lower))]


def _both(upper: Head, lower: Head) -> Head | None:
    """Two lines that make up the headings together."""
    if (
        upper.above + 1 < lower.above
        or (found := stacked_heads.stacked(upper.headings, lower.headings, is_span)) is None
    ):
        return None
    return Head(lower.line, lower.above, *found, is_stacked=True)


def _with_years(head: Head, above: Sequence[Cell]) -> Head:
    """The months or weeks of a row below one that names each year once, above the first of its columns."""
    spans, year = dict(head.spans), ""
    for position in range(len(head.headings)):
        cell = _heading(above[position]) if position < len(above) else ""
        year = cell if _YEAR.fullmatch(cell) else "" if cell else year
        if year and position in spans:
            spans[position] = spans[position].format(year)
    return replace(head, spans=spans)


def _with_days(head: Head, above: Sequence[tuple[int, Sequence[Cell]]], names: Sequence[str], today: date) -> Head:
    """What the lines above, else the names of the sheet and the file, say of columns without a year, or a month."""
    head = _with_years(head, above[-1][1]) if above else head
    texts = [list(map(_heading, cells)) for _, cells in above]
    for said in (texts, *([[name]] for name in names)):
        spans = head.spans if head.has_days else yearless.days_of_month(head.headings, said) or head.spans
        head = replace(head, spans=yearless.with_year(spans, said, today))
    if head.has_days and not head.stores:
        spans, stores = store_lines.over(head.spans, texts, is_span)
        head = replace(head, spans=spans, stores=stores)
    return replace(
        head,
        day=title_days.only_day(texts, today),
        day_order=title_days.order(texts),
        scale=max((scales.of_title(" ".join(cells)) for cells in texts), default=1.0),
        of_returns=any(titles.is_of_returns(titles.of_line(cells)) for cells in texts),
    )


def _in_words_of_its_own(heads: Sequence[Head]) -> Head | None:
    """A row that may be headings, though it names nothing that is known: words above values, as many as these."""
    for head, below in pairwise(heads):
        is_worded = all(name and not any(c.isdigit() for c in name) for name in head.headings)
        has_values = any(c.isdigit() for name in below.headings for c in name)
        if is_worded and has_values and 2 <= len(below.headings) <= len(head.headings):
            return head
    return None


def is_span(heading: str) -> str:
    """The day, week or month that a heading is, as text to be read; "" for none."""
    for text in (heading, heading.partition(" ")[2], long_spans.week_of(heading)[0]):
        if text and day_forms.taken_apart(text) is not None:
            return text
    plain = plain_word(heading).strip(". ")
    if plain in MONTHS:
        return f"{{}}-{MONTHS[plain]:02}"
    found = _WEEK_ONLY.fullmatch(plain)
    return f"{{}}-W{int(found[2]):02}" if found and found[1] in WEEKS else ""


def _head(line: int, above: int, cells: Sequence[Cell]) -> Head:
    if len(cells) > MOST_COLUMNS:
        raise InvalidInput(
            _(
                "The file has {cells} columns; at most {most_columns} are read.",
                cells=len(cells),
                most_columns=MOST_COLUMNS,
            ),
            "too_many_columns",
        )
    headings = tuple(map(_heading, cells))
    while headings and not headings[-1]:
        headings = headings[:-1]
    spans = {position: text for position, name in enumerate(headings) if name and (text := is_span(name))}
    if len(spans) > 1:
        spans = store_lines.measured(spans, {place: _measure(headings[place]) for place in spans})
    return Head(line, above, headings, spans if len(spans) > 1 else yearless.found(headings) or spans)


def _measure(heading: str) -> str:
    """What is told of a day or month in a heading: the units of "Units Jan 2026"."""
    return "" if day_forms.taken_apart(heading) else heading.partition(" ")[0]


def _heading(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return f"{cell:g}" if isinstance(cell, float) else " ".join(cell.split())


def _is_data(head: Head, form: Form, mapped: set[str]) -> bool:
    """A row with a day and a number in it names nothing, but by chance."""
    return recognised(head, form, mapped)[0] < 2 and _has_values(head) and not head.has_days


def _has_values(head: Head) -> bool:
    return bool(head.spans)


def _first(heads: Sequence[Head]) -> str:
    return _("line {line} ({headings})", line=str(heads[0].line), headings=", ".join(heads[0].headings[:5]))
