"""Whoever does what is advised, transfers and orders, finds nothing more: of drawn shops of three places."""

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import OrderAdvice
from services.access.signed_in import SignedIn
from services.orders.entry import advice_orders, transfer_orders
from services.orders.entry.advice_orders import AdviceOrder
from services.orders.entry.transfer_orders import TransferLine
from services.planning import supplier_service
from services.replenishment.lists import transfer_service
from tests.unit.services.replenishment.test_any_shop import Shop, lines

ITEMS, PLACES = 12, 3
SEEDS = range(2)


class Places(Shop):
    """The terms of an item are those of all its places; stock, demand and what is wanted are each place's own."""

    def __init__(self, seed, add):
        self.draw = np.random.default_rng(seed)
        self.suppliers = [supplier_service.create_supplier(self._supplier(number)) for number in range(3)]
        for item in range(ITEMS):
            self._item(item, add)
        self.work_out()

    def _item(self, item, add):
        usual = float(np.exp(self.draw.normal(0.8, 1.2)))
        terms = {
            "supplier": self.one(*self.suppliers).name, "unit_cost": self.one(6, 6, 1), "unit_price": 10,
            "lead_time_days": self.one(0, 2, 7, 12, 30), "lead_time_sd_days": self.one(0.0, 0.0, 1.5),
            "review_days": self.one(0, 1, 7), "pack_size": self.one(1, 1, 6, 40), "min_order": self.one(0, 0, 5, 60),
            "backorders": self.one(False, False, True),
        }  # fmt: skip
        for place in range(PLACES):
            daily = usual * self.one(0.3, 1.0, 2.0)
            added = add(
                f"I{item}@S{place}", daily=daily, spread=daily * self.one(0.0, 0.3, 1.0),
                on_hand=self.one(None, *map(float, np.round(daily * np.array([0, 0, -1, 3, 10, 60, 200])))),
                service_level=self.one(None, 0.5, 0.9, 0.99), target=self.one("cycle_service", "fill_rate"),
                min_stock=self.one(0.0, 0.0, 8.0), display_stock=self.one(0.0, 0.0, 4.0),
                stocked_from=self.one(None, None, 30.0), ends_on=self.dated(0.1, 1, 40), **terms,
            )  # fmt: skip
            if self.draw.random() < 0.35:
                self._on_its_way(added, daily, self.draw.integers(-3, 25))


def suggested():
    with snapshot() as session:
        return transfer_service.suggestions(session)


def ordered():
    with snapshot() as session:
        return dict(session.execute(sa.select(OrderAdvice.product_id, OrderAdvice.quantity)).all())


@pytest.mark.parametrize("seed", SEEDS)
def test_who_does_what_is_advised_is_advised_no_more(seed, stocked, shop_in, user_ids):
    shop_in("UTC", f"2026-03-{10 + seed:02d}T09:00:00+00:00")
    shop, kim = Places(seed, stocked), SignedIn(user_ids[0], "kim", "planner", "session")
    found, before = suggested(), ordered()
    assert len(found) > 2
    carried = [(one.source.sku, one.target.sku, one.quantity) for one in found]
    wanted = [TransferLine(source_sku=giver, target_sku=taker, quantity=units) for giver, taker, units in carried]
    transfer_orders.begin(wanted, kim)
    shop.work_out()
    assert suggested() == []
    after = ordered()
    for transfer in found:
        assert after[transfer.source.product_id] == before[transfer.source.product_id] == 0
        if transfer.to_order == 0:
            assert after[transfer.target.product_id] == 0, transfer.target.sku
    advice_orders.order(AdviceOrder(), kim)
    shop.work_out()
    assert [(line.sku, line.quantity) for line in lines()] == []
    assert suggested() == []
