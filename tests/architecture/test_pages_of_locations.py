"""A user of single locations works on the pages as the API lets them: with what is theirs, and with nothing else."""

import json
from urllib.parse import quote_plus

import pytest

from dashboard.kit.sessions import CSRF_COOKIE, CSRF_HEADER
from services.orders.history import order_views
from tests.architecture.test_locations import PASSWORD, admin, app, kim, known, sign_in
from tests.architecture.two_places import DRAFTS, OTHER, OWN, number_of, sku_of
from tests.unit.dashboard.desk import Desk, call_of, notice
from utils import clock

__all__ = ["admin", "app", "kim", "known", "sign_in"]

BACK = "BACK"
THERE = f"TEA-{OWN}@{BACK}"


@pytest.fixture
def browser(app, admin, kim):
    """Kim at the pages, who has two of the three places."""
    kim_id = kim.get("/auth/me").json["user_id"]
    product = {"sku": THERE, "name": f"TEA of {OWN}", "location": BACK, "on_hand": 50}
    assert admin.post("/products", json=product).status_code == 201
    assert admin.patch(f"/users/{kim_id}", json={"locations": [OWN, BACK]}).status_code == 200
    client = app.test_client()
    assert client.post("/app/sign-in", data={"username": "kim", "password": PASSWORD}).status_code == 303
    return client


@pytest.fixture
def desk(browser):
    return Desk(browser)


def step(desk, number, action):
    mark = order_views.view(number).mark
    given = {"order-seen": {"number": number, "mark": mark, "units": {}}}
    return notice(desk.change("order-do", {"about": json.dumps([action, number, mark])}, given, prop="data"))


def test_they_order_what_is_advised_of_theirs(admin, desk):
    # What is drafted is not ordered once more.
    for own in DRAFTS:
        assert admin.post(f"/purchase-orders/{number_of(OWN, own)}/cancel", json={}).status_code == 200
    drawn = desk.change("orders-kind", "order", {"orders-kind": "order"}, prop="value")
    shown = drawn["response"]["orders-shown"]["data"]
    # What could be carried from their other place is not chosen at first.
    chosen = {"all": True, "others": [], "quantities": {}}
    asked = {"orders-wanted": {"about": "null"}, "orders-shown": shown, "orders-chosen": chosen}
    assert "Order 1 product" in str(desk.change("orders-wanted", asked["orders-wanted"], asked, prop="data"))
    before = admin.get("/purchase-orders?limit=1000").json["items"]
    desk.change("orders-yes", 1, asked)
    ordered = [one for one in admin.get("/purchase-orders?limit=1000").json["items"] if one not in before]
    assert [one["product_sku"] for one in ordered] == [sku_of(OWN)]


def test_an_order_of_theirs_goes_from_draft_to_shelf_and_back(admin, desk):
    number = number_of(OWN, "send")
    (line,) = order_views.view(number).lines
    row = line.line.order.id
    field = {"type": "order-units", "line": row}
    seen = {"number": number, "mark": order_views.view(number).mark, "units": {str(row): 10.0}}
    typed = {"order-units": [(field, 6)], "order-seen": seen}
    assert "1 quantity changed" in notice(desk.change("order-save", 1, typed))
    assert "on its way" in step(desk, number, "send")
    came = {"about": json.dumps(row)}
    known = {str(row): {"received": 0.0, "status": "open"}}
    given = {"delivery-units": [({"type": "delivery-units", "line": row}, 6)], "delivery-came": came}
    day = clock.today().isoformat()
    assert "came in" in notice(
        desk.change("delivery-note", 1, given | {"delivery-came-on": day, "delivery-came-seen": known})
    )
    assert admin.get(f"/purchase-orders/{row}").json["status"] == "received"
    assert "undone" in step(desk, number, "undo")
    assert admin.get(f"/purchase-orders/{row}").json["received"] == 0


def test_they_carry_goods_between_their_places_and_from_no_other(admin, desk):
    for source, is_theirs in ((THERE, True), (sku_of(OTHER), False)):
        asked = {"orders-transfer-asked": json.dumps([source, sku_of(OWN), 2])}
        assert ("on their way" in notice(desk.change("orders-transfer-yes", 1, asked))) is is_theirs
    assert admin.get(f"/products/{THERE}").json["on_hand"] == 48


def test_they_count_foresee_and_answer_for_theirs(admin, desk):
    own = {"product-sku": sku_of(OWN)}
    planned = {"override-days": ["2030-01-01", None], "override-kind": "units", "override-figure": 4}
    desk.change("override-save", 1, own | planned | {"override-reason": "a fair"})
    assert "a fair" in admin.get(f"/products/{sku_of(OWN)}/overrides").text
    life = {"launch_on": None, "ends_on": None, "replaces": "", "like": None}
    desk.change("life-apply", 1, own | {"life-end": "2031-01-01", "life-like-percent": 100, "life-seen": life})
    assert admin.get(f"/products/{sku_of(OWN)}").json["ends_on"] == "2031-01-01"
    refused = desk.change("life-apply", 1, own | {"life-replaces": sku_of(OTHER), "life-seen": life})
    assert "do not change replaces" in notice(refused)
    about = json.dumps(["too_much", sku_of(OWN, "CUP")])
    desk.change("exceptions-take", {"about": about}, prop="data")
    assert "kim" in admin.get("/exceptions").text


