"""Orders that their supplier accepts: what is below the supplier's minimum is filled up with what is needed next."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Supplier
from services.replenishment.advice_lines import Line

# An order that takes more packs than this to reach its minimum is better thought about.
MOST_PACKS = 5000


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What an order to a supplier lacks, in money and in units; both 0 where it is large enough or nobody orders."""

    value: float
    units: float

    @classmethod
    def of(cls, lines: Sequence[Line], supplier: Supplier) -> "Shortfall":
        units = sum(line.quantity for line in lines)
        value = sum(line.cost or 0.0 for line in lines)
        if not units:
            return cls(0.0, 0.0)
        return cls(max(0.0, float(supplier.min_order_value or 0) - value), max(0.0, supplier.min_order_units - units))

    def __bool__(self) -> bool:
        return self.value > 1e-9 or self.units > 0


def filled_up(ordered: Sequence[Line], spare: Sequence[Line], supplier: Supplier) -> list[Line]:
    """The order to one supplier, raised to its minimum pack by pack, each for the product that runs out first.

    ordered -- lines to order; spare -- other lines of the supplier that may be ordered early
    """
    short = Shortfall.of(ordered, supplier)
    if not short:
        return list(ordered)
    lines = [line for line in (*ordered, *spare) if line.needed > 0 and (line.unit_cost or not short.value)]
    extra = _packs(lines, short)
    if extra is None:
        return flagged(ordered, supplier)
    kept = [line for line in ordered if line.product_id not in extra]
    return kept + [_raised(line, extra[line.product_id], supplier) for line in lines if line.product_id in extra]


def flagged(lines: Sequence[Line], supplier: Supplier) -> list[Line]:
    """The lines, with the remark that their order stays below the minimum, where it does."""
    remark = below(lines, supplier)
    return [line.changed(line.quantity, 1.0, remark) for line in lines] if remark else list(lines)


def below(lines: Sequence[Line], supplier: Supplier) -> str | None:
    """By how much an order of these lines stays below the supplier's minimum, in a sentence; None: it does not."""
    short = Shortfall.of(lines, supplier)
    if not short:
        return None
    missing = f"{short.value:,.2f}" if short.value else f"{short.units:g} units"
    return f"The order to {supplier.name} is {missing} below its minimum."


def _packs(lines: Sequence[Line], short: Shortfall) -> dict[int, int] | None:
    """Units to add by product, or None if the minimum is out of reach."""
    value, units = short.value, short.units
    waiting = [(_cover(line, 0), position) for position, line in enumerate(lines)]
    heapq.heapify(waiting)
    extra: dict[int, int] = {}
    for _ in range(MOST_PACKS):
        if not waiting or (value <= 1e-9 and units <= 0):
            break
        _, position = heapq.heappop(waiting)
        line = lines[position]
        more = _next_units(line, extra.get(line.product_id, 0))
        extra[line.product_id] = extra.get(line.product_id, 0) + more
        value, units = value - more * (line.unit_cost or 0.0), units - more
        heapq.heappush(waiting, (_cover(line, extra[line.product_id]), position))
    return extra if value <= 1e-9 and units <= 0 else None


def _cover(line: Line, extra: int) -> float:
    """For how many times its need the product would be stocked."""
    return ((line.on_hand or 0.0) + line.arriving + line.quantity + extra) / line.needed


def _next_units(line: Line, extra: int) -> int:
    if line.quantity or extra:
        return line.pack_size
    return -(-max(1, line.min_order) // line.pack_size) * line.pack_size


def _raised(line: Line, extra: int, supplier: Supplier) -> Line:
    terms = [f"{float(supplier.min_order_value):,.2f}"] if supplier.min_order_value else []
    terms += [f"{supplier.min_order_units} units"] if supplier.min_order_units else []
    remark = f"{extra} are added so that the order to {supplier.name} reaches its minimum of {' and '.join(terms)}."
    return line.changed(line.quantity + extra, 1.0, remark)
