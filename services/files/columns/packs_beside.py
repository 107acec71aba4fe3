"""Columns of packs beside the units sold: how many units one holds, and how many whole ones were sold as well."""

from collections.abc import Iterable, Mapping

from services.files.columns.columns import Columns
from services.files.records import Cell
from services.files.values import number_forms, packs

IN_A_PACK, WHOLE_PACKS = "pack_size", "whole_packs"


def found(columns: Columns, positions: Mapping[str, int], named: Iterable[int]) -> dict[str, int]:
    """The places of both; none where no column counts packs.

    positions -- the columns of what is known already; named -- those that are called as what a pack holds
    """
    headings, units = columns.head.headings, positions.get("quantity", positions.get("on_hand", -1))
    held = next(iter(named), None)
    if held is None or not 0 <= units < len(headings):
        return {}
    if "unit" in positions or packs.are_named(headings[units]):
        return {IN_A_PACK: held}
    taken = {*positions.values(), held}
    whole = [place for place in packs.headings_of(headings) - taken if _counts(columns, place)]
    if len(whole) != 1 or _are_within(columns, units, whole[0], held):
        return {}
    return {IN_A_PACK: held, WHOLE_PACKS: whole[0]}


def _counts(columns: Columns, place: int) -> bool:
    seen = columns.evidence[place]
    return seen.share(seen.numbers) >= 0.5 and packs.are_named(columns.head.headings[place])


def _are_within(columns: Columns, units: int, whole: int, held: int) -> bool:
    """Whether the units are those of the packs and all others together: they are never fewer than the packs hold."""
    rows = [tuple(_number(cells[place]) for place in (units, whole, held)) for cells in columns.sample]
    return all(sold >= count * size for sold, count, size in rows)


def _number(cell: Cell) -> float:
    written = number_forms.taken_apart(cell.strip()) if isinstance(cell, str) else None
    if written is not None:
        return number_forms.value_of(written, number_forms.POINT)
    return cell if isinstance(cell, float) else 0.0
