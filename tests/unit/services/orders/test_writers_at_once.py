"""Two clerks at one product: the second begins before the first has ended."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, Product, StockLevel
from services.catalogue.product_fields import ProductFields
from services.orders.entry import order_entry, purchase_orders
from services.orders.lines import order_lines
from services.planning import catalogue_service, override_service
from services.planning.override_fields import NewOverride
from services.replenishment.renewal import advice_refresh
from services.stock import stock_levels
from services.training import rollback, training_service
from tests.unit.services.order_desk import Desk, day, line, numbers

# SQLite lets one writer in at a time.
pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest.fixture
def apple(product):
    apple = product("A", [10.0, 12, 9, 11, 10, 14, 8] * 8, on_hand=10.0, lead_time_days=3, review_days=4)
    for _ in range(2):
        training_service.train_now(apple, "exponential_smoothing")
    return apple


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def second() -> Iterator[Callable[..., Future]]:
    """Have something done by a second thread, until it is done or waits for what the first holds."""
    with ThreadPoolExecutor(1) as pool:

        def begin(work, *args):
            done, end = pool.submit(work, *args), time.monotonic() + 30
            while not (done.done() or is_waited()):
                assert time.monotonic() < end
                time.sleep(0.005)
            return done

        yield begin


def is_waited():
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with snapshot() as session:
        return session.scalar(waiting) > 0


def advised():
    with snapshot() as session:
        return session.scalars(sa.select(OrderAdvice.quantity)).all()


def advised_anew(product):
    with transaction() as session:
        advice_refresh.follow_up(session, [product.id])
    return advised()


CHANGES = {
    "an order": lambda desk, apple: desk.enter(line("2")),
    "a count": lambda desk, apple: catalogue_service.update_product("A", ProductFields(on_hand=3.0)),
    "an override": lambda desk, apple: override_service.create(
        "A", NewOverride(starts_on=day(1), quantity=40.0, reason="Fair"), "lee"
    ),
    "a training": lambda desk, apple: training_service.train_now(apple, "seasonal_naive"),
    "a rollback": lambda desk, apple: rollback.roll_back("A", 1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_advice_rests_on_both_of_two_changes(desk, apple, second, change):
    with transaction() as session:
        order_entry.enter(session, [line("1")], desk.actor)
        other = second(change, desk, apple)
    other.result()
    assert advised() == advised_anew(apple)


def test_the_same_order_sent_twice_at_once_is_one_order(desk, apple, second):
    with transaction() as session:
        order_entry.enter(session, [line("1")], desk.actor)
        other = second(desk.enter, line("1"))
    assert [entered.outcome for entered in other.result()] == ["unchanged"]
    assert numbers() == ["1"]


def test_what_comes_in_beside_a_count_is_written_down_as_it_is_on_hand(apple, second):
    with transaction() as session:
        stock_levels.add(session, {(apple.id, day(0)): 5.0})
        counted = second(catalogue_service.update_product, "A", ProductFields(on_hand=10.0))
    counted.result()
    with snapshot() as session:
        assert session.scalars(sa.select(StockLevel.on_hand)).all() == session.scalars(sa.select(Product.on_hand)).all()


def test_an_order_is_read_while_someone_changes_it(desk, apple, second):
    order = desk.order()
    with transaction() as session:
        order_lines.held(session, [order.id])
        assert second(purchase_orders.get_order, order.id).done()
