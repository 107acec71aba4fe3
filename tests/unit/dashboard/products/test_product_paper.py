"""Products are printed as the page has narrowed them, all of them and not only those in sight."""

import pytest
from flask import g

from dashboard.products import page, product_paper
from dashboard.products.product_paper import PAPER_PATH
from services.access.signed_in import SignedIn


def test_all_that_fit_are_on_paper_with_their_figures(signed_in, product):
    for number in range(60):
        product(f"T{number}", name=f"Tea & {number}", category="Tea", on_hand=1234)
    product("C", name="Coffee", category="Coffee")
    paper = signed_in("viewer").get(f"/app/{PAPER_PATH}?category=Tea").text
    assert [f"Tea &amp; {number}<" in paper for number in range(60)] == [True] * 60
    assert ("60 products · Tea" in paper, "1,234" in paper, "Coffee" in paper) == (True, True, False)


def test_what_is_left_out_is_said(signed_in, product, monkeypatch):
    monkeypatch.setattr(product_paper, "PRINTED", 1)
    product("A"), product("B"), product("C")
    assert "2 more are in the CSV file" in signed_in("viewer").get(f"/app/{PAPER_PATH}").text


@pytest.mark.parametrize("end", ["csv", "xlsx", "html"])
def test_a_page_that_is_opened_narrowed_leads_to_files_and_paper_of_that(app, user_ids, product, end):
    product("A", supplier="North")
    with app.test_request_context():
        g.page_user = SignedIn(user_ids[0], "kim", "planner", "session")
        assert f"products.{end}?supplier=North" in str(page.page.show({"supplier": "North"}))
