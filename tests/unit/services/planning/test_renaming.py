import io
from datetime import timedelta

import pytest

from app.db import snapshot
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct, ProductFields
from services.errors import Conflict, NotFound
from services.imports import undoing
from services.planning import catalogue_service, event_service, merge_preview, product_files, renaming
from services.planning.event_fields import NewEvent
from services.sales import sales_service
from services.sales.day_history import HistoryQuery
from services.sales.sales_service import SaleRow
from services.stock import stock_history
from services.stock.stock_history import StockRow
from utils import clock


def yesterday():
    return clock.today() - timedelta(days=1)


def sell(sku, quantity, source="till"):
    sales_service.record_sales([SaleRow(product_sku=sku, date=yesterday(), quantity=quantity)], source)


def sold(sku):
    return [sale.quantity for sale in sales_service.history(HistoryQuery(sku, None, None), 100, None).items]


@pytest.fixture
def actor(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "")


@pytest.fixture
def tea(database):
    sell("TEA", 5)


def test_a_renamed_product_keeps_its_history_and_is_found_by_both_codes(tea, actor):
    renaming.rename("TEA", "TEA-1", actor)
    assert product_service.get_product("TEA").sku == "TEA-1"
    assert sold("TEA-1") == [5]


def test_what_comes_under_the_old_code_is_about_the_renamed_product(tea, actor):
    renaming.rename("TEA", "TEA-1", actor)
    sell("TEA", 7)
    stock_history.record_levels([StockRow(product_sku="TEA", on_hand=3)])
    product_files.import_products(io.BytesIO(b"sku,name\nTEA,Green tea\n"))
    product = product_service.get_product("TEA-1")
    assert (sold("TEA-1"), product.on_hand, product.name) == ([7], 3, "Green tea")
    assert [own.sku for own in product_service.all_products(product_service.ProductFilter())] == ["TEA-1"]


def test_a_code_that_is_taken_is_refused(tea, actor):
    sell("COFFEE", 2)
    with pytest.raises(Conflict, match="merge"):
        renaming.rename("TEA", "COFFEE", actor)
    assert sold("TEA") == [5]


def test_an_old_code_can_be_given_to_a_new_product(tea, actor):
    renaming.rename("TEA", "TEA-1", actor)
    catalogue_service.create_product(NewProduct(sku="TEA", name="Another"))
    assert product_service.get_product("TEA").name == "Another"


def test_what_names_a_renamed_product_names_it_still(tea, actor):
    catalogue_service.create_product(NewProduct(sku="TEA-2", replaces="TEA"))
    catalogue_service.create_product(NewProduct(sku="TEA-3", like={"product_sku": "TEA", "percent": 50}))
    renaming.rename("TEA", "TEA-1", actor)
    assert product_service.get_product("TEA-2").replaces == "TEA-1"
    assert product_service.get_product("TEA-3").like["product_sku"] == "TEA-1"


def test_two_codes_become_one_product_and_their_days_add_up(tea, actor):
    sell("GREEN-TEA", 4)
    sell("GREEN-TEA", 3, "web")
    renaming.merge("TEA", "GREEN-TEA", actor)
    assert (sold("GREEN-TEA"), product_service.get_product("TEA").sku) == ([12], "GREEN-TEA")


def test_a_file_with_both_codes_sent_again_changes_nothing(tea, actor):
    sell("GREEN-TEA", 4)
    renaming.merge("TEA", "GREEN-TEA", actor)
    rows = [SaleRow(product_sku=sku, date=yesterday(), quantity=units) for sku, units in (("TEA", 5), ("GREEN-TEA", 4))]
    assert sales_service.record_sales(rows, "till")["unchanged"] == 1
    assert sold("GREEN-TEA") == [9]


def test_stock_and_events_of_both_are_those_of_the_one_that_stays(tea, actor):
    sell("GREEN-TEA", 4)
    stock_history.record_levels(
        [StockRow(product_sku=sku, on_hand=units) for sku, units in (("TEA", 5), ("GREEN-TEA", 4))]
    )
    event = NewEvent(kind="promotion", product_sku="TEA", starts_on=clock.today(), ends_on=clock.today())
    own = event_service.create(event, "kim")
    kept = renaming.merge("TEA", "GREEN-TEA", actor).product
    with snapshot() as session:
        assert product_service.find_product(session, "GREEN-TEA").on_hand == 9
    assert (kept.sku, event_service.get(own.event.id).event.product_id) == ("GREEN-TEA", kept.id)


def test_nothing_is_merged_into_itself_or_into_what_is_not_there(tea, actor):
    with pytest.raises(Conflict):
        renaming.merge("TEA", "TEA", actor)
    with pytest.raises(NotFound):
        renaming.merge("TEA", "NONE", actor)
    assert sold("TEA") == [5]


