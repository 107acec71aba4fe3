"""Products that were never sold, of which a planner wants a stock all the same: spare parts, pieces for display."""

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, Sale
from forecasting.forecast import LEVELS, Forecast
from services.forecasts.forecast_service import Served
from services.replenishment.kits import kit_demand
from utils import clock

METHOD, WHY = "stated", "It was never sold; a stock of it is stated."
HORIZON = 365
# Of which a stock is stated, so that there is an advice without any sale.
IS_STATED = sa.or_(Product.min_stock > 0, Product.display_stock > 0)


def kept(session: Session, products: Sequence[Product]) -> dict[int, Served]:
    """The forecast of those of these products without one that are to be there though none was ever sold, by id."""
    today = clock.today()
    stated = [own for own in products if _is_kept(own) and (own.ends_on is None or own.ends_on >= today)]
    if not stated:
        return {}
    ids = [own.id for own in stated]
    sold = set(session.scalars(sa.select(Sale.product_id).where(among(Sale.product_id, ids), Sale.quantity > 0)))
    pattern = Forecast(today, np.zeros(HORIZON), np.zeros((len(LEVELS), HORIZON)))
    return {own.id: kit_demand.unsold(pattern, METHOD, WHY) for own in stated if own.id not in sold}


def _is_kept(product: Product) -> bool:
    return (product.min_stock > 0 or product.display_stock > 0) and product.components is None
