import pytest

from app.db import transaction
from app.models import ModelVersion
from services.errors import NotFound
from services.forecasts import event_effects
from services.training import training_service


def test_effects_are_told_with_the_days_they_were_learnt_from(product):
    shop = product("A", [3, 5, 2, 4, 6, 1, 1] * 5)
    training_service.train_now(shop)
    effects = {"promo": {"factor": 1.38, "periods": 24}, "price": {"factor": 0.88, "periods": 1}}
    with transaction() as session:
        session.query(ModelVersion).one().metrics = {"effects": effects}
    price, promotion = event_effects.learned("A")
    assert promotion == {"kind": "promotion", "factor": 1.38, "days": 24, "text": "promotion: +38 %, from 24 past days"}
    assert price["text"] == "price: -12 % where it is 10 % higher, from 1 past day"


def test_before_the_first_training_nothing_has_been_learnt(product):
    product("A")
    assert event_effects.learned("A") == []
    with pytest.raises(NotFound):
        event_effects.learned("B")
