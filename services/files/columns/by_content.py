"""Columns that no heading names, found by what stands in them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from services.files.columns.columns import Columns
from services.files.columns.title_columns import pairs
from services.files.headings.heading_keys import key
from services.files.headings.headings import EXPIRES
from services.files.lines import documents, line_kinds, statuses, total_words
from services.files.records import Cell
from services.files.values import number_forms

# Kinds of lines are few.
_MOST_KINDS = 40
_MOST_DAYS = 0.9
# Of an order, not of its money.
_STATES = ("cancelled", "voided")
_OF_PAYMENTS = re.compile(r"pay|tender|zahl|paie|pago|paga|betaal|betal|platb|plat[en]|reason|grund|motif|motivo")
_OF_TYPES = re.compile(r"(?:item|line|position|product|artikel).*(?:type|kind|class|typ|art|tipo|soort)$|linetype")
# Headings of a number that leave open of what it is.
_NUMBERS = frozenset(
    map(key, ("nummer", "art", "number", "numero", "num", "no", "nr", "n", "id", "code", "codigo", "cod", "kod", "ref"))
)
# An "id" beside a barcode is as often what a database counts rows by.
_OWN_NUMBERS = _NUMBERS - {"id"}
BARCODES = frozenset(
    map(
        key,
        (
            "ean",
            "ean13",
            "ean code",
            "gtin",
            "upc",
            "barcode",
            "bar code",
            "strichcode",
            "code-barres",
            "code barre",
            "code ean",
            "codigo de barras",
            "codice a barre",
            "streepjescode",
            "streckkod",
            "stregkode",
            "strekkode",
        ),
    )
)


def of_days(columns: Columns, taken: Collection[int], *, is_of_all: bool) -> int | None:
    """The one column that holds days, whatever it is called.

    is_of_all -- it has to be one day for all rows, as when a list was made: else it may be when each was last sold
    """
    found = [
        position
        for position in _others(columns, taken)
        if (seen := columns.evidence[position]).values
        and not EXPIRES.search(columns.head.keys[position])
        and seen.days > _MOST_DAYS * (seen.values - sum(map(total_words.is_total, seen.seen)))
        and seen.share(seen.numbers) < 0.5
        and (not is_of_all or len({row[position] for row in columns.sample}) == 1)
    ]
    return found[0] if len(found) == 1 else None


def labels_of_rows(columns: Columns) -> int | None:
    """The first column of a pivot table: it has no heading, and names what each row is of."""
    head, seen = columns.head, columns.evidence
    if not head.has_days or not head.headings or head.headings[0]:
        return None
    return 0 if seen[0].cells and seen[0].share(seen[0].days) < 0.5 else None


def of_movements(columns: Columns, taken: Collection[int]) -> int | None:
    """The one column that says of some lines that they are sales, and of others that they are purchases or the like; or
    of some that they are invoices, and of others that they are credit notes; or what visitors of a web shop did; or,
    called a kind of lines, of some that they are charges. A way to pay may be a credit note as well.
    """
    keys = columns.head.keys
    no_kinds = {*taken, *(place for place, one in enumerate(keys) if _OF_PAYMENTS.search(one))}
    no_lines = {*taken, *(place for place, one in enumerate(keys) if not _OF_TYPES.search(one))}
    # Numbers of cashiers and tills are none of movements, nor are amounts.
    of_numbers = {place for place, one in enumerate(columns.evidence) if all(map(_is_number, one.seen))}
    looks = (
        (line_kinds.is_ledger, {*taken, *of_numbers}),
        (line_kinds.are_invoices_and_credits, taken),
        (line_kinds.are_visits, taken),
        (documents.are_documents, no_kinds),
        (line_kinds.are_goods_and_charges, no_lines),
    )
    found = (_of_kinds(columns, others, is_one) for is_one, others in looks)
    return next((place for place in found if place is not None), None)


def of_states(columns: Columns, taken: Collection[int]) -> int | None:
    """The first column that says of some lines that they were cancelled."""
    return next(iter(all_of_states(columns, taken)), None)


def all_of_states(columns: Columns, taken: Collection[int]) -> list[int]:
    """The columns that say it, of the order, of the line, of what the customer asked for: each for itself."""
    return _all_of_kinds(columns, taken, lambda kinds: any(map(_is_cancelled, kinds)))


FINDING = {"movement": of_movements, "status": of_states}


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or not cell.strip() or number_forms.taken_apart(cell.strip()) is not None


def _is_cancelled(kind: str) -> bool:
    """A line that takes another back, such as "Storno", is no state of that."""
    return statuses.why_not_sold(kind) in _STATES and not statuses.is_return(kind)


def _of_kinds(columns: Columns, taken: Collection[int], is_one: Callable[[Iterable[str]], bool]) -> int | None:
    """The one column of a few words for which this holds."""
    found = _all_of_kinds(columns, taken, is_one)
    return found[0] if len(found) == 1 else None


def _all_of_kinds(columns: Columns, taken: Collection[int], is_one: Callable[[Iterable[str]], bool]) -> list[int]:
    return [
        place
        for place in _others(columns, taken)
        if 1 < len(seen := columns.evidence[place].seen) <= _MOST_KINDS and is_one(map(str, seen))
    ]


def without_digits(columns: Columns) -> set[int]:
    """The columns that hold no number at all: "Delivery days" may be days of the week."""
    filled = ((position, seen) for position, seen in enumerate(columns.evidence) if seen.cells)
    return {place for place, seen in filled if not any(map(str.isdigit, "".join(map(str, seen.seen))))}


def code_of_barcodes(columns: Columns, barcodes: int, taken: Collection[int], is_list: bool) -> int | None:
    """A column called "Number" in a file whose only other codes are barcodes: the shop's own, one for each of them."""
    numbers = (place for place in _others(columns, taken) if columns.head.keys[place] in _OWN_NUMBERS)
    return next((place for place in numbers if _names(columns, place, barcodes, is_list)), None)


