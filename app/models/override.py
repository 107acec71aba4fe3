from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Override(Base):
    """A planner's own figure for some days of a product; no training touches it.

    quantity       -- units per day; or else
    change_percent -- added to the model's figure: +20 makes 100 units 120
    expires_at     -- from this moment on the model's figure counts again; None: it never expires
    withdrawn_at   -- when it was taken back; it stays as evidence of what was expected
    days_measured  -- its days gone by, and over them the sums of absolute errors of the planner's figures (error_with)
    and of the model's (error_without), in units; written every night
    """

    __tablename__ = "overrides"
    __table_args__ = (
        CheckConstraint("(quantity IS NULL) <> (change_percent IS NULL)", name="quantity_or_change"),
        Index("ix_overrides_product_id_ends_on", "product_id", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    quantity: Mapped[float | None]
    change_percent: Mapped[float | None]
    reason: Mapped[str] = mapped_column(String(500))
    author: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    days_measured: Mapped[int] = mapped_column(default=0)
    error_with: Mapped[float | None]
    error_without: Mapped[float | None]

    @property
    def factor(self) -> float:
        """What `change_percent` multiplies the model's figure by."""
        return 1 + (self.change_percent or 0) / 100
