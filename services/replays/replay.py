"""The last weeks of the shop day by day: by Stockcast's advice, by the shop's own rule, by seasonal naive."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product, PurchaseOrder
from forecasting.progress import ReportProgress
from forecasting.replenishment import simulation
from forecasting.replenishment.rules import WEEK
from services.errors import InvalidInput
from services.histories import history_service
from services.jobs import jobs
from services.jobs.jobs import Replay
from services.jobs.task_runs import RunningTask
from services.replays import losses, outcome, own_rules, shop_past, stage
from services.replays.advised_orders import AdvisedOrders
from services.replays.bought import Bought
from services.replays.outcome import STOCKCAST, Terms
from services.replays.own_rules import InPacks, Placed, Rule, RuleSettings
from services.replays.shop_past import LEARNT_FROM_DAYS
from services.replays.stage import Stage
from services.task_service import Submitted, TaskService
from utils.language import _

SEASONAL_NAIVE = "seasonal_naive"
# Fewer weeks say nothing.
LEAST_WEEKS = 4
PARTS = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """weeks -- at most so many; settings -- of the rule"""

    weeks: int
    rule: Rule
    settings: RuleSettings


def submit(wanted: Wanted, user_id: int | None) -> Submitted:
    """Have the last weeks run again. Raises InvalidInput where there is too little to run."""
    with snapshot() as session:
        weeks_there(session, wanted.weeks)
        if wanted.rule == Rule.ORDERS and not session.scalar(sa.select(_has_orders())):
            raise _no_orders()
    given = {name: value for name, value in asdict(wanted.settings).items() if value is not None}
    return TaskService.submit(jobs.Replay(wanted.weeks, wanted.rule.value, given or None), user_id)


def weeks_there(session: Session, asked: int) -> tuple[int, date]:
    """How many weeks can be run, at most as many as asked for, and their last day. Raises InvalidInput if too few."""
    last, first = history_service.last_complete_day(session), shop_past.first_sale(session)
    days = (last - first).days + 1 if first else 0
    weeks = min(asked, (days - LEARNT_FROM_DAYS) // WEEK)
    if weeks < LEAST_WEEKS:
        raise InvalidInput(
            _(
                "There are sales of {days} days; a replay needs {needed}: {learnt} to learn from,"
                " and {weeks} weeks to run. Import older sales, or ask again later.",
                days=days,
                needed=LEARNT_FROM_DAYS + LEAST_WEEKS * WEEK,
                learnt=LEARNT_FROM_DAYS,
                weeks=LEAST_WEEKS,
            ),
            "too_little_history",
        )
    return weeks, last


def replay(running: RunningTask, wanted: Replay) -> dict[str, Any]:
    """The work of a submitted replay. Raises InvalidInput, ForecastingError."""

    def report_progress(share: float, step: str) -> None:
        running.report(int(share * PARTS), PARTS, step)

    with snapshot() as session:
        weeks, last = weeks_there(session, wanted.weeks)
        past, placed = shop_past.read(session, last - timedelta(days=weeks * WEEK - 1), last), None
        if wanted.rule == Rule.ORDERS:
            placed = own_rules.placed(session, past)
            rows = np.flatnonzero(~np.isnan(placed.opening))
            past, placed = past.select(rows, "no_orders"), placed.select(rows)
    own = stage.set_up(past, report_progress)
    if placed:
        placed = placed.select(own.rows)
    terms = Terms.of(own.cases)
    found, expected = _all_policies(own, placed, wanted, report_progress)
    kept = {name: outcome.kept(own.trade, *one, terms) for name, one in found.items()}
    return {
        "weeks": weeks,
        "weeks_asked": wanted.weeks,
        "rule": wanted.rule,
        "from": past.opens.isoformat(),
        "to": last.isoformat(),
        "products": len(own.cases),
        "left_out": own.past.left_out,
        "service_asked": round(float(np.mean([case.level for case in own.cases])), 4),
        "asked": round(float(own.trade.asked.sum()), 2),
        "estimated": round(float(own.past.estimated.sum()), 2),
        "policies": outcome.documents(kept, terms),
        "losses": losses.of(own.past, kept, terms, expected),
    }


# A course, and what was bought for it.
Run = tuple[simulation.Course, Bought]


def _all_policies(
    own: Stage, placed: Placed | None, wanted: Replay, report_progress: ReportProgress
) -> tuple[dict[str, Run], np.ndarray]:
    """The course of each policy, Stockcast's first, and what it forecast of each product."""
    settings = RuleSettings(**(wanted.settings or {}))
    advised = own.advised(report_progress)
    buyers: dict[str, Any] = {STOCKCAST: advised}
    if wanted.rule == Rule.MIN_MAX:
        buyers[wanted.rule] = InPacks.of(own_rules.min_max(own.past, own.cases, settings), own.cases)
    elif wanted.rule == Rule.COVER_DAYS:
        buyers[wanted.rule] = InPacks.of(own_rules.cover_days(own.past, own.cases, settings), own.cases)
    elif placed:
        buyers[wanted.rule] = None
    buyers[SEASONAL_NAIVE] = InPacks.of(own_rules.seasonal_naive(own.past, own.cases), own.cases)
    return {name: _run(own, buyer, placed) for name, buyer in buyers.items()}, advised.expected


def _run(own: Stage, buyer: Any, placed: Placed | None) -> Run:
    """Each begins with what it wants to have; beside real orders all begin with what was really there."""
    if placed and buyer is None:
        course = simulation.run(own.trade, own_rules.nothing, placed.opening, placed.came)
        return course, Bought.really(placed.orders, own.cases)
    opening, under_way = (placed.opening, placed.before) if placed else (buyer.opening(), None)
    if isinstance(buyer, AdvisedOrders):
        return simulation.run(buyer.market.trade, buyer, opening, under_way), buyer.bought
    course = simulation.run(own.trade, buyer, opening, under_way)
    return course, Bought.of_first(course.ordered, own.cases)


def _has_orders() -> sa.Exists:
    return sa.exists().where(PurchaseOrder.product_id == Product.id, Product.on_hand.is_not(None))


def _no_orders() -> InvalidInput:
    return InvalidInput(
        _(
            "No product has both a known stock and an order; choose another rule (`min_max`, `cover_days`), or import"
            " orders and receipts first."
        ),
        "no_orders",
    )
