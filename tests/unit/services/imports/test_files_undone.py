"""Files of stock, products, orders and receipts taken back leave everything as if they had never been."""

import io

import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, ProductSupplier, PurchaseOrder, Receipt, StockLevel, Supplier
from services.catalogue import suppliers
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier, SupplierChange
from services.errors import Conflict
from services.files.tables import Asked
from services.imports import undoing
from services.orders.entry import order_entry, receipts
from services.planning import (
    catalogue_service,
    product_files,
    product_supplier_files,
    product_suppliers,
    supplier_files,
    supplier_service,
)
from services.stock import stock_files, stock_history
from services.stock.stock_history import StockRow
from tests.unit.services.order_desk import Desk, day

IMPORTS = {
    "stock": stock_files.import_levels,
    "products": product_files.import_products,
    "suppliers": supplier_files.import_suppliers,
    "product_suppliers": product_supplier_files.import_offers,
    "orders": order_entry.import_orders,
    "receipts": receipts.import_receipts,
}
UNDONE_BY_NAME = pytest.mark.parametrize("kind", IMPORTS)


@pytest.fixture
def desk(user_ids, product):
    """A shop with a product, two counts of it, and an order on its way."""
    product("A", on_hand=3.0)
    own = Desk(user_ids[0])
    own.order(quantity=10)
    mill = supplier_service.create_supplier(NewSupplier(name="Mill", order_days=["mon"], lead_time_days=2))
    supplier_service.create_supplier(NewSupplier(name="Bakery"))
    product_suppliers.put("A", mill.id, ProductSupplierTerms(code="M-1", unit_cost=2, pack_size=6))
    stock_history.record_levels([StockRow(product_sku="A", date=day(-own), on_hand=own) for own in (2, 4)])
    return own


def files():
    return {
        "stock": f"sku,date,stock\nA,{day(-1)},8\nA,{day(-4)},9\nNEW,{day(-2)},4\n",
        "products": "sku,name,on_hand,unit_cost,lead_time_days\nA,Bread,30,1.25,3\nNEW,Rolls,4,,\n",
        "suppliers": (
            "name,order_days,closed,cut_off,lead_time_days,min_order_value\n"
            "Mill,tue fri,2026-12-24 to 2027-01-06,11:00,4,250\nNew & Co,,,,1,\n"
        ),
        "product_suppliers": (
            "sku,supplier,supplier_code,unit_cost,price_breaks,priority\nA,Mill,M-2,1.75,100: 1.5,2\nA,Bakery,,1.25,,\n"
        ),
        "orders": f"number,sku,quantity,expected_on\n1,A,25,{day(4)}\n2,A,5,{day(9)}\n",
        "receipts": f"number,sku,quantity,received_on\n1,A,4,{day(-3)}\n1,A,6,{day(0)}\n",
    }


def brought_in(desk, kind, text=None, **asked):
    file = io.BytesIO((text or files()[kind]).encode())
    return IMPORTS[kind](file, desk.actor, Asked(creates=True, **asked))


def everything():
    """All that is stored of what files bring in, but for when it was changed."""
    unlike = ("updated_at", "created_at")
    models = (Product, StockLevel, PurchaseOrder, Receipt, Supplier, ProductSupplier)
    tables = [model.__table__ for model in models]
    columns = [[column for column in table.c if column.name not in unlike] for table in tables]
    with snapshot() as session:
        return [session.execute(sa.select(*own).order_by(*own[:2])).all() for own in columns]


@UNDONE_BY_NAME
def test_what_was_there_before_is_there_again(desk, kind):
    before = everything()
    task_id = brought_in(desk, kind)["task_id"]
    assert everything() != before
    assert undoing.undo(task_id, desk.actor)["restored"] >= 1
    assert everything() == before


@UNDONE_BY_NAME
def test_a_dry_run_tells_the_same_and_changes_nothing(desk, kind):
    before, tried = everything(), brought_in(desk, kind, dry_run=True)
    assert (tried["dry_run"], tried["task_id"], everything()) == (True, None, before)
    done = brought_in(desk, kind)
    told = {"inserted", "updated", "unchanged", "recorded", "rejected", "products_created"} & done.keys()
    assert {name: tried[name] for name in told} == {name: done[name] for name in told}


