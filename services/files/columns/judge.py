"""Decides how a file is read, from all of its values."""

import re
from collections.abc import Collection
from dataclasses import replace

from services.errors import InvalidInput
from services.files.columns import (
    compact_days,
    date_order,
    decimal_signs,
    doubts,
    price_steps,
    row_marks,
    spans,
    wide_columns,
)
from services.files.columns.assignment import FACTOR
from services.files.columns.columns import Columns
from services.files.columns.date_order import Hints
from services.files.columns.evidence import Evidence
from services.files.columns.placed import Placed
from services.files.columns.spans import Span
from services.files.columns.understanding import Understanding
from services.files.fields import CODE, DAY, TEXT, TITLE, VERBATIM, Form, Overrules, Wanted
from services.files.headings.headings import BASE_UNITS, RANKS
from services.files.values import codes, day_forms, long_spans, scales
from services.files.values.day_forms import DAY as DAY_SPAN
from services.files.values.day_forms import MONTH, WEEK
from utils.language import _

# What our exports have beside what we read.
_BESIDE_OURS = {"sku", "name", "currency", "status", "supplier"}
# "Quantity (- Refund)".
_LESS_RETURNS = re.compile(
    r"[-\u2212]\s*(?:refund|return|retour)|(?:less|minus|abzgl\W*) (?:refund|return|retour)", re.I
)
_FIRST_ROWS = 20
# How the number of an order begins that is none of a customer.
_PURCHASES = (
    "po",
    "purchas",
    "einkauf",
    "ebeln",
    "inkoop",
    "inkop",
    "ordendecompra",
    "pedidodecompra",
    "ordinediacquisto",
)


def decide(columns: Columns, form: Form, overrules: Overrules, delimiter: str) -> Understanding:
    """How it is read. Raises InvalidInput with the question that nothing in the file answers."""
    placed = Placed.by_headings(columns, form, overrules)
    is_labelled = _name_by_labels(placed)
    _count_in_base_units(placed)
    each = wide_columns.of_days(placed)
    dated_by = None if each else wide_columns.dated_by(placed)
    each = each or wide_columns.of_products(placed) or wide_columns.of_sizes(placed) or wide_columns.of_stores(placed)
    steps = price_steps.found(placed)
    _refuse_missing(placed)
    _refuse_lists(placed)
    _refuse_purchases(placed)
    compact = _compact(placed)
    why = _("as you said") if overrules.date_order else _("no other order makes days of them")
    order, why = (compact, why) if compact else date_order.decide(*_days(placed, delimiter))
    understood = Understanding(
        columns,
        placed.positions,
        decimals={one.name: decimal_signs.decide(placed, one) for one in placed.numbers()},
        strict_decimal=bool(overrules.decimal),
        order=order,
        order_why=why,
        are_compact=bool(compact),
        span=_span(placed),
        each=each,
        dated_by=dated_by,
        year=placed.position_of("year") if any("{}" in text for text in columns.head.spans.values()) else None,
        steps=steps,
        is_labelled=is_labelled,
        is_net=_is_net(placed),
        is_own=_is_own(placed),
        unsure=frozenset(name for name in placed.positions if not placed.assignment.is_sure(name)),
    )
    read = row_marks.read(understood, placed)
    return replace(read, notes=(*read.notes, *doubts.found(read, form)))


def _compact(placed: Placed) -> str:
    """The order of days such as 261103, if the column of days holds these."""
    day = placed.form.day
    if day is None or placed.positions.get(day.name, len(placed.evidence)) >= len(placed.columns.head.headings):
        return ""
    return compact_days.order_of(placed.seen(day.name), placed.overrules.date_order)


def _is_own(placed: Placed) -> bool:
    """Whether a program or somebody wrote the file for Stockcast: its headings are our names, as they stand here, and
    no database wrote NULL where a number or a day would stand. A text may be any.
    """
    no_texts = [one.name for one in placed.form.fields if one.kind not in (CODE, TEXT, TITLE, VERBATIM)]
    if any("NULL" in placed.seen(name).seen for name in no_texts if name in placed.positions):
        return False
    headings = {heading for heading in placed.columns.head.headings if heading}
    ours = {one.name for one in placed.form.fields}
    return headings <= ours | _BESIDE_OURS and any("_" in heading for heading in headings)


def _is_net(placed: Placed) -> bool:
    place, keys = placed.positions.get("quantity", 0), placed.columns.head.keys
    if place >= len(keys):
        return False
    is_named = keys[place].startswith("net") or keys[place].endswith("netto")
    return is_named or bool(_LESS_RETURNS.search(placed.columns.head.headings[place]))


def _name_by_labels(placed: Placed) -> bool:
    """Whether codes are within names; then these name the products as well, if no other column does."""
    subject, said = placed.form.subject.name, {name for name, _ in placed.overrules.mapping}
    if subject not in placed.positions or not placed.is_labelled():
        return False
    titles = (one.name for one in placed.form.fields if one.kind == TITLE and one.name not in said)
    own = placed.positions[subject]
    placed.positions.update({name: own for name in titles if name not in placed.positions})
    return True


