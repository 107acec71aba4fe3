import pytest

from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import ProductFilter
from services.errors import InvalidInput
from services.planning import bulk_changes
from services.planning.bulk_changes import Chosen

MILL = Chosen(None, ProductFilter(supplier="Mill"))


@pytest.fixture
def shop(product):
    for sku, supplier, days in (("A", "Mill", 7), ("B", "Mill", 3), ("C", "Leaf", 7)):
        product(sku, supplier=supplier, lead_time_days=days)


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
