"""What scenarios of a large shop came to, for as long as somebody may look at them."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class ScenarioPart(Base):
    """Some of the products that a scenario compares, compressed; in the order of `number`.

    task_id -- of the task that worked it out: its result has the sums
    """

    __tablename__ = "scenario_parts"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
