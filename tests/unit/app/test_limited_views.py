"""What a user of single locations finds in the database, in whatever way it is asked."""

import pytest
import sqlalchemy as sa

from app.db import Base, limited_views, sight, snapshot, transaction
from app.db.sight import NotForLocations
from app.models import Product, PurchaseOrder, Receipt, Sale
from utils import clock


@pytest.fixture
def shop(database):
    now, today = clock.now(), clock.today()
    with transaction() as session:
        for number, sku in enumerate(("TEA@NORTH", "TEA@SOUTH", "CUP@NORTH", "TEA"), 1):
            _, _, place = sku.partition("@")
            session.add(Product(id=number, sku=sku, location=place, created_at=now, updated_at=now))
        session.flush()
        for product in range(1, 5):
            session.add(Sale(product_id=product, day=today, quantity=10**product))
        lines = {"own": [1, 3], "mixed": [1, 2], "other": [2]}
        for number, products in lines.items():
            for product in products:
                order = PurchaseOrder(number=number, product_id=product, quantity=1, created_at=now)
                order.ordered_on = order.expected_on = today
                session.add(order)
        moved = PurchaseOrder(number="moved", product_id=1, source_id=2, quantity=1, created_at=now)
        moved.ordered_on = moved.expected_on = today
        session.add(moved)
        session.flush()
        for order in session.scalars(sa.select(PurchaseOrder)):
            session.add(Receipt(order_id=order.id, received_on=today, quantity=1, created_at=now))


def seen(query, *locations):
    with sight.within(locations), snapshot() as session:
        return sorted(session.scalars(query))


def test_there_are_only_the_products_of_the_locations(shop):
    assert seen(sa.select(Product.sku), "NORTH") == ["CUP@NORTH", "TEA@NORTH"]
    assert seen(sa.select(Product.sku), "NORTH", "SOUTH") == ["CUP@NORTH", "TEA@NORTH", "TEA@SOUTH"]
    assert seen(sa.select(Product.sku), "nowhere") == []
    assert len(seen(sa.select(Product.sku))) == 4


@pytest.mark.parametrize(
    "query",
    [
        sa.select(sa.func.sum(Sale.quantity)),
        sa.select(sa.func.sum(Sale.__table__.c.quantity)),
        sa.text("SELECT sum(quantity) FROM sales"),
        sa.select(sa.func.sum(sa.select(Sale.quantity).cte().c.quantity)),
        sa.select(sa.select(sa.func.sum(Sale.quantity)).scalar_subquery()),
    ],
)
def test_no_way_of_asking_finds_more(shop, query):
    assert seen(query, "NORTH") == [10 + 1000]


def test_an_order_is_seen_whole_or_not_at_all(shop):
    assert set(seen(sa.select(PurchaseOrder.number), "NORTH")) == {"own", "moved"}
    assert len(seen(sa.select(Receipt.id), "NORTH")) == 3
    assert set(seen(sa.select(PurchaseOrder.number), "NORTH", "SOUTH")) == {"own", "mixed", "other", "moved"}


def test_what_is_moved_is_seen_where_it_comes_to_and_not_where_it_comes_from(shop):
    assert "moved" in seen(sa.select(PurchaseOrder.number), "NORTH")
    assert set(seen(sa.select(PurchaseOrder.number), "SOUTH")) == {"other"}


def test_a_connection_that_was_anothers_shows_nothing_of_theirs(shop):
    for place in ("NORTH", "SOUTH", "nowhere", "NORTH"):
        assert all(sku.endswith(place) for sku in seen(sa.select(Product.sku), place))


def test_nothing_is_written_in_the_name_of_who_sees_single_locations(shop):
    with sight.within(["NORTH"]), pytest.raises(NotForLocations), transaction():
        pass
    delete = sa.delete(Product)
    with sight.within(["NORTH"]), snapshot() as session, pytest.raises(sa.exc.DBAPIError):
        session.execute(delete)
    assert len(seen(sa.select(Product.sku))) == 4


@pytest.mark.parametrize("table", Base.metadata.tables)
def test_a_table_that_nobody_has_thought_of_is_empty(shop, table):
    count = sa.text(f"SELECT count(*) FROM {table}")
    if table not in limited_views.SEEN_AT_ALL:
        assert seen(count, "NORTH") == [0]
    assert Base.metadata.tables.keys() >= limited_views.SEEN_AT_ALL
