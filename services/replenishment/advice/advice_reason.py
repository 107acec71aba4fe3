"""Why this much: one sentence with all the figures that led to it, stored as what it says: see `shop_words`."""

import math

from app.models.order_advice import AdviceKind
from services.replenishment.advice import lasting
from services.replenishment.advice.order_case import Case
from services.replenishment.supply import offers
from services.replenishment.supply.supply_calendar import Cycle
from utils import kept_words, language
from utils.config import get_settings
from utils.language import _, ngettext

# Fewer units are not worth a word.
FEWEST = 0.05


def sentence(case: Case, kind: str, figures: dict[str, float]) -> str:
    """The reason for an advice of this kind, to be worded where it is read.

    figures -- those of forecasting.replenishment.ordering.Advice; late -- the order comes too late
    """
    with kept_words.keeping():
        return f"{_clauses(case, kind, figures)}."


def _clauses(case: Case, kind: str, figures: dict[str, float]) -> str:
    if kind == AdviceKind.KIT:
        parts = _("it is put together of its parts: these are ordered")
        return f"{_demand(case, figures)}; {parts}{_packed(case, figures)}"
    if kind == AdviceKind.UNKNOWN:
        unknown = _("how many are on hand is not known: count them, and say so")
        return f"{_demand(case, figures)}; {unknown}"
    if figures["yearly"] < case.targets.stocked_from and not case.relied_on < 0:
        few, least = _number(figures["yearly"]), _number(case.targets.stocked_from)
        none = _("None are kept: {units} a year are asked for, fewer than {least}", units=few, least=least)
        return f"{none}; {_supply(case, figures)}"
    if kind == AdviceKind.DEAD:
        units = _number(case.relied_on)
        if case.ends_on:
            text = _("Do not order: it was sold until {day}, and {units} are on hand", day=case.ends_on, units=units)
        else:
            text = _("Do not order: no further sale is expected, and {units} are on hand", units=units)
        return f"{text}{_tied_up(case)}"
    return f"{_demand(case, figures)}; {_supply(case, figures)}: {_conclusion(case, kind, figures)}"


def _demand(case: Case, figures: dict[str, float]) -> str:
    if case.is_only_kept:
        return _("No sale is expected, but {stated}", stated=_stated(case))
    days = case.cycle.protected
    said = {"count": _number(days), "how": _span(case)}
    span = ngettext("{count} day ({how})", "{count} days ({how})", days, **said)
    early = _(", without the {units} that will be lost before goods can arrive", units=_number(figures["lost"]))
    lost = early if figures["lost"] >= 0.5 else ""
    return _asked(case, figures, span + _end(case), lost) + _for_kits(case, figures)


def _for_kits(case: Case, figures: dict[str, float]) -> str:
    if figures["for_kits"] < FEWEST:
        return ""
    names = [use.kit.name for use in case.in_kits]
    kits = names[0] if len(names) == 1 else _("{count} kits", count=len(names))
    expected, units = _number(figures["expected"]), _number(figures["for_kits"])
    return _("; of {expected} expected, {units} go into {kits}", expected=expected, units=units, kits=kits)


def _packed(case: Case, figures: dict[str, float]) -> str:
    if not case.on_hand:
        return ""
    missing = max(0.0, figures["needed"] - case.on_hand - figures["arriving"])
    packed = _number(case.on_hand)
    return _("; {packed} are packed, {missing} more are to be put together", packed=packed, missing=_number(missing))


def _end(case: Case) -> str:
    """The last order says that it is one."""
    ends = case.ends_on is not None and (case.ends_on - case.as_of).days < case.cycle.protected + case.cycle.review
    return _(", as it is sold until {day} only", day=case.ends_on) if ends else ""


def _asked(case: Case, figures: dict[str, float], span: str, lost: str) -> str:
    """How much there has to be for these days, and for what."""
    own, level = case.aims, language.pointed(f"{100 * figures['level']:.4g} %")
    said = {"level": level, "units": _number(figures["needed"]), "span": span + lost}
    if figures["level"] != case.level and case.is_last and not math.isfinite(case.targets.shelf_life_days):
        return _(
            "What is bought beyond {units} would sooner be left over than sell, "
            "so {units} are worth having for {span}: certain to {level}",
            **said,
        )
    if figures["level"] != case.level:
        return _(
            "What is bought beyond {units} would sooner expire than sell, "
            "so {units} are worth having for {span}: certain to {level}",
            **said,
        )
    if own.fill_rate:
        return _("To meet {level} of demand, {units} are needed in {span}", **said) + _besides(case)
    said["why"] = _derived(case)
    if own.keeps_any:
        return _("With {level} certainty{why} {units} are needed in {span}", **said) + _besides(case)
    if lost:
        return _("With {level} certainty{why} no more than {units} can be sold in {span}", **said)
    return _("With {level} certainty{why} no more than {units} are asked for in {span}", **said)


