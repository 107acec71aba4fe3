"""A user of single locations finds nothing of others: through no endpoint, page, export, key or guess."""

import io
import json
import re
import zipfile

import pytest
from flask import g
from plotly.utils import PlotlyJSONEncoder

from app.factory import create_app
from dashboard.frame import shell
from dashboard.frame.pages import PAGES
from routes import access
from services.access import locations, users
from services.access.locations import Concern
from services.access.signed_in import SignedIn
from services.imports import kinds
from tests.architecture import two_places
from tests.architecture.two_places import OTHER, OWN, sku_of

PASSWORD = "the password of a test"
# What is asked where a query or body is needed, or gives more.
BODIES = {
    "POST /predict": {"product_sku": sku_of(OWN)},
    "POST /predict/batch": {"product_skus": "all"},
    "POST /scenarios": {"demand_change": 20},
    "POST /events/preview": {"kind": "promotion", "name": "Sale", "starts_on": "2030-01-01", "ends_on": "2030-01-03"},
    "POST /sales": {"rows": [{"product_sku": sku_of(OWN), "date": "2026-01-01", "quantity": 1}]},
    "POST /stock": {"rows": [{"product_sku": sku_of(OWN), "date": "2026-01-01", "on_hand": 1}]},
    "PATCH /products/{sku}": {"min_stock": 1},
    "POST /products/{sku}/overrides": {"starts_on": "2030-01-01", "quantity": 1, "reason": "a fair"},
    "POST /purchase-orders/{order_id}/receipts": {"quantity": 1},
    "PATCH /purchase-orders/{order_id}": {"quantity": 9},
    "PATCH /purchase-orders/{number}": {"lines": [{"product_sku": sku_of(OWN), "quantity": 9}]},
    "PATCH /purchase-orders/{number}.json": {"lines": [{"product_sku": sku_of(OWN), "quantity": 8}]},
    "POST /purchase-orders": {"lines": [{"number": "NEW", "product_sku": sku_of(OWN), "quantity": 1}]},
    "POST /purchase-orders/from-advice": {"product_skus": [sku_of(OWN)]},
    "POST /transfers": {"lines": [{"source_sku": sku_of(OWN, "CUP"), "target_sku": sku_of(OWN), "quantity": 1}]},
    **{f"POST /purchase-orders/{{number}}/{step}": {} for step in ("send", "confirm", "close", "cancel")},
}


@pytest.fixture
def app(database):
    users.create_first_admin("admin", PASSWORD)
    return create_app(database)


@pytest.fixture
def sign_in(app):
    def client_of(username):
        client = app.test_client()
        tokens = client.post("/auth/login", json={"username": username, "password": PASSWORD}).json
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {tokens['access_token']}"
        return client

    return client_of


@pytest.fixture
def admin(app, sign_in):
    return sign_in("admin")


@pytest.fixture
def known(admin):
    return two_places.fill(admin)


@pytest.fixture
def kim(admin, known, sign_in):
    """A planner of one of two places."""
    body = {"username": "kim", "password": PASSWORD, "role": "planner", "locations": [OWN]}
    assert admin.post("/users", json=body).json["locations"] == [OWN]
    return sign_in("kim")


def operations(app):
    """(METHOD /path, endpoint) of all that the API describes."""
    rules = {(method, str(rule)): rule.endpoint for rule in app.url_map.iter_rules() for method in rule.methods}
    for path, item in app.test_client().get("/openapi/openapi.json").json["paths"].items():
        for method in item:
            endpoint = next(
                endpoint
                for (way, rule), endpoint in rules.items()
                if way == method.upper() and _shape(rule) == _shape(path)
            )
            yield f"{method.upper()} {path}", endpoint


def _shape(rule):
    return re.sub(r"<[^>]+>|{[^}]+}", "*", rule)


def asked(client, operation, known):
    method, path = operation.split(" ")
    known = {**known, "task_id": "x", "key_id": "x", "webhook_id": "x", "user_id": 1, "model_type": "naive"}
    if path.startswith("/purchase-orders/{number}") and method != "GET":
        step = path.rpartition("/")[2] if method == "POST" else "patch"
        known["number"] = two_places.number_of(known["place"], step)
    if path.startswith("/exceptions/"):
        path = known["exception_path"]
    return client.open(path.format(**known), method=method, json=BODIES.get(operation), buffered=True)


def test_what_is_not_open_to_them_refuses_them(app, kim, known):
    for operation, endpoint in operations(app):
        with app.app_context():
            closed = access.required_role(endpoint) and access.concern_of(endpoint) is Concern.SHOP
        if closed:
            answer = asked(kim, operation, known[OWN])
            assert (answer.status_code, answer.json["code"]) in ((403, locations.CODE), (403, "forbidden")), operation


