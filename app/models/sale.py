"""What was sold, and who said so."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.product import Money

# The source of those who name none; it has no row of its own among the sources.
DEFAULT_SOURCE = 0

_RETURNED, _IS_SHARE = text("returned > 0"), text("span > 1")


class Sale(Base):
    """What one product sold on one day. A day without a row is a day without a sale.

    returned  -- units that came back on this day beyond what was sold on it
    span      -- the days of the total that this figure is a share of: 1, the day's own; 7, a week's
    source_id -- whose figure this is; None: added up from the parts that several sources have told
    """

    __tablename__ = "sales"
    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity"),
        # The few days with returns, or that are shares of totals, are asked for at each training; all days are many.
        Index("ix_sales_returned", "product_id", "day", sqlite_where=_RETURNED, postgresql_where=_RETURNED),
        Index("ix_sales_shares", "product_id", "day", sqlite_where=_IS_SHARE, postgresql_where=_IS_SHARE),
        # Without a row id SQLite stores the rows in key order: a product's history is one contiguous read.
        {"sqlite_with_rowid": False},
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    quantity: Mapped[float]
    in_stock: Mapped[bool] = mapped_column(default=True)
    price: Mapped[Decimal | None] = mapped_column(Money)
    promo: Mapped[bool] = mapped_column(default=False)
    returned: Mapped[float] = mapped_column(default=0.0, server_default="0")
    span: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")
    source_id: Mapped[int | None] = mapped_column(SmallInteger, default=DEFAULT_SOURCE, server_default="0")


class SaleSource(Base):
    """Where sales come from: a till, a web shop."""

    __tablename__ = "sale_sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)


class SalePart(Base):
    """What one source told of a day that others told of, too; the day's row in `sales` is their sum.

    quantity -- below zero: more came back than was sold
    """

    __tablename__ = "sale_parts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    quantity: Mapped[float]
    in_stock: Mapped[bool]
    price: Mapped[Decimal | None] = mapped_column(Money)
    promo: Mapped[bool]
    span: Mapped[int] = mapped_column(SmallInteger)
