"""What a supplier asks for its products, in its currency, beside what they cost in the shop's."""

from flask import g

from dashboard.supplier import product_terms
from services.access.auth import SignedIn
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.planning import product_suppliers, supplier_service
from services.views import supplier_view


def test_a_cost_in_the_suppliers_currency_says_so(product, user_ids, web):
    product("A", supplier="Mill", unit_cost=2.5)
    product("B", supplier="Mill", unit_cost=3)
    mill = supplier_service.create_supplier(NewSupplier(name="Mill", currency="CHF", exchange_rate=0.95))
    product_suppliers.put("A", mill.id, ProductSupplierTerms(unit_cost="1.755"))
    with web.test_request_context("/app/"):
        g.page_user = SignedIn(user_ids[0], "kim", "planner", "session")
        shown = str(product_terms.listed(supplier_view.view("Mill"))).replace("\\xa0", "")
    assert "'CHF1.755'" in shown
    # Of the other it asks nothing: that is the product's own, in the shop's.
    assert "'3.00'" in shown
