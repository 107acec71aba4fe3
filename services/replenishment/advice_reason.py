"""Why this much: one sentence with all the figures that led to it."""

import math

from app.models.order_advice import AdviceKind
from services.replenishment import offers
from services.replenishment.order_case import Case
from services.replenishment.supply_calendar import Cycle

# Fewer units are not worth a word.
FEWEST = 0.05


def sentence(case: Case, kind: str, figures: dict[str, float]) -> str:
    """The reason for an advice of this kind.

    figures -- those of forecasting.replenishment.ordering.Advice; late -- the order comes too late
    """
    if kind == AdviceKind.KIT:
        return f"{_demand(case, figures)}; it is put together of its parts: these are ordered{_packed(case, figures)}."
    if kind == AdviceKind.UNKNOWN:
        return f"{_demand(case, figures)}; how many are on hand is not known: count them, and say so."
    if figures["yearly"] < case.targets.stocked_from and not case.relied_on < 0:
        few = f"{_number(figures['yearly'])} a year are asked for, fewer than {_number(case.targets.stocked_from)}"
        return f"None are kept: {few}; {_supply(case, figures)}."
    if kind == AdviceKind.DEAD:
        why = f"it was sold until {case.ends_on}" if case.ends_on else "no further sale is expected"
        return f"Do not order: {why}, and {_number(case.relied_on)} are on hand{_tied_up(case)}."
    return f"{_demand(case, figures)}; {_supply(case, figures)}: {_conclusion(case, kind, figures)}."


def _demand(case: Case, figures: dict[str, float]) -> str:
    days = case.cycle.protected
    span = f"{_number(days)} {'day' if days == 1 else 'days'} ({_span(case)})"
    lost = f", as {_number(figures['lost'])} are asked for before goods can arrive" if figures["lost"] >= 0.5 else ""
    return _asked(case, figures, span + _end(case), lost) + _for_kits(case, figures)


def _for_kits(case: Case, figures: dict[str, float]) -> str:
    if figures["for_kits"] < FEWEST:
        return ""
    names = [use.kit.name for use in case.in_kits]
    of_whom = names[0] if len(names) == 1 else f"{len(names)} kits"
    return f"; of {_number(figures['expected'])} expected, {_number(figures['for_kits'])} go into {of_whom}"


def _packed(case: Case, figures: dict[str, float]) -> str:
    if not case.on_hand:
        return ""
    missing = max(0.0, figures["needed"] - case.on_hand - figures["arriving"])
    return f"; {_number(case.on_hand)} are packed, {_number(missing)} more are to be put together"


def _end(case: Case) -> str:
    """The last order says that it is one."""
    ends = case.ends_on is not None and (case.ends_on - case.as_of).days < case.cycle.protected + case.cycle.review
    return f", as it is sold until {case.ends_on} only" if ends else ""


def _asked(case: Case, figures: dict[str, float], span: str, lost: str) -> str:
    """How much there has to be for these days, and for what."""
    own, level, needed = case.targets, f"{100 * figures['level']:.4g} %", _number(figures["needed"])
    if figures["level"] != case.level:
        worth = f"so {needed} are worth having for {span}{lost}: certain to {level}"
        return f"What is bought beyond {needed} would sooner expire than sell, {worth}"
    if own.fill_rate:
        return f"To meet {level} of demand, {needed} are needed in {span}{lost}{_besides(case)}"
    asked = f"With {level} certainty{_derived(case)}"
    if own.display_stock or own.min_stock:
        return f"{asked} {needed} are needed in {span}{lost}{_besides(case)}"
    return f"{asked} no more than {needed} {'can be sold' if lost else 'are asked for'} in {span}{lost}"


def _besides(case: Case) -> str:
    own = case.targets
    parts = [f"{_number(own.display_stock)} stay on the shelf"] if own.display_stock else []
    parts += [f"at least {_number(own.min_stock)} are to be left"] if own.min_stock else []
    return f"; {' and '.join(parts)}" if parts else ""


def _span(case: Case) -> str:
    lead = f"lead time {_number(case.lead_days)}"
    if case.lead_sd_days > 0:
        lead += f" ± {_number(case.lead_sd_days)}"
    own = case.cycle
    if own == Cycle(0, case.lead_days, max(1.0, case.review_days)):
        return f"{lead} + review {case.review_days}"
    days = f"{lead}: ordered on {case.ordered_on}, here on {case.day(own.lead)}, the next on {case.day(own.protected)}"
    return f"{days}, as the supplier is closed from {own.shutdown[0]} to {own.shutdown[1]}" if own.shutdown else days