def test_nobody_replaces_oneself_after_a_merge(tea, actor):
    sell("TEA-2", 1)
    catalogue_service.update_product("TEA-2", ProductFields(replaces="TEA"))
    assert renaming.merge("TEA", "TEA-2", actor).product.sku == "TEA-2"
    assert product_service.get_product("TEA-2").replaces == ""


def test_what_a_merge_moves_is_shown_before(tea, actor):
    sell("GREEN-TEA", 4)
    catalogue_service.create_product(NewProduct(sku="BOX", components=[{"product_sku": "TEA", "quantity": 1.0}]))
    shown = merge_preview.preview("TEA", "GREEN-TEA")
    assert (shown.days_of_sales, shown.units_sold, shown.first_day) == (1, 5, yesterday())
    assert (shown.kits, shown.orders, shown.can_be_undone) == (["BOX"], 0, True)
    assert (sold("TEA"), sold("GREEN-TEA")) == ([5], [4])


def test_a_merge_that_would_be_refused_has_no_preview(tea):
    with pytest.raises(Conflict):
        merge_preview.preview("TEA", "TEA")


def undo(merged, actor):
    return undoing.undo(merged.task_id, actor)


def both_have(on_hand):
    sell("GREEN-TEA", 4)
    sell("GREEN-TEA", 3, "web")
    rows = [StockRow(product_sku=sku, on_hand=units) for sku, units in zip(("TEA", "GREEN-TEA"), on_hand, strict=True)]
    stock_history.record_levels(rows)


def test_a_merge_is_taken_back_with_sales_stock_events_and_names(tea, actor):
    both_have((5, 4))
    catalogue_service.create_product(NewProduct(sku="TEA-3", like={"product_sku": "TEA", "percent": 50}))
    catalogue_service.create_product(NewProduct(sku="BOX", components=[{"product_sku": "TEA", "quantity": 1.0}]))
    catalogue_service.update_product("GREEN-TEA", ProductFields(replaces="TEA"))
    renaming.rename("TEA", "BLACK-TEA", actor)
    event = NewEvent(kind="promotion", product_sku="BLACK-TEA", starts_on=clock.today(), ends_on=clock.today())
    own = event_service.create(event, "kim").event.id
    undo(renaming.merge("BLACK-TEA", "GREEN-TEA", actor), actor)
    assert (sold("BLACK-TEA"), sold("GREEN-TEA")) == ([5], [7])
    products = {sku: product_service.get_product(sku) for sku in ("TEA", "GREEN-TEA", "TEA-3", "BOX")}
    assert (products["TEA"].sku, products["TEA"].on_hand, products["GREEN-TEA"].on_hand) == ("BLACK-TEA", 5, 4)
    assert products["GREEN-TEA"].replaces == "BLACK-TEA"
    assert products["TEA-3"].like["product_sku"] == "BLACK-TEA"
    assert products["BOX"].components[0]["product_sku"] == "BLACK-TEA"
    assert event_service.get(own).event.product_id == products["TEA"].id


def test_sales_told_again_after_it_was_taken_back_are_those_of_either(tea, actor):
    both_have((5, 4))
    undo(renaming.merge("TEA", "GREEN-TEA", actor), actor)
    sell("TEA", 6)
    sell("GREEN-TEA", 1, "web")
    assert (sold("TEA"), sold("GREEN-TEA")) == ([6], [5])


def test_what_was_sold_since_stays_with_the_one_that_stayed(tea, actor):
    both_have((5, 4))
    merged = renaming.merge("TEA", "GREEN-TEA", actor)
    before = yesterday() - timedelta(days=1)
    sales_service.record_sales([SaleRow(product_sku="TEA", date=before, quantity=2)], "till")
    undo(merged, actor)
    assert (sold("TEA"), sold("GREEN-TEA")) == ([5], [2, 7])


def test_a_merge_on_which_something_rests_stays(tea, actor):
    both_have((5, 4))
    merged = renaming.merge("TEA", "GREEN-TEA", actor)
    sell("TEA", 8)
    with pytest.raises(Conflict, match=r"sales of GREEN-TEA on .* were told again"):
        undo(merged, actor)


def test_a_count_since_and_a_new_product_of_that_code_keep_it_too(tea, actor):
    both_have((5, 4))
    merged = renaming.merge("TEA", "GREEN-TEA", actor)
    stock_history.record_levels([StockRow(product_sku="GREEN-TEA", on_hand=1)])
    with pytest.raises(Conflict, match="stock of GREEN-TEA"):
        undo(merged, actor)
    catalogue_service.create_product(NewProduct(sku="TEA"))
    with pytest.raises(Conflict, match="another product TEA"):
        undo(merged, actor)


def test_a_merge_is_taken_back_once(tea, actor):
    both_have((5, 4))
    merged = renaming.merge("TEA", "GREEN-TEA", actor)
    undo(merged, actor)
    with pytest.raises(Conflict, match="was undone"):
        undo(merged, actor)
