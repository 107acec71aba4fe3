import os
import signal
import socket
import sqlite3
import threading
from datetime import timedelta

import psycopg2
import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import Product
from services.errors import InvalidInput, Unavailable
from services.sources import source_service
from services.sources.source_service import NEVER
from tests import children, servers
from tests.unit.services.sources import shop_systems
from tests.unit.services.sources.conftest import sold
from utils import clock
from utils.config import use_settings


def yesterday():
    return clock.today() - timedelta(days=1)


@pytest.fixture
def odoo(postgresql, request):
    return on_postgresql(postgresql, f"odoo_{abs(hash(request.node.nodeid))}", shop_systems.ODOO)


def on_postgresql(server, name, script):
    url = server.create_database(name)
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute(script)
    connection.close()
    return url


@pytest.fixture
def on_mariadb(mariadb, request):
    name = f"shop_{abs(hash(request.node.nodeid))}"
    url = mariadb.create_database(name)

    def run(script):
        with mariadb.connect(name) as connection, connection.cursor() as cursor:
            for statement in filter(str.strip, script.split(";\n")):
                cursor.execute(statement)
        return url

    return run


@pytest.fixture
def till(inbox):
    """A database of SQLite in a folder that may be read: a way to write sales into it, and its address."""
    file = inbox / "till.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE sold (code TEXT, day TEXT, units REAL)")

    def sell(*rows):
        with sqlite3.connect(file) as connection:
            connection.executemany("INSERT INTO sold VALUES (?, ?, ?)", rows)

    sell.url = f"sqlite:///{file}"
    return sell


QUERY = "SELECT code AS product_sku, day AS date, units AS quantity FROM sold"


def test_odoo_orders_and_tills_add_up(database, odoo, source, read):
    source(kind="sql", url=odoo, query=shop_systems.documented("Odoo: orders"))
    first = read("till")["files"][0]
    assert first["not_sold"] == {"cancelled": 2}
    assert sold() == {("FURN-1", "2026-03-01"): 3, ("odoo-2", "2026-03-01"): 4}
    source_service.create("pos", {"kind": "sql", "url": odoo, "query": shop_systems.documented("Odoo: tills")}, NEVER)
    read("pos")
    assert sold()["FURN-1", "2026-03-01"] == 3 + 5 - 1
    again = read("till")["files"][0]
    assert (again["inserted"], again["updated"]) == (0, 0)


def test_times_of_odoo_fall_on_the_days_of_the_shop(database, odoo, source, read):
    use_settings(database.model_copy(update={"shop_timezone": "Europe/Berlin"}))
    source(kind="sql", url=odoo, query=shop_systems.documented("Odoo: orders"))
    read("till")
    assert sold() == {("FURN-1", "2026-03-01"): 3, ("odoo-2", "2026-03-02"): 4}


def test_products_of_odoo_are_read_with_their_terms(database, odoo, source, read):
    source(kind="sql", reads="products", url=odoo, query=shop_systems.documented("Odoo: products"))
    assert read("till")["rows"] == 1
    with snapshot() as session:
        product = session.scalars(sa.select(Product)).one()
    assert (product.sku, product.name, product.unit_price) == ("FURN-1", "Chair", 49.5)


def test_woocommerce_orders_count_without_what_was_cancelled_or_refunded(database, on_mariadb, source, read):
    url = on_mariadb(shop_systems.WOOCOMMERCE)
    source(kind="sql", url=url, query=shop_systems.documented("WooCommerce: orders"), since_column="date")
    read("till")
    assert sold() == {("TEA-1", "2026-03-01"): 2, ("CUP-RED", "2026-03-01"): 1, ("woo-11", "2026-03-02"): 1}
    assert source_service.get("till").read_until == "2026-03-02"


def test_woocommerce_stock_is_that_of_today(database, on_mariadb, source, read):
    query = shop_systems.documented("WooCommerce: stock")
    source(kind="sql", reads="stock", url=on_mariadb(shop_systems.WOOCOMMERCE), query=query)
    read("till")
    with snapshot() as session:
        assert dict(session.execute(sa.select(Product.sku, Product.on_hand)).all()) == {"TEA-1": 30, "CUP-RED": 8}


