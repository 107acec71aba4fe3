"""What an event would do, before it is announced."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Event, ModelVersion
from services.planning import event_preview, event_service
from services.planning.event_fields import NewEvent
from services.training import training_service
from utils import clock

WEEK = [3.0, 5, 2, 4, 6, 1, 7]


@pytest.fixture
def trained(product):
    """A product of 28 units a week, and what was learnt of events."""

    def add(sku, effects=None, **fields):
        added = product(sku, WEEK * 20, **fields)
        training_service.train_now(added, "seasonal_naive")
        with transaction() as session:
            version = session.scalars(sa.select(ModelVersion).where(ModelVersion.product_id == added.id)).one()
            version.metrics = version.metrics | {"effects": effects or {}}
        return added

    return add


def event(kind, **fields):
    start = clock.today() + timedelta(days=1)
    return NewEvent(kind=kind, **{"starts_on": start, "ends_on": start + timedelta(days=6)} | fields)


def learnt(column, factor):
    return {column: {"factor": factor, "periods": 20}}


def test_a_product_has_its_own_effect_and_others_the_median(trained):
    trained("A", learnt("promo", 1.5), category="Tea")
    trained("B", learnt("promo", 2.5), category="Tea")
    trained("C", category="Tea")
    trained("D", category="Rice")
    seen = event_preview.preview(event("promotion", category="Tea"))
    assert (seen.products, seen.days, seen.learnt, seen.without_forecast) == (3, 7, 2, 0)
    assert seen.usual == pytest.approx(3 * 28)
    assert seen.more_units == pytest.approx(28 * (0.5 + 1.5 + 1.0))
    assert seen.change == pytest.approx(100.0)


def test_nobody_knows_what_nobody_has_seen(trained):
    trained("A")
    seen = event_preview.preview(event("promotion", product_sku="A"))
    assert (seen.change, seen.more_units) == (None, 0.0)


def test_on_closed_days_nothing_is_sold(trained):
    trained("A")
    assert event_preview.preview(event("closure")).expected == 0.0


def test_a_price_counts_by_how_far_it_is_from_the_usual_one(trained):
    trained("A", learnt("price", 0.8), unit_price=10)
    assert event_preview.preview(event("price", price=11.0)).change == pytest.approx(-20.0)
    assert event_preview.preview(event("price", price=12.1)).change == pytest.approx(-36.0)


def test_what_is_announced_already_counts_as_it_is(trained):
    trained("A", learnt("promo", 2.0))
    announced = event("promotion")
    event_service.create(announced, "kim")
    assert event_preview.preview(announced).more_units == 0.0


def test_a_preview_stores_nothing(trained):
    trained("A")
    event_preview.preview(event("holiday", product_sku="A"))
    with snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == 0


def test_days_that_are_over_or_out_of_sight_do_nothing(trained):
    trained("A")
    past = clock.today() - timedelta(days=20)
    assert event_preview.preview(event("closure", starts_on=past, ends_on=past)).days == 0
