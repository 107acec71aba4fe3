"""The demo shop: a generated catalogue with two and a half years of sales, for an empty database."""

from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa

from app.db import transaction
from app.models import Product, Sale
from services.demo import demo_plans, demo_sales, demo_stock
from services.demo.demo_catalogue import CATALOGUE, DemoProduct
from utils import clock

SEED = 1902


def create_demo_shop() -> int:
    """Fill an empty database with the demo shop, whose last day is yesterday. The products made: 0 if it had any."""
    today = clock.today()
    with transaction() as session:
        if session.scalar(sa.select(sa.exists().select_from(Product))):
            return 0
        session.execute(sa.insert(Product), [_product_row(product, today) for product in CATALOGUE])
        products = {product.sku: product for product in session.scalars(sa.select(Product))}
        pasts = {}
        for number, demo in enumerate(CATALOGUE):
            sales = demo_sales.generate_sales(demo, today, np.random.default_rng([SEED, number]))
            own = products[demo.sku]
            session.execute(sa.insert(Sale), [{"product_id": own.id, **row} for row in sales])
            pasts[demo.sku] = demo, demo_stock.past(demo, own.on_hand, sales, today)
        demo_stock.keep(session, products, pasts)
        demo_stock.order_more(session, products, {demo.sku: demo for demo in CATALOGUE}, today)
        demo_plans.announce(session, products, today)
    return len(CATALOGUE)


def _product_row(product: DemoProduct, today: date) -> dict[str, Any]:
    department = product.department
    return {
        "sku": product.sku,
        "name": product.name,
        "category": department.name,
        "location": product.sku.partition("@")[2].capitalize(),
        "supplier": department.supplier.name,
        "on_hand": float(round(demo_sales.coming_units(product, today, product.cover_days))),
        "lead_time_days": department.lead_time_days,
        "review_days": department.review_days,
        "pack_size": department.pack_size,
        "min_order": department.pack_size,
        "unit_cost": demo_sales.money(product.price * department.cost_share),
        "unit_price": demo_sales.money(product.price),
        "created_at": clock.now(),
        "updated_at": clock.now(),
    }
