"""What the demo shop has sold, and what it may expect to sell."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from services.demo.demo_catalogue import DemoProduct

PROMOTION_DAYS = 7
_CLOSED = {(1, 1), (12, 25)}
_PROMOTION_PRICE = 0.8
_PROMOTION_UPLIFT = 1.9
_STOCK_OUT_DAYS = 4
# Sales scatter more than pure chance: the variance is mean + mean² / dispersion (negative binomial).
_DISPERSION = 14.0


def generate_sales(product: DemoProduct, today: date, chance: np.random.Generator) -> list[dict[str, Any]]:
    """The product's sales, one row per day with a sale, a promotion or an empty shelf, in the order of days."""
    days = [today - timedelta(days=back) for back in range(product.first_day, product.last_day - 1, -1)]
    promo = _spells(len(days), product.promotions, PROMOTION_DAYS, chance)
    in_stock = ~_spells(len(days), product.stock_outs, _STOCK_OUT_DAYS, chance)
    mean = _expected(product, today, days) * np.where(promo, _PROMOTION_UPLIFT, 1.0) * in_stock
    sold = chance.negative_binomial(_DISPERSION, _DISPERSION / (_DISPERSION + mean))
    price = money(product.price)
    reduced = money(product.price * _PROMOTION_PRICE)
    return [
        {
            "day": day,
            "quantity": float(sold[i]),
            "in_stock": bool(in_stock[i]),
            "price": reduced if promo[i] else price,
            "promo": bool(promo[i]),
        }
        for i, day in enumerate(days)
        if sold[i] or promo[i] or not in_stock[i]
    ]


def coming_units(product: DemoProduct, today: date, days: float) -> float:
    """Units expected to sell from today on within so many days; the last one counts by its part."""
    ahead = [today + timedelta(days=offset) for offset in range(int(np.ceil(days)))]
    share = np.clip(days - np.arange(len(ahead)), 0, 1)
    return float((_expected(product, today, ahead) * share).sum())


def money(amount: float) -> Decimal:
    """An amount in whole cents."""
    return Decimal(f"{amount:.2f}")


def is_open(day: date) -> bool:
    """Whether the shop sells on this day."""
    return (day.month, day.day) not in _CLOSED


def _expected(product: DemoProduct, today: date, days: Sequence[date]) -> np.ndarray:
    department = product.department
    weekday = np.array([day.weekday() for day in days])
    day_of_year = np.array([day.timetuple().tm_yday for day in days])
    years = np.array([(day - today).days + product.first_day for day in days]) / 365.25
    season = np.exp(department.seasonality * np.cos(2 * np.pi * (day_of_year - department.peak_day) / 365.25))
    open_days = np.array([is_open(day) for day in days])
    return product.level * np.array(department.weekly)[weekday] * season * (1 + product.trend) ** years * open_days


def _spells(days: int, per_year: int, length: int, chance: np.random.Generator) -> np.ndarray:
    """Which days belong to a spell of `length` days; spells fall `per_year` times a year, at random."""
    inside = np.zeros(days, dtype=bool)
    for start in chance.integers(0, max(1, days - length), size=round(per_year * days / 365.25)):
        inside[start : start + length] = True
    return inside
