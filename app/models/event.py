from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.product import Money


class EventKind(StrEnum):
    """What an event does to sales."""

    PROMOTION = "promotion"
    PRICE = "price"
    CLOSURE = "closure"
    HOLIDAY = "holiday"


class Event(Base):
    """Something known ahead that moves sales: kind -- an EventKind.

    It concerns every product that fits all of product_id, category and location; None fits any.
    price -- of one unit on these days, where kind is "price"
    country, region -- of a "holiday" or "closure": ISO 3166 codes whose public holidays these are; without starts_on
    they are so since ever, without ends_on for ever
    deleted_at -- when it was taken back; forecasts made before have counted on it
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), index=True)
    category: Mapped[str | None] = mapped_column(String(100))
    location: Mapped[str | None] = mapped_column(String(100))
    price: Mapped[Decimal | None] = mapped_column(Money)
    country: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(10))
    author: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
