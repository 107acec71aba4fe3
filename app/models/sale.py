from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.product import Money


class Sale(Base):
    """What one product sold on one day. A day without a row is a day without a sale."""

    __tablename__ = "sales"
    # Without a row id SQLite stores the rows in key order: a product's history is one contiguous read.
    __table_args__ = (CheckConstraint("quantity >= 0", name="quantity"), {"sqlite_with_rowid": False})

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    quantity: Mapped[float]
    in_stock: Mapped[bool] = mapped_column(default=True)
    price: Mapped[Decimal | None] = mapped_column(Money)
    promo: Mapped[bool] = mapped_column(default=False)