def test_no_callback_of_any_page_reaches_another_place(admin, browser, known):
    before = theirs(admin)
    names = (sku_of(OTHER, "CUP"), sku_of(OTHER), *(number_of(OTHER, own) for own in ("send", "cancel")), f"PO-{OTHER}")
    given = everything_of(known[OTHER])
    for callback in browser.get("/app/_dash-dependencies").json:
        if callback["clientside_function"] is None:
            for call in calls(callback, given, known[OTHER]):
                said = answer_to(browser, call)
                for name in names:
                    said = said.replace(name, "").replace(quote_plus(name), "")
                assert OTHER not in said, (call, said)
                assert "PO-BOTH" not in said, (call, said)
    assert theirs(admin) == before


def theirs(admin):
    """All that could have been changed of the other place."""
    products = [admin.get(f"/products/{sku_of(OTHER, kind)}").json for kind in ("TEA", "CUP")]
    fields = ("on_hand", "on_order", "launch_on", "ends_on", "replaces", "like", "service_level", "min_stock", "name")
    kept = [{name: product[name] for name in fields} for product in products]
    lines = [one for one in admin.get("/purchase-orders?limit=1000").json["items"] if OTHER in one["product_sku"]]
    notes = [one for one in admin.get("/exceptions?hidden=true").json["items"] if OTHER in one["subject"]]
    rest = [admin.get(path).json for path in (f"/products/{sku_of(OTHER)}/overrides", "/events", "/suppliers")]
    return kept, lines, [(one["owner"], one["comment"], one["is_done"]) for one in notes], rest


def everything_of(place):
    """What may stand on any page, of this place, by id."""
    number, sku, row = place["number"], place["sku"], place["order_id"]
    seen = {"number": number, "mark": 0, "units": {str(row): 1.0}}
    day = clock.today().isoformat()
    return {
        "product-sku": sku,
        "order-seen": seen,
        "order-units": [({"type": "order-units", "line": row}, 5)],
        "delivery-units": [({"type": "delivery-units", "line": row}, 1)],
        "delivery-came": {"about": json.dumps(row)},
        "delivery-came-on": day,
        "delivery-came-seen": {str(row): {"received": 4.0, "status": "open"}},
        "delivery-about": {"about": json.dumps(row)},
        "delivery-expected-on": "2031-01-01",
        "delivery-seen": {str(row): day},
        "delivery-cancel-asked": json.dumps({str(row): {"received": 4.0, "status": "open"}}),
        "deliveries-number": number,
        "deliveries-limit": 25,
        "order-confirm": {"about": json.dumps(["confirm", number, 0])},
        "order-confirm-day": "2031-01-01",
        "order-end-asked": json.dumps(["cancel", number_of(OTHER, "cancel"), 0]),
        "order-mail-asked": json.dumps([number_of(OTHER, "send"), 0]),
        "orders-transfer-asked": json.dumps([sku, sku_of(OWN), 1]),
        "orders-wanted": {"about": "null"},
        "orders-shown": {
            "choice": {"supplier": None, "category": None},
            "budget": None,
            "lines": {"Mill": {"codes": sku, "marks": "AAAAAA=="}},
            "aside": [],
        },
        "exceptions-more": {"about": json.dumps(["too_much", sku])},
        "exceptions-note-comment": "taken over",
        "override-days": ["2030-01-01", None],
        "override-kind": "units",
        "override-figure": 3,
        "override-reason": "mine",
        "override-withdraw": [({"type": "override-withdraw", "id": place["override_id"]}, 1)],
        "life-end": "2031-01-01",
        "life-like-percent": 50,
        "life-seen": {"launch_on": None, "ends_on": None, "replaces": "", "like": None},
        "stock-field": [({"type": "stock-field", "name": "on_hand"}, 1)],
        "stock-stored": {"on_hand": 5000, "demand_change": 0},
        "stock-seen": {"on_hand": "5000"},
        "supplier-name": "Mill",
    }


def calls(callback, given, place):
    """What can be sent to this callback: as if each of its inputs had changed, to each value that could matter."""
    number, sku, row = place["number"], place["sku"], place["order_id"]
    stored = json.dumps({"on_hand": 1})
    abouts = (
        ["undo", number, 0],
        ["send", number_of(OTHER, "send"), 0],
        [number, 1],
        [number, "Mill"],
        ["too_much", sku],
        [sku, sku_of(OWN), 1],
        row,
        number,
        sku,
        {"sku": sku, "before": stored, "after": stored},
        {"about": json.dumps(["too_much", sku]), "said": {"comment": "taken over"}},
        {"groups": [["Mill", 100]]},
    )
    for own in callback["inputs"]:
        if own["property"] == "data":
            values = [{"about": about if isinstance(about, str) else json.dumps(about)} for about in abouts]
        else:
            values = {"n_clicks": [1], "n_intervals": [1]}.get(own["property"], [sku, number])
        for value in values:
            is_many = own["id"].startswith("{")
            told = {} if is_many else {own["id"]: value}
            yield call_of(callback, given | told, f"{own['id']}.{own['property']}")


def answer_to(browser, call):
    token = browser.get_cookie(CSRF_COOKIE, path="/app/").value
    return browser.post("/app/_dash-update-component", json=call, headers={CSRF_HEADER: token}).text
