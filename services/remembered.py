"""What was worked out a moment ago, while what it rests on is the same: a page that is opened again, or is open all
day, need not have it worked out anew."""

import time
from collections.abc import Callable, Hashable
from datetime import timedelta
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import get_engine, sight
from app.models import Event, ForecastScore, OrderAdvice, Override, Product, Supplier
from forecasting.published.scoring import LEADS
from utils import clock, language

T = TypeVar("T")
# Should a change escape a state, as one that is committed after a later one does.
SECONDS = 120
# What a thing rests on: other figures as soon as that has changed, at a small part of the price of working it out.
State = Callable[[Session], tuple[Any, ...]]


class Remembered(Generic[T]):
    """For each database, language and choice of locations. What it gives is shared: nobody may change it.

    rests_on -- the states on which it holds; most -- so many are kept in a process, the oldest go first
    """

    def __init__(self, *rests_on: State, most: int) -> None:
        self._rests_on, self._most, self._lock = rests_on, most, Lock()
        self._kept: WeakKeyDictionary[Engine, dict[Hashable, tuple[Any, float, T]]] = WeakKeyDictionary()

    def get(self, session: Session, asked: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, which depends on what is asked and on nothing but these states, language and locations.

        session -- a snapshot, in which it works
        """
        state = clock.today(), *(own(session) for own in self._rests_on)
        key = asked, str(language.locale()), sight.locations()
        with self._lock:
            own = self._kept.setdefault(get_engine(), {})
            rested_on, until, found = own.get(key, (None, 0.0, None))
        if rested_on != state or time.monotonic() > until:
            found = work()
            with self._lock:
                own.pop(key, None)
                for oldest in list(own)[: len(own) + 1 - self._most]:
                    del own[oldest]
                own[key] = state, time.monotonic() + SECONDS, found
        return found  # type: ignore[return-value] # None only where that was worked out


def advice(session: Session) -> tuple[Any, ...]:
    """Newest and money as well: what is stamped before another and committed after it moves no newest. Each is asked
    for by itself, for then an index has it; money as decimals, whose sum is the same in any order."""
    money = sa.cast(OrderAdvice.money_at_risk, sa.Numeric(asdecimal=False))
    figures = sa.func.count(), sa.func.max(OrderAdvice.computed_at), sa.func.sum(money)
    return tuple(session.scalars(sa.select(figure).select_from(OrderAdvice)).one() for figure in figures)


def products(session: Session) -> tuple[Any, ...]:
    return tuple(session.execute(sa.select(sa.func.count(), sa.func.max(Product.updated_at))).one())


def suppliers(session: Session) -> tuple[Any, ...]:
    return tuple(session.execute(sa.select(sa.func.count(), sa.func.max(Supplier.updated_at))).one())


def events(session: Session) -> tuple[Any, ...]:
    return tuple(session.execute(sa.select(sa.func.count(), sa.func.max(Event.updated_at))).one())


def overrides(session: Session) -> tuple[Any, ...]:
    """Of planners, as they are in force now."""
    still = sa.or_(Override.expires_at.is_(None), Override.expires_at > clock.now())
    in_force = sa.case((sa.and_(Override.withdrawn_at.is_(None), still), 1))
    return tuple(session.execute(sa.select(sa.func.count(in_force), sa.func.max(Override.id))).one())


def scores(session: Session) -> tuple[Any, ...]:
    """Of the running week and the one before: older ones are never scored without them."""
    last_week = clock.monday(clock.today()) - timedelta(weeks=1)
    sums = sa.func.sum(sa.cast(ForecastScore.error, sa.Double)), sa.func.sum(ForecastScore.inside)
    recent = ForecastScore.week >= last_week, ForecastScore.lead == LEADS[0]
    return tuple(session.execute(sa.select(sa.func.count(), *sums).where(*recent)).one())
