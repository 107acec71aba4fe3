from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

_IS_CHAMPION = text("is_champion")


class ModelVersion(Base):
    """One training of one product. Exactly one version per product is its champion, whose forecast is served.

    accuracy figures are in `metrics` (see forecasting.training.BacktestMetrics), from rolling backtests.
    recipe -- share of each method in the forecast, by its name; None: from before recipes were kept
    history_end -- last day the model has seen
    """

    __tablename__ = "model_versions"
    __table_args__ = (
        Index("uq_model_versions_product_id_version", "product_id", "version", unique=True),
        Index(
            "uq_model_versions_champion",
            "product_id",
            unique=True,
            postgresql_where=_IS_CHAMPION,
            sqlite_where=_IS_CHAMPION,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    version: Mapped[int]
    is_champion: Mapped[bool]
    method: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500))
    confidence: Mapped[str] = mapped_column(String(16))
    metrics: Mapped[dict[str, Any]]
    recipe: Mapped[dict[str, Any] | None]
    correction_factor: Mapped[float]
    outliers: Mapped[list[Any]]
    has_document: Mapped[bool]
    history_start: Mapped[date | None]
    history_end: Mapped[date]
    trained_at: Mapped[datetime]


class StoredChoice(Base):
    """What was chosen for one model version, by which its product is forecast again until it is chosen anew.

    until -- last day that it was chosen on; the other figures of a forecasting.trained.Choice are in `known`
    spread -- little-endian float64, shape (forecasting.uncertainty.intervals.FIGURES,)
    """

    __tablename__ = "choices"

    version_id: Mapped[int] = mapped_column(ForeignKey("model_versions.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[date]
    known: Mapped[dict[str, Any]]
    spread: Mapped[bytes] = mapped_column(LargeBinary)


class StoredForecast(Base):
    """The forecast of one model version.

    mean      -- little-endian float32, shape (horizon,)
    quantiles -- little-endian uint16, shape (horizon, len(forecasting.forecast.LEVELS)), in units of quantile_scale
    is_whole  -- of what is sold in whole units only

    Both begin with the first period, so that a prefix of the bytes is a shorter forecast.
    """

    __tablename__ = "forecasts"

    version_id: Mapped[int] = mapped_column(ForeignKey("model_versions.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[date]
    step_days: Mapped[int]
    horizon: Mapped[int]
    mean: Mapped[bytes] = mapped_column(LargeBinary)
    quantiles: Mapped[bytes] = mapped_column(LargeBinary)
    quantile_scale: Mapped[float]
    is_whole: Mapped[bool] = mapped_column(default=False, server_default=false())


class ForecastMoments(Base):
    """What sums of forecasts need of one of days: a small part of it, as a whole catalogue is read at once.

    moments -- little-endian float32, shape (days, 2): mean and variance of each, from `start` on
    """

    __tablename__ = "forecast_moments"

    version_id: Mapped[int] = mapped_column(ForeignKey("model_versions.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[date]
    days: Mapped[int]
    moments: Mapped[bytes] = mapped_column(LargeBinary)
