"""Which of the columns that may be codes of products holds those of the shop."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from services.files.columns import by_content
from services.files.columns.columns import Columns
from services.files.fields import Form

# What a list of products calls the code that its shop gave.
_OWN_CODES = frozenset(("reference", "ref", "referencia", "riferimento", "referentie", "referenz", "code", "codigo"))
# What orders and payments have as well.
_REFERENCES = _OWN_CODES - {"code", "codigo"}
# The share of its values that looks like codes, of a column of these.
_FEW = 0.3


@dataclass(frozen=True)
class Choice:
    """position -- of the column; is_of_names -- whether it has names, which serve as codes"""

    position: int
    is_of_names: bool = False


def best(
    columns: Columns, form: Form, sure: Sequence[int], fitting: Sequence[int], taken: Collection[int]
) -> Choice | None:
    """A filled column that is called a code; else, of names that titles have too, the one that looks like codes."""
    if sure := _shops_own(columns, form, sure):
        fullest = max(columns.evidence[position].cells for position in sure)
        filled = [position for position in sure if 2 * columns.evidence[position].cells >= fullest]
        return Choice(_own_number(columns, form, _of_products(columns, form, filled, fitting), taken))
    if not fitting:
        return None
    likeness = {place: columns.evidence[place].share(columns.evidence[place].codes) for place in fitting}
    chosen = next(place for place in fitting if likeness[place] >= max(likeness.values()) - 0.1)
    if max(likeness.values()) >= _FEW:
        return Choice(chosen)
    beside = by_content.code_beside(columns, chosen, set(taken), form.day is None)
    return Choice(chosen, is_of_names=True) if beside is None else Choice(beside)


def _of_products(columns: Columns, form: Form, codes: Sequence[int], fitting: Sequence[int]) -> int:
    """The first of codes; of a reference, which an order has as well, only if it is that of a product: one for each
    barcode beside it, and none where products are told by their labels, "[CODE] Name".
    """
    keys, evidence = columns.head.keys, columns.evidence
    if keys[codes[0]] not in _REFERENCES or not form.is_sales:
        return codes[0]
    labelled = [place for place in fitting if evidence[place].share(evidence[place].labels) > 0.5]
    barcodes = [place for place in codes if keys[place] in by_content.BARCODES]
    if barcodes and not by_content.are_one_to_one(columns, codes[0], barcodes[0]):
        return barcodes[0]
    return labelled[0] if labelled else codes[0]


def _own_number(columns: Columns, form: Form, code: int, taken: Collection[int]) -> int:
    """Of a file that has but barcodes, and numbers of the shop beside them, these numbers."""
    if columns.head.keys[code] not in by_content.BARCODES:
        return code
    own = by_content.code_of_barcodes(columns, code, set(taken), form.day is None)
    return code if own is None else own


def _shops_own(columns: Columns, form: Form, positions: Sequence[int]) -> Sequence[int]:
    """Of codes those before barcodes; in a list of products also before the number that a database gave each."""
    keys = columns.head.keys
    positions = sorted(positions, key=lambda position: keys[position] in by_content.BARCODES)
    if form.day is not None or not any(keys[position] in _OWN_CODES for position in positions):
        return positions
    return sorted(positions, key=lambda position: keys[position].startswith("id") or keys[position].endswith("id"))
