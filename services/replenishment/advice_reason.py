"""Why this much: one sentence with all the figures that led to it."""

from app.models.order_advice import AdviceKind
from services.replenishment.order_case import Case
from services.replenishment.supply_calendar import Cycle


def sentence(case: Case, kind: str, figures: dict[str, float]) -> str:
    """The reason for an advice of this kind.

    figures -- needed, arriving, lost, quantity, excess, in units; late -- the order comes too late
    """
    if kind == AdviceKind.UNKNOWN:
        return f"{_demand(case, figures)}; how many are on hand is not known: count them, and say so."
    if kind == AdviceKind.DEAD:
        return f"Do not order: no further sale is expected, and {_number(case.relied_on)} are on hand{_tied_up(case)}."
    return f"{_demand(case, figures)}; {_supply(case, figures)}: {_conclusion(case, kind, figures)}."


def _demand(case: Case, figures: dict[str, float]) -> str:
    days = case.cycle.protected
    level = f"{100 * case.level:.4g} %"
    span = f"{_number(days)} {'day' if days == 1 else 'days'} ({_span(case)})"
    asked = f"With {level} certainty{_derived(case)} no more than {_number(figures['needed'])}"
    if figures["lost"] < 0.5:
        return f"{asked} are asked for in {span}"
    return f"{asked} can be sold in {span}, as {_number(figures['lost'])} are asked for before goods can arrive"


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
    if case.margin is None:
        return " (the usual level, as unit cost or price is unknown)"
    return f" (derived: margin {case.margin:.4g}, keeping one until the next order {case.holding_until_review:.3g})"


def _supply(case: Case, figures: dict[str, float]) -> str:
    parts = [f"{_number(case.relied_on)} on hand"]
    if case.relied_on < 0:
        parts = [f"customers wait for {_number(-case.relied_on)}"]
    if figures["arriving"]:
        parts.append(f"{_number(figures['arriving'])} arrive in time")
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
    if kind != AdviceKind.ORDER:
        return "nothing is missing"
    missing = figures["needed"] - case.relied_on - figures["arriving"]
    text = f"{_number(missing)} are missing, order {figures['quantity']:.0f}"
    rules = []
    if case.pack_size > 1:
        rules.append(f"packs of {case.pack_size}")
    if case.min_order > missing:
        rules.append(f"at least {case.min_order}")
    text += f" ({', '.join(rules)})" if rules else ""
    return f"{text}; even an order today may come too late" if figures["late"] else text


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