@UNDONE_BY_NAME
def test_the_same_file_again_changes_nothing_and_its_undoing_neither(desk, kind):
    first, there = brought_in(desk, kind), everything()
    again = brought_in(desk, kind)
    assert everything() == there
    undoing.undo(again["task_id"], desk.actor)
    assert everything() == there
    undoing.undo(first["task_id"], desk.actor)


@UNDONE_BY_NAME
def test_it_is_undone_once(desk, kind):
    task_id = brought_in(desk, kind)["task_id"]
    undoing.undo(task_id, desk.actor)
    with pytest.raises(Conflict, match="was undone"):
        undoing.undo(task_id, desk.actor)


def counted_anew(desk):
    stock_history.record_levels([StockRow(product_sku="A", date=day(-1), on_hand=1)])


def received(desk):
    receipts.import_receipts(io.BytesIO(f"number,sku,quantity,date\n1,A,1,{day(0)}\n".encode()), desk.actor)


def changed(desk):
    catalogue_service.update_product("A", ProductFields(lead_time_days=5))


def ordered(desk):
    desk.order("3", sku="NEW")


def moved(desk):
    (mill,) = [own for own in suppliers.all_suppliers() if own.name == "Mill"]
    supplier_service.update_supplier(mill.id, SupplierChange(lead_time_days=9))


def offered(desk):
    text = "sku,supplier,unit_cost\nA,New & Co,3\n"
    product_supplier_files.import_offers(io.BytesIO(text.encode()), desk.actor)


def dearer(desk):
    text = "sku,supplier,unit_cost\nA,Mill,1.8\n"
    product_supplier_files.import_offers(io.BytesIO(text.encode()), desk.actor)


@pytest.mark.parametrize(
    ("kind", "since", "reason"),
    [
        ("stock", counted_anew, "the stock of A on .* was told or changed again"),
        ("stock", received, "1 of A came in on"),
        ("stock", ordered, "the new product NEW has orders"),
        ("products", changed, "lead_time_days of A is 5 now"),
        ("products", ordered, "the new product NEW has orders"),
        ("products", received, "told or changed again|came in on"),
        ("suppliers", moved, "lead_time_days of Mill is 9 now"),
        ("suppliers", offered, "the new supplier New & Co has terms for A"),
        ("product_suppliers", dearer, "unit_cost of Mill for A is 1.8"),
        ("orders", received, "1 of A came in for 1"),
        (
            "receipts",
            lambda desk: receipts.import_receipts(
                io.BytesIO(f"number,sku,quantity,date\n1,A,9,{day(0)}\n".encode()), desk.actor
            ),
            "3 of A came in for 1",
        ),
    ],
)
def test_what_something_rests_on_stays_and_says_what(desk, kind, since, reason):
    task_id = brought_in(desk, kind)["task_id"]
    since(desk)
    there = everything()
    with pytest.raises(Conflict, match=reason) as refusal:
        undoing.undo(task_id, desk.actor)
    assert (refusal.value.code, everything()) == ("something_rests_on_it", there)


def test_a_later_count_stays_and_keeps_no_earlier_one(desk):
    task_id = brought_in(desk, "stock", f"sku,date,stock\nA,{day(-3)},8\n")["task_id"]
    before = everything()
    stock_history.record_levels([StockRow(product_sku="A", date=day(0), on_hand=70)])
    undoing.undo(task_id, desk.actor)
    levels = {row.day: row.on_hand for row in everything()[1]}
    assert levels == {day(-4): 4, day(-2): 2, day(0): 70}
    assert before[1] != everything()[1]


def test_of_two_imports_the_second_is_undone_first(desk):
    before = everything()
    first = brought_in(desk, "orders")["task_id"]
    second = brought_in(desk, "orders", f"number,sku,quantity,expected_on\n1,A,26,{day(4)}\n")["task_id"]
    with pytest.raises(Conflict, match="1 of A was changed"):
        undoing.undo(first, desk.actor)
    undoing.undo(second, desk.actor)
    undoing.undo(first, desk.actor)
    assert everything() == before
