from datetime import timedelta

import pytest

from app.db import transaction
from app.models import Sale
from services.errors import NotFound
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from services.training import training_service
from services.views import product_view
from utils import clock

SALES = [4.0, 5, 6] * 30
AHEAD = 28


def test_history_has_no_gaps_and_reaches_to_what_the_model_knows(product):
    added = product("A", SALES, until=clock.today() - timedelta(days=20))
    product("B", SALES)
    training_service.train_now(added)
    view = product_view.view("A", AHEAD)
    assert view.days[-1] == clock.today() - timedelta(days=1)
    assert view.sold[-20:] == [6.0] + [0.0] * 19
    assert len(view.days) == len(view.sold) == len(view.in_stock) == 109


def test_days_out_of_stock_are_marked(product):
    added = product("A", SALES)
    with transaction() as session:
        session.get(Sale, (added.id, clock.today() - timedelta(days=3))).in_stock = False
    training_service.train_now(added)
    assert product_view.view("A", AHEAD).in_stock[-4:] == [True, False, True, True]


def test_forecast_and_advice_stand_beside_it(product):
    training_service.train_now(product("A", SALES, lead_time_days=3, review_days=4))
    view = product_view.view("A", AHEAD)
    assert len(view.ahead.days) == len(view.ahead.expected) == 28
    assert view.model["version"] == 1
    assert view.advice["quantity"] > 0
    assert not view.is_stale


def test_newer_sales_make_it_stale(product):
    training_service.train_now(product("A", SALES, until=clock.today() - timedelta(days=5)))
    sales_service.record_sales([SaleRow(product_sku="A", date=clock.today() - timedelta(days=1), quantity=3)])
    assert product_view.view("A", AHEAD).is_stale


def test_a_product_that_was_never_sold_is_there_without_a_forecast(product):
    product("A")
    view = product_view.view("A", AHEAD)
    assert (view.model, view.ahead, view.advice) == ({}, None, {})


def test_an_unknown_product_is_not_found(database):
    with pytest.raises(NotFound):
        product_view.view("A", AHEAD)
