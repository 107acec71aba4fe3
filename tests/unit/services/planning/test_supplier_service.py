import pytest
from pydantic import ValidationError

from services.catalogue import product_service, suppliers
from services.catalogue.supplier_fields import NewSupplier, SupplierChange
from services.errors import Conflict, NotFound
from services.planning import supplier_service
from services.replenishment.lists.reorder import ListRequest, order_list
from tests.unit.services.advice import advised


def created(name="Mill", **terms):
    return supplier_service.create_supplier(NewSupplier(name=name, **terms))


def names(limit=10):
    return [supplier.name for supplier in suppliers.list_suppliers(limit, None).items]


def test_suppliers_are_listed_by_name_page_by_page(database):
    for name in ("c", "a", "b"):
        created(name)
    page = suppliers.list_suppliers(2, None)
    rest = suppliers.list_suppliers(2, page.next_cursor)
    assert [[s.name for s in part.items] for part in (page, rest)] == [["a", "b"], ["c"]]


def test_a_name_is_taken_once(database):
    created()
    other = created("Farm")
    with pytest.raises(Conflict):
        created()
    with pytest.raises(Conflict):
        supplier_service.update_supplier(other.id, SupplierChange(name="Mill"))


def test_what_is_not_said_stays(database):
    mill = created(min_order_value=250, min_order_units=12)
    changed = supplier_service.update_supplier(mill.id, SupplierChange(min_order_units=6))
    assert (changed.min_order_value, changed.min_order_units) == (250, 6)


def test_products_take_over_a_new_name(product):
    product("A", supplier="Mill")
    product("B", supplier="Farm")
    supplier_service.update_supplier(created().id, SupplierChange(name="Mill & Sons"))
    assert [product_service.get_product(sku).supplier for sku in "AB"] == ["Mill & Sons", "Farm"]


def test_products_keep_the_name_of_a_forgotten_supplier(product):
    product("A", supplier="Mill")
    supplier_service.delete_supplier(created().id)
    assert (names(), product_service.get_product("A").supplier) == ([], "Mill")


def test_new_terms_count_at_once_and_leave_the_stored_advice_as_it_is(product):
    made = product("A", supplier="Mill")
    stored = advised(made)
    mill = created(min_order_value=250)
    (line,) = order_list(ListRequest()).page.items
    assert "below" in line.reason
    supplier_service.update_supplier(mill.id, SupplierChange(min_order_value=None))
    (line,) = order_list(ListRequest()).page.items
    assert (line.reason, line.quantity) == (stored.reason, stored.quantity)


def test_an_unknown_supplier_is_said(database):
    with pytest.raises(NotFound):
        supplier_service.update_supplier(7, SupplierChange(min_order_units=1))
    with pytest.raises(NotFound):
        supplier_service.delete_supplier(7)


@pytest.mark.parametrize("change", [{"name": ""}, {"name": " "}, {"name": None}, {"min_order_units": -1}])
def test_a_faulty_change_is_refused(change):
    with pytest.raises(ValidationError):
        SupplierChange(**change)
