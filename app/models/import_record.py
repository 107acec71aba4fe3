"""What imports changed, for as long as they can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class ImportRecord(Base):
    """An import that can be undone; ids rise in the order in which imports took effect.

    kind      -- what was imported ("sales"): who can undo it
    details   -- what its kind needs to know for that
    undone_at -- None: it holds
    """

    __tablename__ = "import_records"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    details: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)
    undone_at: Mapped[datetime | None]


class ImportBlock(Base):
    """Some of what an import told, and what was there before, compressed; in the order of `number`.

    first_product, last_product -- the range of its products
    """

    __tablename__ = "import_blocks"

    import_id: Mapped[int] = mapped_column(ForeignKey("import_records.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_product: Mapped[int]
    last_product: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
