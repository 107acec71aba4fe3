"""What is advised is what a shop finds that tries every quantity and lives through the days, of drawn terms."""

import numpy as np
import pytest

from app.db import transaction
from app.models import PurchaseOrder
from tests.reference.orders import NEVER, Shop, quantity
from tests.unit.services.advice import worked_out
from tests.unit.services.order_desk import day
from utils import clock

SHOPS = 40
# What a shop may have besides; what expires is given no other goods on their way, which may be sold in its place.
TERMS = {
    "pack": (4, 6, 12),
    "min_order": (2, 5, 12),
    "min_stock": (1, 4, 9),
    "display": (2, 5),
    "max_stock": (15, 40, 90),
    "waits": (True,),
    "coming": (((1, 5),), ((3, 10), (9, 20)), ((0, 7),)),
    "shelf_days": (3, 5, 8, 14),
}
# Nothing is said of packs and displays that expire, nor of what fills up a stock of which some are owed.
APART = [{"shelf_days", other} for other in ("pack", "min_order", "display", "coming")] + [{"waits", "max_stock"}]


def drawn(seed):
    draw = np.random.default_rng(seed)

    def one(values):
        return values[draw.integers(len(values))]

    chosen = set(draw.choice(list(TERMS), one((2, 3)), replace=False).tolist())
    if any(pair <= chosen for pair in APART):
        return None
    shop = Shop(daily=one((1, 3, 5, 10)), on_hand=0, lead=one((0, 1, 2, 5, 7)), review=one((1, 3, 7, 14)))
    shop.on_hand = shop.daily * one((-2, 0, 1, 3) if "waits" in chosen else (0, 1, 3, 8))
    for name in sorted(chosen):
        setattr(shop, name, one(TERMS[name]))
    return shop


def kept(shop, stocked, number):
    """The same product in the shop's database."""
    added = stocked(
        f"P{number}", daily=float(shop.daily), on_hand=float(shop.on_hand), lead_time_days=shop.lead,
        review_days=shop.review, pack_size=shop.pack, min_order=shop.min_order, min_stock=float(shop.min_stock),
        display_stock=float(shop.display), backorders=shop.waits,
        max_stock=None if shop.max_stock == NEVER else float(shop.max_stock),
        shelf_life_days=None if shop.shelf_days == NEVER else shop.shelf_days,
    )  # fmt: skip
    with transaction() as session:
        for place, (comes, units) in enumerate(shop.coming):
            own = {"number": f"{number}-{place}", "product_id": added.id, "quantity": units, "supplier": ""}
            session.add(PurchaseOrder(**own, ordered_on=day(-5), expected_on=day(comes), created_at=clock.now()))
    return added


@pytest.mark.parametrize("seed", range(2))
def test_what_is_advised_is_the_least_that_will_do(stocked, seed):
    shops = [shop for number in range(SHOPS) if (shop := drawn([seed, number]))]
    advised = [worked_out(kept(shop, stocked, number)).quantity for number, shop in enumerate(shops)]
    wrong = [(shop, own, quantity(shop)) for shop, own in zip(shops, advised, strict=True) if own != quantity(shop)]
    assert (wrong, len(shops) > SHOPS // 2) == ([], True)