def _besides(case: Case) -> str:
    if not case.aims.keeps_any:
        return ""
    gone = _(", but none of them keep until the next order comes") if case.leaves_none else ""
    return f"; {_stated(case)}{gone}"


def _stated(case: Case) -> str:
    """What is to be there besides what is sold."""
    own = case.aims
    shelf = _("{units} stay on the shelf", units=_number(own.display_stock))
    left = _("at least {units} are to be left", units=_number(own.min_stock))
    if own.display_stock and own.min_stock:
        return _("{one} and {other}", one=shelf, other=left)
    return shelf if own.display_stock else left


def _span(case: Case) -> str:
    lead = _("lead time {days}", days=_number(case.lead_days))
    if case.lead_sd_days > 0:
        lead += f" ± {_number(case.lead_sd_days)}"
    own = case.cycle
    if own == Cycle(0, case.lead_days, max(1.0, case.review_days)):
        return _("{lead} + review {days}", lead=lead, days=str(case.review_days))
    days = _(
        "{lead}: ordered on {ordered_on}, here on {here}, the next on {next}",
        lead=lead,
        ordered_on=case.ordered_on,
        here=case.day(own.lead),
        next=case.day(own.protected),
    )
    if not own.shutdown:
        return days
    first, last = own.shutdown
    return _("{days}, as the supplier is closed from {first} to {last}", days=days, first=first, last=last)


def _derived(case: Case) -> str:
    if case.service_level is not None:
        return ""
    if case.class_level is not None:
        return " " + _("(of its class {name})", name="".join(filter(None, case.classes)))
    if case.margin is None:
        return " " + _("(the usual level, as unit cost or price is unknown)")
    margin, holding = language.pointed(f"{case.margin:.4g}"), language.pointed(f"{case.holding_until_review:.3g}")
    text = _("(derived: margin {margin}, keeping one until the next order {holding})", margin=margin, holding=holding)
    return f" {text}"


def _supply(case: Case, figures: dict[str, float]) -> str:
    if case.relied_on < 0:
        parts = [_("customers wait for {units}", units=_number(-case.relied_on))]
    else:
        parts = [_("{units} on hand", units=_number(case.relied_on))]
    arriving = figures["arriving"] - figures["taken_over"]
    if arriving > FEWEST:
        parts.append(_("{units} arrive in time", units=_number(arriving)))
    parts += _taken_over(case, figures["taken_over"])
    if figures["will_expire"] >= 0.5:
        parts.append(_("{units} of them are expected to expire", units=_number(figures["will_expire"])))
    late = sum(quantity for _, quantity in case.arrivals) - arriving
    if late > 1e-9:
        parts.append(_("{units} arrive too late to count", units=_number(late)))
    if case.given_up:
        units, since = case.given_up
        text = _("{units} expected on {day} have not come and are not counted on", units=_number(units), day=since)
        parts.append(text)
    return ", ".join(parts)


def _taken_over(case: Case, units: float) -> list[str]:
    """What is left of what it takes the place of."""
    if any(old.on_hand is None for old in case.replaced):
        return [_("how many are left of what it replaces is not known")]
    if units < FEWEST:
        return []
    return [_("{units} are left of what it replaces and are sold first", units=_number(units))]


