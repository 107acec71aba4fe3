from decimal import Decimal

from services import today_service, training_service

WEEK = [3.0, 5, 2, 4, 6, 1, 0]
TERMS = {"lead_time_days": 3, "review_days": 4, "unit_cost": Decimal(2), "unit_price": Decimal(5)}


def test_the_shop_in_figures(product):
    for sku, stock in (("EMPTY", 0), ("LITTLE", 12), ("MUCH", 5000)):
        training_service.train_now(product(sku, WEEK * 20, on_hand=stock, **TERMS), "seasonal_naive")
    product("NEW")
    now = today_service.standing()
    assert (now.products, now.advised, now.to_order, now.running_out, now.too_much) == (4, 3, 2, 2, 1)
    assert now.cost == sum(line.cost for line in today_service.to_order(9))
    assert now.tied_up > 9000
    assert [line.sku for line in today_service.to_order(9)] == ["EMPTY", "LITTLE"]
    assert [line.sku for line in today_service.running_out(1)] == ["EMPTY"]
    assert [line.sku for line in today_service.too_much(9)] == ["MUCH"]


def test_an_empty_shop_stands_at_nothing(database):
    now = today_service.standing()
    assert (now.products, now.to_order, now.cost, now.money_at_risk) == (0, 0, 0.0, 0.0)