def _count_in_base_units(placed: Placed) -> None:
    """Where units stand converted beside those of packs, the unit and the price of a row are of the packs; where they
    are counted in thousands nobody knows what its price is of.
    """
    keys, place = placed.columns.head.keys, placed.positions.get("quantity", -1)
    others = (one for one, name in enumerate(keys) if one != place and RANKS["quantity"].of(name) is not None)
    if not placed.form.is_sales or not 0 <= place < len(keys):
        return
    if scales.of_heading(placed.columns.head.headings[place]) != 1:
        placed.positions.pop("price", None)
    if keys[place] not in BASE_UNITS:
        return
    placed.positions.pop(FACTOR, None)
    if not all(placed.columns.same_content(place, one) for one in others):
        placed.positions.pop("unit", None)
        placed.positions.pop("price", None)


def _refuse_missing(placed: Placed) -> None:
    fields = (one for one in placed.form.fields if one.required and not one.may_be_absent)
    missing = [one for one in fields if one.name not in placed.positions]
    if missing:
        head = placed.columns.head
        _refuse_too_long(placed, missing)
        raise InvalidInput(
            _(
                "Line {line} names no column for {wanted}. It names: {found}. Say which it is by"
                ' ?mapping={{"{name}": "..."}}. Nothing was imported.',
                line=str(head.line),
                wanted=", ".join(f"`{one.name}`" for one in missing),
                found=", ".join(repr(one) for one in head.headings[:30]),
                name=missing[0].name,
            ),
            "missing_columns",
        )


def _refuse_too_long(placed: Placed, missing: Collection[Wanted]) -> None:
    """Raises InvalidInput where the only days are quarters, years and the like."""
    if not placed.form.is_sales or placed.form.day not in missing:
        return
    cells = (str(cell) for cells in placed.columns.sample[:_FIRST_ROWS] for cell in cells)
    if found := long_spans.too_long(placed.columns.head.headings) or long_spans.too_long(cells):
        raise InvalidInput(
            _(
                "The file tells of quarters, years or a fiscal year's periods ({names}), which say too little of days."
                " Export days, weeks of the calendar (2026-W07) or months (2026-07). Nothing was imported.",
                names=", ".join(found[:5]),
            ),
            "missing_columns",
        )


def _refuse_lists(placed: Placed) -> None:
    """Raises InvalidInput where a cell lists all products of an order, as in "2x Cup, 1x Pot", or "CUP,POT"."""
    subject = placed.form.subject.name
    seen = placed.seen(subject)
    several = None if subject in dict(placed.overrules.mapping) else codes.several(seen.seen)
    if 2 * seen.lists <= seen.values and several is None:
        return
    raise InvalidInput(
        _(
            "The column '{name}' lists whole orders ({example}), and nothing says what each product sold. Export"
            " the lines of the orders, one product a row. Nothing was imported.",
            name=placed.columns.head.headings[placed.positions[subject]],
            example=seen.examples[0] if several is None else several,
        ),
        "several_products_in_a_cell",
    )


def _refuse_purchases(placed: Placed) -> None:
    """Raises InvalidInput where sales are asked for, and the columns are those of orders to suppliers."""
    head = placed.columns.head
    is_said = "quantity" in dict(placed.overrules.mapping) or placed.overrules.profile
    of_purchases = [placed.position_of("supplier"), placed.position_of("expected_on"), placed.position_of("number")]
    number = of_purchases[-1]
    if not placed.form.is_sales or is_said or None in of_purchases or number is None:
        return
    if not head.keys[number].startswith(_PURCHASES):
        return
    raise InvalidInput(
        _(
            "These are orders to suppliers ('{number}', '{supplier}'), not sales; import them as orders. If they were"
            ' sold, name their units by ?mapping={{"quantity": "..."}}. Nothing was imported.',
            number=head.headings[number],
            supplier=head.headings[of_purchases[0] or 0],
        ),
        "orders_for_sales",
    )


def _days(placed: Placed, delimiter: str) -> tuple[list[Evidence], Hints]:
    dated = [one for one in placed.form.fields if one.kind == DAY and one.name in placed.positions]
    chosen = [placed.seen(one.name) for one in dated]
    # A column of days that nobody asks for tells the order as well.
    others = [seen for seen in placed.evidence if seen.open_days and seen.share(seen.days) > 0.9 and seen not in chosen]
    profile = placed.columns.profile
    return chosen + others, Hints(
        placed.overrules.date_order,
        profile.date_order if profile else "",
        decimal_signs.are_continental(placed.columns, delimiter),
        any(seen.us_zones for seen in placed.columns.evidence),
        all(one.latest is not None and one.latest <= placed.form.today for one in dated) and not others,
        placed.columns.head.day_order,
    )


def _span(placed: Placed) -> Span:
    day, head, said = placed.form.day, placed.columns.head, placed.overrules.span
    if day is None or not placed.form.is_sales:
        return Span()
    position = placed.positions[day.name]
    heading = head.headings[position] if position < len(head.headings) else ""
    places = {long_spans.week_of(head.headings[one])[1] for one in head.spans if one < len(head.headings)}
    if head.spans and not heading and not said and len(places) == 1 and (place := places.pop()):
        return Span(WEEK, place, False, _("its columns are named by days of weeks"))
    if head.spans and not heading and not said and _are_months(head.spans.values()):
        return Span(MONTH, "begin", False, _("its columns are named by the first days of months"))
    return spans.decide(placed.evidence[position], heading, said)


def _are_months(headings: Collection[str]) -> bool:
    """Whether columns are named by the first days of months, as a spreadsheet keeps "Mar 2026"."""
    written = [day_forms.taken_apart(text) for text in headings if "{}" not in text]
    days = {one.ymd for one in written if one and one.span == DAY_SPAN}
    return len(days) == len(headings) and all(day and day.day == 1 for day in days)