def test_erpnext_invoices_count_in_units_of_stock(database, on_mariadb, source, read):
    source(kind="sql", url=on_mariadb(shop_systems.ERPNEXT), query=shop_systems.documented("ERPNext: invoices"))
    read("till")
    assert sold() == {("SKU 7", "2026-03-01"): 24, ("SKU 7", "2026-03-02"): 10, ("Ä-1", "2026-03-02"): 1.5}


def test_an_order_that_is_cancelled_later_is_taken_out_again(database, on_mariadb, source, read):
    url = on_mariadb(shop_systems.WOOCOMMERCE)
    source(kind="sql", url=url, query=shop_systems.documented("WooCommerce: orders"), since_column="date")
    read("till")
    on_mariadb("UPDATE wp_wc_order_stats SET status = 'wc-cancelled' WHERE order_id = 1;\n")
    read("till")
    assert sold() == {("woo-11", "2026-03-02"): 1}


def test_only_the_last_days_are_read_again_and_late_rows_of_them_count(till, source, read):
    days = [(yesterday() - timedelta(days=ago)).isoformat() for ago in range(10)]
    till(*(("A", day, 2) for day in days))
    source(kind="sql", url=till.url, query=QUERY, since_column="Date", overlap_days=3)
    assert read("till")["rows"] == 10
    till(("A", days[3], 5), ("A", days[8], 5))
    assert read("till")["rows"] == 5
    assert (sold()["A", days[3]], sold()["A", days[8]]) == (7, 2)


def test_a_day_that_is_still_to_come_does_not_hide_what_comes_before_it(till, source, read):
    till(("A", yesterday().isoformat(), 2), ("A", (yesterday() + timedelta(days=400)).isoformat(), 2))
    source(kind="sql", url=till.url, query=QUERY, since_column="date", overlap_days=0)
    read("till")
    assert source_service.get("till").read_until == clock.today().isoformat()


def test_nothing_new_is_no_fault_but_a_query_that_never_gave_anything_is(till, source, read):
    source(kind="sql", url=till.url, query=QUERY, since_column="date", overlap_days=0)
    with pytest.raises(InvalidInput, match="gave no rows"):
        read("till")
    till(("A", yesterday().isoformat(), 2))
    read("till")
    with sqlite3.connect(till.url.removeprefix("sqlite:///")) as connection:
        connection.execute("DELETE FROM sold")
    assert read("till")["outcome"] == "nothing_new"


@pytest.mark.parametrize(
    "query", ["", "DELETE FROM sold", "SELECT 1; DELETE FROM sold", "SELECT 1 /*! , 2 */", "/* */ UPDATE sold"]
)
def test_only_one_select_is_taken(till, source, query):
    with pytest.raises(InvalidInput, match="query must"):
        source(kind="sql", url=till.url, query=query)


def test_a_query_that_writes_all_the_same_is_stopped_by_the_database(database, odoo, source, read):
    writes = "SELECT nextval('invoice_numbers') AS product_sku, now() AS date, 1 AS quantity"
    source(kind="sql", url=odoo, query=writes)
    with pytest.raises(InvalidInput, match="read-only"):
        read("till")


def test_a_part_of_a_query_cannot_write(database, odoo, source, read):
    source(kind="sql", url=odoo, query="WITH x AS (DELETE FROM sale_order RETURNING 1) SELECT * FROM x -- all")
    with pytest.raises(InvalidInput, match="cannot answer"):
        read("till")


def test_a_query_that_fails_says_why_and_leaves_nothing(till, source, read):
    source(kind="sql", url=till.url, query="SELECT units FROM nowhere")
    with pytest.raises(InvalidInput, match="nowhere"):
        read("till")
    assert sold() == {}


