"""Listings that name a day, or a product, once: in the first of its rows, and leave it empty in the others."""

from collections.abc import Sequence
from itertools import pairwise

from services.files.lines import total_words
from services.files.records import Cell, is_filled
from services.files.values import day_forms, number_forms

# Of the rows, and how many of them; fewer are gaps.
LEAST_EMPTY, FEWEST_EMPTY = 0.2, 2


def is_day(rows: Sequence[Sequence[Cell]], place: int, code: int) -> bool:
    """Whether an empty cell of the column of days stands for the day above it."""
    own = [cells for cells in rows if is_filled(cells[code]) and not total_words.is_total(cells[code])]
    days = [_day(cells[place]) for cells in own if is_filled(cells[place])]
    return _is_named_once(own, place) and all(day is not None and day.at is None for day in days)


def is_code(rows: Sequence[Sequence[Cell]], place: int, date: int) -> bool:
    """Whether an empty cell of the column of products stands for the product above it: nothing else names another, and
    each of its rows is of another day.
    """
    own = [cells for cells in rows if any(map(is_filled, cells)) and not total_words.begins_as_total(cells[place])]
    others = [cells for cells in own if not is_filled(cells[place])]
    again = [one for one, other in pairwise(own) if not is_filled(other[place]) and one[date] == other[date]]
    figures = all(_is_figure(cell) for cells in others for cell in cells if is_filled(cell))
    return _is_named_once(own, place) and (_are_titles(own, place, date) or (figures and not again))


def is_store(rows: Sequence[Sequence[Cell]], place: int, code: int, others: Sequence[int]) -> bool:
    """Whether an empty cell of the column of stores stands for the store above it.

    others -- the columns of which that is known: what names one of these names its store
    """
    own = [cells for cells in rows if is_filled(cells[code]) and not total_words.begins_as_total(cells[place])]
    if any(is_filled(cells[other]) and not is_filled(cells[place]) for cells in own for other in others):
        return False
    return _is_named_once(own, place, may_repeat=bool(others))


def _are_titles(rows: Sequence[Sequence[Cell]], place: int, date: int) -> bool:
    """Whether what is named stands in lines of its own, and all others have a day."""
    titles = [cells for cells in rows if is_filled(cells[place])]
    others = [cells for cells in rows if not is_filled(cells[place])]
    return all(sum(map(is_filled, cells)) == 1 for cells in titles) and all(is_filled(cells[date]) for cells in others)


def said_once(rows: Sequence[Sequence[Cell]], places: Sequence[int]) -> list[int]:
    """Of these columns, that of the number of an order first, those whose cells only the first line of an order fills;
    none where a number is repeated, or nothing else is left empty with it: then an empty one is missing.
    """
    if not places or not rows:
        return []
    found = [place for place in places if place < min(map(len, rows))]
    if places[0] not in found:
        return []
    named = [cells[places[0]] for cells in rows if is_filled(cells[places[0]])]
    others = [cells for cells in rows if not is_filled(cells[places[0]])]
    once = len(set(named)) == len(named) < len(rows)
    found = [place for place in found if not any(is_filled(cells[place]) for cells in others)]
    return found if once and len(found) > 1 else []


def _is_named_once(rows: Sequence[Sequence[Cell]], place: int, may_repeat: bool = False) -> bool:
    named = [cells[place] for cells in rows if is_filled(cells[place])]
    empty = [cells for cells in rows if not is_filled(cells[place])]
    if not rows or not is_filled(rows[0][place]) or len(empty) < max(FEWEST_EMPTY, LEAST_EMPTY * len(rows)):
        return False
    return (may_repeat or all(one != other for one, other in pairwise(named))) and not any(
        is_filled(cell) for cells in empty for cell in cells[:place]
    )


def _is_figure(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    return number_forms.taken_apart(cell) is not None or day_forms.taken_apart(cell) is not None


def _day(cell: Cell) -> day_forms.Written | None:
    return day_forms.taken_apart(f"{cell:.0f}" if isinstance(cell, float) else cell)
