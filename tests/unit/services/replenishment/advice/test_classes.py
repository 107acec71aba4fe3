import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, Product
from services.replenishment.advice import classes
from services.replenishment.advice.classes import Classes
from services.replenishment.renewal import advice_refresh
from tests.unit.services.advice import advised, worked_out
from utils.config import get_settings, use_settings


@pytest.fixture
def levels():
    before = get_settings()
    yield lambda text: use_settings(before.model_copy(update={"class_levels": text}))
    use_settings(before)


def found():
    with transaction() as session:
        classes.classify(session)
    with snapshot() as session:
        rows = session.execute(sa.select(Product.sku, Product.abc_class, Product.xyz_class).order_by(Product.sku))
        return {sku: f"{abc}{xyz}" for sku, abc, xyz in rows}


def test_the_first_of_the_turnover_are_a_and_the_steady_x(product):
    # 80, 15 and 5 of a hundred at the same price.
    for sku, units, variation in (("A", 80.0, 0.2), ("B", 15.0, 0.7), ("C", 5.0, 2.0), ("D", 0.0, None)):
        advised(product(sku, unit_price=2), yearly_demand=units, variation=variation)
    assert found() == {"A": "AX", "B": "BY", "C": "CZ", "D": "CZ"}


def test_what_a_kit_turns_over_counts_once_at_its_parts(product):
    # Of 1,000 the part makes 700, all of it in boxes; were the box another 700, tea would be B.
    for sku, units in (("PART", 700.0), ("TEA", 250.0), ("NUT", 50.0)):
        advised(product(sku, unit_price=1), yearly_demand=units, variation=0.2)
    parts = [{"product_sku": "PART", "quantity": 1}]
    advised(product("BOX", unit_price=1, components=parts), kind="kit", yearly_demand=700.0, variation=0.2)
    assert found() == {"BOX": "AX", "NUT": "CX", "PART": "AX", "TEA": "AX"}


def test_how_steady_demand_is_does_not_depend_on_how_its_goods_come(stocked):
    near = stocked("A", spread=3.0, lead_time_days=2, review_days=1)
    far = stocked("B", spread=3.0, lead_time_days=60, lead_time_sd_days=20)
    seldom = stocked("C", spread=3.0, lead_time_days=2, review_days=90)
    assert worked_out(near).variation == worked_out(far).variation == worked_out(seldom).variation
    # Seven days of a standard deviation of 3 each, between independent ones and all alike.
    assert 3 / 10 / 7**0.5 < worked_out(near).variation < 3 / 10


def test_two_letters_go_before_one(database, levels):
    levels("A=0.98,AZ=0.9")
    assert [classes.level(Classes("A", letter)) for letter in "XZ"] == [0.98, 0.9]
    assert classes.level(Classes("B", "X")) is None


def test_advice_follows_another_level_of_a_class_within_a_minute(stocked, levels):
    added = stocked(service_level=None)
    worked_out(added)
    with transaction() as session:
        advice_refresh.classify(session)
    assert advice_refresh.follow_classes() == {"advice_after_classes": 0}
    levels("A=0.98")
    assert advice_refresh.follow_classes() == {"advice_after_classes": 1}
    with snapshot() as session:
        assert session.get_one(OrderAdvice, added.id).class_level == 0.98
    assert advice_refresh.follow_classes() == {"advice_after_classes": 0}


def test_advice_on_many_products_of_a_class_follows_by_a_task(stocked, levels, monkeypatch):
    monkeypatch.setattr(advice_refresh, "AT_ONCE", 1)
    for sku in ("A", "B"):
        worked_out(stocked(sku, service_level=None))
    with transaction() as session:
        advice_refresh.classify(session)
    levels("A=0.98,C=0.98")
    advice_refresh.follow_classes()
    with snapshot() as session:
        assert advice_refresh.is_due(session)


def test_a_product_without_a_level_takes_that_of_its_class(stocked, levels):
    added = stocked(service_level=None)
    worked_out(added)
    levels("A=0.98")
    with transaction() as session:
        advice_refresh.classify(session)
    assert "With 98 % certainty (of its class AX)" in worked_out(added).reason
