"""Two people at one thing: the second hears of the first, and nothing is overwritten in silence."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.functional import steps


def made(planner, admin, kind: str) -> tuple[str, dict, dict]:
    """The address of something that two may change, and what each makes of it."""
    if kind == "product":
        return f"/products/{steps.new_product(planner)}", {"name": "One"}, {"name": "Other"}
    if kind == "supplier":
        new = planner.post("/suppliers", json={"name": steps.new_product(planner)}).raise_for_status().json()
        return f"/suppliers/{new['id']}", {"order_days": ["mon"]}, {"order_days": ["tue"]}
    if kind == "event":
        fields = {"kind": "promotion", "name": "Sale", "starts_on": steps.tomorrow(), "category": "none of them"}
        new = planner.post("/events", json=fields).raise_for_status().json()
        return f"/events/{new['id']}", {"name": "One"}, {"name": "Other"}
    if kind == "category":
        address = f"/categories/{steps.new_product(planner)}"
        planner.patch(address, json={"review_days": 3}).raise_for_status()
        return address, {"review_days": 4}, {"review_days": 5}
    line = {"number": steps.new_product(planner), "product_sku": steps.new_product(planner), "quantity": 5}
    lines = [line | {"expected_on": steps.tomorrow()}]
    (new,) = planner.post("/purchase-orders", json={"lines": lines}).json()["items"]
    return f"/purchase-orders/{new['id']}", {"quantity": 6}, {"quantity": 7}


@pytest.mark.parametrize("kind", ["product", "supplier", "event", "order", "category"])
def test_the_second_of_two_is_refused_and_may_look_again(planner, admin, kind):
    address, one, other = made(planner, admin, kind)
    seen = {"If-Match": planner.get(address).headers["ETag"]}
    first = planner.patch(address, json=one, headers=seen).raise_for_status()
    second = admin.patch(address, json=other, headers=seen)
    steps.assert_problem(second, 412, "changed_meanwhile")
    read = admin.get(address)
    assert read.json().items() >= one.items()
    assert read.headers["ETag"] == first.headers["ETag"] == second.headers["ETag"]
    name, value = next(iter(one.items()))
    assert second.json()["changed_by"] == planner.get("/auth/me").json()["username"]
    assert name in second.json()["detail"]
    assert str(next(iter(value)) if isinstance(value, list) else value) in second.json()["detail"]
    again = admin.patch(address, json=other, headers={"If-Match": read.headers["ETag"]})
    assert again.status_code == 200
    assert admin.get(address).json().items() >= other.items()


def test_of_many_at_the_same_moment_one_is_first(planner):
    address = f"/products/{steps.new_product(planner)}"
    seen = {"If-Match": planner.get(address).headers["ETag"]}

    def change(place):
        return planner.patch(address, json={"name": f"Name {place}"}, headers=seen).status_code

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(change, range(6))) == [200, *[412] * 5]


def test_without_if_match_the_last_counts_as_ever(planner):
    address = f"/products/{steps.new_product(planner)}"
    assert planner.patch(address, json={"name": "One"}).json()["name"] == "One"
    assert planner.patch(address, json={"name": "Other"}, headers={"If-Match": "*"}).json()["name"] == "Other"


@pytest.mark.parametrize("empty", ["", ",", '""'])
def test_one_that_names_no_state_meets_none(planner, empty):
    address = f"/products/{steps.new_product(planner)}"
    refused = planner.patch(address, json={"name": "One"}, headers={"If-Match": empty})
    steps.assert_problem(refused, 412, "changed_meanwhile")
    assert planner.get(address).json()["name"] != "One"


def test_what_was_changed_is_not_deleted_either(planner):
    address = f"/products/{steps.new_product(planner)}"
    seen = planner.get(address).headers["ETag"]
    planner.patch(address, json={"name": "One"}).raise_for_status()
    steps.assert_problem(planner.delete(address, headers={"If-Match": seen}), 412, "changed_meanwhile")
    now = planner.get(address).headers["ETag"]
    assert planner.delete(address, headers={"If-Match": now}).status_code == 204
    steps.assert_problem(planner.delete(address, headers={"If-Match": now}), 404, "product_not_found")


def test_users_and_webhooks_are_compared_as_well(admin):
    user = {"username": f"kim-{uuid.uuid4().hex[:8]}", "password": "seven loaves and a mill"}
    made = admin.post("/users", json=user).raise_for_status()
    seen = {"If-Match": admin.get(made.headers["Location"]).headers["ETag"]}
    admin.patch(made.headers["Location"], json={"role": "planner"}, headers=seen).raise_for_status()
    steps.assert_problem(
        admin.patch(made.headers["Location"], json={"role": "admin"}, headers=seen), 412, "changed_meanwhile"
    )
    # By its number: nobody has to resolve it.
    hook = admin.post("/webhooks", json={"url": "https://192.0.43.8/etag", "events": ["run.completed"]})
    address = hook.raise_for_status().headers["Location"]
    tag = admin.get(address).headers["ETag"]
    steps.assert_problem(admin.delete(address, headers={"If-Match": '"x"'}), 412, "changed_meanwhile")
    assert admin.delete(address, headers={"If-Match": tag}).status_code == 204
    steps.assert_problem(admin.get(address), 404, "webhook_not_found")


def test_a_key_is_compared_and_found_where_it_was_made(admin, planner):
    made = planner.post("/api-keys", json={"name": steps.new_product(planner)}).raise_for_status()
    address = made.headers["Location"]
    read = planner.get(address)
    steps.assert_problem(planner.delete(address, headers={"If-Match": '"x"'}), 412, "changed_meanwhile")
    assert "key" not in read.json()
    assert planner.delete(address, headers={"If-Match": read.headers["ETag"]}).status_code == 204
    steps.assert_problem(admin.get(address), 404, "api_key_not_found")


def test_what_happens_by_itself_stands_in_nobodys_way(planner):
    made = planner.post("/api-keys", json={"name": steps.new_product(planner)}).raise_for_status()
    address = made.headers["Location"]
    seen = planner.get(address).headers["ETag"]
    planner.get("/auth/me", headers={"Authorization": f"Bearer {made.json()['key']}"}).raise_for_status()
    used = planner.get(address, headers={"If-None-Match": seen}).raise_for_status()
    assert used.json()["last_used_at"]
    assert planner.delete(address, headers={"If-Match": seen}).status_code == 204


def test_what_one_has_only_one_of_is_compared(planner):
    address = "/auth/morning-mail"
    seen = {"If-Match": planner.get(address).headers["ETag"]}
    planner.put(address, json={"email": "kim@shop.example"}, headers=seen).raise_for_status()
    steps.assert_problem(planner.put(address, json={"email": None}, headers=seen), 412, "changed_meanwhile")
    now = {"If-Match": planner.get(address).headers["ETag"]}
    assert planner.put(address, json={"email": None}, headers=now).json() == {"email": None}


def test_what_has_no_etag_says_so(planner):
    refused = planner.delete("/import-profiles/none", headers={"If-Match": '"x"'})
    steps.assert_problem(refused, 412, "no_etag")
    refused = planner.patch("/products", json={"product_skus": ["x"], "change": {}}, headers={"If-Match": '"x"'})
    steps.assert_problem(refused, 412, "no_etag")
    assert "ETag" not in planner.get("/products").headers


def test_goods_that_come_in_are_compared_as_well(planner):
    line = {"number": steps.new_product(planner), "product_sku": steps.new_product(planner), "quantity": 5}
    (new,) = planner.post("/purchase-orders", json={"lines": [line]}).raise_for_status().json()["items"]
    address = f"/purchase-orders/{new['id']}"
    seen = {"If-Match": planner.get(address).headers["ETag"]}
    came = planner.post(f"{address}/receipts", json={"quantity": 2}, headers=seen).raise_for_status()
    assert came.headers["ETag"] == planner.get(address).headers["ETag"]
    refused = planner.post(f"{address}/receipts", json={"quantity": 2}, headers=seen)
    steps.assert_problem(refused, 412, "changed_meanwhile")
    assert planner.get(address).json()["received"] == 2


def test_a_step_of_an_order_is_refused_once_somebody_took_another(planner, admin):
    number = steps.new_product(planner)
    line = {"number": number, "product_sku": steps.new_product(planner), "quantity": 5}
    planner.post("/purchase-orders", json={"draft": True, "lines": [line]}).raise_for_status()
    address = f"/purchase-orders/{number}"
    seen = {"If-Match": planner.get(f"{address}.json").headers["ETag"]}
    change = {"lines": [{"product_sku": line["product_sku"], "quantity": 6}]}
    admin.patch(f"{address}.json", json=change).raise_for_status()
    refused = planner.post(f"{address}/send", json={"mail": False}, headers=seen)
    steps.assert_problem(refused, 412, "changed_meanwhile")
    again = {"If-Match": refused.headers["ETag"]}
    sent = planner.post(f"{address}/send", json={"mail": False}, headers=again).raise_for_status()
    undone = planner.post(f"{address}/undo", headers={"If-Match": sent.headers["ETag"]})
    assert undone.json()["order"]["state"] == "draft"


def test_what_a_supplier_asks_is_compared_as_well(planner):
    supplier = planner.post("/suppliers", json={"name": steps.new_product(planner)}).raise_for_status().json()
    address = f"/products/{steps.new_product(planner)}/suppliers/{supplier['id']}"
    planner.put(address, json={"unit_cost": 1}).raise_for_status()
    seen = {"If-Match": planner.get(address).headers["ETag"]}
    planner.put(address, json={"unit_cost": 2}, headers=seen).raise_for_status()
    steps.assert_problem(planner.put(address, json={"unit_cost": 3}, headers=seen), 412, "changed_meanwhile")


def test_who_has_it_already_is_not_sent_it_again(planner):
    address = f"/products/{steps.new_product(planner)}"
    seen = planner.get(address).headers["ETag"]
    # As a proxy that compresses passes it on.
    for tag in (seen, f"W/{seen}"):
        again = planner.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", seen)
    planner.patch(address, json={"name": "New"}, headers={"If-Match": f"W/{seen}"}).raise_for_status()
    assert planner.get(address, headers={"If-None-Match": seen}).json()["name"] == "New"