def test_what_is_open_to_them_shows_theirs_and_nothing_of_others(app, kim, known):
    shown = ""
    for operation, endpoint in operations(app):
        with app.app_context():
            is_open = access.required_role(endpoint) and access.concern_of(endpoint) is Concern.OWN
        if is_open:
            answer = asked(kim, operation, known[OWN])
            text = answer.data.decode(errors="replace")
            # One place has nothing to carry from: see the pages' tests.
            assert answer.status_code < 300 or operation.endswith(("prophet.json", "/transfers")), (operation, text)
            assert not [name for name in (OTHER, "PO-BOTH") if name in text], (operation, text)
            shown += text
            if any(f"{{{name}}}" in operation for name in ("sku", "number", "order_id", "event_id")):
                assert asked(kim, operation, known[OTHER]).status_code == 404, operation
    for theirs in ("TEA of NORTH", "PO-NORTH", "Fair of NORTH", "Closed in NORTH", "Summer", "a wedding in NORTH"):
        assert theirs in shown


def test_no_file_filter_guess_batch_cursor_or_key_finds_more(app, admin, kim, known):
    for path in ("/products", "/stock", "/reorder", "/accuracy", "/receipts", "/purchase-orders", "/orders"):
        assert OTHER not in kim.get(f"{path}?format=csv").text, path
        assert OTHER not in _unzipped(kim.get(f"{path}?format=xlsx").data), path
    theirs, own = sku_of(OTHER), [sku_of(OWN, "CUP"), sku_of(OWN)]
    assert OTHER not in kim.post("/predict/batch?format=csv", json={"product_skus": "all"}).text
    assert kim.get(f"/products?q={theirs}").json["items"] == []
    assert kim.get(f"/reorder?location={OTHER}").json["items"] == []
    assert kim.get("/purchase-orders?number=PO-BOTH").json["items"] == []
    assert kim.post("/predict", json={"product_sku": theirs}).status_code == 404
    (answer,) = kim.post("/predict/batch", json={"product_skus": [theirs]}).json["items"]
    assert answer["error"]["code"] == "product_not_found"
    assert kim.get("/reorder").json["totals"]["cost"] < admin.get("/reorder").json["totals"]["cost"]
    first = kim.get("/products?limit=1").json
    second = kim.get(f"/products?limit=1&cursor={first['next_cursor']}").json
    assert [one["sku"] for one in first["items"] + second["items"]] == own
    assert second["next_cursor"] is None
    key = kim.post("/api-keys", json={"name": "till", "role": "planner"}).json["key"]
    machine = app.test_client()
    machine.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    assert [one["sku"] for one in machine.get("/products").json["items"]] == own
    assert machine.post("/tasks/training/all", json={}).json["code"] == locations.CODE


def test_they_change_theirs_and_nothing_else(admin, kim, known):
    own, theirs, day = sku_of(OWN), sku_of(OTHER), "2026-01-02"
    before = admin.get(f"/products/{theirs}/sales").json, admin.get(f"/products/{theirs}").json
    for sku in (theirs, "new", f"new@{OWN}"):
        for path, figure in (("/sales", "quantity"), ("/stock", "on_hand")):
            rows = [{"product_sku": one, "date": day, figure: 999} for one in (own, sku)]
            answer = kim.post(path, json={"rows": rows}).json
            assert (answer["code"], answer["errors"][0]["pointer"]) == ("not_your_location", "/rows/1/product_sku")
    assert not [one for one in kim.get(f"/products/{own}/sales").json["items"] if one["quantity"] == 999]
    for change in ({"location": OTHER}, {"replaces": theirs}, {"components": []}, {"like": {"product_sku": theirs}}):
        assert kim.patch(f"/products/{own}", json=change).json["code"] == locations.CODE
    assert kim.patch(f"/products/{theirs}", json={"min_stock": 9}).status_code == 404
    override = known[OTHER]["override_id"]
    assert kim.delete(f"/products/{own}/overrides/{override}").status_code == 404
    assert kim.delete(f"/products/{theirs}/overrides/{override}").status_code == 404
    assert kim.post("/purchase-orders/1/receipts", json={"quantity": 1}).status_code in (201, 404)
    assert kim.post(f"/purchase-orders/{known[OTHER]['order_id']}/receipts", json={"quantity": 1}).status_code == 404
    mixed = admin.get("/purchase-orders?number=PO-BOTH").json["items"]
    for line in mixed:
        assert kim.post(f"/purchase-orders/{line['id']}/receipts", json={"quantity": 1}).status_code == 404
    assert (admin.get(f"/products/{theirs}/sales").json, admin.get(f"/products/{theirs}").json) == before
    assert len(admin.get("/products").json["items"]) == 4


