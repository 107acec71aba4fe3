"""What a product leaves empty is its supplier's, then its category's, then usual."""

import io

import pytest
from pydantic import ValidationError

from services.catalogue import product_service, terms
from services.catalogue.product_fields import NewProduct
from services.catalogue.product_service import ProductFilter
from services.catalogue.supplier_fields import NewSupplier, SupplierChange
from services.catalogue.term_fields import TERMS, USUAL, InheritedTerms, ProductChange
from services.planning import bulk_changes, catalogue_service, category_service, product_files, supplier_service
from services.planning.bulk_changes import Chosen
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from services.training import training_service
from utils import clock


@pytest.fixture
def bread(database):
    return catalogue_service.create_product(NewProduct(sku="BREAD", supplier="Mill", category="Bakery", pack_size=6))


def term(name, sku="BREAD"):
    """Its value, and where it comes from."""
    product = product_service.get_product(sku)
    return getattr(product, name), terms.sources([product])[product.id][name]


def test_what_nobody_says_is_usual(bread):
    assert term("lead_time_days") == (7, "default")
    assert term("pack_size") == (6, "product")
    assert {name for name in TERMS if term(name)[0] == USUAL[name]} == set(TERMS) - {"pack_size"}


def test_a_category_says_it_then_a_supplier_then_the_product(bread):
    category_service.update_category("Bakery", InheritedTerms(lead_time_days=5, pack_size=2))
    assert [term("lead_time_days"), term("pack_size")] == [(5, "category"), (6, "product")]
    mill = supplier_service.create_supplier(NewSupplier(name="Mill", lead_time_days=3))
    assert term("lead_time_days") == (3, "supplier")
    catalogue_service.update_product("BREAD", ProductChange(lead_time_days=2))
    assert term("lead_time_days") == (2, "product")
    catalogue_service.update_product("BREAD", ProductChange(inherit=["lead_time_days"]))
    assert term("lead_time_days") == (3, "supplier")
    supplier_service.update_supplier(mill.id, SupplierChange(lead_time_days=None))
    assert term("lead_time_days") == (5, "category")
    category_service.update_category("Bakery", InheritedTerms(lead_time_days=None))
    assert term("lead_time_days") == (7, "default")


def test_a_supplier_that_is_forgotten_says_nothing_any_more(bread):
    mill = supplier_service.create_supplier(NewSupplier(name="Mill", review_days=14))
    assert term("review_days") == (14, "supplier")
    supplier_service.delete_supplier(mill.id)
    assert term("review_days") == (7, "default")


def test_another_supplier_or_category_brings_its_own_terms(bread):
    supplier_service.create_supplier(NewSupplier(name="Port", lead_time_days=30))
    category_service.update_category("Frozen", InheritedTerms(service_level=0.9))
    bulk_changes.change_products(Chosen(["BREAD"]), ProductChange(supplier="Port", category="Frozen"))
    assert [term("lead_time_days"), term("service_level")] == [(30, "supplier"), (0.9, "category")]


def test_products_that_come_with_sales_inherit_as_well(database):
    category_service.update_category("Bakery", InheritedTerms(min_order=12))
    sales_service.record_sales([SaleRow(product_sku="ROLL", date=clock.today(), quantity=1)])
    catalogue_service.update_product("ROLL", ProductChange(category="Bakery"))
    assert term("min_order", "ROLL") == (12, "category")


def test_a_level_that_is_derived_from_money_is_said_too(database):
    category_service.update_category("Bakery", InheritedTerms(service_level=0.9))
    catalogue_service.create_product(NewProduct(sku="BREAD", category="Bakery", service_level=None))
    assert term("service_level") == (None, "product")


def test_a_term_is_either_set_or_inherited():
    with pytest.raises(ValidationError, match="either"):
        ProductChange(lead_time_days=3, inherit=["lead_time_days"])


def test_a_preview_counts_the_products_that_would_inherit_again(bread):
    change, chosen = ProductChange(inherit=["pack_size"]), Chosen(["BREAD"])
    assert bulk_changes.change_products(chosen, change, dry_run=True)["changed"] == 1
    assert term("pack_size") == (6, "product")
    assert bulk_changes.change_products(chosen, change)["changed"] == 1
    assert bulk_changes.change_products(chosen, change)["changed"] == 0


def test_advice_follows_what_a_category_says(database):
    catalogue_service.create_product(NewProduct(sku="BREAD", category="Bakery", on_hand=0.0, backorders=True))
    days = [clock.today().toordinal() - age for age in range(1, 60)]
    rows = [SaleRow(product_sku="BREAD", date=clock.today().fromordinal(day), quantity=10) for day in days]
    sales_service.record_sales(rows)
    training_service.train_now(product_service.get_product("BREAD"))
    before = what_ifs.advice("BREAD", WhatIf())["quantity"]
    category_service.update_category("Bakery", InheritedTerms(lead_time_days=14))
    assert what_ifs.advice("BREAD", WhatIf())["quantity"] == pytest.approx(before + 70, abs=10)


def exported():
    head = ",".join(product_files.COLUMNS)
    rows = ([("" if value is None else str(value)) for value in row] for row in product_files.rows(ProductFilter()))
    return "\n".join([head, *map(",".join, rows)]).encode()


def test_a_round_trip_keeps_empty_what_is_empty(bread):
    supplier_service.create_supplier(NewSupplier(name="Mill", lead_time_days=3))
    file = exported()
    assert product_files.import_products(io.BytesIO(file))["unchanged"] == 1
    assert [term("lead_time_days"), term("pack_size")] == [(3, "supplier"), (6, "product")]
    assert exported() == file


def test_categories_are_listed_with_what_they_say(bread):
    category_service.update_category("Frozen", InheritedTerms(review_days=14))
    first = terms.categories(1, None)
    (second,) = terms.categories(1, first.next_cursor).items
    assert [own.name for own in (*first.items, second)] == ["Bakery", "Frozen"]
    assert (first.items[0].review_days, second.review_days) == (None, 14)