def code_beside(columns: Columns, title: int, taken: Collection[int], is_list: bool) -> int | None:
    """A column called "Number" beside that of names: it has one number for each of them, and comes again with it.

    is_list -- of products, a row each: there it need not come again, but may not just count the rows
    """
    beside = (place for place in _others(columns, taken) if abs(place - title) == 1)
    looks = {place: (seen := columns.evidence[place]).share(seen.codes) for place in beside}
    numbers = (place for place, share in looks.items() if columns.head.keys[place] in _NUMBERS and share > 0.5)
    return next((place for place in numbers if _names(columns, place, title, is_list)), None)


def are_one_to_one(columns: Columns, one: int, other: int) -> bool:
    """Whether what stands in two columns names the same things."""
    both = set(pairs(columns.sample, one, other))
    return len({first for first, _ in both}) == len({last for _, last in both}) == len(both)


def _names(columns: Columns, number: int, other: int, is_list: bool) -> bool:
    return _is_of(columns, number, other) or (
        _is_each_once(columns, number) if is_list else _are_codes(columns, number, other)
    )


def _is_of(columns: Columns, code: int, title: int) -> bool:
    both = pairs(columns.sample, code, title)
    codes, names = {code for code, _ in both}, {name for _, name in both}
    return len(both) > len(set(both)) == len(codes) == len(names) > 1


def _are_codes(columns: Columns, code: int, title: int) -> bool:
    """Whether each name has a number of its own, with letters in some: no program counts so."""
    both = set(pairs(columns.sample, code, title))
    codes = {code for code, _ in both}
    is_lettered = any(any(map(str.isalpha, one)) and any(map(str.isdigit, one)) for one in codes)
    return is_lettered and len(both) == len(codes) == len({name for _, name in both})


def _is_each_once(columns: Columns, code: int) -> bool:
    """Whether each row has one of its own, and they are not 1, 2, 3."""
    cells = [str(row[code]).strip().removesuffix(".0") for row in columns.sample]
    counted = [str(number) for number in range(1, len(cells) + 1)]
    return all(cells) and len(set(cells)) == len(cells) and cells != counted


def _others(columns: Columns, taken: Collection[int]) -> Iterator[int]:
    return (place for place in range(len(columns.head.headings)) if place not in taken)
