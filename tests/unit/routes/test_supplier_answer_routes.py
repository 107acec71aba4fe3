import re

import pytest

from services.orders.sending import supplier_links
from tests.unit.services.order_desk import day
from utils.config import use_settings

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def planner(signed_in):
    client = signed_in("kim", "planner")
    product = {"sku": "A", "name": "<script>alert(1)</script>", "unit_cost": 2, "supplier": "Mill & <b>Sons</b>"}
    client.post("/products", json=product)
    lines = [{"number": "4711", "product_sku": "A", "quantity": 5}]
    client.post("/purchase-orders", json={"lines": lines, "draft": True})
    return client


@pytest.fixture
def link(planner):
    return planner.post("/purchase-orders/4711/send", json={"mail": False}).json["link"]


@pytest.fixture
def stranger(app, link):
    return app.test_client()


def order(planner):
    return planner.get("/purchase-orders/4711.json").json


def field(planner):
    return f"day-{order(planner)['lines'][0]['id']}"


def answered(stranger, link, days):
    """What a supplier is answered that has looked at the order and sends these days, by field."""
    return stranger.post(link, data=days | {"seen": seen(stranger.get(link))}, content_type=FORM)


def seen(page):
    return re.search(r'name="seen" value="(\d+)"', page.text)[1]


def test_looking_changes_nothing(planner, stranger, link):
    shown = stranger.get(link)
    assert (shown.status_code, shown.mimetype) == (200, "text/html")
    assert "Purchase order 4711" in shown.text
    assert order(planner)["state"] == "sent"


def test_a_supplier_confirms_and_moves_a_day(planner, stranger, link):
    answer = answered(stranger, link, {field(planner): day(12).isoformat()})
    assert "The order is confirmed" in answer.text
    confirmed = order(planner)
    assert (confirmed["state"], confirmed["lines"][0]["expected_on"]) == ("confirmed", day(12).isoformat())


@pytest.mark.parametrize("said", [{}, {"seen": ""}, {"seen": "x"}, {"seen": "9" * 30}])
def test_who_has_seen_no_order_confirms_none(planner, stranger, link, said):
    answer = stranger.post(link, data={field(planner): day(12).isoformat()} | said, content_type=FORM)
    assert (answer.status_code, order(planner)["state"]) == (409, "sent")


def test_a_supplier_confirms_nothing_that_it_has_not_seen_and_types_no_day_again(planner, stranger, link):
    form = {field(planner): day(12).isoformat(), "seen": seen(stranger.get(link))}
    changed = planner.patch("/purchase-orders/4711.json", json={"lines": [{"product_sku": "A", "quantity": 50}]})
    assert changed.status_code == 200, changed.text
    answer = stranger.post(link, data=form, content_type=FORM)
    assert (answer.status_code, order(planner)["state"]) == (409, "sent")
    assert "was changed meanwhile" in answer.text
    assert f'value="{day(12)}"' in answer.text
    answer = stranger.post(link, data=form | {"seen": seen(answer)}, content_type=FORM)
    assert (answer.status_code, order(planner)["state"]) == (200, "confirmed")


@pytest.mark.parametrize("said", ["soon", "", "1999-01-01", "2999-01-01"])
def test_a_day_that_is_none_is_refused_and_nothing_is_changed(planner, stranger, link, said):
    answer = answered(stranger, link, {field(planner): said})
    assert answer.status_code == 422
    assert order(planner)["state"] == "sent"


def test_a_supplier_is_refused_in_its_language(planner, stranger, link, database):
    use_settings(database.model_copy(update={"language": "fr"}))
    assert "Ce ne sont pas des jours" in answered(stranger, link, {field(planner): "soon"}).text
    assert "Ce lien n" in stranger.get(supplier_links.PATH + "guess").text
    planner.post("/suppliers", json={"name": "Mill & <b>Sons</b>", "language": "de"})
    answer = answered(stranger, link, {field(planner): "1999-01-01"})
    assert "vorher kann nichts erwartet werden" in answer.text


def test_a_line_of_another_order_is_refused(planner, stranger, link):
    assert answered(stranger, link, {"day-9999": day(3).isoformat()}).status_code == 422
    assert answered(stranger, link, {"day-x": day(3).isoformat()}).status_code == 422
    assert order(planner)["state"] == "sent"


def test_nothing_that_a_shop_writes_becomes_markup(stranger, link):
    text = stranger.get(link).text
    assert "<script" not in text
    assert "<b>Sons" not in text
    assert "Mill &amp; &lt;b&gt;Sons&lt;/b&gt;" in text


def test_the_page_may_do_nothing_and_its_address_is_not_passed_on(stranger, link):
    headers = stranger.get(link).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")


def test_a_guess_is_a_page_that_says_so(stranger):
    answer = stranger.get(supplier_links.PATH + "guess")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "This link is not valid" in answer.text


def test_guessing_is_limited(stranger, database):
    use_settings(database.model_copy(update={"order_link_rate_limit": "3 per minute"}))
    answers = [stranger.get(supplier_links.PATH + "guess") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 1
