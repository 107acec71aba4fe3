"""Advice brought up to date after something that may concern any number of products: few at once, many by a task."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.db.expressions import among
from app.models import OrderAdvice, Product, Supplier, TaskRecord
from app.models.task import ENDED, Status
from services.catalogue import kits, product_service
from services.errors import Unavailable
from services.histories import lineage
from services.jobs import jobs
from services.jobs.task_runs import RunningTask
from services.replenishment.advice import classes, never_sold
from services.replenishment.lists import advice_lines
from services.replenishment.renewal import advice_service, stock_notices
from services.replenishment.supply import supply_calendar
from services.task_service import TaskService
from utils import clock
from utils.language import _

log = logging.getLogger(__name__)

# Whoever announces an event waits for so many.
AT_ONCE = 200
BLOCK = 500


@dataclass
class Change:
    """A change of what advice rests on, in the transaction that makes it.

    is_pending -- once it is made: whether the advice on what it touched follows in the background
    can_wait   -- whether that may be left to the night
    parts      -- what goes into what it touched, or takes the place of it, by id
    """

    session: Session
    is_pending: bool = False
    can_wait: bool = False
    parts: Collection[int] = ()
    _ids: set[int] = field(default_factory=set)
    _concerned: list[sa.ColumnElement[bool]] = field(default_factory=list)

    def touches(self, product_ids: Iterable[int]) -> None:
        """The advice on these products is to follow."""
        self._ids.update(product_ids)

    def concerns(self, conditions: Sequence[sa.ColumnElement[bool]], can_wait: bool) -> None:
        """So is that on the products of which all of this holds."""
        self._concerned, self.can_wait = [sa.and_(sa.true(), *conditions)], can_wait

    def take_back(self) -> None:
        """Forget all of it: it was only tried."""
        self.session.rollback()
        self._ids.clear()

    def follow(self) -> bool:
        """Bring the advice up to date, unless that on more than AT_ONCE products is to follow."""
        self.session.flush()
        ids = self._touched()
        if len(ids) > AT_ONCE:
            return False
        follow_up(self.session, ids)
        self.parts = parts(self.session, ids)
        return True

    def _touched(self) -> Collection[int]:
        if not self._concerned and len(self._ids) <= AT_ONCE:
            return self._ids
        concerned = self._concerned or [among(Product.id, self._ids)]
        return self.session.scalars(_advised(concerned).limit(AT_ONCE + 1)).all()


@contextmanager
def change() -> Iterator[Change]:
    """A transaction that changes stock, orders, terms or events, after which the advice is what follows from them.

    Few products are brought up to date in the same transaction, many by a task after it.
    """
    with transaction() as session:
        made = Change(session)
        yield made
        made.is_pending = not made.follow()
    follow_parts(made.parts)
    if made.is_pending and not made.can_wait:
        submit()


def follow_up(session: Session, product_ids: Iterable[int]) -> None:
    """Bring the advice on these products up to date, and tell who wants to know that one runs out."""
    ids = sorted(set(product_ids))
    session.flush()
    advice_service.refresh(session, ids)
    stock_notices.note_risks(session, ids)


def parts(session: Session, product_ids: Collection[int]) -> Collection[int]:
    """The ids of what goes into these products, for kits are demand for their parts, of what goes into kits with them,
    for where one is lacking no other is taken, and of what takes their place, for what is left of them is sold first.
    """
    if not product_ids:
        return ()
    below = product_service.ids_of(session, _in_kits(session, product_ids)).values()
    return {*below, *lineage.heirs(session, product_ids)}


def _in_kits(session: Session, product_ids: Collection[int]) -> Collection[str]:
    """What goes into many kits leaves what goes into them with it to the night."""
    if not (known := kits.read(session)).by_sku:
        return ()
    own = session.scalars(sa.select(Product.sku).where(among(Product.id, product_ids)))
    together = known.below({*product_ids, *(kit.product_id for kit in known.above(own).values())})
    return together if len(together) <= AT_ONCE else known.below(product_ids)


def follow_parts(product_ids: Collection[int]) -> None:
    """Bring the advice on these parts up to date: in transactions of their own, as a change may hold kits that come
    after them, and all hold in one order."""
    ids = sorted(product_ids)
    for first in range(0, len(ids), BLOCK):
        with transaction() as session:
            follow_up(session, ids[first : first + BLOCK])


def submit() -> None:
    """Have all advice brought up to date in the background; where no task can be sent, the night does it."""
    # One that still waits will see all that is committed by now; one that has begun may have read before.
    waiting = sa.exists().where(TaskRecord.name == jobs.REFRESH_ADVICE, TaskRecord.status == Status.PENDING)
    with snapshot() as session:
        if session.scalar(sa.select(waiting)):
            return
    try:
        TaskService.submit(jobs.RefreshAdvice())
    except Unavailable as error:
        log.warning("advice.refresh_not_submitted", extra={"error": str(error)})


def is_due(session: Session) -> bool:
    """Whether advice may be older than what it rests on: a task that brings it up to date waits, or is at it."""
    unended = sa.exists().where(TaskRecord.name == jobs.REFRESH_ADVICE, TaskRecord.status.not_in(ENDED))
    return bool(session.scalar(sa.select(unended)))


def follow_cut_offs() -> dict[str, int]:
    """Where a supplier takes no more orders today, the advice is that of its next order day from then on."""
    with snapshot() as session:
        passed = [own for own in session.scalars(_WITH_CUT_OFF) if supply_calendar.cut_off_today(own) <= clock.now()]
    return {"advice_after_cut_off": _follow(sa.or_(sa.false(), *(_is_older(own) for own in passed)))}


def follow_days() -> dict[str, int]:
    """Once a day of the shop has begun, the advice is that of this day, whenever the night run comes."""
    return {"advice_of_yesterday": _follow(OrderAdvice.computed_at < clock.day_began())}


def follow_classes() -> dict[str, int]:
    """Where a class has another service level by now, or a product another class, the advice is by that from now on."""
    return {"advice_after_classes": _follow(classes.rests_on_other_level())}


def _follow(is_outdated: sa.ColumnElement[bool]) -> int:
    """Bring such advice up to date, that on many products by a task; on how many, at most AT_ONCE + 1."""
    with transaction() as session:
        if is_due(session):
            return 0
        ids = session.scalars(_advised([is_outdated]).limit(AT_ONCE + 1)).all()
        if len(ids) <= AT_ONCE:
            follow_up(session, ids)
    if len(ids) > AT_ONCE:
        submit()
    return len(ids)


def classify(session: Session) -> None:
    """Work out the classes of all products; the advice on those whose service level is another by them follows, that
    on more than a few within a minute (see `follow_classes`)."""
    concerned = classes.classify(session)
    if len(concerned) <= AT_ONCE:
        follow_up(session, concerned)


def refresh_all(running: RunningTask) -> dict[str, Any]:
    """Work out all advice anew, part by part, and tell of new risks."""
    with snapshot() as session:
        kits_and_parts = parts(session, [kit.product_id for kit in kits.every(session).values()])
        ids = sorted({*session.scalars(_advised(())), *kits_and_parts})
    for first in range(0, len(ids), BLOCK):
        running.report(first, len(ids), _("Working out what to order"))
        with transaction() as session:
            still_there = among(Product.id, ids[first : first + BLOCK])
            follow_up(session, session.scalars(sa.select(Product.id).where(still_there)).all())
    return {"products": len(ids)}


_WITH_CUT_OFF = sa.select(Supplier).where(Supplier.cut_off.is_not(None))


def _is_older(supplier: Supplier) -> sa.ColumnElement[bool]:
    made_before = OrderAdvice.computed_at < supply_calendar.cut_off_today(supplier)
    return sa.and_(advice_lines.SUPPLIER.in_([supplier.name]), made_before)


def _advised(concerned: Sequence[sa.ColumnElement[bool]]) -> sa.Select[int]:
    ids = sa.select(Product.id).outerjoin(OrderAdvice, OrderAdvice.product_id == Product.id)
    has_one = sa.or_(OrderAdvice.product_id.is_not(None), never_sold.IS_STATED)
    return ids.where(has_one, *concerned).order_by(Product.id)
