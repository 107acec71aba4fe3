"""Stock: how much there was, what was ordered, what came."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.product import Money

_EMPTY = text("on_hand <= 0")


class Supplier(Base):
    """Who delivers. Products name their supplier; the minimums hold for one order to this supplier.

    order_days, delivery_days -- "mon" to "sun", None: any day
    cut_off -- "11:00" by the shop's clock, None: midnight
    currency -- of its prices and minimums, None: the shop's; exchange_rate -- what one of it is worth in the shop's
    order_cost -- what an order costs, whatever is ordered
    language -- in which it is written to, None: English
    closed -- spans of days, {"from", "to"}, in which nothing is ordered and nothing comes
    lead_time_days to min_order -- what holds for its products that say nothing of their own; None: nothing
    """

    __tablename__ = "suppliers"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    min_order_value: Mapped[Decimal | None] = mapped_column(Money)
    min_order_units: Mapped[int] = mapped_column(default=0)
    lead_time_days: Mapped[int | None]
    lead_time_sd_days: Mapped[float | None]
    review_days: Mapped[int | None]
    service_level: Mapped[float | None]
    pack_size: Mapped[int | None]
    min_order: Mapped[int | None]
    order_days: Mapped[list[Any] | None]
    cut_off: Mapped[str | None] = mapped_column(String(5))
    delivery_days: Mapped[list[Any] | None]
    closed: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    order_cost: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str | None] = mapped_column(String(3))
    exchange_rate: Mapped[float | None]
    min_order_weight: Mapped[float | None]
    min_order_volume: Mapped[float | None]
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class StockLevel(Base):
    """Units of a product on hand at the end of a day, as last recorded; it holds until the next record.

    counted -- False: what a receipt made of the level before it
    """

    __tablename__ = "stock_levels"
    __table_args__ = (
        # The few days that end empty are asked for at each training; all days are many.
        Index("ix_stock_levels_empty", "product_id", "day", sqlite_where=_EMPTY, postgresql_where=_EMPTY),
        {"sqlite_with_rowid": False},
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    on_hand: Mapped[float]
    counted: Mapped[bool] = mapped_column(default=True, server_default=true())


class OrderStatus(StrEnum):
    """Whether goods are still to come. Draft: nobody has ordered it yet. Received: all of it, or closed short."""

    DRAFT = "draft"
    OPEN = "open"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class PurchaseOrder(Base):
    """One line of a purchase order: a product on its way. `number` is the shop's own reference.

    status -- an OrderStatus
    advised -- units that were advised when it was ordered; None: it was not ordered from advice
    agreed -- of what was ordered, see `agreements.Agreed`; None: a draft, what was taken out of one, or ordered before
              it was kept
    source_id -- of a transfer, the product in the place that gives
    lots -- of a transfer of what expires, units by their last day, as they left, the first to expire first: a list of
            [day, units]; None: it keeps, or left before that was noted
    """

    __tablename__ = "purchase_orders"
    __table_args__ = (
        Index("uq_purchase_orders_number_product_id", "number", "product_id", unique=True),
        Index("ix_purchase_orders_product_id_status", "product_id", "status"),
        # A client keeps the ids of lines: none is given again to another.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(64))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    supplier: Mapped[str] = mapped_column(String(100), default="")
    quantity: Mapped[float]
    received: Mapped[float] = mapped_column(default=0.0)
    status: Mapped[str] = mapped_column(String(16), default=OrderStatus.OPEN)
    ordered_on: Mapped[date]
    expected_on: Mapped[date]
    advised: Mapped[float | None]
    agreed: Mapped[dict[str, Any] | None]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("products.id", ondelete="SET NULL"))
    lots: Mapped[list[Any] | None]
    created_at: Mapped[datetime]

    @property
    def was_ordered(self) -> bool:
        return self.agreed is not None

    @classmethod
    def has_agreed(cls) -> ColumnElement[bool]:
        """Whether it was ordered, for the database: what was set to None is a null of JSON there."""
        own: Any = cls.agreed
        return own["sku"].as_string().is_not(None)

    @classmethod
    def agreed_cost(cls) -> ColumnElement[float]:
        """What one unit was agreed to cost in the shop's money, for the database; null: not noted."""
        own: Any = cls.agreed
        return own["shop_cost"].as_float()


class Receipt(Base):
    """Goods that came in for a purchase order; from these days lead times are learned."""

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_received_on_order_id", "received_on", "order_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("purchase_orders.id", ondelete="CASCADE"), index=True)
    received_on: Mapped[date]
    quantity: Mapped[float]
    created_at: Mapped[datetime]


class StockOutNotice(Base):
    """A product whose coming stock-out has been noted for who listens; forgotten once it is no longer at risk."""

    __tablename__ = "stock_out_notices"

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    noted_at: Mapped[datetime] = mapped_column("told_at")
