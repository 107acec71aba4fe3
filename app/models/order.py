"""Purchase orders and transfers as work: how far each is, what was done to it, and how its supplier may answer."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class OrderKind(StrEnum):
    """A purchase from a supplier, or a transfer from one of the shop's places to another."""

    PURCHASE = "purchase"
    TRANSFER = "transfer"


class OrderPhase(StrEnum):
    """How far an order is before goods come; how it ends is said by its lines."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    CONFIRMED = "confirmed"


class OrderHead(Base):
    """An order as a whole; its lines are the `PurchaseOrder`s of its number. One without a head was entered as sent.

    kind, phase -- an OrderKind, an OrderPhase
    written_by -- ids of the users who have put quantities into it: none of them approves it above the limit
    mail_id -- of the notification by which it was last mailed; sent_to -- the address
    """

    __tablename__ = "orders"

    number: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), default=OrderKind.PURCHASE)
    phase: Mapped[str] = mapped_column(String(16), default=OrderPhase.SENT)
    written_by: Mapped[list[Any]] = mapped_column(default=list)
    drafted_by: Mapped[str | None] = mapped_column(String(64))
    approved_by: Mapped[str | None] = mapped_column(String(64))
    sent_by: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime | None]
    sent_to: Mapped[str | None] = mapped_column(String(254))
    mail_id: Mapped[str | None] = mapped_column(String(36))
    confirmed_by: Mapped[str | None] = mapped_column(String(100))
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class OrderStep(Base):
    """Something that was done to an order, with what it takes to undo it.

    action -- one of `order_states.STEPS`, or draft, order, change, receive, ship
    by -- a user name, or the supplier's
    details -- as plain values of JSON: what was there before, and what after
    """

    __tablename__ = "order_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(500), default="")
    details: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]


class OrderLink(Base):
    """A link by which a supplier answers without signing in. token_hash -- SHA-256: the token itself is kept nowhere"""

    __tablename__ = "order_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
