"""Forecasts as a caller asks for them: for some days, with an interval, beside the recent past."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Product, Sale, StoredForecast
from forecasting import documents
from forecasting.errors import InvalidModelDocument
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.settings import TrainingSettings
from forecasting.training import BacktestMetrics, NotTrained, Trained, train_block
from services import (
    forecast_store,
    history_service,
    jobs,
    model_files,
    model_service,
    product_service,
    recommendation_service,
    training_service,
)
from services.errors import Conflict
from services.jobs import Job
from services.task_run_service import RunningTask
from services.task_service import Submitted, TaskService
from utils import clock

HISTORY_DAYS = 30
# Light enough for a web process, which never loads the model libraries.
ON_THE_SPOT_METHOD = "exponential_smoothing"


@dataclass(frozen=True)
class PredictionRequest:
    """level -- the interval in percent; quantiles -- probabilities to add to each day."""

    product_sku: str
    days: int = 7
    level: float = 80.0
    quantiles: tuple[float, ...] = ()


def predict(request: PredictionRequest) -> dict[str, Any]:
    """The stored forecast, or, for a product without one, a simple fit on the spot.

    Raises NotFound, and Conflict for a product that was never sold.
    """
    with snapshot() as session:
        product = product_service.find_product(session, request.product_sku)
        version = model_service.champion(session, product.id)
        if version is None:
            return _on_the_spot(session, product, request)
        forecast = forecast_store.unpack(session.get_one(StoredForecast, version.id))
        return _answer(session, product, request, forecast, model_service.meta(product.sku, version))


def submit(request: PredictionRequest, user_id: int) -> Submitted:
    """Have the forecast made by a worker, which trains the product first if it has no usable model.

    Raises NotFound, Unavailable.
    """
    product = product_service.get_product(request.product_sku)
    args = (product.sku, request.days, request.level, list(request.quantiles))
    return TaskService.submit(Job(jobs.PREDICT_STOCK, args), user_id)


def predict_stock(running: RunningTask, request: PredictionRequest) -> dict[str, Any]:
    """The work of a submitted prediction. Raises NotFound, ForecastingError, ModelsFolderError."""
    product = product_service.get_product(request.product_sku)
    note = _why_train_first(product)
    if note:
        running.report(0, 2, f"Training {product.sku}: {note}")
        training_service.train_now(product)
    result = predict(request) | ({"note": f"Trained first: {note}."} if note else {})
    with transaction() as session:
        running.finish(session, result)
    return result


def _why_train_first(product: Product) -> str | None:
    with snapshot() as session:
        version = model_service.champion(session, product.id)
    if version is None:
        return "it had no model yet"
    if not version.has_document:
        return None
    try:
        documents.check(model_files.read(product.sku))
    except OSError:
        return "its model file was missing"
    except (InvalidModelDocument, UnicodeDecodeError):
        return "its model file was damaged"
    return None


def _on_the_spot(session: Session, product: Product, request: PredictionRequest) -> dict[str, Any]:
    until = history_service.last_complete_day(session)
    (history,) = history_service.load_histories(session, [product], until)
    trained = _from_model_file(product, history)
    if trained is None:
        (trained,) = train_block([history], TrainingSettings(method=ON_THE_SPOT_METHOD))
    if isinstance(trained, NotTrained):
        raise Conflict(str(trained.error), trained.error.code)
    version = model_service.unpublished(history, until, trained)
    return _answer(session, product, request, trained.forecast, model_service.meta(product.sku, version))


def _from_model_file(product: Product, history: History) -> Trained | None:
    """A model that Prophet itself, or another installation, has left in MODELS_DIR."""
    try:
        forecast = documents.forecast(model_files.read(product.sku), history, TrainingSettings().horizon)
    except (OSError, UnicodeDecodeError, InvalidModelDocument):
        return None
    return Trained("prophet", "Its model file was made elsewhere.", "low", forecast, BacktestMetrics())


def _answer(
    session: Session, product: Product, request: PredictionRequest, forecast: Forecast, meta: dict[str, Any]
) -> dict[str, Any]:
    as_of = date.fromisoformat(meta["history_end"])
    wape = meta["metrics"]["wape"]
    return {
        "product_sku": product.sku,
        "days": request.days,
        "model": meta["model"],
        "model_version": meta["version"],
        "reason": meta["reason"],
        "confidence": meta["confidence"],
        "as_of": meta["history_end"],
        "trained_at": meta["trained_at"],
        "stale": _has_newer_sales(session, product, as_of),
        "accuracy": None if wape is None else round(max(0.0, 100 * (1 - wape)), 1),
        "metrics": meta["metrics"],
        "coverage": meta["metrics"]["coverage_80"],
        "correction_factor": meta["correction_factor"],
        "level": request.level,
        "chart_data": _recent_past(session, product, as_of) + _coming_days(forecast, request),
        "recommendation": recommendation_service.order_advice(product, forecast),
    }


def _has_newer_sales(session: Session, product: Product, as_of: date) -> bool:
    # A day that is still running is no news yet.
    newer = sa.exists().where(Sale.product_id == product.id, Sale.day > as_of, Sale.day < clock.today())
    return bool(session.scalar(sa.select(newer)))


def _recent_past(session: Session, product: Product, as_of: date) -> list[dict[str, Any]]:
    """The last days before the forecast; a day without a row is a day without a sale."""
    first = as_of - timedelta(days=HISTORY_DAYS - 1)
    sold = dict(
        session.execute(
            sa.select(Sale.day, Sale.quantity).where(
                Sale.product_id == product.id, Sale.day >= first, Sale.day <= as_of
            )
        ).all()
    )
    days = [first + timedelta(days=offset) for offset in range(HISTORY_DAYS)]
    return [
        {"date": day.isoformat(), "actual": sold.get(day, 0.0), "predicted": None, "lower": None, "upper": None}
        for day in days
    ]


def _coming_days(forecast: Forecast, request: PredictionRequest) -> list[dict[str, Any]]:
    lower, upper = forecast.interval(request.level)
    columns = {probability: forecast.quantile(probability) for probability in request.quantiles}
    days = []
    for index in range(min(request.days, len(forecast))):
        day = {
            "date": (forecast.start + timedelta(days=index * forecast.step_days)).isoformat(),
            "actual": None,
            "predicted": round(float(forecast.mean[index]), 3),
            "lower": round(float(lower[index]), 3),
            "upper": round(float(upper[index]), 3),
        }
        if columns:
            day["quantiles"] = {str(p): round(float(column[index]), 3) for p, column in columns.items()}
        days.append(day)
    return days
