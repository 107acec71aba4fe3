"""What holds of any list of orders: of shops whose products, suppliers and goods on their way are drawn, the same each
time, with every term that there is."""

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import Product, PurchaseOrder
from services.access.signed_in import SignedIn
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier
from services.orders.entry import advice_orders
from services.orders.entry.advice_orders import AdviceOrder
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from services.replenishment.renewal import advice_service
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.replenishment.test_pairs_of_terms import day

PRODUCTS, SUPPLIERS = 20, 4
KINDS = ("order", "enough", "excess", "dead", "unknown", "kit")
SEEDS = range(2)


class Shop:
    """Drawn from a seed; add -- stores a product with its forecast"""

    def __init__(self, seed, add):
        self.draw = np.random.default_rng(seed)
        self.suppliers = [supplier_service.create_supplier(self._supplier(n)) for n in range(SUPPLIERS)]
        self.skus = [self._product(number, add).sku for number in range(PRODUCTS)]
        for kit, part in (("P0", "P1"), ("P2", "P3")):
            parts = [{"product_sku": part, "quantity": self.one(0.5, 1.0, 2.0)}, {"product_sku": "P4", "quantity": 1.0}]
            catalogue_service.update_product(kit, ProductFields(components=parts))
        self.work_out()

    def one(self, *values):
        return values[self.draw.integers(len(values))]

    def dated(self, chance, first, last):
        return day(int(self.draw.integers(first, last))) if self.draw.random() < chance else None

    def work_out(self):
        with transaction() as session:
            ids = list(session.scalars(sa.select(Product.id)))
            # Twice: what an order as a whole asks for is shared out by what is known of all products.
            advice_service.refresh(session, ids)
            advice_service.refresh(session, ids)

    def _supplier(self, number):
        days = [list(self.draw.choice(WEEKDAYS, self.one(1, 2, 3), replace=False)) for _ in range(2)]
        shut = int(self.draw.integers(0, 30))
        least = {name: self.one(20, 300) for name in ("value", "units", "weight", "volume") if self.draw.random() < 0.2}
        return NewSupplier(
            name=f"Mill {number}", order_days=self.one(None, days[0]), delivery_days=self.one(None, days[1]),
            closed=self.one([], [{"from": day(shut), "to": day(shut + int(self.draw.integers(0, 14)))}]),
            order_cost=self.one(None, None, 15), currency=self.one(None, "USD"), exchange_rate=self.one(None, 0.5, 1.6),
            **{f"min_order_{name}": amount for name, amount in least.items()},
        )  # fmt: skip

    def _product(self, number, add):
        daily = float(np.exp(self.draw.normal(0.5, 1.5)))
        added = add(
            f"P{number}", daily=daily, spread=daily * self.one(0.0, 0.3, 1.0), supplier=self.one(*self.suppliers).name,
            on_hand=self.one(None, *map(float, np.round(daily * np.array([0, 0, -1, 3, 10, 60])))),
            lead_time_days=self.one(0, 2, 7, 12), lead_time_sd_days=self.one(0.0, 0.0, 1.5),
            review_days=self.one(0, 1, 7),
            service_level=self.one(None, 0.5, 0.9, 0.99), target=self.one("cycle_service", "fill_rate"),
            pack_size=self.one(1, 1, 6, 40), min_order=self.one(0, 0, 5, 60), backorders=self.one(False, False, True),
            shelf_life_days=self.one(None, None, 4, 9, 30), min_stock=self.one(0.0, 0.0, 8.0),
            max_stock=self.one(None, None, 60.0), display_stock=self.one(0.0, 0.0, 4.0),
            stocked_from=self.one(None, 30.0),
            unit_cost=self.one(None, 6, 6, 1), unit_price=self.one(None, 10, 10), holding_cost=self.one(None, 0.8),
            unit_weight=self.one(None, 0.5), unit_volume=self.one(None, 2.0),
            launch_on=self.dated(0.1, 1, 20), ends_on=self.dated(0.15, 1, 40),
        )  # fmt: skip
        if self.draw.random() < 0.5:
            cost = float(self.one(4, 6, 8))
            breaks = self.one([], [{"quantity": int(daily * 20) + 2, "unit_cost": round(cost * 0.9, 2)}])
            terms = ProductSupplierTerms(
                unit_cost=cost, price_breaks=breaks, lead_time_days=self.one(None, 3, 15),
                pack_size=self.one(None, 10), min_order=self.one(None, 30), priority=self.one(1, 2),
            )  # fmt: skip
            product_suppliers.put(added.sku, self.one(*self.suppliers).id, terms)
        if self.draw.random() < 0.4:
            self._on_its_way(added, daily, self.draw.integers(-3, 25))
        return added

    def _on_its_way(self, product, daily, comes):
        with transaction() as session:
            order = PurchaseOrder(
                number="1", product_id=product.id, quantity=int(1 + daily * self.draw.integers(1, 12)),
                ordered_on=day(-5), expected_on=day(int(comes)), supplier=product.supplier,
                created_at=product.created_at,
            )  # fmt: skip
            session.add(order)


