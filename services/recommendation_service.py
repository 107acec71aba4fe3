"""What a forecast means for the next order."""

import math
from typing import Any

import numpy as np

from app.models import Product
from forecasting.forecast import Forecast


def order_advice(product: Product, forecast: Forecast) -> dict[str, Any]:
    """How much to order now, so that stock lasts over lead time and review period at the asked service level."""
    days = days_to_cover(product)
    periods = max(1, math.ceil(days / forecast.step_days))
    needed = demand_quantile(forecast, periods, product.service_level)
    missing = max(0.0, needed - product.on_hand - product.on_order)
    quantity = _round_up(missing, product.pack_size, product.min_order)
    return {
        "quantity": quantity,
        "reason": (
            f"With {product.service_level:.0%} certainty no more than {needed:.0f} are sold in the next {days} days; "
            f"{product.on_hand:g} are on hand and {product.on_order:g} on order."
        ),
    }


def days_to_cover(product: Product) -> int:
    """Days that an order placed today has to last: until the next one would have arrived."""
    return product.lead_time_days + product.review_days


def demand_quantile(forecast: Forecast, periods: int, probability: float) -> float:
    """Units that the summed demand of the next periods stays below with this probability.

    Days are taken as independent: the distances of their quantiles from their means add up as squares do.
    """
    mean = forecast.mean[:periods]
    spread = forecast.quantile(probability)[:periods] - mean
    direction = math.copysign(1.0, float(spread.sum()))
    return max(0.0, float(mean.sum()) + direction * float(np.sqrt(np.sum(spread**2))))


def _round_up(quantity: float, pack_size: int, min_order: int) -> int:
    if quantity <= 0:
        return 0
    return math.ceil(max(quantity, min_order) / pack_size) * pack_size