SLOW = {
    "postgresql": "SELECT pg_sleep(60)::text AS product_sku, now() AS date, 1 AS quantity",
    "mariadb": "SELECT SLEEP(60) AS product_sku, NOW() AS date, 1 AS quantity FROM information_schema.tables",
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS product_sku FROM n",
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_database_that_does_not_come_to_an_end_is_given_up(database, inbox, till, source, read, request, kind):
    use_settings(database.model_copy(update={"source_folders": str(inbox), "source_timeout_seconds": 1}))
    server = request.getfixturevalue(kind) if kind != "sqlite" else None
    url = server.create_database(f"slow_{abs(hash(request.node.nodeid))}") if server else till.url
    source(kind="sql", url=url, query=SLOW[kind])
    with pytest.raises(InvalidInput, match="given up") as given_up:
        read("till")
    assert given_up.value.code == "source_timeout"


@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_a_server_that_says_nothing_is_given_up(database, source, read, monkeypatch, kind):
    monkeypatch.setattr("services.sources.databases.CONNECT_SECONDS", 2)
    monkeypatch.setattr("services.sources.databases.GRACE_SECONDS", 0)
    use_settings(database.model_copy(update={"source_timeout_seconds": 1}))
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"{kind}://reader@127.0.0.1:{server.getsockname()[1]}/shop"
        source(kind="sql", url=url, query="SELECT 1")
        with pytest.raises(Unavailable, match="cannot be reached"):
            read("till")


def test_a_server_that_stops_in_the_middle_is_hung_up_on(database, source, read, monkeypatch):
    monkeypatch.setattr("services.sources.databases.GRACE_SECONDS", 1)
    use_settings(database.model_copy(update={"source_timeout_seconds": 1}))
    server = servers.PostgreSQL()
    server.start()
    try:
        source(kind="sql", url=server.create_database("shop"), query=SLOW["postgresql"])
        # Its own limit would end the query: it has no chance to.
        stopped = threading.Timer(
            0.5, lambda: [os.kill(pid, signal.SIGSTOP) for pid in children.descendants(server.pid)]
        )
        stopped.start()
        with pytest.raises(InvalidInput, match="given up"):
            read("till")
    finally:
        _signal(server, signal.SIGCONT)
        server.stop()


def _signal(server, number):
    for pid in children.descendants(server.pid):
        os.kill(pid, number)


def test_a_password_is_known_by_name_only_and_never_told(database, odoo, source, read, monkeypatch):
    with pytest.raises(InvalidInput, match="password_env"):
        source(kind="sql", url="postgresql://reader:hunter2@127.0.0.1/x", query="SELECT 1")
    with pytest.raises(InvalidInput, match="a variable of its own"):
        source(kind="sql", url=odoo, query="SELECT 1", password_env="JWT_SECRET_KEY")
    monkeypatch.setenv("SHOP_PASSWORD", "hunter2")
    nowhere = "postgresql://reader@127.0.0.1:1/shop"
    name = source(kind="sql", url=nowhere, query="SELECT 1", password_env="SHOP_PASSWORD")
    with pytest.raises(Unavailable) as away:
        read(name)
    assert "hunter2" not in str(away.value)
    monkeypatch.delenv("SHOP_PASSWORD")
    with pytest.raises(InvalidInput, match="SHOP_PASSWORD is not set"):
        read(name)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite:////etc/passwd",
        "sqlite://",
        "oracle://db.example/x",
        "mysql://db.example/x?read_default_file=/etc/passwd",
    ],
)
def test_an_address_that_leads_nowhere_good_is_refused(database, inbox, source, url):
    with pytest.raises(InvalidInput) as refused:
        source(kind="sql", url=url, query="SELECT 1")
    assert refused.value.code == "source_refused"


def test_a_column_that_holds_no_days_cannot_tell_what_is_new(till, source, read):
    till(("A", yesterday().isoformat(), 2))
    source(kind="sql", url=till.url, query=QUERY, since_column="quantity")
    with pytest.raises(InvalidInput, match="no days or times"):
        read("till")
    source_service.change("till", {"since_column": "when"}, NEVER)
    with pytest.raises(InvalidInput, match="gives product_sku, date, quantity"):
        read("till")
