import pytest


@pytest.fixture
def planner(signed_in):
    """Somebody who has drafted an order whose number is a number, of a product that costs 2."""
    client = signed_in("kim", "planner")
    client.post("/products", json={"sku": "A", "unit_cost": 2, "supplier": "Mill"})
    lines = [{"number": "4711", "product_sku": "A", "quantity": 5}]
    assert client.post("/purchase-orders", json={"lines": lines, "draft": True}).status_code == 200
    return client


def test_an_order_goes_from_a_draft_to_its_end(planner):
    states = [planner.get("/purchase-orders/4711.json").json["state"]]
    for step in ("approve", "send", "confirm", "cancel"):
        states.append(planner.post(f"/purchase-orders/4711/{step}").json["state"])
    assert states == ["draft", "approved", "sent", "confirmed", "cancelled"]


def test_a_step_that_cannot_be_taken_is_a_conflict(planner):
    refused = planner.post("/purchase-orders/4711/close")
    assert (refused.status_code, refused.json["code"]) == (409, "wrong_state")
    assert "POST /purchase-orders/4711/send" in refused.json["detail"]


def test_lines_are_changed_by_the_number_of_their_order(planner):
    body = {"lines": [{"product_sku": "A", "quantity": 7}], "reason": "a festival"}
    changed = planner.patch("/purchase-orders/4711.json", json=body).json
    assert changed["lines"][0]["quantity"] == 7
    assert changed["history"][-1]["reason"] == "a festival"


def test_a_path_of_digits_is_the_id_of_a_line_unless_it_says_otherwise(planner):
    (line,) = planner.get("/purchase-orders").json["items"]
    assert planner.get(f"/purchase-orders/{line['id']}").json["number"] == "4711"
    assert planner.get("/purchase-orders/4711").status_code == 404


def test_orders_are_listed_as_wholes(planner):
    (listed,) = planner.get("/orders?state=draft&kind=purchase&supplier=Mill").json["items"]
    assert (listed["number"], listed["lines"], listed["cost"], listed["drafted_by"]) == ("4711", 1, 10, "kim")
    assert planner.get("/orders?state=sent").json == {"items": [], "next_cursor": None}
    refused = planner.get("/orders?state=lost")
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/state")


def test_the_list_of_orders_is_a_file_too(planner):
    head, row = planner.get("/orders?format=csv").text.splitlines()
    assert head.startswith("number,kind,state,supplier,lines,units,cost")
    assert row.startswith("4711,purchase,draft,Mill,1,5")


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"number,supplier_code")])
def test_an_order_is_a_file_for_its_supplier(planner, ending, begins):
    answer = planner.get(f"/purchase-orders/4711.{ending}")
    assert answer.data.startswith(begins)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=4711.{ending}"


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"number,source_sku,prod")])
def test_a_transfer_is_a_file_too(planner, ending, begins):
    for sku, on_hand in (("T@north", 9), ("T@south", 0)):
        planner.post("/products", json={"sku": sku, "on_hand": on_hand})
    lines = [{"source_sku": "T@north", "target_sku": "T@south", "quantity": 4}]
    (order,) = planner.post("/transfers", json={"lines": lines}).json["orders"]
    assert planner.get(f"/purchase-orders/{order['number']}.{ending}").data.startswith(begins)


def test_a_number_may_be_any_text(planner):
    lines = [{"number": "a/b 100%.pdf", "product_sku": "A", "quantity": 5}]
    planner.post("/purchase-orders", json={"lines": lines})
    raw = {"RAW_URI": "/purchase-orders/a%2Fb%20100%25.pdf.json"}
    assert planner.get("/purchase-orders/x", environ_overrides=raw).json["number"] == "a/b 100%.pdf"


def test_what_an_order_costs_is_there_by_currency_with_the_rate_of_each(planner):
    supplier = planner.post("/suppliers", json={"name": "Farm", "currency": "USD", "exchange_rate": 0.8}).json
    planner.post("/products", json={"sku": "B", "supplier": "Farm"})
    planner.put(f"/products/B/suppliers/{supplier['id']}", json={"unit_cost": 5})
    lines = [
        {"number": "4712", "product_sku": sku, "quantity": 3, "supplier": name}
        for sku, name in (("A", "Mill"), ("B", "Farm"))
    ]
    planner.post("/purchase-orders", json={"lines": lines})
    listed, whole = (
        planner.get("/orders?product_sku=B").json["items"][0],
        planner.get("/purchase-orders/4712.json").json,
    )
    foreign = {"currency": "USD", "rate": 0.8, "amount": 15}
    assert listed["amounts"] == whole["amounts"]
    assert foreign in whole["amounts"]
    total = sum(own["amount"] * own["rate"] for own in listed["amounts"])
    assert total == listed["cost"] == whole["shop_total"] == 3 * 2 + 15 * 0.8


def test_an_order_is_received_without_the_line_that_was_taken_off_it(planner):
    planner.post("/products", json={"sku": "B", "supplier": "Mill"})
    lines = [{"number": "4712", "product_sku": sku, "quantity": 6} for sku in "AB"]
    planner.post("/purchase-orders", json={"lines": lines})
    planner.patch("/purchase-orders/4712.json", json={"lines": [{"product_sku": "B", "quantity": 0}]})
    ids = {line["product_sku"]: line["id"] for line in planner.get("/purchase-orders?number=4712").json["items"]}
    planner.post(f"/purchase-orders/{ids['A']}/receipts", json={"quantity": 6})
    order = planner.get("/purchase-orders/4712.json").json
    assert (order["state"], sorted(line["quantity"] for line in order["lines"])) == ("received", [0, 6])
