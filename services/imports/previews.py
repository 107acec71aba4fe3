"""What a file would be read as, before anything of it is brought in: its columns, first rows, and open questions."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from services.errors import InvalidInput, NotFound
from services.files import report, saved_profiles, uploads
from services.files.columns.assignment import DROPPING, SALES_ONLY, VARIANT, Assignment
from services.files.columns.survey import Survey
from services.files.columns.understanding import Understanding
from services.files.fields import Form, Overrules
from services.files.formats.parts import EVERY, Parts
from services.files.options import USUAL, FileOptions
from services.files.questions import Choice, Undecided
from services.files.reading import Reading
from services.files.records import Unreadable
from services.files.uploads import Rejection
from services.imports.kinds import Kind
from services.sales import warehouses
from utils import clock
from utils.language import _

SHOWN_ROWS, TRIED_ROWS = 8, 100
# What is assumed to go on where the file leaves a choice, and what is to be chosen there by another column.
_ASSUMED: dict[str, dict[str, Any]] = {
    "decimal": {"decimal": "."},
    "date_order": {"date_order": "dmy"},
    "sheet": {"sheet": EVERY},
}
# How a program would say it again, ", or send ?date_order=dmy", in any language.
_SENT_AGAIN = re.compile(r",[^,?]*\?\w+=")
_ABOUT_COLUMNS = frozenset(
    {"missing_columns", "money_for_units", "repeated_column", "no_such_column", "orders_for_sales"}
)


@dataclass(frozen=True)
class Column:
    """field -- what it is taken for, "": nothing; is_sure -- whether that leaves no doubt

    named -- how a mapping names it where its heading does not; is_alone -- it is not one of many days, or products
    """

    heading: str
    field: str
    is_sure: bool
    named: str = ""
    is_alone: bool = True

    @property
    def name(self) -> str:
        return self.named or self.heading


@dataclass(frozen=True)
class Question:
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Preview:
    """rows -- the first ones as they stand in the file; fields -- what a column can be

    in_words -- how it is understood; problem -- why it cannot be brought in as it is, "": it can, once asked questions
    are answered
    """

    columns: tuple[Column, ...]
    rows: list[list[str]]
    fields: tuple[str, ...]
    in_words: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    problem: str = ""

    @property
    def is_ready(self) -> bool:
        return not self.problem and not self.questions


def of_upload(upload_id: str, kind: Kind, options: FileOptions = USUAL) -> Preview:
    """What an upload is understood as. Raises InvalidInput for what is no table, NotFound where it is gone."""
    path = uploads.upload_path(upload_id)
    if not path.exists():
        raise NotFound(_("This file has been cleared away meanwhile; choose it again."), "upload_missing")
    overrules = options.overrules()
    survey = Survey(path, kind.form(clock.today()), overrules, saved_profiles.all_saved())
    return _preview(survey, overrules, ())


def mapping_of(preview: Preview) -> dict[str, str]:
    """The heading of each field, as a profile keeps it: of one that has many columns none is the one."""
    return {column.field: column.name for column in preview.columns if column.field and column.is_alone}


def _preview(survey: Survey, overrules: Overrules, questions: tuple[Question, ...]) -> Preview:
    try:
        reading = Reading.of(survey, overrules)
        if survey.form.is_sales:
            reading = warehouses.together(reading, overrules, lambda others: Reading.of(survey, others))
    except Undecided as refusal:
        question = Question(_question(refusal), refusal.choices)
        return _preview(survey, replace(overrules, **_ASSUMED[refusal.choices[0].parameter]), (*questions, question))
    except InvalidInput as refusal:
        if refusal.code not in _ABOUT_COLUMNS:
            raise
        positions = _assigned(survey, overrules, refusal)
        preview = _of_columns(survey, _columns(survey, positions, frozenset(), _days(survey)))
        return replace(preview, questions=questions, problem=_problem(refusal))
    understood = reading.understood
    problem = _unreadable(survey, understood) or _refused(reading)
    said = {name for name, _ in overrules.mapping}
    sure = frozenset(understood.positions) - (understood.unsure - said)
    each = _days(survey)
    if understood.are_sizes_columns:
        each = dict.fromkeys(understood.each, "variant")
    elif understood.are_products_columns or understood.are_stores_columns:
        each = dict.fromkeys(understood.each, "store" if understood.are_stores_columns else "product_sku")
    columns = _columns(survey, understood.positions, sure, each, is_complete=sure >= _needed(survey.form))
    # What is only assumed until a question is answered is not understood.
    in_words = () if questions or problem else tuple(report.in_words(reading))
    return replace(_of_columns(survey, columns), in_words=in_words, questions=questions, problem=problem)


def _unreadable(survey: Survey, understood: Understanding) -> str:
    """What is wrong with a column that every row needs and that no row has, "" for none."""
    for one in survey.form.fields:
        place = understood.positions.get(one.name, len(understood.columns.evidence))
        if not one.required or place >= len(understood.columns.evidence) or understood.are_compact:
            continue
        seen = understood.columns.evidence[place]
        count = {"day": seen.days, "number": seen.numbers}.get(one.kind, seen.values)
        if seen.values and not count:
            name, example = understood.heading(one.name), seen.examples[0]
            return _(
                "Nothing in '{name}' can be read as {field}: {example}.",
                name=name,
                field=one.name,
                example=example,
            )
    return ""


def _refused(reading: Reading) -> str:
    """Why nothing can be taken, as far as the first rows say; of several tables read together, as far as all do."""
    first = reading.first(TRIED_ROWS)
    # What a template leaves empty is still to be filled in.
    rejected = [one for one in first if isinstance(one, Rejection) and one.value]
    if first and len(rejected) == len(first):
        return _problem(uploads.nothing_taken(len(first), rejected[:3]))
    try:
        if isinstance(reading.records, Parts) and reading.records.are_several:
            deque(reading.blocks(), maxlen=0)
    except InvalidInput as refusal:
        return _problem(refusal)
    return ""


def _of_columns(survey: Survey, columns: tuple[Column, ...]) -> Preview:
    width, head = len(survey.columns.head.headings), survey.columns.head
    records = islice(survey.below(head), SHOWN_ROWS)
    rows = [[*map(str, cells[:width]), *[""] * (width - len(cells))] for _, cells in records if _is_read(cells)]
    return Preview(columns, rows, fields_of(survey.form))


def _days(survey: Survey) -> dict[int, str]:
    return dict.fromkeys(survey.columns.head.spans, "date")


def _columns(
    survey: Survey, positions: dict[str, int], sure: frozenset[str], each: dict[int, str], is_complete: bool = False
) -> tuple[Column, ...]:
    """each -- what the columns are of which there are many: days, or products

    is_complete -- nothing that is needed is missing: then columns that are left out are left out for sure"""
    # A column of labels is code and name: it is shown as the code.
    head, fields = survey.columns.head, {position: name for name, position in reversed(positions.items())}
    return tuple(
        Column(heading, each[place], True, named, is_alone=False)
        if place in each and place not in fields
        else Column(heading, fields.get(place, ""), fields[place] in sure if place in fields else is_complete, named)
        for place, (heading, named) in enumerate(zip(head.headings, head.names, strict=True))
    )


def _assigned(survey: Survey, overrules: Overrules, refusal: InvalidInput) -> dict[str, int]:
    """What the columns are as far as that can be said."""
    said = dict(overrules.mapping)
    if refusal.code == "money_for_units":
        said |= {one.name: "" for one in survey.form.fields if one.kind == "number" and one.required}
    try:
        return Assignment(survey.columns, survey.form, replace(overrules, mapping=tuple(said.items()))).positions
    except InvalidInput:
        return {}


def _needed(form: Form) -> set[str]:
    return {one.name for one in form.fields if one.required and not one.may_be_absent}


def fields_of(form: Form) -> tuple[str, ...]:
    extras = (
        *(("store", VARIANT) if form.stores else ()),
        *(DROPPING if form.drops else ()),
        *(SALES_ONLY if form.is_sales else ()),
    )
    return (*(one.name for one in form.fields), *extras)


def _question(refusal: Undecided) -> str:
    return f"{str(refusal).partition('?')[0]}?" if "?" in str(refusal).partition(".")[0] else _problem(refusal)


def _problem(refusal: InvalidInput) -> str:
    """What is wrong, without how a program would say it."""
    sentences: Sequence[str] = str(refusal).split(". ")
    nothing = _("Nothing was imported.").rstrip(".")
    kept = [one for one in sentences if "?mapping=" not in one and nothing not in one]
    return _SENT_AGAIN.split(". ".join(kept))[0].rstrip(".") + "."


def _is_read(cells: object) -> bool:
    return not isinstance(cells, Unreadable)
