import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from app.db import snapshot
from app.models import Sale
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct, ProductFields
from services.catalogue.product_service import ProductFilter
from services.errors import Conflict, InvalidInput, NotFound
from services.planning import catalogue_service
from tests.unit.services.order_desk import Desk


def listed(limit=100, **filters):
    """The codes of all pages, one after the other."""
    codes, cursor = [], None
    while True:
        page = product_service.list_products(ProductFilter(**filters), limit, cursor)
        codes += [item.sku for item in page.items]
        if (cursor := page.next_cursor) is None:
            return codes


@pytest.fixture
def catalogue(product):
    for sku, name, category in [
        ("A", "pear", "fruit"),
        ("B", "leek", "greens"),
        ("C", "pear", "fruit"),
        ("d%", "", ""),
    ]:
        product(sku, name=name, category=category)


def test_a_new_product_has_the_usual_settings(database):
    created = catalogue_service.create_product(NewProduct(sku="A"))
    assert (created.lead_time_days, created.service_level, created.pack_size) == (7, 0.95, 1)
    assert product_service.get_product("A").id == created.id


def test_a_code_is_taken_once_however_it_is_spelled(database):
    catalogue_service.create_product(NewProduct(sku="Caf\u00e9"))
    with pytest.raises(Conflict):
        catalogue_service.create_product(NewProduct(sku="Cafe\u0301"))


@pytest.mark.parametrize(
    "field",
    [
        {"service_level": 0.49},
        {"service_level": 1.0},
        {"pack_size": 0},
        {"pack_size": True},
        {"min_order": -1},
        {"lead_time_days": 366},
        {"unit_cost": -0.01},
        {"on_hand": float("nan")},
        {"on_hand": float("inf")},
        {"sku": "x" * 65},
    ],
    ids=str,
)
def test_a_field_outside_its_bounds_is_refused(field):
    with pytest.raises(ValidationError):
        NewProduct(**({"sku": "A"} | field))


def test_a_change_leaves_alone_what_it_does_not_name(product):
    product("A", name="pear", pack_size=6)
    catalogue_service.update_product("A", ProductFields(name="apple"))
    changed = product_service.get_product("A")
    assert (changed.name, changed.pack_size) == ("apple", 6)


def test_a_price_can_be_forgotten(product):
    product("A", unit_price=2)
    catalogue_service.update_product("A", ProductFields(unit_price=None))
    assert product_service.get_product("A").unit_price is None


def test_a_product_goes_with_its_sales(product):
    product("A", [1, 2, 3])
    catalogue_service.delete_product("A")
    with snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Sale)) == 0


def test_what_is_on_its_way_is_not_deleted_before_it_has_come_or_is_cancelled(product, user_ids):
    product("A")
    desk = Desk(user_ids[0])
    order = desk.order("4711", "A")
    with pytest.raises(Conflict, match="on its way in order 4711"):
        catalogue_service.delete_product("A")
    desk.change(order, status="cancelled")
    catalogue_service.delete_product("A")


@pytest.mark.parametrize("sku", ["unknown", "", "x" * 65, "a\0b"])
def test_an_unknown_product_is_not_found(database, sku):
    for ask in (product_service.get_product, catalogue_service.delete_product):
        with pytest.raises(NotFound):
            ask(sku)


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("sku", "ABCd%"),
        ("-sku", "d%CBA"),
        ("name", "d%BAC"),
        ("-name", "CABd%"),
        ("category", "d%ACB"),
        ("updated", "ABCd%"),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_follow_each_other_in_order(catalogue, sort, codes, limit):
    assert "".join(listed(limit, sort=sort)) == codes


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"q": "EAR"}, ["A", "C"]),
        ({"q": "b"}, ["B"]),
        ({"q": "%"}, ["d%"]),
        ({"q": "_"}, []),
        ({"category": "fruit"}, ["A", "C"]),
    ],
)
def test_a_filter_finds_what_fits(catalogue, filters, codes):
    assert listed(**filters) == codes


@pytest.mark.parametrize("sort", ["name", "updated"])
def test_a_cursor_of_another_list_is_refused(catalogue, sort):
    cursor = product_service.list_products(ProductFilter(), 1, None).next_cursor
    with pytest.raises(InvalidInput):
        product_service.list_products(ProductFilter(sort=sort), 1, cursor)
