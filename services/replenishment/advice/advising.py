"""What to order in each case: worked out for many products at once, and put into words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from app.models.order_advice import AdviceKind
from forecasting.replenishment import kits, ordering
from forecasting.replenishment.kits import Span
from forecasting.replenishment.ordering import Advice
from services.replenishment.advice import advice_reason, bridging, brought, seen, shop_words, sourcing
from services.replenishment.advice.brought import Short
from services.replenishment.advice.order_case import Case
from services.replenishment.supply import supply_calendar

ORDER, ENOUGH, EXCESS, DEAD, UNKNOWN, KIT = AdviceKind
Figures = tuple[Case, dict[str, float]]
NOT_ORDERED = {"quantity": 0, "units_at_risk": 0.0, "order_waste": 0.0, "refused": 0, "room": 0.0}


@dataclass(frozen=True, slots=True)
class Advised:
    """The advice on one product, by the columns of OrderAdvice; units, money and days."""

    product_id: int
    as_of: date
    kind: str
    quantity: int
    on_hand: float | None
    needed: float
    expected_demand: float
    for_kits: float
    order_by: date | None
    arrives_on: date
    next_arrival_on: date
    stock_out_date: date | None
    days_of_cover: float | None
    cost: float | None
    money_at_risk: float
    excess_units: float
    excess_value: float | None
    arriving: float
    lost: float
    short: int
    besides: int | None
    will_expire: float
    order_waste: float
    yearly_demand: float
    variation: float | None
    room: float | None
    supplier: str
    unit_cost: float | None
    pack_size: int
    min_order: int
    price_breaks: list[list[float]] | None
    class_level: float | None
    said: str
    service_level: float

    @property
    def reason(self) -> str:
        """Why, in the shop's language."""
        return shop_words.reason(self.said)

    @property
    def missing(self) -> float | None:
        """Units before packs and minimums: expected demand + safety stock - on hand - arriving; None: unknown."""
        return None if self.on_hand is None else round(max(0.0, self.needed - self.on_hand - self.arriving), 2)


def advise(cases: Sequence[Case]) -> list[Advised]:
    """Advice on each case, in no particular order."""
    found = figures(cases)
    short = brought.short([case for case, own in found if _lacks(case, own)])
    return [_advised(case, own, short.get(case.product_id, brought.NOT_SHORT)) for case, own in found]


def _lacks(case: Case, figures: dict[str, float]) -> bool:
    """Whether goods of another place may be of use to it."""
    missing = figures["needed"] - case.relied_on - figures["arriving"]
    is_any = figures["quantity"] > 0 or missing > 0 or figures["lost"] > case.short_today
    return is_any and case.is_placed and case.on_hand is not None and not case.assembled


def figures(cases: Sequence[Case]) -> list[Figures]:
    """Each case as it is ordered, of whom and how, in no particular order, with the figures of `ordering.Advice`: what
    advice is made of, without what makes it a sentence."""
    steps = {case.forecast.step_days for case in cases}
    every = bridging.with_bridges(cases)
    of_steps = ([case for case in every if case.forecast.step_days == step] for step in steps)
    return [own for part in of_steps for own in _when_due(_of_one_step(part))]


def _when_due(found: Sequence[Figures]) -> list[Figures]:
    """Nothing is ordered for several cycles at once while what is there lasts until the next order comes."""
    several = [replace(case, at_once=False) for case, own in found if own["quantity"] and case.cycles_at_once > 1]
    if not several:
        return list(found)
    alone = {case.product_id: (case, own) for case, own in _of_one_step(several)}
    # What was ordered for several cycles is not too much.
    waiting = {key: (case, own | {"excess": 0.0}) for key, (case, own) in alone.items() if not _is_due(case, own)}
    return [waiting.get(case.product_id, (case, own)) for case, own in found]


def _is_due(case: Case, figures: dict[str, float]) -> bool:
    return figures["quantity"] > 0 or figures["needed"] > case.relied_on + figures["arriving"]


def _of_one_step(cases: Sequence[Case]) -> list[Figures]:
    outlook, terms, stock = seen.by_engine(cases)
    advice = ordering.advise(outlook, terms, stock)
    columns = {field.name: getattr(advice, field.name).tolist() for field in fields(Advice)}
    # As they are shown, so that what is shown adds up.
    columns |= {name: [round(own, 2) for own in columns[name]] for name in ("needed", "expected", "arriving")}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    rows = [_while_sold(case, row) for case, row in zip(cases, rows, strict=True)]
    chosen = sourcing.cheapest(cases, sourcing.Plans(outlook, terms, stock, advice))
    return [(cases[row], rows[row]) for row in chosen]


def _while_sold(case: Case, figures: dict[str, float]) -> dict[str, float]:
    """What can no longer be sold when it comes is not ordered, whatever is owed."""
    return figures | NOT_ORDERED if case.comes_too_late else figures


def safety_stock(cases: Sequence[Case], levels: Sequence[float]) -> np.ndarray:
    """Units of safety stock that each case would need, had it each of these service levels, (levels, cases)."""
    found, steps = np.zeros((len(levels), len(cases))), np.array([case.forecast.step_days for case in cases])
    for step in np.unique(steps):
        rows = np.flatnonzero(steps == step)
        needed, expected = ordering.needed_at(*seen.by_engine([cases[row] for row in rows.tolist()]), levels)
        # As they are shown.
        found[:, rows] = np.round(needed, 2) - np.round(expected, 2)
    return found


