"""The eight kinds of exceptions: what makes one, and what it costs. Each is looked up in what is stored anyway."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import Product, PurchaseOrder, TaskRecord
from app.models.stock import OrderStatus
from app.models.task import Status
from services.attention import in_advice, in_forecasts, in_mails, job_titles
from services.attention.found import MOST, Found, Kind, segment
from utils import clock
from utils.language import _, ngettext, plural

JOBS_OF = timedelta(days=1)
OVERDUE = plural("{count} line should have come on {day}.", "{count} lines should have come on {day}.")
OVERDUE_FROM = plural(
    "{count} line from {supplier} should have come on {day}.",
    "{count} lines from {supplier} should have come on {day}.",
)


def find(session: Session, kind: Kind | None = None, most: int | None = MOST) -> list[Found]:
    """The exceptions there are, of each kind the dearest. kind -- None: of all kinds; most -- None: all of them"""
    return [found for own in ([kind] if kind else Kind) for found in _LOOKS[own](session, most)]


def _overdue(session: Session, most: int | None) -> Iterator[Found]:
    """Orders of which something should have come before today."""
    rest = PurchaseOrder.quantity - PurchaseOrder.received
    cost = sa.func.coalesce(PurchaseOrder.agreed_cost(), sa.cast(Product.unit_cost, sa.Double), 0.0)
    money = sa.func.sum(rest * cost).label("money")
    since = sa.func.min(PurchaseOrder.expected_on)
    query = (
        sa.select(PurchaseOrder.number, PurchaseOrder.supplier, sa.func.count(), since, money)
        .join(Product, Product.id == PurchaseOrder.product_id)
        .where(PurchaseOrder.status == OrderStatus.OPEN, PurchaseOrder.expected_on < clock.today())
        .group_by(PurchaseOrder.number, PurchaseOrder.supplier)
        .order_by(money.desc(), PurchaseOrder.number)
        .limit(most)
    )
    for number, supplier, lines, day, value in session.execute(query):
        words = OVERDUE_FROM if supplier else OVERDUE
        reason = ngettext(*words, lines, day=day, **({"supplier": supplier} if supplier else {}))
        link = f"/purchase-orders?number={segment(number)}"
        yield Found(Kind.OVERDUE, number, supplier or "", value, reason, link, supplier or "")


def _job_failed(session: Session, most: int | None) -> Iterator[Found]:
    """What failed since yesterday, and has not gone well since."""
    later = aliased(TaskRecord)
    went_well = sa.exists().where(
        later.name == TaskRecord.name,
        later.subject == TaskRecord.subject,
        later.status == Status.SUCCESS,
        later.finished_at > TaskRecord.finished_at,
    )
    query = (
        sa.select(TaskRecord)
        .where(TaskRecord.status == Status.FAILURE, TaskRecord.parent_id.is_(None), ~went_well)
        .where(TaskRecord.finished_at > clock.now() - JOBS_OF)
        .order_by(TaskRecord.finished_at.desc())
        .limit(most)
    )
    for record in session.scalars(query):
        title, why = job_titles.title_of(record), record.error_message or _("It failed.")
        yield Found(Kind.JOB_FAILED, record.id, title, 0.0, why, f"/tasks/{record.id}")
    yield from in_mails.not_arrived(session, most)


_LOOKS: dict[Kind, Callable[[Session, int | None], Iterator[Found]]] = {
    Kind.RUNS_OUT: in_advice.runs_out,
    Kind.OVERDUE: _overdue,
    Kind.FORECAST_OFF: in_forecasts.forecast_off,
    Kind.DEMAND_JUMPED: in_forecasts.demand_jumped,
    Kind.TOO_MUCH: in_advice.too_much,
    Kind.EXPIRES: in_advice.expires,
    Kind.DATA_MISSING: in_advice.data_missing,
    Kind.JOB_FAILED: _job_failed,
}
