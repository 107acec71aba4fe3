"""What was found is found again without a look, until something that it rests on is another."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import get_engine, transaction
from app.models import ForecastScore, OrderAdvice, Product
from services.attention import exceptions
from utils import clock
from utils.language import spoken

ADVISED = {"kind": "excess", "quantity": 0, "needed": 10.0, "excess_units": 5.0, "money_at_risk": 0.0, "said": ""}


@pytest.fixture
def too_much(product):
    added = product("A", unit_cost=2, unit_price=5, name="Tea")
    own = ADVISED | {"excess_value": 10.0, "as_of": clock.today(), "computed_at": clock.now() - timedelta(hours=1)}
    with transaction() as session:
        session.add(OrderAdvice(product_id=added.id, **own))
    return added


def found():
    return [(one.found.name, one.found.money) for one in exceptions.waiting()]


def looks():
    """How many questions the database is asked for what waits."""
    asked = []
    note = lambda *given: asked.append(given[2])  # noqa: E731
    sa.event.listen(get_engine(), "before_cursor_execute", note)
    exceptions.waiting()
    sa.event.remove(get_engine(), "before_cursor_execute", note)
    return sum("order_advice.yearly_demand" in statement for statement in asked)


def test_nothing_is_looked_up_twice(too_much):
    assert (looks(), looks()) == (1, 0)


def test_advice_that_is_worked_out_anew_shows_at_once(too_much):
    assert found() == [("Tea", 10.0)]
    with transaction() as session:
        session.execute(sa.update(OrderAdvice).values(excess_value=7.0, computed_at=clock.now()))
    assert found() == [("Tea", 7.0)]


def test_a_product_that_is_renamed_or_gone_shows_at_once(too_much):
    found()
    with transaction() as session:
        session.get(Product, too_much.id).name = "Green tea"
        session.get(Product, too_much.id).updated_at = clock.now() + timedelta(seconds=1)
    assert found() == [("Green tea", 10.0)]
    with transaction() as session:
        session.delete(session.get(Product, too_much.id))
    assert found() == []


def test_a_week_that_is_scored_shows_at_once(too_much):
    found()
    figures = {"actual": 100.0, "error": -80.0, "absolute_error": 80.0, "naive_absolute_error": 0.0, "inside": 0}
    week = clock.monday(clock.today()) - timedelta(weeks=1)
    score = ForecastScore(week=week, product_id=too_much.id, lead=1, forecasts=7, uncorrected=20.0, **figures)
    with transaction() as session:
        session.add(score)
    assert len(found()) == 3


def test_what_was_found_in_one_language_is_not_shown_in_another(too_much):
    with spoken("en"):
        english = exceptions.waiting()[0].found.reason
    with spoken("de"):
        assert exceptions.waiting()[0].found.reason != english
