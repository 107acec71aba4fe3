"""Amounts of money beside units that stand above zero for goods that came back as well: their sign tells them apart."""

from collections import defaultdict
from collections.abc import Sequence

from services.files.columns.evidence import decimal_of
from services.files.columns.placed import Placed
from services.files.headings import amount_headings
from services.files.records import Cell
from services.files.values import number_forms

# Of what is sold nearly all brings money in; of a few lines half.
_LEAST, _LEAST_OF_FEW, _FEW = 0.7, 0.5, 10
_CLOSE = 0.02

Line = tuple[Cell, float, float]


def found(placed: Placed) -> tuple[int, ...]:
    """The columns of them: by their headings, or because they are so much a piece of each product, sold or returned.

    None where units are below zero themselves: then these say what came back.
    """
    width, code = len(placed.columns.head.headings), placed.positions[placed.form.subject.name]
    units = placed.positions.get("quantity", width)
    if not placed.form.is_sales or max(units, code) >= width or _any_below(placed, units):
        return ()
    others = (place for place in range(width) if place not in (units, code) and _is_of_numbers(placed, place))
    is_few = len(placed.columns.sample) <= _FEW and not _brings_money_elsewhere(placed)
    return tuple(
        place
        for place in others
        if _tells(
            _lines(placed, code, units, place),
            placed.columns.head.keys[place] in amount_headings.KEYS or place == placed.positions.get("price"),
            is_few,
        )
    )


def are_below(cells: Sequence[Cell], places: Sequence[int]) -> bool:
    """Whether all amounts of a line are below zero, and one is."""
    some = [cells[place] for place in places if number_forms.is_some(cells[place])]
    return bool(some) and all(map(number_forms.is_negative, some))


def _any_below(placed: Placed, units: int) -> bool:
    return any(number_forms.is_negative(cell) and number_forms.is_some(cell) for cell in placed.evidence[units].seen)


def _brings_money_elsewhere(placed: Placed) -> bool:
    """Whether an amount is never below zero: another may be less its fees."""
    keys = enumerate(placed.columns.head.keys)
    seen = [placed.columns.evidence[place] for place, one in keys if one in amount_headings.KEYS]
    return any(one.values and not any(map(number_forms.is_negative, one.seen)) for one in seen)


def _is_of_numbers(placed: Placed, place: int) -> bool:
    seen = placed.columns.evidence[place]
    return bool(seen.values) and seen.share(seen.numbers) > 0.9 and any(map(number_forms.is_negative, seen.seen))


def _lines(placed: Placed, code: int, units: int, place: int) -> list[Line]:
    """Of each line its product, its units and its amount."""
    seen = placed.columns.evidence
    of_units, of_money = (decimal_of(seen[one], seen) for one in (units, place))
    read = [
        (cells[code], _value(cells[units], of_units), _value(cells[place], of_money)) for cells in placed.columns.sample
    ]
    return [line for line in read if line[1] > 0 and line[2]]


def _tells(lines: Sequence[Line], is_known: bool, is_few: bool) -> bool:
    above = [line for line in lines if line[2] > 0]
    least = _LEAST_OF_FEW if is_known and is_few else _LEAST
    if not above or len(above) < least * len(lines):
        return False
    return is_known or _are_of_one_price(above, [line for line in lines if line[2] < 0])


def _are_of_one_price(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether most of what came back brought as much as it cost."""
    prices = defaultdict[Cell, list[float]](list)
    for product, count, amount in above:
        prices[product].append(amount / count)
    same = [
        any(abs(one + amount / count) <= _CLOSE * one for one in prices[product]) for product, count, amount in below
    ]
    return bool(same) and 2 * sum(same) > len(same)


def _value(cell: Cell, sign: str) -> float:
    if isinstance(cell, float):
        return cell
    written = number_forms.taken_apart(cell) if isinstance(cell, str) else None
    return number_forms.value_of(written, sign or number_forms.POINT) if written else 0.0
