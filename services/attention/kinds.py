"""The eight kinds of exceptions: what makes one, and what it costs. Each is looked up in what is stored anyway."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.db.expressions import days_between
from app.models import ForecastScore, OrderAdvice, Product, PurchaseOrder, TaskRecord
from app.models.order_advice import AdviceKind
from app.models.stock import OrderStatus
from app.models.task import Status
from services.attention import job_titles
from utils import clock
from utils.language import N_, _, ngettext, plural

# Of each kind those that cost most: nobody acts on more in a day.
MOST = 100
WEEKS = 4
# Of what was sold: a forecast that is off by less over four weeks is as good as forecasts are.
OFF_BY = 0.5
# A week has jumped where it sold so many times what was forecast, or so small a part of it, and by this many units.
JUMPED_BY, LEAST_UNITS = 2.0, 10.0
# Of a week's seven days: most were outside the interval that was to hold four of five.
MOSTLY_OUTSIDE = 4
JOBS_OF = timedelta(days=1)
OVERDUE = plural("{count} line should have come on {day}.", "{count} lines should have come on {day}.")
OVERDUE_FROM = plural(
    "{count} line from {supplier} should have come on {day}.",
    "{count} lines from {supplier} should have come on {day}.",
)
TOO_HIGH = N_("Over {weeks} weeks {units} units more were forecast than the {sold} sold.")
TOO_LOW = N_("Over {weeks} weeks {units} units less were forecast than the {sold} sold.")
# Of units that nobody gets while a shelf is empty: for less than one there is nothing to save.
LEAST_LOST = 1.0


class Kind(StrEnum):
    RUNS_OUT = "runs_out"
    OVERDUE = "overdue"
    FORECAST_OFF = "forecast_off"
    DEMAND_JUMPED = "demand_jumped"
    TOO_MUCH = "too_much"
    EXPIRES = "expires"
    DATA_MISSING = "data_missing"
    JOB_FAILED = "job_failed"


@dataclass(frozen=True, slots=True)
class Found:
    """subject -- a product code, an order number or a job; money -- at stake, 0 where none is known
    reason -- a sentence; link -- where in the API to look
    supplier -- whom it concerns, where anybody
    compared -- what it is, and what it should be: days that stock lasts and until an order of today arrives, units sold
    and forecast, units that are there and that are needed, units there and those of them that expire; None: nothing
    """

    kind: Kind
    subject: str
    name: str
    money: float
    reason: str
    link: str
    supplier: str = ""
    compared: tuple[float, float] | None = None

    @property
    def title(self) -> str:
        """A product or an order by its name, or else its code; a job as people call it."""
        return self.name or self.subject


def find(session: Session, kind: Kind | None = None) -> list[Found]:
    """The exceptions there are, of each kind the dearest. kind -- None: of all kinds"""
    return [found for own in ([kind] if kind else Kind) for found in _LOOKS[own](session)]


_MARGIN = sa.func.coalesce(
    sa.cast(Product.unit_price, sa.Double) - sa.func.coalesce(OrderAdvice.unit_cost, 0.0), OrderAdvice.unit_cost, 0.0
)
_COST = sa.func.coalesce(OrderAdvice.unit_cost, sa.cast(Product.unit_cost, sa.Double), 0.0)
_WORTH = sa.func.coalesce(sa.cast(Product.unit_price, sa.Double), _COST)
_DAILY = OrderAdvice.yearly_demand / 365
_SUPPLIER = sa.func.coalesce(OrderAdvice.supplier, Product.supplier)


def _product(sku: str, what: str = "/reorder") -> str:
    return f"/products/{_segment(sku)}{what}"


def _segment(text: str) -> str:
    return quote(text, safe="")


def _runs_out(session: Session) -> Iterator[Found]:
    """Empty before an order of today could arrive, and for so long that somebody goes away without a unit."""
    units = _DAILY * days_between(session, OrderAdvice.stock_out_date, OrderAdvice.arrives_on)
    money, today = units * _MARGIN, clock.today()
    columns = OrderAdvice.stock_out_date, OrderAdvice.arrives_on, money, _SUPPLIER
    empty = OrderAdvice.stock_out_date < OrderAdvice.arrives_on, OrderAdvice.kind == AdviceKind.ORDER
    for sku, name, out_on, arrives_on, lost, supplier in _dearest(session, columns, money, *empty, units >= LEAST_LOST):
        days = (arrives_on - out_on).days
        reason = ngettext(
            "Empty from {out_on}, and an order of today comes on {arrives_on}: {count} day without stock.",
            "Empty from {out_on}, and an order of today comes on {arrives_on}: {count} days without stock.",
            days,
            out_on=out_on,
            arrives_on=arrives_on,
        )
        compared = float(max(0, (out_on - today).days)), float((arrives_on - today).days)
        yield Found(Kind.RUNS_OUT, sku, name, lost, reason, _product(sku), supplier, compared)


def _too_much(session: Session) -> Iterator[Found]:
    value = OrderAdvice.excess_value
    columns = OrderAdvice.excess_units, OrderAdvice.days_of_cover, value, OrderAdvice.on_hand, OrderAdvice.kind
    kinds = OrderAdvice.kind.in_((AdviceKind.EXCESS, AdviceKind.DEAD)), value > 0
    for sku, name, units, cover, tied_up, there, kind in _dearest(session, columns, value, *kinds):
        more = ngettext("{count} unit more than needed.", "{count} units more than needed.", round(units))
        reason = f"{more} {_lasts(kind, cover)}"
        compared = None if there is None else (there, max(0.0, there - units))
        yield Found(Kind.TOO_MUCH, sku, name, tied_up, reason, _product(sku), compared=compared)


def _lasts(kind: str, cover: float | None) -> str:
    if kind == AdviceKind.DEAD:
        return _("It is not expected to sell.")
    if cover is None:
        return _("What is there lasts beyond the forecast.")
    return ngettext("What is there lasts for {count} day.", "What is there lasts for {count} days.", round(cover))


def _expires(session: Session) -> Iterator[Found]:
    money = OrderAdvice.will_expire * _COST
    columns = OrderAdvice.will_expire, money, sa.func.coalesce(OrderAdvice.on_hand, 0.0) + OrderAdvice.arriving
    for sku, name, units, value, there in _dearest(session, columns, money, OrderAdvice.will_expire >= 1):
        reason = ngettext(
            "{count} unit of what is there and on its way will expire before it is sold.",
            "{count} units of what is there and on its way will expire before they are sold.",
            round(units),
        )
        yield Found(Kind.EXPIRES, sku, name, value, reason, _product(sku), compared=(there, units))


def _data_missing(session: Session) -> Iterator[Found]:
    """Sold, and nobody knows how many are there: nothing can be ordered."""
    money = OrderAdvice.expected_demand * _WORTH
    columns = OrderAdvice.expected_demand, money
    unknown = OrderAdvice.kind == AdviceKind.UNKNOWN, OrderAdvice.expected_demand >= 1
    for sku, name, units, value in _dearest(session, columns, money, *unknown):
        reason = _(
            "Nobody has said how many are on hand; {units} are expected to be asked for until the next order.",
            units=round(units),
        )
        yield Found(Kind.DATA_MISSING, sku, name, value, reason, _product(sku, ""))


def _dearest(
    session: Session, columns: tuple[Any, ...], money: Any, *conditions: sa.ColumnElement[bool]
) -> list[tuple[Any, ...]]:
    """Code, name and these columns of the products whose advice is like this."""
    query = sa.select(Product.sku, Product.name, *columns).join(OrderAdvice, OrderAdvice.product_id == Product.id)
    query = query.where(*conditions).order_by(money.desc(), Product.id).limit(MOST)
    return [tuple(row) for row in session.execute(query)]


def _overdue(session: Session) -> Iterator[Found]:
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
        .limit(MOST)
    )
    for number, supplier, lines, day, value in session.execute(query):
        words = OVERDUE_FROM if supplier else OVERDUE
        reason = ngettext(*words, lines, day=day, **({"supplier": supplier} if supplier else {}))
        link = f"/purchase-orders?number={_segment(number)}"
        yield Found(Kind.OVERDUE, number, supplier or "", value, reason, link, supplier or "")


def _forecast_off(session: Session) -> Iterator[Found]:
    """Too high, or too low, by half of what was sold over four weeks."""
    off = sa.and_(sa.func.abs(_ERROR) > OFF_BY * _ACTUAL, sa.func.abs(_ERROR) > OFF_BY * LEAST_UNITS)
    for sku, name, actual, error, price in _scored(session, WEEKS, off):
        said = {"weeks": WEEKS, "units": round(abs(error)), "sold": round(actual)}
        reason = _(TOO_HIGH if error > 0 else TOO_LOW, **said)
        link = f"/accuracy?by=week&product_sku={_segment(sku)}"
        compared = actual, actual + error
        yield Found(Kind.FORECAST_OFF, sku, name, abs(error) * price, reason, link, compared=compared)


def _demand_jumped(session: Session) -> Iterator[Found]:
    """Last week was nothing like its forecast, and on most of its days."""
    outside, forecast = sa.func.sum(ForecastScore.forecasts - ForecastScore.inside), _ACTUAL + _ERROR
    jumped = sa.or_(JUMPED_BY * forecast < _ACTUAL, forecast > JUMPED_BY * _ACTUAL)
    off = sa.and_(jumped, sa.func.abs(_ERROR) >= LEAST_UNITS, outside >= MOSTLY_OUTSIDE)
    for sku, name, actual, error, price in _scored(session, 1, off):
        sold, expected = round(actual), round(actual + error)
        reason = _("Last week {sold} were sold, and {forecast} forecast.", sold=sold, forecast=expected)
        money, link = abs(error) * price, _product(sku, "/sales")
        yield Found(Kind.DEMAND_JUMPED, sku, name, money, reason, link, compared=(actual, actual + error))


# Of one product, over the weeks that are looked at.
_ACTUAL, _ERROR = (sa.func.sum(sa.cast(column, sa.Double)) for column in (ForecastScore.actual, ForecastScore.error))


def _scored(session: Session, weeks: int, off: sa.ColumnElement[bool]) -> list[tuple[str, str, float, float, float]]:
    """Code, name, sales, error and price of products over their last full weeks, the largest error in money first.

    off -- of their sums: which are looked for
    """
    monday = clock.monday(clock.today())
    # Added up and sorted out before a product is looked at: that is once each, and only of those that are looked for.
    sums = (
        sa.select(ForecastScore.product_id, _ACTUAL.label("actual"), _ERROR.label("error"))
        .where(ForecastScore.lead == 1, ForecastScore.week < monday)
        .where(ForecastScore.week >= monday - timedelta(weeks=weeks))
        .group_by(ForecastScore.product_id)
        .having(off)
        .cte()
    )
    price = sa.func.coalesce(sa.cast(Product.unit_price, sa.Double), 1.0)
    query = (
        sa.select(Product.sku, Product.name, sums.c.actual, sums.c.error, price)
        .join(sums, sums.c.product_id == Product.id)
        .order_by((sa.func.abs(sums.c.error) * price).desc(), Product.id)
        .limit(MOST)
    )
    return [tuple(row) for row in session.execute(query)]


def _job_failed(session: Session) -> Iterator[Found]:
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
        .limit(MOST)
    )
    for record in session.scalars(query):
        title, why = job_titles.title_of(record), record.error_message or _("It failed.")
        yield Found(Kind.JOB_FAILED, record.id, title, 0.0, why, f"/tasks/{record.id}")


_LOOKS: dict[Kind, Callable[[Session], Iterator[Found]]] = {
    Kind.RUNS_OUT: _runs_out,
    Kind.OVERDUE: _overdue,
    Kind.FORECAST_OFF: _forecast_off,
    Kind.DEMAND_JUMPED: _demand_jumped,
    Kind.TOO_MUCH: _too_much,
    Kind.EXPIRES: _expires,
    Kind.DATA_MISSING: _data_missing,
    Kind.JOB_FAILED: _job_failed,
}
