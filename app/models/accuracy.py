"""Forecasts as they were published, and how they did."""

from datetime import date

from sqlalchemy import REAL, ForeignKey, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class PublishedForecast(Base):
    """The first forecast that was published for a product after the sales of a day: the next 28 days.

    correction -- the factor against a lasting bias that is in them, 1: none
    figures -- little-endian uint16, shape (3, 28): mean, 10 % and 90 % quantile, in units of `scale`; 65535: none
    reconstructed -- it was made later, of what was known then
    """

    __tablename__ = "published_forecasts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    as_of: Mapped[date] = mapped_column(primary_key=True)
    correction: Mapped[float]
    scale: Mapped[float]
    figures: Mapped[bytes] = mapped_column(LargeBinary)
    reconstructed: Mapped[bool] = mapped_column(default=False, server_default=false())


class ForecastScore(Base):
    """Sums over the days of one week that were forecast, each as often as it was: once for each lead.

    week -- its Monday; lead -- the shortest lead of its bucket: 1 (to 7 days ahead), 8 (to 14) or 15 (to 28)
    forecasts -- how many there were, the count behind all sums; error -- forecast less actual
    naive_absolute_error -- of the last week known at the time, repeated
    uncorrected -- what would have been forecast without any correction factor; inside -- days within the 80 % interval
    reconstructed -- how many of the forecasts were made later: all, or none
    """

    __tablename__ = "forecast_scores"
    __table_args__ = ({"sqlite_with_rowid": False},)

    week: Mapped[date] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, index=True)
    lead: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    forecasts: Mapped[int]
    actual: Mapped[float] = mapped_column(REAL)
    absolute_error: Mapped[float] = mapped_column(REAL)
    error: Mapped[float] = mapped_column(REAL)
    naive_absolute_error: Mapped[float] = mapped_column(REAL)
    uncorrected: Mapped[float] = mapped_column(REAL)
    inside: Mapped[int]
    reconstructed: Mapped[int] = mapped_column(default=0, server_default="0")


class WeekErrors(Base):
    """The errors of one week at the shortest lead, of all products with scores, as one row.

    week -- its Monday; product_ids -- little-endian int64, errors -- float64, both (products,): forecast less actual
    """

    __tablename__ = "week_errors"

    week: Mapped[date] = mapped_column(primary_key=True)
    product_ids: Mapped[bytes] = mapped_column(LargeBinary)
    errors: Mapped[bytes] = mapped_column(LargeBinary)


class KeptPromise(Base):
    """Order cycles of a product that ended in a week: which service was promised, and which was kept.

    week -- its Monday; cycles -- how many; promised -- the sum of their service levels, as asked for at the time
    kept -- of cycles that promise no stock-out, how many had none; of those that promise a fill rate, their sum
    days_out -- days without stock; lost -- units that would have been sold on these
    reconstructed -- how many of the cycles never were: orders by the advice of the time would have come to this
    """

    __tablename__ = "kept_promises"
    __table_args__ = ({"sqlite_with_rowid": False},)

    week: Mapped[date] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, index=True)
    cycles: Mapped[int]
    promised: Mapped[float] = mapped_column(REAL)
    kept: Mapped[float] = mapped_column(REAL)
    days_out: Mapped[int]
    lost: Mapped[float] = mapped_column(REAL)
    reconstructed: Mapped[int] = mapped_column(default=0, server_default="0")
