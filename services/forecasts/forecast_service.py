"""The forecasts that are served: the one door to them, for one product or many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ModelVersion, Product, StoredForecast
from forecasting import documents
from forecasting.errors import InvalidModelDocument
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.published import adjust
from forecasting.settings import TrainingSettings
from forecasting.training import BacktestMetrics, NotTrained, Trained, train_block
from services.catalogue import product_service
from services.forecasts import forecast_store, model_files, override_overlay, publishing
from services.histories import event_calendar, history_service

# Parameters that any database takes in one query.
TOGETHER = 1000
# Light enough for a web process, which never loads the model libraries.
ON_THE_SPOT_METHOD = "exponential_smoothing"
# Products whose launches one without sales is forecast from, where no run has looked at all.
KIN = 50

# Built once: for a single product, building the query would take longer than answering it.
_CHAMPIONS = (
    sa.select(*ModelVersion.__table__.c, *forecast_store.first_periods(sa.bindparam("days", type_=sa.Integer)))
    .join(StoredForecast, StoredForecast.version_id == ModelVersion.id)
    .where(ModelVersion.product_id.in_(sa.bindparam("ids", expanding=True)), ModelVersion.is_champion)
)


@dataclass(frozen=True, slots=True)
class Served:
    """What is served for a product. version -- a ModelVersion, or its columns; number 0 for a fit on the spot

    forecast -- with planners' figures in it; own -- the model's; overridden -- which days are planners', bool
    (horizon,), None: none are
    """

    version: Any
    forecast: Forecast
    own: Forecast
    overridden: np.ndarray | None = None


def served(session: Session, products: Sequence[Product], days: int) -> list[Served | NotTrained]:
    """The forecast of each product, in the order given: what its champion has stored, or a fit on the spot."""
    found: dict[int, Served | NotTrained] = {**champions(session, products, days)}
    missing = [product for product in products if product.id not in found]
    if missing:
        found |= {own.id: fit for own, fit in zip(missing, fitted_now(session, missing), strict=True)}
    return [found[product.id] for product in products]


def champions(session: Session, products: Sequence[Product], days: int) -> dict[int, Served]:
    """The first days of the champions' forecasts, by product id; products without a model are left out."""
    found: dict[int, tuple[Any, Forecast]] = {}
    for first in range(0, len(products), TOGETHER):
        ids = [product.id for product in products[first : first + TOGETHER]]
        rows = session.execute(_CHAMPIONS, {"ids": ids, "days": days})
        found |= {row.product_id: (row, forecast_store.unpack(row)) for row in rows}
    return _planned(session, products, found)


def _planned(
    session: Session, products: Sequence[Product], found: dict[int, tuple[Any, Forecast]]
) -> dict[int, Served]:
    """Versions and their forecasts, by product id, without closed days and with what planners laid over them."""
    own = {key: forecast for key, (_, forecast) in found.items()}
    own |= event_calendar.without_closed_days(session, {product.id: product for product in products}, own)
    own |= _within_life(products, own)
    laid_over = override_overlay.overridden(session, own)
    return {
        key: Served(version, laid_over[key].forecast, own[key], laid_over[key].days)
        if key in laid_over
        else Served(version, own[key], own[key])
        for key, (version, _) in found.items()
    }


def _within_life(products: Sequence[Product], forecasts: dict[int, Forecast]) -> dict[int, Forecast]:
    """Those of products that begin or end: nothing is sold before and after."""
    found = {}
    for product in products:
        if product.id in forecasts and (product.launch_on or product.ends_on):
            forecast = forecasts[product.id]
            days = np.datetime64(forecast.start, "D") + np.arange(len(forecast)) * forecast.step_days
            outside = days < np.datetime64(product.launch_on or date.min)
            outside |= days > np.datetime64(product.ends_on or date.max)
            if outside.any():
                found[product.id] = adjust.scaled(forecast, outside, 0.0)
    return found


def fitted_now(session: Session, products: Sequence[Product]) -> list[Served | NotTrained]:
    """A fit on the spot of each, whatever is stored of it. products -- or copies with other fields"""
    until = history_service.last_complete_day(session)
    beside = _launches_before(session, products)
    histories = history_service.load_histories(session, [*products, *beside], until)
    fits = list(train_block(histories, TrainingSettings(method=ON_THE_SPOT_METHOD)))[: len(products)]
    fitted: dict[int, tuple[Any, Forecast]] = {}
    refused: dict[int, NotTrained] = {}
    for product, history, fit in zip(products, histories[: len(products)], fits, strict=True):
        trained = _from_model_file(product, history) or fit
        if isinstance(trained, NotTrained):
            refused[product.id] = trained
        else:
            fitted[product.id] = (publishing.unpublished(history, trained), trained.forecast)
    found: dict[int, Served | NotTrained] = {**refused, **_planned(session, products, fitted)}
    return [found[product.id] for product in products]


def _launches_before(session: Session, products: Sequence[Product]) -> list[Product]:
    """Others for those that are still to be launched to be like."""
    launching = next((product for product in products if product.launch_on or product.like), None)
    return [*product_service.kin(session, launching, KIN)] if launching else []


def _from_model_file(product: Product, history: History) -> Trained | None:
    """A model that Prophet itself, or another installation, has left in MODELS_DIR."""
    try:
        forecast = documents.forecast(model_files.read(product.sku), history, TrainingSettings().horizon)
    except (OSError, UnicodeDecodeError, InvalidModelDocument):
        return None
    return Trained("prophet", "Its model file was made elsewhere.", "low", forecast, BacktestMetrics())
