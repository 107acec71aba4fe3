"""Every page draws itself, for everyone who may see it, in an empty shop as in a full one."""

import pytest
from flask import g

from dashboard.frame import shell
from dashboard.frame.pages import PAGES
from services.access import users
from services.access.signed_in import SignedIn
from services.training import training_service

PATHS = [page.path for page in PAGES]


@pytest.fixture
def show(in_berlin):
    """What an address shows someone of this role."""
    user_id = users.create_user("kim", "a long password", "admin").id

    def show(path, role="admin", query=""):
        g.page_user = SignedIn(user_id, "kim", role, "session")
        content, navigation, _, title = shell.show(f"/app/{path}", query)
        return str(content), str(navigation), title

    return show


@pytest.mark.parametrize("path", PATHS)
def test_in_an_empty_shop(show, path):
    content, _, title = show(path)
    assert "cannot be shown" not in content
    assert title.endswith(" · Stockcast")


@pytest.mark.parametrize(
    "path", ["", "exceptions", "orders", "deliveries", "products", "scenarios", "replay", "accuracy", "training"]
)
def test_what_says_nothing_without_products_says_what_to_do_first(show, path):
    content = show(path, query="?demand_change=20")[0]
    assert ("No products yet" in content, "Save as CSV" in content) == (True, False)


@pytest.mark.parametrize("path", PATHS)
def test_with_a_product_that_was_sold_and_one_that_was_not(show, product, path):
    training_service.train_now(product("A", [10.0] * 60, supplier="Mill", unit_cost=1.5, unit_price=2.5))
    product("B")
    for sku in "AB":
        assert "cannot be shown" not in show(path, "planner" if path != "settings" else "admin", f"?sku={sku}")[0]


def test_a_page_for_administrators_is_shown_to_no_one_else(show):
    content, navigation, _ = show("settings", "planner")
    assert ("This needs the role admin" in content, "Users &" in navigation) == (True, False)


def test_an_address_without_a_page_leads_back(show):
    content, _, title = show("nothing")
    assert ("H1('There is no such page')" in content, title) == (True, "Stockcast")


@pytest.mark.parametrize("path", ["orders", "products", "accuracy", "deliveries"])
def test_what_an_address_says_may_be_anything(show, product, path):
    product("A", [10.0] * 60)
    query = "?kind=%3Cb%3E&supplier=%27&category=x&budget=%00&weeks=99&lead=x&q=%25&number=%22&sort=none"
    assert "cannot be shown" not in show(path, query=query)[0]