def test_they_order_theirs_from_draft_to_shelf_and_nothing_else(admin, kim, known):
    def entered(number, *places):
        lines = [{"number": number, "product_sku": sku_of(place), "quantity": 6} for place in places]
        return kim.post("/purchase-orders", json={"lines": lines, "draft": True})

    before = admin.get("/purchase-orders?number=PO-SOUTH").json["items"]
    for number, places, pointer in (
        ("MINE", [OWN, OTHER], "/lines/1/product_sku"),
        ("PO-SOUTH", [OWN], "/lines/0/number"),
        ("PO-BOTH", [OWN], "/lines/0/number"),
    ):
        refused = entered(number, *places).json
        assert (refused["code"], refused["errors"][0]["pointer"]) == ("not_your_location", pointer)
    assert admin.get("/purchase-orders?number=PO-SOUTH").json["items"] == before
    line = entered("MINE", OWN).json["items"][0]["id"]
    assert kim.post("/purchase-orders/MINE/send", json={"mail": False}).json["state"] == "sent"
    assert kim.post("/purchase-orders/MINE/confirm", json={}).json["state"] == "confirmed"
    assert kim.post(f"/purchase-orders/{line}/receipts", json={"quantity": 6}).status_code == 201
    assert kim.post("/purchase-orders/MINE/undo").json["order"]["state"] == "confirmed"
    for step in ("approve", "send", "confirm", "close", "cancel", "undo"):
        assert kim.post(f"/purchase-orders/PO-BOTH/{step}", json={}).status_code == 404


def test_what_concerns_no_product_shows_none(app, kim, known):
    for operation, endpoint in operations(app):
        with app.app_context():
            is_personal = access.required_role(endpoint) and access.concern_of(endpoint) is Concern.PEOPLE
        if is_personal and operation.startswith("GET"):
            assert not [name for name in two_places.NAMES if name in asked(kim, operation, known[OWN]).text], operation
    for kind in kinds.KINDS:
        assert OTHER not in kim.get(f"/import-templates/{kind}").text, kind


def test_a_kit_with_a_part_in_another_place_is_as_available_as_that_part(admin, kim, known):
    kit, parts = sku_of(OWN), [{"product_sku": sku_of(OTHER, "CUP"), "quantity": 1}]
    assert admin.patch(f"/products/{kit}", json={"components": parts}).status_code == 200
    available = admin.get(f"/products/{kit}").json["available"]
    assert available is not None
    assert kim.get(f"/products/{kit}").json["available"] == available
    assert kim.get(f"/products/{kit}/reorder").status_code == 200
    assert kim.post("/predict", json={"product_sku": kit}).status_code == 200


def test_a_change_of_locations_counts_at_once_and_for_what_was_answered_before(admin, kim, known):
    user_id = kim.get("/auth/me").json["user_id"]
    headers, body = {"Idempotency-Key": "once"}, {"demand_change": 20}
    for only, count in (([OTHER, OWN], 4), (["nowhere"], 0), ([], 4)):
        assert admin.patch(f"/users/{user_id}", json={"locations": only}).json["locations"] == only
        assert len(kim.get("/products").json["items"]) == count
    assert OTHER in kim.post("/scenarios", json=body, headers=headers).text
    admin.patch(f"/users/{user_id}", json={"locations": [OWN]})
    assert OTHER not in kim.post("/scenarios", json=body, headers=headers).text
    assert len(admin.get("/products").json["items"]) == 4


def test_a_page_shows_theirs_or_nothing(app, kim, known):
    user = SignedIn(kim.get("/auth/me").json["user_id"], "kim", "planner", "session", "", (OWN,))
    own, theirs = (f"?sku={sku_of(place)}&number=PO-{place}&name=Mill" for place in (OWN, OTHER))
    for page in PAGES:
        closed = page.concern is Concern.SHOP or page.role == "admin"
        for query in ("", own, theirs):
            drawn = _drawn(app, user, page.path, query)
            assert ("not open to users of single locations" in drawn) == closed, page.path
            said = drawn if query != theirs else drawn.replace(sku_of(OTHER), "").replace(f"PO-{OTHER}", "")
            assert not [name for name in (OTHER, "PO-BOTH") if name in said], (page.path, said)
            assert closed or query == theirs or "cannot be shown" not in drawn, (page.path, drawn)


def _drawn(app, user, path, query):
    with app.test_request_context(f"/app/{path}"):
        g.page_user = user
        return json.dumps(shell.show(f"/app/{path}", query), cls=PlotlyJSONEncoder)


def _unzipped(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())
