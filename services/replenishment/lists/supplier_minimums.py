"""Orders that their supplier accepts: what is below the supplier's minimum is filled up with what is needed next, or
waits where that costs less."""

import heapq
import math
from collections.abc import Mapping, Sequence
from functools import reduce

from app.models import Supplier
from services.replenishment.advice import lasting
from services.replenishment.lists.advice_lines import Line
from services.replenishment.supply import offers, whole_orders
from services.replenishment.supply.whole_orders import MONEY, UNITS, VOLUME, WEIGHT, Amounts
from utils import language
from utils.config import get_settings
from utils.language import _, ngettext

# Packs are added one by one, or so many at a time that there are no more steps than these.
MOST_STEPS = 5000
# A rest smaller than this is rounding.
LEAST = 1e-9


def amounts(lines: Sequence[Line]) -> dict[str, float]:
    """What an order of these lines comes to, by measure."""
    return {
        MONEY: sum(line.cost or 0.0 for line in lines),
        UNITS: sum(line.quantity for line in lines),
        WEIGHT: sum(line.quantity * (line.unit_weight or 0.0) for line in lines),
        VOLUME: sum(line.quantity * (line.unit_volume or 0.0) for line in lines),
    }


def short(lines: Sequence[Line], supplier: Supplier) -> dict[str, float]:
    """What an order of these lines lacks, by measure; empty where it is large enough or nobody orders."""
    if not any(line.quantity for line in lines):
        return {}
    return lacking(amounts(lines), supplier)


def lacking(there: Amounts, supplier: Supplier) -> dict[str, float]:
    """What an order of so much lacks, by measure."""
    missing = {measure: amount - there[measure] for measure, amount in whole_orders.least(supplier).items()}
    return {measure: amount for measure, amount in missing.items() if amount > LEAST}


def filled_up(ordered: Sequence[Line], spare: Sequence[Line], supplier: Supplier) -> list[Line]:
    """The order to one supplier, raised to its minimum pack by pack, each for the product that runs out first with it;
    or, where keeping these costs more than is lost until the next order, nothing yet.

    ordered -- lines to order; spare -- other lines of the supplier that may be ordered early
    """
    missing = short(ordered, supplier)
    if not missing:
        return list(ordered)
    lines = [line for line in (*ordered, *spare) if line.needed > 0 and any(_of_one(line, one) for one in missing)]
    extra = _packs(lines, missing)
    if extra is None:
        return flagged(ordered, supplier)
    kept, lost = _keeping(lines, extra), sum(line.money_at_risk for line in ordered)
    if kept is not None and kept > lost:
        remark = _(
            "{below} Filling up to it costs {kept}, waiting {lost}: wait.",
            below=below(ordered, supplier),
            kept=language.money(kept, get_settings().currency),
            lost=language.money(lost, get_settings().currency),
        )
        return [line.waiting(remark) for line in ordered]
    untouched = [line for line in ordered if line.product_id not in extra]
    return untouched + [_raised(line, extra[line.product_id], supplier) for line in lines if line.product_id in extra]


def flagged(lines: Sequence[Line], supplier: Supplier) -> list[Line]:
    """The lines, with the remark that their order stays below the minimum, where it does."""
    remark = below(lines, supplier)
    return [line.changed(line.quantity, 1.0, remark) for line in lines] if remark else list(lines)


def below(lines: Sequence[Line], supplier: Supplier) -> str | None:
    """By how much an order of these lines stays below the supplier's minimum, in a sentence; None: it does not."""
    missing = short(lines, supplier)
    return (
        _("The order to {name} is {in_words} below its minimum.", name=supplier.name, in_words=_in_words(missing))
        if missing
        else None
    )


def _in_words(amounts: Amounts) -> str:
    return reduce(
        lambda one, other: _("{one} and {other}", one=one, other=other), (_amount(*own) for own in amounts.items())
    )


def _amount(measure: str, amount: float) -> str:
    if measure == MONEY:
        return language.money(amount, get_settings().currency)
    if measure == UNITS:
        return ngettext("{count} unit", "{count} units", amount)
    rounded = float(f"{amount:.4g}")
    return _("{weight} kg", weight=rounded) if measure == WEIGHT else _("{volume} litres", volume=rounded)


def _of(line: Line, quantity: int, measure: str) -> float:
    """How much so many are of a measure: a price break may make more of them cost less."""
    return line.cost_of(quantity) or 0.0 if measure == MONEY else quantity * _of_one(line, measure)


def _of_one(line: Line, measure: str) -> float:
    """How much one unit is of a measure."""
    each = {MONEY: line.unit_cost, UNITS: 1.0, WEIGHT: line.unit_weight, VOLUME: line.unit_volume}
    return each[measure] or 0.0