def _advised(case: Case, figures: dict[str, float], short: Short) -> Advised:
    figures |= {"for_kits": _for_kits(case, figures["expected"])}
    if case.assembled:
        return _never_ordered(case, KIT, figures)
    if case.on_hand is None:
        return _never_ordered(case, UNKNOWN, figures)
    kind = _kind(case, figures)
    late = figures["order_by"] < 0 and (case.relied_on < 0 or not case.is_only_kept)
    excess = max(0.0, case.on_hand) if kind == DEAD else figures["excess"] if kind == EXCESS else 0.0
    lot = sourcing.lot(case, figures["quantity"], figures["left"], figures["room"])
    quantity, room = lot.quantity, sourcing.room(case, lot)
    return Advised(
        product_id=case.product_id,
        as_of=case.as_of,
        kind=kind,
        quantity=quantity,
        on_hand=case.on_hand,
        needed=figures["needed"],
        expected_demand=figures["expected"],
        for_kits=figures["for_kits"],
        order_by=_order_by(case, kind, figures["order_by"]),
        arrives_on=case.day(case.cycle.lead),
        next_arrival_on=case.day(case.cycle.protected),
        stock_out_date=_day(case, figures["stock_out"]),
        days_of_cover=None if math.isnan(figures["days_of_cover"]) else figures["days_of_cover"],
        cost=None if case.unit_cost is None else quantity * lot.unit_cost,
        money_at_risk=figures["units_at_risk"] * case.worth,
        excess_units=excess,
        excess_value=None if case.unit_cost is None else excess * case.unit_cost,
        arriving=figures["arriving"],
        lost=max(0.0, figures["lost"] - case.short_today),
        short=short.units,
        besides=short.besides,
        will_expire=figures["will_expire"],
        order_waste=figures["order_waste"],
        room=None if math.isinf(room) else max(0.0, room),
        service_level=figures["level"],
        **_demand(figures),
        **_terms(case),
        said=advice_reason.sentence(case, kind, figures | {"late": late, "ordered": quantity}),
    )


def _demand(figures: dict[str, float]) -> dict[str, Any]:
    variation = figures["variation"]
    return {"yearly_demand": figures["yearly"], "variation": None if math.isnan(variation) else variation}


def _terms(case: Case) -> dict[str, Any]:
    return {
        "class_level": case.class_level,
        "supplier": case.offer.supplier,
        "unit_cost": case.unit_cost,
        "pack_size": case.pack_size,
        "min_order": case.min_order,
        "price_breaks": [list(one) for one in case.offer.breaks] or None,
    }


def in_kits(case: Case, expected: float) -> dict[str, float]:
    """Of so much expected demand until the next arrival, what is for each kit, by its code, most first."""
    if not case.in_kits:
        return {}
    step = case.forecast.step_days
    until, arrives = (max(1, math.ceil(days / step)) for days in (case.cycle.protected, case.cycle.lead))
    early, late = float(case.mean[:arrives].sum()), float(case.mean[arrives:until].sum())
    # What is lost is lost before goods arrive.
    of_late = min(1.0, expected / late) if late > 0 else 0.0
    of_early = max(0.0, expected - late) / early if early > 0 else 0.0
    before, by_then = (kits.shares(case.in_kits, Span(case.as_of, own, step)) for own in (arrives, until))
    found = {sku: (units - before[sku]) * of_late + before[sku] * of_early for sku, units in by_then.items()}
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _for_kits(case: Case, expected: float) -> float:
    return sum(in_kits(case, expected).values())


def _never_ordered(case: Case, kind: str, figures: dict[str, float]) -> Advised:
    """What is asked for is known. A kit is put together, and its parts are ordered; of what nobody has counted, no
    order is advised before somebody does."""
    return Advised(
        product_id=case.product_id,
        as_of=case.as_of,
        kind=kind,
        quantity=0,
        on_hand=case.on_hand,
        needed=figures["needed"],
        expected_demand=figures["expected"],
        for_kits=figures["for_kits"],
        order_by=None,
        arrives_on=case.day(case.cycle.lead),
        next_arrival_on=case.day(case.cycle.protected),
        stock_out_date=None,
        days_of_cover=None,
        cost=None,
        money_at_risk=0.0,
        excess_units=0.0,
        excess_value=None,
        arriving=figures["arriving"],
        lost=0.0,
        short=0,
        besides=0,
        will_expire=0.0,
        order_waste=0.0,
        room=0.0,
        service_level=figures["level"],
        **_demand(figures),
        **_terms(case),
        said=advice_reason.sentence(case, kind, figures),
    )


def _order_by(case: Case, kind: str, slack: float) -> date | None:
    """A day on which the supplier takes orders. Where enough is on its way and the days until then are lost, no order
    is due; slack -- by how many days it may come later"""
    if math.isnan(slack) or kind not in (ORDER, ENOUGH) or (kind == ENOUGH and slack < 0):
        return None
    ordered_on = case.ordered_on or case.as_of
    return supply_calendar.last_order(case.calendar, case.lead_days, ordered_on, max(0, int(slack)))


def _kind(case: Case, figures: dict[str, float]) -> str:
    if figures["quantity"] > 0:
        return ORDER
    if case.relied_on > 0 and case.sells_no_more and not case.is_only_kept:
        return DEAD
    return EXCESS if figures["excess"] >= case.pack_size else ENOUGH


def _day(case: Case, offset: float) -> date | None:
    return None if math.isnan(offset) else case.as_of + timedelta(days=int(offset))
