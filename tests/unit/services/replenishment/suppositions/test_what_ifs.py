import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, Sale
from services.catalogue.product_fields import ProductFields
from services.catalogue.supplier_fields import NewSupplier
from services.errors import Conflict, InvalidInput
from services.planning import supplier_service
from services.replenishment.lists.reorder import ListRequest, order_list
from services.replenishment.suppositions.what_ifs import WhatIf, advice, preview
from services.views import product_view
from tests.unit.services.advice import worked_out

STEADY = [10.0] * 120


@pytest.fixture
def shop(product):
    """About ten sold a day, thirty on hand; customers wait."""
    terms = {"lead_time_days": 7, "review_days": 7, "unit_cost": 6, "unit_price": 10, "backorders": True}
    return product("A", STEADY, on_hand=30.0, **terms)


def quantities(supposed: WhatIf) -> tuple[int, int]:
    """Now and then."""
    answer = advice("A", supposed)
    assert answer["quantity"] == answer["what_if"]["quantity"]
    return answer["now"]["quantity"], answer["what_if"]["quantity"]


def test_without_a_supposition_there_is_only_now(shop):
    answer = advice("A", WhatIf())
    assert answer["what_if"] is None
    assert answer["quantity"] == answer["now"]["quantity"] == pytest.approx(110, abs=15)


def test_a_week_more_lead_time_needs_a_week_more(shop):
    now, then = quantities(WhatIf(lead_time_days=14))
    assert then - now == pytest.approx(70, abs=10)


def test_nothing_is_a_supposition_too(shop):
    now, then = quantities(WhatIf(on_hand=0.0))
    assert then - now == 30
    now, then = quantities(WhatIf(lead_time_days=0, review_days=7))
    assert now - then == pytest.approx(70, abs=10)


def test_the_figures_of_an_advice_add_up(shop):
    own = advice("A", WhatIf())
    missing = own["expected_demand"] + own["safety_stock"] - own["on_hand"] - own["arriving"]
    assert own["missing"] == pytest.approx(missing, abs=0.02)
    assert own["missing"] <= own["quantity"] < own["missing"] + own["pack_size"]


def test_a_fifth_more_demand_needs_a_fifth_more(shop):
    now, then = quantities(WhatIf(demand_change=20))
    assert (then + 30) / (now + 30) == pytest.approx(1.2, abs=0.03)


def test_a_higher_price_puts_more_money_at_risk(shop):
    answer = advice("A", WhatIf(price=14))
    assert answer["what_if"]["money_at_risk"] == pytest.approx(2 * answer["now"]["money_at_risk"], rel=0.01)


def test_what_was_supposed_is_repeated(shop):
    assert advice("A", WhatIf(price=14, service_level=0.9))["supposed"] == {"service_level": 0.9, "price": 14}


def test_a_promotion_has_the_effect_that_past_ones_had(shop):
    with transaction() as session:
        days = session.scalars(sa.select(Sale).order_by(Sale.day)).all()
        for sale in (*days[20:27], *days[60:67], *days[90:97]):
            sale.promo, sale.quantity = True, 15.0
    answer = advice("A", WhatIf(promotion=True))
    assert answer["promotion_effect"].endswith("from 3 past promotions")
    assert answer["what_if"]["needed"] / answer["now"]["needed"] == pytest.approx(1.4, abs=0.1)


def test_a_promotion_of_what_was_never_promoted_cannot_be_told(shop):
    with pytest.raises(Conflict, match="demand_change"):
        advice("A", WhatIf(promotion=True))


def test_nothing_is_stored(shop):
    advice("A", WhatIf(service_level=0.99))
    with snapshot() as session:
        assert session.get(OrderAdvice, shop.id) is None


def test_what_was_never_sold_cannot_be_advised_on(product):
    product("A")
    with pytest.raises(Conflict):
        advice("A", WhatIf())


@pytest.mark.parametrize("change", [-150.0, 1001.0, float("nan")])
def test_a_change_of_demand_that_cannot_be_is_refused_in_a_preview(shop, change):
    with pytest.raises(InvalidInput, match="-100 to 1000 percent"):
        preview("A", ProductFields(), change)


def test_a_preview_without_any_demand_needs_nothing(shop):
    assert preview("A", ProductFields(), -100.0)["needed"] == 0


def test_stock_that_is_supposed_counts_in_a_preview(shop):
    assert preview("A", ProductFields(on_hand=1000))["quantity"] == 0
    assert preview("A", ProductFields(on_hand=0))["quantity"] == preview("A", ProductFields())["quantity"] + 30


def test_a_supplier_s_minimum_is_in_the_advice_on_one_product_as_in_the_list(stocked):
    supplier_service.create_supplier(NewSupplier(name="Mill", min_order_units=100))
    for sku in ("A", "B"):
        worked_out(stocked(sku, supplier="Mill", on_hand=0.0 if sku == "A" else 140.0))
    for line in order_list(ListRequest()).lines:
        own = advice(line.sku, WhatIf())
        assert (own["quantity"], own["cost"], own["reason"]) == (line.quantity, line.cost, line.reason)
        assert product_view.view(line.sku, 7).advice["quantity"] == line.quantity
    assert sum(line.quantity for line in order_list(ListRequest()).lines) == 100
    # 70 of A are missing, so that 35 of B are enough.
    assert advice("B", WhatIf(on_hand=105.0))["what_if"]["quantity"] == 35
