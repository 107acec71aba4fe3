"""Who delivers soon and for more, until whoever takes longer and asks less can: so the cheaper one need not be waited
for in front of an empty shelf, nor the dearer one be asked for ever."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from services.replenishment.advice.order_case import Case

# Where so many times as much is there as will be asked for until the slower one delivers, nothing is to be bridged.
PLENTY = 3.0
# For so long what a bridge leads to counts, and the smallest order there may last.
LATER_DAYS = 91


def with_bridges(cases: Sequence[Case]) -> list[Case]:
    """The cases, and one more for each offer that could bridge the time until a cheaper one delivers."""
    by_product = defaultdict[int, list[Case]](list)
    for case in cases:
        by_product[case.product_id].append(case)
    found = (_bridge(case, own) for own in by_product.values() if len(own) > 1 for case in own)
    return [*cases, *(bridge for bridge in found if bridge is not None)]


def followed_by(cases: Sequence[Case]) -> list[int]:
    """The position of the plan that goes on after each of these: its own, but for a bridge."""
    plain = {(case.product_id, case.offer.supplier): row for row, case in enumerate(cases) if not case.bridged_to}
    return [plain[case.product_id, case.bridged_to] if case.bridged_to else row for row, case in enumerate(cases)]


def _bridge(case: Case, offered: Sequence[Case]) -> Case | None:
    slower = [own for own in offered if _is_bridged_to(case, own)]
    if not slower:
        return None
    aim = min(slower, key=_lowest_price)
    until = aim.coming(1)
    # One that begins at the next review may lead to the same day: while a supplier is shut, say. A usual order lasts
    # until then.
    if until - case.single.lead > case.longest or aim.coming(2) < until + 1:
        return None
    return replace(case, bridged_to=aim.offer.supplier, bridged_until=until)


def _is_bridged_to(case: Case, other: Case) -> bool:
    if case.unit_cost is None or other.unit_cost is None or _lowest_price(other) >= _lowest_price(case):
        return False
    is_slower = other.single.lead > case.single.lead and other.coming(1) > case.cycle.protected
    return is_slower and smallest(other) <= other.daily * LATER_DAYS and not _has_plenty(other)


def smallest(case: Case) -> float:
    """Units of the smallest order that its supplier takes."""
    return max(case.pack_size, case.min_order, case.least_units)


def _lowest_price(case: Case) -> float:
    return min([case.unit_cost or 0.0, *(cost for _, cost in case.offer.breaks)])


def _has_plenty(case: Case) -> bool:
    """Whether much more is there than is asked for until its goods come."""
    lead, step = case.single.lead, case.forecast.step_days
    there = case.relied_on + sum(units for day, units in case.arrivals if day < lead)
    return there > PLENTY * float(case.mean[: -(-int(lead) // step)].sum())
