"""What was found a moment ago, while what it rests on is the same: every page that is open asks once a minute."""

import time
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import get_engine, sight
from app.models import ForecastScore, OrderAdvice, Product
from services.attention import kinds
from services.attention.kinds import Found, Kind
from utils import clock, language

# Few rows, and other ones at any moment: looked up each time.
ANEW = frozenset({Kind.OVERDUE, Kind.JOB_FAILED})
# Should a change escape `_state`, as one that is committed after a later one does.
SECONDS = 600
# Of as many languages and choices of locations.
MOST = 50

# By database, language and locations: what it rested on, until when it holds, what was found.
_kept: WeakKeyDictionary[Engine, dict[Any, tuple[Any, float, dict[Kind, list[Found]]]]] = WeakKeyDictionary()


def find(session: Session) -> list[Found]:
    """As `kinds.find` of all kinds."""
    known = _of_products(session)
    return [found for kind in Kind for found in (known[kind] if kind in known else kinds.find(session, kind))]


def _of_products(session: Session) -> dict[Kind, list[Found]]:
    state, now = _state(session), time.monotonic()
    own, key = _kept.setdefault(get_engine(), {}), (str(language.locale()), sight.locations())
    rested_on, until, known = own.get(key, (None, 0.0, {}))
    if rested_on != state or now > until:
        known = {kind: kinds.find(session, kind) for kind in Kind if kind not in ANEW}
        if len(own) >= MOST:
            own.clear()
        own[key] = state, now + SECONDS, known
    return known


def _state(session: Session) -> tuple[Any, ...]:
    """What changes whenever the advice, the products or the scores do, at a small part of the price of looking."""
    last_week = clock.monday(clock.today()) - timedelta(weeks=1)
    scores = sa.func.sum(sa.cast(ForecastScore.error, sa.Double)), sa.func.sum(ForecastScore.inside)
    states = (
        sa.select(sa.func.count(), sa.func.max(OrderAdvice.computed_at)),
        sa.select(sa.func.count(), sa.func.max(Product.updated_at)),
        # Older weeks are never scored without it.
        sa.select(sa.func.count(), *scores).where(ForecastScore.week == last_week, ForecastScore.lead == 1),
    )
    return clock.today(), *(tuple(session.execute(state).one()) for state in states)
