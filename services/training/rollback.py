"""Serving an older version of a model again, and ordering by it."""

from typing import Any

from app.db import transaction
from services.catalogue import product_service
from services.forecasts import model_service
from services.replenishment import advice_service


def roll_back(sku: str, number: int | None) -> dict[str, Any]:
    """Serve an older version, by default the one before the champion, and renew the advice what to order.

    Raises NotFound, and Conflict when there is no such version any more.
    """
    meta = model_service.roll_back(sku, number)
    with transaction() as session:
        advice_service.refresh(session, [product_service.find_product(session, sku).id])
    return meta
