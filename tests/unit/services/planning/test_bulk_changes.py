import pytest

from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import ProductFilter
from services.catalogue.supplier_fields import NewSupplier
from services.catalogue.term_fields import ProductChange
from services.errors import Conflict, InvalidInput
from services.imports import undoing
from services.planning import bulk_changes, supplier_service
from services.planning.bulk_changes import Chosen

MILL = Chosen(None, ProductFilter(supplier="Mill"))


@pytest.fixture
def shop(product):
    for sku, supplier, days in (("A", "Mill", 7), ("B", "Mill", 3), ("C", "Leaf", 7)):
        product(sku, supplier=supplier, lead_time_days=days)


def planner(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "")


def lead_times():
    return [product.lead_time_days for product in product_service.all_products(ProductFilter())]


def test_a_preview_counts_and_changes_nothing(shop):
    told = bulk_changes.change_products(MILL, ProductFields(lead_time_days=3), dry_run=True)
    assert (told["chosen"], told["changed"], told["examples"], told["dry_run"]) == (2, 1, ["A"], True)
    assert lead_times() == [7, 3, 7]


def test_all_that_fit_a_filter_are_changed(shop):
    assert bulk_changes.change_products(MILL, ProductFields(lead_time_days=5))["changed"] == 2
    assert lead_times() == [5, 5, 7]


def test_products_are_changed_by_their_codes(shop):
    assert bulk_changes.change_products(Chosen(["A", "C"]), ProductFields(lead_time_days=9))["changed"] == 2
    assert lead_times() == [9, 3, 9]


def test_with_an_unknown_code_nothing_is_changed(shop):
    with pytest.raises(InvalidInput, match="Nothing was changed") as refused:
        bulk_changes.change_products(Chosen(["A", "X"]), ProductFields(lead_time_days=9))
    assert (refused.value.faults[0].pointer, lead_times()) == ("/product_skus/1", [7, 3, 7])


def test_a_change_of_many_is_taken_back_to_what_each_of_them_had(shop, user_ids):
    made = bulk_changes.change_products(MILL, ProductFields(lead_time_days=5), actor=planner(user_ids))
    undoing.undo(made["task_id"], planner(user_ids))
    assert lead_times() == [7, 3, 7]


def test_it_is_not_taken_back_over_what_somebody_has_said_since(shop, user_ids):
    made = bulk_changes.change_products(MILL, ProductFields(lead_time_days=5), actor=planner(user_ids))
    bulk_changes.change_products(Chosen(["A"]), ProductFields(lead_time_days=6))
    with pytest.raises(Conflict, match="lead_time_days of A is 6 now"):
        undoing.undo(made["task_id"], planner(user_ids))


def test_a_term_that_was_left_empty_has_its_own_value_again(shop, user_ids):
    supplier_service.create_supplier(NewSupplier(name="Mill", lead_time_days=2))
    made = bulk_changes.change_products(MILL, ProductChange(inherit=["lead_time_days"]), actor=planner(user_ids))
    assert lead_times() == [2, 2, 7]
    undoing.undo(made["task_id"], planner(user_ids))
    assert lead_times() == [7, 3, 7]
    assert "lead_time_days" not in product_service.get_product("A").inherited


def test_with_its_supplier_a_product_has_that_ones_terms_again(product, user_ids):
    product("A", supplier="Mill", inherited=["lead_time_days"])
    for name, days in (("Mill", 2), ("Leaf", 9)):
        supplier_service.create_supplier(NewSupplier(name=name, lead_time_days=days))
    made = bulk_changes.change_products(Chosen(["A"]), ProductFields(supplier="Leaf"), actor=planner(user_ids))
    assert lead_times() == [9]
    undoing.undo(made["task_id"], planner(user_ids))
    assert lead_times() == [2]


def test_what_changes_nothing_leaves_nothing_to_undo(shop):
    assert bulk_changes.change_products(Chosen(["B"]), ProductFields(lead_time_days=3))["task_id"] is None
