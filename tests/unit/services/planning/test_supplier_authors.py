from decimal import Decimal

import pytest

from app.db import snapshot
from services.access.signed_in import SignedIn
from services.catalogue import product_service, suppliers
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier, SupplierChange
from services.planning import product_suppliers, supplier_authors, supplier_service

TERMS = {
    "min_order_value": 250,
    "order_days": ["tue", "fri"],
    "closed": [{"from": "2040-12-24", "to": "2041-01-06"}],
    "cut_off": "11:00",
}
ASKED = {
    "unit_cost": {"unit_cost": Decimal("1.25")},
    "price_breaks": {"unit_cost": 2, "price_breaks": [{"quantity": 100, "unit_cost": Decimal("1.5")}]},
    "code": {"code": "M-1"},
}


@pytest.fixture
def kim(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "")


@pytest.fixture
def mill(kim):
    return supplier_service.create_supplier(NewSupplier(name="Mill"))


@pytest.mark.parametrize("field", TERMS)
def test_who_changed_a_term_of_any_kind_is_known_until_it_is_another(mill, kim, field):
    supplier_service.update_supplier(mill.id, SupplierChange(**{field: TERMS[field]}), actor=kim)
    assert last(mill, [field]).username == "kim"
    supplier_service.update_supplier(mill.id, SupplierChange(**{field: [] if field == "closed" else None}))
    assert last(mill, [field]) is None


@pytest.mark.parametrize("field", ASKED)
def test_so_is_who_changed_what_it_asks_for_a_product(mill, kim, product, field):
    product("A")
    product_suppliers.put("A", mill.id, ProductSupplierTerms(**ASKED[field]), actor=kim)
    assert last_asked(mill, [field]).username == "kim"
    product_suppliers.delete("A", mill.id)
    assert last_asked(mill, [field]) is None


def test_nothing_is_noted_where_nothing_changes(mill, kim):
    supplier_service.update_supplier(mill.id, SupplierChange(cut_off=None), actor=kim)
    assert last(mill, ["cut_off"]) is None


def last(mill, names):
    with snapshot() as session:
        return supplier_authors.last(session, suppliers.find(session, mill.id), names)


def last_asked(mill, names):
    with snapshot() as session:
        product, supplier = product_service.find_product(session, "A"), suppliers.find(session, mill.id)
        return supplier_authors.last_asked(session, product, supplier, names)
