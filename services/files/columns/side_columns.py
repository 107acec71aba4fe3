"""Columns beside those of the fields: what they say belongs to their rows, too."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from pathlib import PurePath

from services.files.columns import by_content
from services.files.columns.assignment import FLAGS, STORE, VARIANT
from services.files.columns.placed import Placed
from services.files.columns.size_columns import SIZE
from services.files.fields import TITLE
from services.files.headings.headings import RANKS, is_return_day
from services.files.lines import carried, charges, documents, line_kinds, statuses, variants, write_offs
from services.files.records import Cell
from services.files.values import number_forms
from services.files.values.number_forms import DIMENSIONS
from utils.language import _

# One or two products below zero may well be all that came back.
_FEWEST_BELOW = 3
_ENDED = re.compile(
    r"(?:is)?(?:completed?|finali[sz]ed|abgeschlossen|termine|completad[oa]|completato|afgerond|voltooid)"
)
# Of customers, of whom one may be none, and of notes.
_DUMMIES = re.compile(
    r"^(?:customer|client|kunden?|klant|cliente|clientes|kund|buyer)(?:name|nom|nombre|nome|naam)?$|^nomduclient$"
    r"|^(?:note|comment|remark|bemerkung|kommentar|notiz|anmerkung|remarque|commentaire|nota|comentario|observaci"
    r"|osservazion|opmerking)"
)


def titles(placed: Placed) -> tuple[int, ...]:
    """Names of products in which codes may be."""
    ranks = RANKS["product_sku"]
    places = [(ranks.of(one), place) for place, one in enumerate(placed.columns.head.keys)]
    of_titles = {one.name for one in placed.form.fields if one.kind == TITLE}
    taken = {place for name, place in placed.positions.items() if name not in of_titles}
    return tuple(place for rank, place in places if rank is not None and rank >= ranks.loose and place not in taken)


def flags(placed: Placed) -> tuple[int, ...]:
    """Those that say of a line, each for itself, whether it was cancelled."""
    return tuple(place for place in placed.all_of(FLAGS) if placed.columns.evidence[place].says_yes_or_no())


def of_ends(placed: Placed) -> tuple[int, ...]:
    """Those that say of a sale whether it was brought to its end: "Completed", yes or no."""
    taken, keys = set(placed.positions.values()), enumerate(placed.columns.head.keys)
    named = (place for place, one in keys if place not in taken and _ENDED.fullmatch(one))
    return tuple(place for place in named if placed.form.is_sales and placed.columns.evidence[place].marks(False))


def of_states(placed: Placed) -> tuple[int, ...]:
    """Those of the states of an order and of its lines, and others that say of some that they were cancelled."""
    known = placed.all_of("status")
    taken = {*placed.positions.values(), *known}
    return (*known, *(by_content.all_of_states(placed.columns, taken) if known else ()))


def of_returns(placed: Placed) -> tuple[int, ...]:
    """The columns of units that came back: what was returned, what was refunded."""
    columns, known = placed.columns, placed.all_of("returned")
    others = (one for one in known[1:] if not columns.is_money(one, is_loose=True))
    numbers = (one for one in others if (seen := columns.evidence[one]).values and seen.numbers == seen.values)
    return (*known[:1], *numbers)


def are_returns(placed: Placed) -> bool:
    """Whether all of a file came back: a line above its headings says so, or what its days are called."""
    day, width = placed.form.day, len(placed.columns.head.headings)
    if not placed.form.is_sales or day is None:
        return False
    place = placed.positions.get(day.name, width)
    return placed.columns.head.of_returns or (place < width and is_return_day(placed.columns.head.keys[place]))


def are_refunds_apart(placed: Placed) -> bool:
    """Whether no line that is a sale by its kind is in the state of a refund."""
    if "movement" not in placed.positions:
        return True
    place, states = placed.positions["movement"], placed.all_of("status")
    sold = (cells for cells in placed.columns.sample if not statuses.is_return(cells[place]))
    return not any(statuses.why_not_sold(cells[one]) == "refunded" for cells in sold for one in states)


def of_till_lines(placed: Placed) -> frozenset[int]:
    """Those of the states in which a till says what it did."""
    seen = {place: placed.columns.evidence[place].seen for place in placed.all_of("status")}
    return frozenset(place for place, values in seen.items() if line_kinds.are_till_lines(map(str, values)))


def of_variants(placed: Placed) -> tuple[int, ...]:
    """A name alone is that of all its variants; a code only where it stands beside several of them. Behind them the
    sizes that are columns.
    """
    sizes = (placed.positions[SIZE],) if SIZE in placed.positions else ()
    return (*_columns_of_variants(placed), *sizes)


def _columns_of_variants(placed: Placed) -> tuple[int, ...]:
    subject, places = placed.form.subject.name, placed.all_of(VARIANT)
    position = placed.positions[subject]
    if not places or placed.is_labelled() or position >= len(placed.columns.evidence):
        placed.positions.pop(VARIANT, None)
        return ()
    is_of_names = not placed.assignment.is_sure(subject)
    if is_of_names or variants.differ(placed.columns.sample, position, places):
        return places
    del placed.positions[VARIANT]
    return ()


def carried_down(placed: Placed) -> tuple[int, ...]:
    """In a listing that is no list of orders: these have lines of their own, and lines that are not paid."""
    form, width = placed.form, len(placed.columns.head.headings)
    code = placed.positions[form.subject.name]
    if not form.is_sales or form.day is None or "order" in placed.positions or code >= width:
        return ()
    sample, date = placed.columns.sample, placed.positions[form.day.name]
    if date >= width:
        return ()
    once = (date,) if carried.is_day(sample, date, code) else (code,) if carried.is_code(sample, code, date) else ()
    store = placed.positions.get(STORE, width)
    return (*once, store) if store < width and carried.is_store(sample, store, code, once) else once


def that_sell_nothing(placed: Placed) -> frozenset[str]:
    """What the column of movements says of lines that are no sales."""
    if "movement" not in placed.positions:
        return frozenset()
    place = placed.positions["movement"]
    said = map(str, placed.columns.evidence[place].seen)
    return line_kinds.that_sell_nothing(placed.columns.head.keys[place], said)


def of_reasons(placed: Placed) -> tuple[int, ...]:
    """The columns of why goods left, where they say of some that nobody bought them."""
    ranks, taken = RANKS["reason"], {place for name, place in placed.positions.items() if name != "movement"}
    keys = enumerate(placed.columns.head.keys)
    named = (place for place, one in keys if ranks.named(one) is not None and place not in taken)
    seen = {place: placed.columns.evidence[place].seen for place in named if placed.form.is_sales}
    return tuple(place for place, values in seen.items() if any(map(write_offs.is_reason, map(str, values))))


def of_dummies(placed: Placed) -> tuple[int, ...]:
    """The columns of customers and notes of which some are called as what nobody bought, "WASTE", or a test."""
    taken = set(placed.positions.values())
    named = (place for place, one in enumerate(placed.columns.head.keys) if place not in taken and _DUMMIES.search(one))
    seen = {place: placed.columns.evidence[place].seen for place in named if placed.form.is_sales}
    return tuple(place for place, values in seen.items() if any(map(write_offs.is_dummy, map(str, values))))


def superseded(placed: Placed) -> frozenset[str]:
    """The kinds of documents whose goods others tell of as well."""
    if "movement" not in placed.positions or not placed.form.is_sales:
        return frozenset()
    place = placed.positions["movement"]
    code, units = (placed.positions[name] for name in (placed.form.subject.name, "quantity"))
    if max(code, units) >= len(placed.columns.head.headings):
        return frozenset()
    lines = [(str(cells[place]), cells[code], cells[units]) for cells in placed.columns.sample]
    return documents.superseded(map(str, placed.columns.evidence[place].seen), lines)


def unknown_kinds(placed: Placed, left_out: Collection[str]) -> tuple[str, ...]:
    """What the sender should know of lines whose kind nobody here knows, but for those that do not count anyway."""
    if "movement" not in placed.positions or not placed.form.is_sales:
        return ()
    place, of_none = placed.positions["movement"], {kind.strip() for kind in left_out}
    every = line_kinds.unknown(map(str, placed.columns.evidence[place].seen))
    are_reasons = place in of_reasons(placed)
    kinds = [kind for kind in every if kind not in of_none and not (are_reasons and write_offs.is_reason(kind))]
    if not kinds:
        return ()
    return (
        _(
            "What kind of lines {kinds} are in '{name}' is not known here; they count as sales. Leave out those that"
            " are none.",
            kinds=", ".join(kinds),
            name=placed.columns.head.headings[place],
        ),
    )


def is_turned(placed: Placed) -> bool:
    """Whether most of what is sold is below zero, as in a ledger of stock or of a till that books what leaves it."""
    units = placed.positions.get("quantity", len(placed.columns.head.headings))
    if not placed.form.is_sales or units >= len(placed.columns.head.headings):
        return False
    if "movement" not in placed.positions:
        return _are_below(placed, placed.columns.sample)
    place = placed.positions["movement"]
    moves = [(str(cells[place]), cells[units]) for cells in placed.columns.sample if str(cells[units]).strip()]
    if not line_kinds.is_ledger(map(str, placed.columns.evidence[place].seen)):
        sold = [cells for cells in placed.columns.sample if not statuses.is_return(cells[place])]
        return _are_opposed(moves) or _are_below(placed, sold)
    left_out = that_sell_nothing(placed)
    sold_moves = [(move, units) for move, units in moves if move not in left_out and not statuses.is_return(move)]
    below = [number_forms.is_negative(units) for _move, units in sold_moves]
    return bool(below) and 2 * sum(below) >= len(below)


def _are_below(placed: Placed, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether by far most products are below zero on their days, and nothing calls that returns: few come back."""
    form, width = placed.form, len(placed.columns.head.headings)
    units, code = placed.positions["quantity"], placed.positions[form.subject.name]
    day = placed.positions.get(form.day.name, width) if form.day else width
    named = (placed.columns.head.headings[units], PurePath(placed.overrules.file_name).stem)
    if any(map(statuses.is_return, named)):
        return False
    met = defaultdict[bool, set[tuple[Cell, ...]]](set)
    for cells in rows:
        if number_forms.is_some(cells[units]):
            met[number_forms.is_negative(cells[units])].add(tuple(cells[one] for one in (code, day) if one < width))
    return len(met[True]) >= _FEWEST_BELOW and len(met[True]) > 2 * len(met[False])


