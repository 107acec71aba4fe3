from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class CategoryTerms(Base):
    """What holds for the products of a category that say nothing of their own, nor their supplier; None: nothing."""

    __tablename__ = "category_terms"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    lead_time_days: Mapped[int | None]
    lead_time_sd_days: Mapped[float | None]
    review_days: Mapped[int | None]
    service_level: Mapped[float | None]
    pack_size: Mapped[int | None]
    min_order: Mapped[int | None]
    updated_at: Mapped[datetime]
