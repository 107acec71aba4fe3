"""Forecasts as a caller asks for them: for some days, with an interval, beside the recent past."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Product, Sale
from forecasting import documents
from forecasting.errors import InvalidModelDocument
from forecasting.training import NotTrained
from services.catalogue import product_service
from services.errors import Conflict
from services.forecasts import forecast_service, model_files, model_service
from services.histories import event_calendar
from services.jobs import jobs
from services.jobs.task_runs import RunningTask
from services.predictions.prediction_document import HISTORY_DAYS, ForecastOptions, prediction, recent_past
from services.replenishment.renewal import advice_service
from services.task_service import Submitted, TaskService
from services.training import training_service
from utils import clock
from utils.language import _

# Built once: for a single product, building the query would take longer than answering it.
_SOLD = sa.select(Sale.day, Sale.quantity).where(
    Sale.product_id == sa.bindparam("product_id"), Sale.day >= sa.bindparam("first"), Sale.day < sa.bindparam("today")
)


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
    options = ForecastOptions(request.days, request.level, request.quantiles)
    with snapshot() as session:
        product = product_service.find_product(session, request.product_sku)
        (served,) = forecast_service.served(session, [product], options.days)
        if isinstance(served, NotTrained):
            raise Conflict(str(served.error), served.error.code)
        as_of = served.version.history_end
        (recommendation,) = advice_service.recommendations(session, [product], {product.id: served}).values()
        sold = _sold(session, product, as_of - timedelta(days=HISTORY_DAYS - 1))
        touched = event_calendar.touched_since(session, [product], {product.id: served.version.trained_at})
    answer = prediction(product, served, options, recommendation)
    answer["stale"] = bool(touched) or any(day > as_of for day in sold)
    answer["chart_data"] = recent_past(sold, as_of) + answer["chart_data"]
    return answer


def _sold(session: Session, product: Product, first: date) -> dict[date, float]:
    """Units by day. A day that is still running is no news yet."""
    bounds = {"product_id": product.id, "first": first, "today": clock.today()}
    return dict(session.execute(_SOLD, bounds).all())


def submit(request: PredictionRequest, user_id: int) -> Submitted:
    """Have the forecast made by a worker, which trains the product first if it has no usable model.

    Raises NotFound, Unavailable.
    """
    product = product_service.get_product(request.product_sku)
    job = jobs.PredictStock(product.sku, request.days, request.level, list(request.quantiles))
    return TaskService.submit(job, user_id)


def predict_stock(running: RunningTask, request: PredictionRequest) -> dict[str, Any]:
    """The work of a submitted prediction. Raises NotFound, ForecastingError, ModelsFolderError."""
    product = product_service.get_product(request.product_sku)
    note = _why_train_first(product)
    if note:
        running.report(0, 2, _("Training {sku}: {note}", sku=product.sku, note=note))
        training_service.train_now(product)
    result = predict(request) | ({"note": _("Trained first: {note}.", note=note)} if note else {})
    with transaction() as session:
        running.finish(session, result)
    return result


def _why_train_first(product: Product) -> str | None:
    with snapshot() as session:
        version = model_service.champion(session, product.id)
    if version is None:
        return _("it had no model yet")
    if not version.has_document:
        return None
    try:
        documents.check(model_files.read(product.sku))
    except OSError:
        return _("its model file was missing")
    except (InvalidModelDocument, UnicodeDecodeError):
        return _("its model file was damaged")
    return None
