"""What to order of each product: worked out after every training and every change of stock or terms, and stored."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import OrderAdvice, Product
from app.models.order_advice import AdviceKind
from forecasting.replenishment import ordering
from forecasting.replenishment.demand import Outlook
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.ordering import Advice, Stock, Terms
from services.catalogue import product_service
from services.forecasts import forecast_service
from services.forecasts.forecast_service import Served
from services.replenishment import advice_reason, order_case, supply_calendar
from services.replenishment.order_case import Case
from utils import clock

# Products worked out together; what they need in memory does not grow with the catalogue.
TOGETHER = 500
ORDER, ENOUGH, EXCESS, DEAD, UNKNOWN = AdviceKind


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
    will_expire: float
    order_waste: float
    reason: str
    service_level: float


# The level is a setting of the product's, or follows from its money: it is shown, not kept.
STORED = [field.name for field in fields(Advised) if field.name != "service_level"]
# Built once: for a single product, building the query would take longer than answering it. Ids as in `among`.
_STORED = sa.select(*(getattr(OrderAdvice, name) for name in STORED)).where(
    OrderAdvice.product_id.in_(sa.bindparam("ids", expanding=True, literal_execute=True))
)


def refresh(session: Session, product_ids: Iterable[int]) -> None:
    """Work out and store the advice on these products anew, in the caller's transaction.

    A product without a model has none. The products are held until it ends: advice that rests on what two changes
    left, each for itself, would be wrong.
    """
    wanted = sorted(set(product_ids))
    for first in range(0, len(wanted), TOGETHER):
        ids = wanted[first : first + TOGETHER]
        products = product_service.held(session, ids)
        advised = advise(order_case.gather(session, products))
        session.execute(sa.delete(OrderAdvice).where(among(OrderAdvice.product_id, ids)))
        if advised:
            session.execute(sa.insert(OrderAdvice.__table__), [_row(own) for own in advised])


def _row(advised: Advised) -> dict[str, Any]:
    return {name: getattr(advised, name) for name in STORED} | {"computed_at": clock.now()}


def recommendations(
    session: Session, products: Sequence[Product], served: dict[int, Served]
) -> dict[int, dict[str, Any]]:
    """The advice on these products by id: what is stored, else worked out from these forecasts."""
    stored = session.execute(_STORED, {"ids": [product.id for product in products]})
    found = {row.product_id: document(Advised(**row._mapping, service_level=math.nan)) for row in stored}
    missing = [product for product in products if product.id not in found and product.id in served]
    if not missing:
        return found
    # Stored forecasts may have been read in part only.
    whole = {**served, **forecast_service.champions(session, missing, order_case.FORECAST_DAYS)}
    return found | {own.product_id: document(own) for own in advise(order_case.of(session, missing, whole))}


def document(advised: Advised) -> dict[str, Any]:
    """An advice as plain JSON values, without the product."""
    return {
        "kind": advised.kind,
        "quantity": advised.quantity,
        "needed": round(advised.needed, 2),
        "expected_demand": round(advised.expected_demand, 2),
        "safety_stock": round(advised.needed - advised.expected_demand, 2),
        "arriving": round(advised.arriving, 2),
        "will_expire": round(advised.will_expire, 2),
        "order_waste": round(advised.order_waste, 2),
        "order_by": _iso(advised.order_by),
        "arrives_on": _iso(advised.arrives_on),
        "next_arrival_on": _iso(advised.next_arrival_on),
        "stock_out_date": _iso(advised.stock_out_date),
        "days_of_cover": None if advised.days_of_cover is None else round(advised.days_of_cover, 1),
        "money_at_risk": round(advised.money_at_risk, 2),
        "cost": None if advised.cost is None else round(advised.cost, 2),
        "excess_units": advised.excess_units,
        "excess_value": None if advised.excess_value is None else round(advised.excess_value, 2),
        "as_of": advised.as_of.isoformat(),
        "reason": advised.reason,
    }


def advise(cases: Sequence[Case]) -> list[Advised]:
    """Advice on each case, in no particular order."""
    steps = {case.forecast.step_days for case in cases}
    return [own for step in steps for own in _of_one_step([c for c in cases if c.forecast.step_days == step])]


def _of_one_step(cases: Sequence[Case]) -> list[Advised]:
    terms = _terms(cases)
    days = ordering.days_ahead(terms)
    step = cases[0].forecast.step_days
    skipped = [case.skipped // step for case in cases]
    outlook = Outlook.of(
        [case.forecast for case in cases], [case.dependence for case in cases], skipped, math.ceil(days / step)
    )
    advice = ordering.advise(outlook, terms, _stock(cases, days))
    columns = {field.name: getattr(advice, field.name).tolist() for field in fields(Advice)}
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return [_advised(case, figures) for case, figures in zip(cases, rows, strict=True)]


def _terms(cases: Sequence[Case]) -> Terms:
    def column(name: str, owners: Sequence[Any] = cases) -> np.ndarray:
        return np.array([getattr(owner, name) for owner in owners], dtype=float)

    cycles = [case.cycle for case in cases]
    return Terms(
        service_level=column("level"),
        lead_days=column("lead", cycles),
        lead_sd_days=column("lead_sd_days"),
        review_days=column("review", cycles),
        pack_size=column("pack_size"),
        min_order=column("min_order"),
        backorders=column("waits"),
        goals=_goals(cases),
    )


def _goals(cases: Sequence[Case]) -> Goals:
    def column(name: str) -> np.ndarray:
        return np.array([getattr(case.targets, name) for case in cases], dtype=float)

    def money(name: str) -> np.ndarray:
        return np.array([getattr(case, name) for case in cases], dtype=float)

    return Goals(
        fill_rate=column("fill_rate") > 0,
        display=column("display_stock"),
        least=column("min_stock"),
        most=column("max_stock"),
        stocked_from=column("stocked_from"),
        shelf_days=column("shelf_life_days"),
        gain=money("margin"),
        price=money("unit_cost"),
        keep=money("holding_until_review"),
    )


def _stock(cases: Sequence[Case], days: int) -> Stock:
    arriving = np.zeros((len(cases), days))
    for row, case in zip(arriving, cases, strict=True):
        for day, quantity in case.arrivals:
            if day < days:
                row[day] += quantity
    return Stock(np.array([case.relied_on for case in cases]), arriving, _expiring(cases, arriving))


def _expiring(cases: Sequence[Case], arriving: np.ndarray) -> np.ndarray | None:
    """Units by their last day: of those on hand, and of those that arrive."""
    lives = [case.targets.shelf_life_days for case in cases]
    if math.inf == min(lives):
        return None
    out = np.zeros(arriving.shape)
    for row, (case, life) in enumerate(zip(cases, lives, strict=True)):
        if math.isfinite(life):
            days, last = arriving.shape[1], int(life) - 1
            out[row, last:] += arriving[row, : max(0, days - last)]
            for day, units in case.targets.expiring:
                out[row, min(day, days - 1)] += units if day < days else 0.0
    return out


def _advised(case: Case, figures: dict[str, float]) -> Advised:
    if case.on_hand is None:
        return _of_unknown_stock(case, figures)
    kind = _kind(case, figures)
    late = figures["order_by"] < 0
    excess = max(0.0, case.on_hand) if kind == DEAD else figures["excess"] if kind == EXCESS else 0.0
    quantity = int(figures["quantity"])
    return Advised(
        product_id=case.product_id,
        as_of=case.as_of,
        kind=kind,
        quantity=quantity,
        on_hand=case.on_hand,
        needed=figures["needed"],
        expected_demand=figures["expected"],
        order_by=_order_by(case, kind, figures["order_by"]),
        arrives_on=case.day(case.cycle.lead),
        next_arrival_on=case.day(case.cycle.protected),
        stock_out_date=_day(case, figures["stock_out"]),
        days_of_cover=None if math.isnan(figures["days_of_cover"]) else figures["days_of_cover"],
        cost=None if case.unit_cost is None else quantity * case.unit_cost,
        money_at_risk=figures["units_at_risk"] * case.worth,
        excess_units=excess,
        excess_value=None if case.unit_cost is None else excess * case.unit_cost,
        arriving=figures["arriving"],
        will_expire=figures["will_expire"],
        order_waste=figures["order_waste"],
        service_level=figures["level"],
        reason=advice_reason.sentence(case, kind, figures | {"late": late}),
    )


def _of_unknown_stock(case: Case, figures: dict[str, float]) -> Advised:
    """What is asked for is known, what is there is not: no order is advised before it is."""
    return Advised(
        product_id=case.product_id,
        as_of=case.as_of,
        kind=UNKNOWN,
        quantity=0,
        on_hand=None,
        needed=figures["needed"],
        expected_demand=figures["expected"],
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
        will_expire=0.0,
        order_waste=0.0,
        service_level=figures["level"],
        reason=advice_reason.sentence(case, UNKNOWN, figures),
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
    if case.relied_on > 0 and _sells_no_more(case):
        return DEAD
    return EXCESS if figures["excess"] >= case.pack_size else ENOUGH


def _sells_no_more(case: Case) -> bool:
    """Whether its model says so, and no planner that it will be sold again."""
    return case.no_longer_sold and not case.forecast.mean[case.skipped // case.forecast.step_days :].any()


def _day(case: Case, offset: float) -> date | None:
    return None if math.isnan(offset) else case.as_of + timedelta(days=int(offset))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