@pytest.fixture(params=SEEDS)
def shop(request, stocked, shop_in):
    # Each on another day of the week; the clock stands.
    shop_in("UTC", f"2026-03-{10 + request.param:02d}T09:00:00+00:00")
    return Shop(request.param, stocked)


def lines(budget=None, **choice):
    return order_list(ListRequest(Choice(**choice), budget, limit=None)).lines


def test_the_figures_of_every_line_add_up(shop):
    every = [line for kind in KINDS for line in lines(kind=kind)]
    assert {line.sku for line in every} == set(shop.skus)
    for line in every:
        own = what_ifs.advice(line.sku, WhatIf())
        asked = own["expected_demand"] + own["safety_stock"]
        assert own["needed"] == pytest.approx(asked, abs=0.02)
        if line.on_hand is None:
            assert (own["missing"], own["quantity"]) == (None, 0)
            continue
        missing = max(0.0, asked - own["on_hand"] - own["arriving"])
        assert own["missing"] == pytest.approx(missing, abs=0.02), line.sku
        assert line.missing == pytest.approx(own["missing"], abs=0.02), line.sku
        assert line.quantity % line.pack_size == 0, line.sku
        assert line.quantity == 0 or line.quantity >= line.min_order, line.sku


def test_costs_add_up_in_the_shops_money(shop):
    listed = order_list(ListRequest(limit=None))
    for line in listed.lines:
        assert line.cost == pytest.approx(line.cost_of(line.quantity)), line.sku
    assert listed.totals.cost == pytest.approx(sum(line.cost or 0.0 for line in listed.lines))
    assert listed.totals.units == sum(line.quantity for line in listed.lines)
    of_each = [order_list(ListRequest(Choice(supplier=own.name), limit=None)) for own in shop.suppliers]
    assert sum(own.totals.units for own in of_each) == listed.totals.units
    assert sum(own.totals.cost for own in of_each) == pytest.approx(listed.totals.cost)


def test_no_budget_is_exceeded_and_none_buys_more_than_is_wanted(shop):
    wanted = {line.sku: line for line in lines()}
    for share in (0.0, 0.03, 0.4, 0.9, 1.0):
        budget = share * sum(line.cost or 0.0 for line in wanted.values()) + 0.001
        bought = order_list(ListRequest(budget=budget, limit=None))
        assert bought.totals.cost <= budget + 1e-6
        assert all(line.quantity <= wanted[line.sku].quantity for line in bought.lines)
        assert all(line.quantity % line.pack_size == 0 and line.quantity >= line.min_order for line in bought.lines)
        assert bought.totals.money_at_risk <= bought.totals.covered_at_most + 1e-6


def test_after_ordering_the_list_nothing_is_left_to_order(shop, user_ids):
    listed = order_list(ListRequest(limit=None))
    ordered = advice_orders.order(AdviceOrder(), SignedIn(user_ids[0], "kim", "planner", "session"))
    assert ordered.totals.units == listed.totals.units
    assert ordered.totals.cost == pytest.approx(listed.totals.cost, abs=0.01 * len(listed.lines))
    assert [(line.sku, line.quantity) for line in lines()] == []


def test_who_asks_for_more_is_advised_no_less(shop):
    # Where an order costs something, more demand may be ordered for fewer cycles at once; what expires is bought as
    # far as it pays, whatever level is asked for.
    costless = {own.name for own in shop.suppliers if own.order_cost is None}
    for line in [line for kind in ("order", "enough", "excess") for line in lines(kind=kind)]:
        if line.supplier in costless:
            for supposed in (WhatIf(demand_change=40.0), WhatIf(service_level=0.999)):
                own = what_ifs.advice(line.sku, supposed)
                then = own["what_if"]
                assert then["missing"] >= own["now"]["missing"] - 0.02 or then["supplier"] != line.supplier, line.sku


def test_who_has_more_on_hand_is_advised_no_more(shop):
    for line in lines():
        then = what_ifs.advice(line.sku, WhatIf(on_hand=line.on_hand + 3))["what_if"]
        assert then["quantity"] <= line.quantity or then["supplier"] != line.supplier, line.sku
