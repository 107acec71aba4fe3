"""What is said of kits: checked, in files, and when their parts become something else."""

import io

import pytest

from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct, ProductFields
from services.catalogue.product_service import ProductFilter
from services.errors import Conflict, InvalidInput, NotFound
from services.planning import catalogue_service, component_words, product_files, renaming


def made_of(sku, **parts):
    components = [{"product_sku": part, "quantity": quantity} for part, quantity in parts.items()]
    return catalogue_service.update_product(sku, ProductFields(components=components))


def parts_of(sku):
    return {part["product_sku"]: part["quantity"] for part in product_service.get_product(sku).components or ()}


@pytest.fixture
def actor(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "")


@pytest.fixture
def box(product):
    for sku in ("A", "B", "BOX"):
        product(sku)
    made_of("BOX", A=2, B=0.5)


def test_a_kit_is_made_of_products_that_are_there(box):
    with pytest.raises(InvalidInput, match="There is no product 'NONE'"):
        made_of("BOX", NONE=1)
    assert parts_of("BOX") == {"A": 2, "B": 0.5}


def test_what_would_go_into_itself_is_refused_with_the_way(box):
    with pytest.raises(InvalidInput, match="'A' would go into itself: A -> BOX -> A"):
        made_of("A", BOX=1)
    with pytest.raises(InvalidInput, match="BOX -> BOX"):
        made_of("BOX", BOX=1)


def test_a_new_product_can_be_a_kit(box):
    components = [{"product_sku": "BOX", "quantity": 1.0}]
    catalogue_service.create_product(NewProduct(sku="CRATE", components=components))
    assert parts_of("CRATE") == {"BOX": 1}
    with pytest.raises(InvalidInput, match="A -> CRATE -> BOX -> A"):
        made_of("A", CRATE=1)


@pytest.mark.parametrize("empty", [None, []])
def test_a_kit_can_be_none_again(box, empty):
    catalogue_service.update_product("BOX", ProductFields(components=empty))
    assert product_service.get_product("BOX").components is None


@pytest.mark.parametrize("components", [[("A", 0)], [("A", -1)], [("A", 1), ("A", 2)], [("A", float("nan"))]])
def test_a_quantity_that_cannot_be_is_refused(components):
    with pytest.raises(ValueError, match="components"):
        ProductFields(components=[{"product_sku": sku, "quantity": units} for sku, units in components])


def test_a_kit_follows_the_code_of_its_parts(box, actor):
    renaming.rename("A", "A-1", actor)
    assert parts_of("BOX") == {"A-1": 2, "B": 0.5}
    made_of("BOX", A=3)
    assert parts_of("BOX") == {"A-1": 3}


def test_a_kit_takes_what_two_parts_have_become(box, actor):
    renaming.merge("A", "B", actor)
    assert parts_of("BOX") == {"B": 2.5}


def test_a_kit_and_its_part_are_not_made_one(box, actor):
    with pytest.raises(Conflict, match="'A' goes into 'BOX'"):
        renaming.merge("A", "BOX", actor)
    with pytest.raises(Conflict, match="'A' goes into 'BOX'"):
        renaming.merge("BOX", "A", actor)
    assert parts_of("BOX") == {"A": 2, "B": 0.5}


def test_a_part_is_deleted_only_once_no_kit_takes_it(box):
    with pytest.raises(Conflict, match="'A' goes into 'BOX'"):
        catalogue_service.delete_product("A")
    catalogue_service.delete_product("BOX")
    catalogue_service.delete_product("A")
    with pytest.raises(NotFound):
        product_service.get_product("A")


def read(text):
    return product_files.import_products(io.BytesIO(text.encode()))


def test_components_stand_in_a_cell_and_come_back(box):
    (row,) = (row for row in product_files.rows(ProductFilter()) if row[0] == "BOX")
    assert row[product_files.COLUMNS.index("components")] == "2 x A; 0.5 x B"
    assert read('sku,components\nBOX,"2 x A; 0.5 x B"\n')["unchanged"] == 1
    assert read('sku,components\nBOX,"1 x B; 0,25 x A"\n')["updated"] == 1
    assert parts_of("BOX") == {"B": 1, "A": 0.25}


def test_a_cell_that_says_no_components_is_refused(box):
    report = read("sku,components\nBOX,A and B\nA,2 x B\n")
    assert (report["rejected"], parts_of("BOX"), parts_of("A")) == (1, {"A": 2, "B": 0.5}, {"B": 2})


@pytest.mark.parametrize("codes", [["A", "B x 2"], ["A;1", "[B"]])
def test_components_of_any_code_come_back(codes):
    components = [{"product_sku": code, "quantity": 1.5} for code in codes]
    assert component_words.read(component_words.written(components)) == components


def test_a_file_may_name_parts_that_stand_below(database):
    assert read("sku,components\nBOX,2 x A\nA,\n")["inserted"] == 2
    assert parts_of("BOX") == {"A": 2}
