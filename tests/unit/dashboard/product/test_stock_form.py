import pytest

from dashboard.product import stock_figures, stock_form
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.training import training_service
from services.views import product_view
from tests.unit.dashboard.desk import Desk, notice
from tests.unit.services.replenishment.supply.test_supply import delivered


@pytest.fixture
def bread(product):
    added = product("A", [10.0] * 60, on_hand=20.0, unit_cost=1.47, service_level=0.98765)
    training_service.train_now(added)
    return added


@pytest.fixture
def browser(signed_in, bread):
    return Desk(signed_in("planner"))


@pytest.fixture
def page(browser):
    """What the form remembers of the product, as it is drawn."""
    product = product_service.get_product("A")
    return {
        "stock-stored": stock_figures.shown(product),
        "stock-seen": stock_figures.seen(product),
        "product-sku": "A",
    }


def applied(browser, page, **typed):
    values = page["stock-stored"] | typed | {"demand_change": 0}
    fields = [({"type": "stock-field", "name": name}, value) for name, value in values.items()]
    return browser.change("stock-apply", 1, page | {"stock-field": fields})


def test_what_was_typed_is_stored_and_nothing_else(browser, page):
    catalogue_service.update_product("A", ProductFields(pack_size=6))
    assert "follows the new figures" in notice(applied(browser, page, on_hand=33.0, unit_cost=2))
    now = product_service.get_product("A")
    assert (now.on_hand, float(now.unit_cost), now.pack_size, now.service_level) == (33.0, 2.0, 6, 0.98765)


def test_what_was_stored_is_taken_back_to_the_last_digit(browser, page):
    offered = applied(browser, page, on_hand=33.0, unit_cost=2, service_level=90)["sideUpdate"]["product-undo"]
    about = {"about": offered["children"][1]["props"]["data-about"]}
    browser.change("product-undo-clicked", about, prop="data")
    now = product_service.get_product("A")
    assert (now.on_hand, str(now.unit_cost), now.service_level) == (20.0, "1.4700", 0.98765)


@pytest.mark.parametrize(("field", "theirs", "mine"), [("on_hand", 50.0, 33.0), ("unit_cost", "1.5", 2.0)])
def test_the_second_of_two_is_told_and_may_insist(browser, page, field, theirs, mine):
    catalogue_service.update_product("A", ProductFields(**{field: theirs}))
    answer = applied(browser, page, **{field: mine})
    assert f"{stock_figures.LABELS[field]} is {float(theirs):g} now. What you typed is still here" in notice(answer)
    assert float(getattr(product_service.get_product("A"), field)) == float(theirs)
    known = {name: answer["sideUpdate"][name]["data"] for name in ("stock-stored", "stock-seen")}
    applied(browser, page | known, **{field: mine})
    assert float(getattr(product_service.get_product("A"), field)) == mine


def test_a_level_of_many_digits_is_no_change(browser, page):
    catalogue_service.update_product("A", ProductFields(service_level=0.9876543))
    known = {"stock-seen": page["stock-seen"] | {"service_level": 0.9876543}}
    assert "follows" in notice(applied(browser, page | known, service_level=95))


def test_it_says_which_lead_time_counts_where_deliveries_taught_another(in_berlin):
    stated = {"stated_days": 10, "days": 10.0, "learned_days": None, "learned_from_orders": 0}
    assert stock_form.lead_time(stated) is None
    assert stock_form.lead_time(stated | {"days": 10.01, "learned_days": 10.02, "learned_from_orders": 9}) is None
    taught = stated | {"days": 2.6, "learned_days": 0.8, "learned_from_orders": 12}
    told = stock_form.lead_time(taught).children
    assert told == "Lead time: 10 days are stated, the last 12 orders took 0.8; the advice counts on 2.6."


def test_the_view_of_a_product_has_the_lead_time_that_counts(bread):
    told = {"counts": "both", "days": 7.0, "stated_days": 7, "learned_days": None, "learned_from_orders": 0}
    assert product_view.view("A", 1).lead_time == told


def test_the_lead_time_of_a_product_is_that_of_the_supplier_that_is_advised(bread):
    # By its terms the usual one takes twelve days, and has taken nine, ten and eleven.
    own = supplier_service.create_supplier(NewSupplier(name="Mill"))
    catalogue_service.update_product("A", ProductFields(supplier="Mill"))
    product_suppliers.put("A", own.id, ProductSupplierTerms(lead_time_days=12))
    delivered(product_service.get_product("A"), 9, 10, 11, supplier="Mill")
    seen = product_view.view("A", 1).lead_time
    assert (seen["stated_days"], seen["learned_days"], seen["days"]) == (12, 10, 11)
