from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class ChangedProduct(Base):
    """A product whose sales of past days have changed since it was trained; since -- the first of these changes."""

    __tablename__ = "changed_products"

    product_id: Mapped[int] = mapped_column(
        sa.ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    since: Mapped[datetime]
    changed_at: Mapped[datetime]