def _packs(lines: Sequence[Line], missing: Amounts) -> dict[int, int] | None:
    """Units to add by product, or None if the minimum is out of reach."""
    left, at_once = dict(missing), _packs_at_once(lines, missing)
    waiting = [(_cover(line, _next_units(line, 0, at_once)), position) for position, line in enumerate(lines)]
    heapq.heapify(waiting)
    extra: dict[int, int] = {}
    for _step in range(2 * MOST_STEPS):
        if not waiting or not _is_lacking(left):
            break
        _days, position = heapq.heappop(waiting)
        line = lines[position]
        there = line.quantity + extra.get(line.product_id, 0)
        more = _to_a_break(line, there, left) or _next_units(line, there - line.quantity, at_once)
        if there + more > line.most:
            continue
        extra[line.product_id] = added = there - line.quantity + more
        left = {name: amount - _of(line, there + more, name) + _of(line, there, name) for name, amount in left.items()}
        heapq.heappush(waiting, (_cover(line, added + _next_units(line, added, at_once)), position))
    return None if _is_lacking(left) else extra


def _is_lacking(left: Amounts) -> bool:
    return any(amount > LEAST for amount in left.values())


def _keeping(lines: Sequence[Line], extra: Mapping[int, int]) -> float | None:
    """What it costs to have these units by this order already, and not by the next one; None: unknown.

    However long they last then, they last as long if they come later. Of the days on which the shelf would be empty
    until they do, half count: by so much all that follows comes later as well (least cost a day, as in
    `lots.cycles`), so that an empty shelf waits only for what costs more to keep than it ever earns.
    """
    total = 0.0
    for line in lines:
        units = extra.get(line.product_id, 0)
        if units:
            keep, days = _keep_daily(line, line.quantity + units), _days_early(line)
            if keep is None or days is None:
                return None
            total += units * keep * days
    return total


def _keep_daily(line: Line, units: int) -> float | None:
    """What it costs to keep one of so many for a day."""
    if line.holding_cost is not None:
        return float(line.holding_cost) / 365
    each = offers.price(line.unit_cost, line.breaks, units)
    return each * get_settings().holding_cost_share / 365 if each else None


def _days_early(line: Line) -> float | None:
    if not line.daily or line.arrives_on is None or line.next_arrival_on is None:
        return None
    days = (line.next_arrival_on - line.arrives_on).days
    return days - min(line.short / line.daily, days) / 2


def _cover(line: Line, extra: int) -> float:
    """For how many times its need the product would be stocked."""
    return ((line.on_hand or 0.0) + line.arriving + line.quantity + extra) / line.needed


def _packs_at_once(lines: Sequence[Line], missing: Amounts) -> int:
    """One; more where even the largest packs would take too many steps."""
    largest = {name: max((_of_one(line, name) * line.pack_size for line in lines), default=0.0) for name in missing}
    return (
        max(math.ceil(missing[name] / size / MOST_STEPS) for name, size in largest.items())
        if all(largest.values())
        else 1
    )


def _next_units(line: Line, extra: int, at_once: int) -> int:
    if line.quantity or extra:
        return line.pack_size * at_once
    return -(-max(1, line.min_order) // line.pack_size) * line.pack_size


def _to_a_break(line: Line, there: int, left: Amounts) -> int:
    """Units that make all of a line cost less by a price break, if nothing that is lacking is exceeded by them, and
    they save more than it costs to keep them until they are sold; 0: there are none."""
    now, daily = line.cost_of(there), line.daily
    if not line.price_breaks or not daily or now is None:
        return 0
    best, gained = 0, 0.0
    for least, _cost in line.breaks:
        more = -(-math.ceil(least) // line.pack_size) * line.pack_size - there
        if more <= 0 or there + more > line.most or _exceeds(line, there, more, left):
            continue
        each, keep = offers.price(line.unit_cost, line.breaks, there) or 0.0, _keep_daily(line, there + more) or 0.0
        gain = now + more * each - (line.cost_of(there + more) or 0.0) - more * keep * more / daily / 2
        if gain > gained:
            best, gained = more, gain
    return best


def _exceeds(line: Line, there: int, more: int, left: Amounts) -> bool:
    """Whether so many more of a line are more than is lacking, of every measure."""
    added = {name: _of(line, there + more, name) - _of(line, there, name) for name in left}
    return all(added[name] > amount for name, amount in left.items())


def _raised(line: Line, extra: int, supplier: Supplier) -> Line:
    minimum = _in_words(whole_orders.least(supplier))
    remark = ngettext(
        "{count} is added so that the order to {name} reaches its minimum of {minimum}.",
        "{count} are added so that the order to {name} reaches its minimum of {minimum}.",
        extra,
        name=supplier.name,
        minimum=minimum,
    )
    ordered = line.quantity + extra
    lasts = _lasts(line, ordered)
    return line.changed(ordered, 1.0, f"{remark[:-1]} ({lasts})." if lasts else remark)


def _lasts(line: Line, ordered: int) -> str:
    if not line.daily or line.next_arrival_on is None:
        return ""
    return lasting.words((line.free + ordered) / line.daily, (line.next_arrival_on - line.as_of).days)
