"""Links with which a supplier answers an order without signing in: who has the link may, so it is hard to guess."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderLink
from services.errors import NotFound
from services.orders.entry import order_work
from services.orders.history import order_seen, order_steps
from services.orders.history.order_steps import Doing
from services.orders.lines import order_heads
from services.orders.lines.order_fields import Confirmation
from services.orders.lines.order_states import UNDER_WAY
from services.orders.papers import order_papers
from services.orders.papers.order_papers import Paper
from utils import clock
from utils.config import get_settings
from utils.language import _

TOKEN_BYTES = 32
PATH = "/order-confirmations/"


@dataclass(frozen=True)
class NewLink:
    """path -- to be put behind PUBLIC_URL; known to nobody but whom it is given"""

    path: str
    expires_at: datetime


def make(session: Session, number: str) -> NewLink:
    """A link to this order; earlier ones are no longer valid."""
    forget(session, number)
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    expires_at = now + timedelta(days=get_settings().order_link_days)
    session.add(OrderLink(token_hash=_hash(token), number=number, created_at=now, expires_at=expires_at))
    return NewLink(PATH + token, expires_at)


def forget(session: Session, number: str) -> None:
    """Have no link lead to this order any more."""
    session.execute(sa.delete(OrderLink).where(OrderLink.number == number))


@dataclass(frozen=True)
class Shown:
    """seen -- the mark of the order as it is shown, see `order_seen`"""

    paper: Paper
    seen: int


def shown(token: str) -> Shown:
    """The order that a link leads to. Raises NotFound, and Conflict where nothing of it is left."""
    with snapshot() as session:
        order = order_heads.find(session, _number(session, token))
        if order.state not in UNDER_WAY:
            raise _invalid()
        seen = order_seen.mark(order, order_steps.of_order(session, order.number))
        return Shown(order_papers.of(session, order), seen)


def confirm(token: str, said: Confirmation, seen: int | None = None) -> None:
    """The supplier confirms its order, and says when it comes; seen -- as of a `Doing`.

    Raises NotFound, Conflict, InvalidInput.
    """
    order = shown(token).paper.order
    order_work.confirm(order.number, said, Doing("confirm", None, by=order.supplier or "supplier", seen=seen))


def _number(session: Session, token: str) -> str:
    valid = OrderLink.token_hash == _hash(token), OrderLink.expires_at > clock.now()
    number = session.scalar(sa.select(OrderLink.number).where(*valid))
    if number is None:
        raise _invalid()
    return number


def _invalid() -> NotFound:
    return NotFound(_("This link is not valid (any more). Please ask whoever sent you the order."), "link_not_valid")


def _hash(token: str) -> str:
    # Of 256 random bits no table can be made: a plain digest is enough, and it is found by an index.
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
