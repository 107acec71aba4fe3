"""The demo shop: a generated catalogue with two and a half years of sales, for an empty database."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import sqlalchemy as sa

from app.db import transaction
from app.models import Product, Sale
from services.demo_catalogue import CATALOGUE, DemoProduct
from utils import clock

SEED = 1902
_CLOSED = {(1, 1), (12, 25)}
_PROMOTION_DAYS = 7
_PROMOTION_PRICE = 0.8
_PROMOTION_UPLIFT = 1.9
_STOCK_OUT_DAYS = 4
# Sales scatter more than pure chance: the variance is mean + mean² / dispersion (negative binomial).
_DISPERSION = 14.0


def create_demo_shop() -> int:
    """Fill an empty database with the demo shop, whose last day is yesterday. The products made: 0 if it had any."""
    with transaction() as session:
        if session.scalar(sa.select(sa.exists().select_from(Product))):
            return 0
        session.execute(sa.insert(Product), [_product_row(product) for product in CATALOGUE])
        ids = dict(session.execute(sa.select(Product.sku, Product.id)).all())
        for number, product in enumerate(CATALOGUE):
            sales = generate_sales(product, clock.today(), np.random.default_rng([SEED, number]))
            session.execute(sa.insert(Sale), [{"product_id": ids[product.sku], **row} for row in sales])
    return len(CATALOGUE)


def generate_sales(product: DemoProduct, today: date, chance: np.random.Generator) -> list[dict[str, Any]]:
    """The product's sales, one row per day with a sale, a promotion or an empty shelf, in the order of days."""
    days = [today - timedelta(days=back) for back in range(product.first_day, product.last_day - 1, -1)]
    promo = _spells(len(days), product.promotions, _PROMOTION_DAYS, chance)
    in_stock = ~_spells(len(days), product.stock_outs, _STOCK_OUT_DAYS, chance)
    mean = _expected(product, days) * np.where(promo, _PROMOTION_UPLIFT, 1.0) * in_stock
    sold = chance.negative_binomial(_DISPERSION, _DISPERSION / (_DISPERSION + mean))
    price = _money(product.price)
    reduced = _money(product.price * _PROMOTION_PRICE)
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


def _expected(product: DemoProduct, days: list[date]) -> np.ndarray:
    department = product.department
    weekday = np.array([day.weekday() for day in days])
    day_of_year = np.array([day.timetuple().tm_yday for day in days])
    years = np.arange(len(days)) / 365.25
    season = np.exp(department.seasonality * np.cos(2 * np.pi * (day_of_year - department.peak_day) / 365.25))
    is_open = np.array([(day.month, day.day) not in _CLOSED for day in days])
    return product.level * np.array(department.weekly)[weekday] * season * (1 + product.trend) ** years * is_open


def _spells(days: int, per_year: int, length: int, chance: np.random.Generator) -> np.ndarray:
    """Which days belong to a spell of `length` days; spells fall `per_year` times a year, at random."""
    inside = np.zeros(days, dtype=bool)
    for start in chance.integers(0, max(1, days - length), size=round(per_year * days / 365.25)):
        inside[start : start + length] = True
    return inside


def _product_row(product: DemoProduct) -> dict[str, Any]:
    department = product.department
    store = product.sku.partition("@")[2]
    return {
        "sku": product.sku,
        "name": product.name,
        "category": department.name,
        "location": store.capitalize(),
        "on_hand": float(round(product.level * product.cover_days)),
        "on_order": float(department.pack_size * round(product.level / department.pack_size)),
        "lead_time_days": department.lead_time_days,
        "review_days": department.review_days,
        "pack_size": department.pack_size,
        "min_order": department.pack_size,
        "unit_cost": _money(product.price * 0.6),
        "unit_price": _money(product.price),
        "created_at": clock.now(),
        "updated_at": clock.now(),
    }


def _money(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")
