"""Whoever sees one place only takes in what another place sends there, and learns nothing else of that place."""

import pytest


@pytest.fixture
def sent(admin):
    """The number of a transfer of 20 from the north, where 50 were, to the south."""
    admin.post("/products", json={"sku": "TEA@north", "location": "North", "on_hand": 50})
    admin.post("/products", json={"sku": "TEA@south", "location": "South", "on_hand": 2})
    line = {"source_sku": "TEA@north", "target_sku": "TEA@south", "quantity": 20}
    return admin.post("/transfers", json={"lines": [line]}).json["orders"][0]["number"]


@pytest.fixture
def sue(signed_in):
    """A planner in the south."""
    return signed_in("sue", "planner", ["South"])


def line_of(client, number):
    (line,) = client.get(f"/purchase-orders?number={number}").json["items"]
    return line


def test_it_is_seen_received_and_that_undone_where_it_goes(admin, sent, sue):
    line = line_of(sue, sent)
    assert (line["product_sku"], line["outstanding"], line["status"]) == ("TEA@south", 20, "open")
    assert [own["number"] for own in sue.get("/orders?kind=transfer").json["items"]] == [sent]
    assert sue.post(f"/purchase-orders/{line['id']}/receipts", json={"quantity": 20}).status_code == 201
    assert sue.get(f"/purchase-orders/{sent}").json["state"] == "received"
    assert sue.get("/products/TEA@south").json["on_hand_today"] == 22
    assert sue.post(f"/purchase-orders/{sent}/undo").json["order"]["state"] == "sent"
    assert sue.get("/products/TEA@south").json["on_hand_today"] == 2
    assert admin.get("/products/TEA@north").json["on_hand_today"] == 30


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv"])
def test_it_is_read_on_paper(sent, sue, ending):
    answer = sue.get(f"/purchase-orders/{sent}.{ending}")
    assert answer.status_code == 200
    if ending == "csv":
        assert answer.text.splitlines()[1].startswith(f"{sent},TEA@north,TEA@south,")


def test_what_it_takes_elsewhere_is_not_theirs_to_change(admin, sent, sue):
    line = line_of(sue, sent)["id"]
    assert sue.get(f"/purchase-orders/{sent}").json["possible"] == []
    refused = [
        sue.post(f"/purchase-orders/{sent}/cancel"),
        sue.post(f"/purchase-orders/{sent}/confirm", json={}),
        sue.post(f"/purchase-orders/{sent}/undo"),
        sue.patch(f"/purchase-orders/{sent}.json", json={"lines": [{"product_sku": "TEA@south", "quantity": 50}]}),
        sue.patch(f"/purchase-orders/{line}", json={"quantity": 50}),
        sue.patch(f"/purchase-orders/{line}", json={"status": "cancelled"}),
    ]
    assert [(own.status_code, own.json["code"]) for own in refused] == [(403, "not_open_to_locations")] * 6
    mixed = [{"number": sent, "product_sku": "TEA@south", "quantity": 9}]
    assert sue.post("/purchase-orders", json={"lines": mixed}).status_code in (409, 422)
    assert admin.get(f"/purchase-orders/{sent}").json["lines"][0]["quantity"] == 20
    assert admin.get("/products/TEA@north").json["on_hand_today"] == 30


def test_nothing_else_of_the_other_place_is_seen(admin, sent, sue):
    assert sue.get("/products/TEA@north").status_code == 404
    said = sue.get(f"/purchase-orders/{sent}").text + sue.get("/orders").text + sue.get("/receipts").text
    assert "TEA@south" in said
    assert "TEA@north" not in said


def test_it_is_not_seen_by_who_sees_the_place_that_gives_only(sent, signed_in):
    norman = signed_in("norman", "planner", ["North"])
    assert norman.get(f"/purchase-orders/{sent}").status_code == 404
    assert norman.get("/purchase-orders").json["items"] == []


def test_who_sees_both_places_decides_all_of_it(sent, signed_in):
    both = signed_in("bo", "planner", ["North", "South"])
    assert "cancel" in both.get(f"/purchase-orders/{sent}").json["possible"]
    assert both.post(f"/purchase-orders/{sent}/cancel").json["state"] == "cancelled"
    assert both.get("/products/TEA@north").json["on_hand_today"] == 50


def test_a_viewer_there_sees_it_and_takes_nothing_in(sent, signed_in):
    vera = signed_in("vera", "viewer", ["South"])
    line = line_of(vera, sent)["id"]
    assert vera.post(f"/purchase-orders/{line}/receipts", json={"quantity": 1}).status_code == 403