def _derived(case: Case) -> str:
    if case.service_level is not None:
        return ""
    if case.class_level is not None:
        return f" (of its class {''.join(filter(None, case.classes))})"
    if case.margin is None:
        return " (the usual level, as unit cost or price is unknown)"
    return f" (derived: margin {case.margin:.4g}, keeping one until the next order {case.holding_until_review:.3g})"


def _supply(case: Case, figures: dict[str, float]) -> str:
    parts = [f"{_number(case.relied_on)} on hand"]
    if case.relied_on < 0:
        parts = [f"customers wait for {_number(-case.relied_on)}"]
    if figures["arriving"]:
        parts.append(f"{_number(figures['arriving'])} arrive in time")
    if figures["will_expire"] >= 0.5:
        parts.append(f"{_number(figures['will_expire'])} of them are expected to expire")
    late = sum(quantity for _, quantity in case.arrivals) - figures["arriving"]
    if late > 1e-9:
        parts.append(f"{_number(late)} arrive too late to count")
    if case.given_up:
        units, since = case.given_up
        parts.append(f"{_number(units)} expected on {since} have not come and are not counted on")
    return ", ".join(parts)


def _conclusion(case: Case, kind: str, figures: dict[str, float]) -> str:
    if kind == AdviceKind.EXCESS:
        return f"do not order, {_number(figures['excess'])} are more than the next months need{_tied_up(case, figures)}"
    missing = figures["needed"] - case.relied_on - figures["arriving"]
    if kind != AdviceKind.ORDER:
        return f"{_number(missing)} are missing, {_why_none(case, missing)}" if missing >= 0.5 else "nothing is missing"
    text = f"{_number(missing)} are missing, order {figures['ordered']:.0f}{_of_whom(case)}"
    rules = []
    if case.pack_size > 1:
        rules.append(f"packs of {case.pack_size}")
    if case.min_order > missing:
        rules.append(f"at least {case.min_order}")
    if figures["ordered"] > figures["quantity"]:
        rules.append(f"{_of_so_many(case, figures['ordered']):.4g} each, from so many on")
    if (cycles := case.cycles_at_once) > 1:
        rules.append(f"for {cycles} cycles at once, as an order costs {case.offer.order_cost:.4g}")
    if case.targets.max_stock < math.inf and figures["quantity"] < missing:
        rules.append(f"at most {_number(case.targets.max_stock)} in stock")
    elif figures["quantity"] < missing - 0.5:
        rules.append("one more pack would last for months")
    if figures["order_waste"] >= 0.5:
        rules.append(f"of which {_number(figures['order_waste'])} are expected to expire")
    text += f" ({', '.join(rules)})" if rules else ""
    return f"{text}; even an order today may come too late" if figures["late"] else text


def _of_whom(case: Case) -> str:
    if case.offers < 2:
        return ""
    each = "" if case.unit_cost is None else f" for {case.unit_cost:.4g} each"
    return f" of {case.offer.supplier or 'the usual supplier'}{each}, the cheapest of {case.offers} plans"


def _of_so_many(case: Case, quantity: float) -> float:
    return offers.price(case.unit_cost, case.offer.breaks, quantity) or 0.0


def _why_none(case: Case, missing: float) -> str:
    if case.targets.max_stock < math.inf:
        return f"but no order of at most {_number(case.targets.max_stock)} in stock is possible"
    return f"but a pack of {case.pack_size} would last for months: wait"


def _tied_up(case: Case, figures: dict[str, float] | None = None) -> str:
    if case.unit_cost is None:
        return ""
    units = figures["excess"] if figures else max(0.0, case.relied_on)
    return f", which ties up {units * case.unit_cost:,.2f}"


def _number(units: float) -> str:
    """One decimal, so that the figures of a sentence add up; below one two digits, above a thousand none."""
    if abs(units) >= 1000 or units == round(units):
        return f"{units:.0f}"
    return f"{units:.2g}" if abs(units) < 1 else f"{units:.1f}".removesuffix(".0")
