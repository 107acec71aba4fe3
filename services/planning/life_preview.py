"""What a change of a product's life would do to what it is expected to sell: looked at before it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product
from forecasting.settings import TrainingSettings
from forecasting.training import NotTrained
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.forecasts import forecast_service
from services.planning import product_changes, replacing
from utils import clock

DAYS = 28


@dataclass(frozen=True, slots=True)
class LifePreview:
    """usual, expected -- units on the DAYS days from `first` on, as it is stored and as it would be; None: nobody knows
    replaced -- what would be sold no longer than until `replaced_until`, for nobody has said how long; "": nothing
    """

    first: date
    usual: float | None
    expected: float | None
    replaced: str = ""
    replaced_until: date | None = None

    @property
    def more_units(self) -> float:
        return (self.expected or 0.0) - (self.usual or 0.0)

    @property
    def change(self) -> float | None:
        """What becomes more, in percent; None: of nothing, or unknown."""
        return 100 * self.more_units / self.usual if self.usual and self.expected is not None else None


def preview(sku: str, said: ProductFields) -> LifePreview:
    """Nothing is stored. Where a model would be learnt anew, both are as a fit on the spot has them.

    Raises NotFound, and InvalidInput for another product that is not there.
    """
    with snapshot() as session, session.no_autoflush:
        product = product_service.find_product(session, sku)
        fields = said.model_dump(exclude_unset=True)
        replacing.check(session, product, fields)
        then = _supposed(product, fields)
        first = max(clock.today(), then.launch_on or date.min)
        is_learnt = bool(fields.keys() & product_changes.LEARNT_FROM)
        usual = _units(session, product, first, is_learnt)
        replaced = replacing.to_be_ended(session, then, fields)
        until = replacing.last_day(then, replaced) if replaced else None
        if replaced:
            replaced.ends_on = until
        expected = _units(session, then, first, is_learnt)
        return LifePreview(first, usual, expected, replaced.sku if replaced else "", until)


def _supposed(product: Product, fields: Mapping[str, Any]) -> Product:
    """The product with other fields, of which the database is not told."""
    stored = {column.key: getattr(product, column.key) for column in Product.__mapper__.column_attrs}
    return Product(**{**stored, **fields})


def _units(session: Session, product: Product, first: date, is_learnt: bool) -> float | None:
    read = forecast_service.fitted_now if is_learnt else _as_served
    served = read(session, [product])[0]
    if isinstance(served, NotTrained):
        return None
    forecast = served.forecast
    by_day = np.repeat(forecast.mean / forecast.step_days, forecast.step_days)
    ahead = (first - forecast.start).days
    return float(by_day[max(0, ahead) : ahead + DAYS].sum()) if 0 <= ahead + DAYS <= len(by_day) else None


def _as_served(session: Session, products: list[Product]) -> list[Any]:
    return forecast_service.served(session, products, TrainingSettings().horizon)
