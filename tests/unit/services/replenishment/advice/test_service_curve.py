"""The curve of a supplier. In `stocked` ten are sold a day, and a fortnight is protected; one costs 6."""

import itertools

import pytest

from app.db import transaction
from services.replenishment.advice import service_curve
from services.replenishment.advice.service_curve import LEVELS
from services.replenishment.renewal import advice_service


@pytest.fixture
def mill(stocked):
    """Products of the mill, advised on."""

    def add(*skus: str, **fields):
        products = [stocked(sku, on_hand=70.0, supplier="Mill", **fields) for sku in skus]
        with transaction() as session:
            advice_service.refresh(session, [product.id for product in products])

    return add


def test_more_service_ties_up_more_and_ever_more_money(mill):
    mill("A", spread=2.0)
    found = service_curve.curve("Mill")
    money = [point.money for point in found.points]
    assert [point.level for point in found.points] == list(LEVELS)
    assert money == sorted(money)
    per_level = [(b.money - a.money) / (b.level - a.level) for a, b in itertools.pairwise(found.points)]
    assert per_level[-1] > 3 * per_level[0]


def test_the_shop_stands_on_the_curve_where_all_have_the_same_level(mill):
    mill("A", "B", spread=2.0, service_level=0.95)
    found = service_curve.curve("Mill")
    assert found.now.level == pytest.approx(0.95)
    assert found.now.money == pytest.approx(dict(zip(LEVELS, found.points, strict=True))[0.95].money)
    assert found.products == 2


def test_what_sells_more_weighs_more_in_the_level_the_shop_has(mill):
    mill("A", daily=30.0, service_level=0.9)
    mill("B", daily=10.0, service_level=0.98)
    assert service_curve.curve("Mill").now.level == pytest.approx(0.92)


def test_without_a_forecast_or_a_cost_there_is_no_curve(mill, product):
    product("NEVER", supplier="Mill")
    assert service_curve.curve("Mill") is None
    mill("FREE", unit_cost=None)
    assert service_curve.curve("Mill") is None
    assert service_curve.curve("Nobody") is None