def _conclusion(case: Case, kind: str, figures: dict[str, float]) -> str:
    if kind == AdviceKind.EXCESS:
        units = _number(figures["excess"])
        return _("do not order, {units} are more than the next months need", units=units) + _tied_up(case, figures)
    missing = figures["needed"] - case.relied_on - figures["arriving"]
    if kind != AdviceKind.ORDER:
        return _why_none(case, figures, _number(missing)) if missing >= 0.5 else _enough(case)
    ordered = f"{figures['ordered']:.0f}{_of_whom(case, figures['ordered'])}"
    text = ngettext(
        "{count} is missing, order {ordered}",
        "{count} are missing, order {ordered}",
        round(missing, 1),
        count=_number(missing),
        ordered=ordered,
    )
    rules = []
    if case.pack_size > 1:
        rules.append(_("packs of {units}", units=case.pack_size))
    if case.min_order > missing:
        rules.append(_("at least {units}", units=case.min_order))
    if figures["ordered"] > figures["quantity"]:
        price = language.pointed(f"{_of_so_many(case, figures['ordered']):.4g}")
        rules.append(_("{price} each, from so many on", price=price))
    if lasts := lasting.words(case.lasts(figures["arriving"] + figures["ordered"]), case.cycle.protected):
        rules.append(lasts)
    if (cycles := case.cycles_at_once) > 1:
        cost = language.pointed(f"{case.offer.order_cost:.4g}")
        rules.append(_("for {cycles} cycles at once, as an order costs {cost}", cycles=cycles, cost=cost))
        if case.is_furthest:
            rules.append(_("no further ahead, where no forecast is worth anything"))
    if case.bridged_to:
        rules.append(_("to last until {supplier} delivers, who costs less", supplier=case.bridged_to))
    if case.targets.max_stock < math.inf and figures["quantity"] < missing:
        rules.append(_("at most {units} in stock", units=_number(case.targets.max_stock)))
    elif figures["quantity"] < missing - 0.5:
        rules.append(_unsold() if figures["refused"] else _("one more pack would last for months"))
    if figures["order_waste"] >= 0.5:
        rules.append(_wasted(case, figures["order_waste"]))
    text += f" ({', '.join(rules)})" if rules else ""
    return "; ".join([text, *([_("even an order today may come too late")] if figures["late"] else [])])


def _of_whom(case: Case, quantity: float) -> str:
    if case.offers < 2:
        return ""
    said = {"supplier": case.offer.supplier or _("the usual supplier"), "plans": case.offers}
    if case.unit_cost is None:
        return " " + _("of {supplier}, the cheapest of {plans} plans", **said)
    price = language.pointed(f"{_of_so_many(case, quantity):.4g}")
    return " " + _("of {supplier} for {price} each, the cheapest of {plans} plans", price=price, **said)


def _of_so_many(case: Case, quantity: float) -> float:
    return offers.price(case.unit_cost, case.offer.breaks, quantity) or 0.0


def _enough(case: Case) -> str:
    if case.is_only_kept and case.leaves_none and case.relied_on < case.aims.min_stock:
        return _("none are ordered, as they would expire before the next order comes")
    return _("nothing is missing")


def _why_none(case: Case, figures: dict[str, float], missing: str) -> str:
    if case.comes_too_late:
        return _("{missing} missing, but it is sold no more when an order comes", missing=missing)
    if figures["refused"]:
        least, units = _number(figures["refused"]), _number(figures["refused_waste"])
        said = {"missing": missing, "least": least, "why": _unsold()}
        text = _("{missing} missing, but the least to order is {least}: {why}", **said)
        return f"{text} ({units} / {least})" if figures["refused_waste"] >= 0.5 else text
    if case.targets.max_stock < math.inf:
        most = _number(case.targets.max_stock)
        return _("{missing} missing, but no order of at most {most} in stock is possible", missing=missing, most=most)
    pack = case.pack_size
    return _("{missing} missing, but a pack of {pack} would last for months: wait", missing=missing, pack=pack)


def _wasted(case: Case, units: float) -> str:
    if math.isfinite(case.targets.shelf_life_days):
        return _("of which {units} are expected to expire", units=_number(units))
    return _("of which {units} are expected never to be sold", units=_number(units))


def _unsold() -> str:
    return _("more of them would be left unsold than is earned")


def _tied_up(case: Case, figures: dict[str, float] | None = None) -> str:
    if case.unit_cost is None:
        return ""
    units = figures["excess"] if figures else max(0.0, case.relied_on)
    return _(", which ties up {amount}", amount=language.money(units * case.unit_cost, get_settings().currency))


def _number(units: float) -> str:
    """One decimal, so that the figures of a sentence add up; below one two digits, above a thousand none."""
    if abs(units) >= 1000 or units == round(units):
        return f"{units:.0f}"
    return language.pointed(f"{units:.2g}" if abs(units) < 1 else f"{units:.1f}".removesuffix(".0"))