def _are_opposed(moves: Sequence[tuple[str, Cell]]) -> bool:
    """Whether all invoices take off, and all credits bring back."""
    below = {statuses.is_return(move): set[bool]() for move, _ in moves}
    for move, units in moves:
        below[statuses.is_return(move)].add(number_forms.is_negative(units))
    return below == {False: {True}, True: {False}}


def that_take_back(placed: Placed) -> frozenset[str]:
    """What a column of movements calls returns, where it has a letter for each kind of line."""
    if "movement" not in placed.positions:
        return frozenset()
    return line_kinds.letters_of_returns(map(str, placed.columns.evidence[placed.positions["movement"]].seen))


def of_lines(placed: Placed, name: str) -> int | None:
    """The column of this name, of sales."""
    place = placed.position_of(name) if placed.form.is_sales else None
    return None if place in placed.positions.values() else place


def that_numbers_lines(placed: Placed) -> int | None:
    """The column of the numbers of lines: of all of them, or of those of each order."""
    number = of_lines(placed, "line_number")
    return of_lines(placed, "line_position") if number is None and "order" in placed.positions else number


def units(placed: Placed) -> frozenset[str]:
    """Of each dimension the unit that most quantities are in; dozens are so many pieces."""
    found = sum((placed.seen(one.name).units for one in placed.numbers()), Counter[str]())
    found["pieces"] += found.pop("dozens", 0)
    chosen = (max(each, key=lambda unit: found[unit]) for each in DIMENSIONS)
    return frozenset(unit for unit in chosen if found[unit])


def that_name_charges(placed: Placed) -> tuple[int, ...]:
    """The columns of the code and of the name, where lines of charges stand among goods: a shop may sell vouchers only.

    None where the sender says that there is no column of movements: then every line is of goods.
    """
    code, said = placed.positions[placed.form.subject.name], dict(placed.overrules.mapping)
    if not placed.form.is_sales or code >= len(placed.columns.head.headings) or said.get("movement") == "":
        return ()
    names = (placed.positions[name] for name in ("name",) if name in placed.positions)
    name = next((place for place in (*names, *titles(placed)) if place != code), None)
    places = (code,) if name is None else (code, name)
    lines = ([str(cells[place]) for place in places] for cells in placed.columns.sample)
    return places if any(line[0].strip() and not charges.is_charge(*line) for line in lines) else ()
