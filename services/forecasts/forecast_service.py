"""The forecasts that are served: the one door to them, for one product or many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.db import whole
from app.models import Product
from forecasting import documents
from forecasting.errors import InvalidModelDocument
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.settings import TrainingSettings
from forecasting.training import BacktestMetrics, NotTrained, Trained, train_block
from services.catalogue import product_service
from services.forecasts import champion_store, lives, model_files, override_overlay, publishing
from services.histories import history_service

# Light enough for a web process, which never loads the model libraries.
ON_THE_SPOT_METHOD = "exponential_smoothing"
# Products whose launches one without sales is forecast from, where no run has looked at all.
KIN = 50


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
    return _planned(session, products, champion_store.read(session, products, days))


def _planned(
    session: Session, products: Sequence[Product], found: dict[int, tuple[Any, Forecast]]
) -> dict[int, Served]:
    """Versions and their forecasts, by product id, of the days on which each is sold and with what planners laid over
    them."""
    own = lives.sold(session, products, {key: forecast for key, (_, forecast) in found.items()})
    laid_over = override_overlay.overridden(session, own)
    return {
        key: Served(version, laid_over[key].forecast, own[key], laid_over[key].days)
        if key in laid_over
        else Served(version, own[key], own[key])
        for key, (version, _) in found.items()
    }


def fitted_now(session: Session, products: Sequence[Product]) -> list[Served | NotTrained]:
    """A fit on the spot of each, whatever is stored of it. products -- or copies with other fields"""
    with whole(session) as wider:
        until = history_service.last_complete_day(wider)
        beside = _launches_before(wider, products)
        histories = history_service.load_histories(wider, [*products, *beside], until)
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
