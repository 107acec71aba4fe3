from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class ImportProfile(Base):
    """How files with these headings are to be read, as somebody of the shop has said once.

    headings -- all of them; columns -- the heading of each of our fields
    """

    __tablename__ = "import_profiles"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    headings: Mapped[list[Any]]
    columns: Mapped[dict[str, Any]]
    decimal: Mapped[str] = mapped_column(String(1))
    date_order: Mapped[str] = mapped_column(String(3))
    created_at: Mapped[datetime]
