"""What was worked out is worked out again as soon as something that it rests on is another."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, Product
from services import remembered
from services.remembered import Remembered
from utils import clock
from utils.language import spoken

ADVISED = {"kind": "order", "quantity": 5, "needed": 10.0, "excess_units": 0.0, "money_at_risk": 4.0, "said": ""}


@pytest.fixture
def advised(product):
    added = product("A")
    an_hour_ago = clock.now() - timedelta(hours=1)
    with transaction() as session:
        session.add(OrderAdvice(product_id=added.id, as_of=clock.today(), computed_at=an_hour_ago, **ADVISED))
    return added


def counter(most=2):
    """Asks what it is told to, and says how often that was worked out so far."""
    kept, times = Remembered(remembered.advice, remembered.products, most=most), []

    def ask(asked="list"):
        with snapshot() as session:
            return kept.get(session, asked, lambda: times.append(asked) or len(times))

    return ask


def test_nothing_is_worked_out_twice(advised):
    ask = counter()
    assert (ask(), ask()) == (1, 1)


@pytest.mark.parametrize(("changed", "values"), [(OrderAdvice, "computed_at"), (Product, "updated_at")])
def test_what_has_changed_is_worked_out_anew(advised, changed, values):
    ask = counter()
    ask()
    with transaction() as session:
        session.execute(sa.update(changed).values({values: clock.now() + timedelta(seconds=1)}))
    assert (ask(), ask()) == (2, 2)


def test_advice_that_was_stamped_before_another_is_seen(advised):
    ask = counter()
    ask()
    with transaction() as session:
        session.execute(sa.update(OrderAdvice).values(money_at_risk=5.0))
    assert (ask(), ask()) == (2, 2)


def test_each_language_has_its_own(advised):
    ask = counter()
    with spoken("de"):
        german = ask()
    with spoken("fr"):
        assert ask() != german


def test_the_oldest_go_first(advised):
    ask = counter(most=2)
    for asked in ("one", "two", "three"):
        ask(asked)
    assert (ask("three"), ask("two"), ask("one")) == (3, 2, 4)
