"""The Python client against the whole product."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from stockcast_client import (
    ChangedMeanwhile,
    Client,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    NotSignedIn,
    TaskFailed,
    etag_of,
)
from stockcast_client import session as client_session

from tests.functional.steps import daily_sales
from tests.stack import Stack
from utils import clock


@pytest.fixture
def signed_in(stack: Stack) -> Iterator[Client]:
    with Client.sign_in(stack.address, "planner", stack.password) as client:
        yield client


@pytest.fixture
def sku() -> str:
    return f"A/B {uuid.uuid4().hex[:12]}"


def sold(client: Client, sku: str, days: int = 30) -> str:
    client.sales.record(daily_sales(sku, days))
    return sku


def test_whoever_is_signed_in_is_known(signed_in):
    assert signed_in.account.me()["username"] == "planner"


def test_wrong_credentials_are_a_problem_of_their_own(stack):
    with pytest.raises(NotSignedIn) as problem:
        Client.sign_in(stack.address, "planner", "wrong")
    assert (problem.value.status, problem.value.code) == (401, "wrong_credentials")


def test_tokens_are_exchanged_before_they_expire(stack, monkeypatch):
    monkeypatch.setattr(client_session, "MARGIN_SECONDS", 10**9)
    with Client.sign_in(stack.address, "planner", stack.password) as client:
        assert [client.account.me()["role"] for _ in range(3)] == ["planner"] * 3


def test_an_ended_session_is_begun_anew(stack, monkeypatch):
    monkeypatch.setattr(client_session, "MARGIN_SECONDS", 10**9)
    with Client.sign_in(stack.address, "planner", stack.password) as client:
        client.account.sign_out()
        assert client.account.me()["role"] == "planner"


def test_a_product_is_made_changed_found_and_deleted(signed_in, sku):
    signed_in.products.create(sku, name="Apple", unit_cost=1.2)
    changed = signed_in.products.update(sku, service_level=None, on_hand=4.0)
    assert (changed["name"], changed["service_level"], changed["unit_cost"]) == ("Apple", None, 1.2)
    assert [product["sku"] for product in signed_in.products.all(q=sku, limit=1)] == [sku]
    assert [level["on_hand"] for level in signed_in.stock.history(sku)] == [4]
    signed_in.products.delete(sku)
    with pytest.raises(NotFound):
        signed_in.products.get(sku)


def test_lists_are_read_page_after_page(signed_in, sku):
    sold(signed_in, sku, 7)
    first = clock.today() - timedelta(days=6)
    assert len(list(signed_in.sales.history(sku, from_=first, limit=2))) == 6


def test_a_file_is_imported_with_its_progress_shown(signed_in, sku, tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text(f"sku,date,qty\n{sku},2024-01-01,3\n{sku},soon,1\n")
    states = []
    task = signed_in.sales.import_file(file)
    result = signed_in.tasks.wait(task["task_id"], on_progress=lambda state: states.append(state["status"]))
    assert (result["inserted"], result["rejected"], states[-1]) == (1, 1, "SUCCESS")
    assert signed_in.sales.rejected(task["task_id"]).splitlines()[1].startswith("3,date,soon,")


def test_a_task_that_fails_is_an_error_that_says_why(signed_in):
    task = signed_in.sales.import_file(b"no header\n")
    with pytest.raises(TaskFailed, match="no row of headings") as failed:
        signed_in.tasks.wait(task["task_id"])
    assert failed.value.task["status"] == "FAILURE"
    with pytest.raises(Conflict):
        signed_in.tasks.cancel(task["task_id"])


def test_a_product_is_trained_and_forecast(signed_in, sku):
    sold(signed_in, sku)
    signed_in.tasks.wait(signed_in.forecasts.train(sku)["task_id"])
    forecast = signed_in.forecasts.predict(sku, days=3, quantiles=[0.9])
    assert [day["date"] for day in forecast["chart_data"] if day["predicted"] is not None]
    batch = signed_in.forecasts.batch([sku], days=3)
    assert [answer["product_sku"] for answer in batch["items"]] == [sku]
    task = signed_in.forecasts.submit(sku)
    assert signed_in.tasks.wait(task["task_id"])["product_sku"] == sku


def test_orders_are_entered_received_and_found(signed_in, sku):
    signed_in.products.create(sku)
    line = {"number": "4711", "product_sku": sku, "quantity": 24, "expected_on": clock.today() + timedelta(days=3)}
    entered = signed_in.purchase_orders.enter([line])
    order_id = entered["items"][0]["id"]
    assert signed_in.purchase_orders.change(order_id, quantity=20)["outstanding"] == 20
    assert signed_in.purchase_orders.receive(order_id, 20)["status"] == "received"
    assert [order["id"] for order in signed_in.purchase_orders.all(product_sku=sku)] == [order_id]
    left_out = signed_in.purchase_orders.order_advised(product_skus=[sku])["left_out"]
    assert [one["product_sku"] for one in left_out] == [sku]
    signed_in.stock.record([{"product_sku": sku, "date": clock.today(), "on_hand": 7}])
    assert signed_in.products.get(sku)["on_hand"] == 7


def test_who_changes_what_somebody_else_has_changed_meanwhile_is_refused(signed_in, sku):
    seen = signed_in.products.create(sku, name="Apple") and signed_in.products.get(sku)
    first = signed_in.products.update(sku, if_match=etag_of(seen), name="Pear")
    with pytest.raises(ChangedMeanwhile) as problem:
        signed_in.products.update(sku, if_match=etag_of(seen), name="Plum")
    assert (problem.value.status, problem.value.code) == (412, "changed_meanwhile")
    assert problem.value.changed_by == signed_in.account.me()["username"]
    assert signed_in.products.update(sku, if_match=etag_of(first), name="Plum")["name"] == "Plum"


def test_what_is_asked_again_with_its_key_is_done_once(signed_in, sku):
    north, south = f"{sku}@north", f"{sku}@south"
    for own, on_hand in ((north, 50), (south, 0)):
        signed_in.products.create(own, on_hand=on_hand)
    move = {"source_sku": north, "target_sku": south, "quantity": 20}
    for _ in range(2):
        (order,) = signed_in.transfers.order([move], idempotency_key=f"move {sku}")["orders"]
        signed_in.purchase_orders.receive(order["lines"][0]["id"], 5, idempotency_key=f"came {sku}")
    assert (signed_in.products.get(north)["on_hand"], signed_in.products.get(south)["on_hand"]) == (30, 5)


def test_two_at_one_order_hear_of_each_other(signed_in, sku):
    signed_in.products.create(sku)
    signed_in.purchase_orders.enter([{"number": sku, "product_sku": sku, "quantity": 24}], draft=True)
    seen = signed_in.orders.get(sku)
    signed_in.orders.change(sku, [{"product_sku": sku, "quantity": 30}], if_match=etag_of(seen))
    with pytest.raises(ChangedMeanwhile):
        signed_in.orders.send(sku, mail=False, if_match=etag_of(seen))
    assert [own["number"] for own in signed_in.orders.all(state="draft", product_sku=sku)] == [sku]


def test_what_stands_in_a_list_has_no_state_to_compare(signed_in, sku):
    signed_in.products.create(sku)
    (listed,) = signed_in.products.all(q=sku)
    with pytest.raises(ValueError, match="Read it by itself"):
        etag_of(listed)


def test_what_is_wrong_is_pointed_at(signed_in, sku):
    with pytest.raises(Invalid) as problem:
        signed_in.stock.record([{"product_sku": sku, "date": "soon", "on_hand": 7}])
    assert [fault["pointer"] for fault in problem.value.errors] == ["/rows/0/date"]
    assert problem.value.request_id


def test_what_a_role_may_not_do_is_forbidden(stack, sku):
    with Client.sign_in(stack.address, "viewer", stack.password) as viewer, pytest.raises(Forbidden):
        viewer.products.create(sku)


def test_nobody_there_is_an_error_of_the_network(stack):
    with pytest.raises(httpx.TransportError):
        Client.sign_in("http://127.0.0.1:1", "planner", stack.password)


def test_what_is_known_ahead_is_announced_changed_and_taken_back(signed_in, sku):
    signed_in.products.create(sku)
    tomorrow = clock.today() + timedelta(days=1)
    event = signed_in.events.announce("promotion", product_sku=sku, starts_on=tomorrow, ends_on=tomorrow, name="Fair")
    assert signed_in.events.change(event["id"], name="Great fair")["name"] == "Great fair"
    assert [one["id"] for one in signed_in.events.of_product(sku)["items"]] == [event["id"]]
    signed_in.events.take_back(event["id"])
    assert list(signed_in.events.all(product_sku=sku)) == []


def test_a_figure_of_ones_own_is_set_and_withdrawn(signed_in, sku):
    sold(signed_in, sku)
    signed_in.tasks.wait(signed_in.forecasts.train(sku)["task_id"])
    own = signed_in.overrides.set(sku, clock.today() + timedelta(days=1), "A wedding", quantity=40)
    signed_in.overrides.withdraw(sku, own["id"])
    assert [one["withdrawn_at"] is not None for one in signed_in.overrides.all(sku)] == [True]
    assert signed_in.models.champion(sku)["version"] == next(signed_in.models.versions(sku))["version"]


def test_many_products_are_changed_after_a_look(signed_in, sku):
    signed_in.products.create(sku)
    change = {"lead_time_days": 9}
    seen = signed_in.products.change_many(change, product_skus=[sku], dry_run=True)
    assert (seen["changed"], signed_in.products.get(sku)["lead_time_days"]) == (1, 7)
    signed_in.products.change_many(change, product_skus=[sku])
    assert signed_in.products.get(sku)["lead_time_days"] == 9


def test_the_machine_is_seen_and_set(stack):
    name = f"again-{uuid.uuid4().hex[:12]}"
    with Client.sign_in(stack.address, "admin", stack.password) as admin:
        admin.schedules.add(name, "tasks.ml_tasks.train_all_models", cron="0 3 * * *", enabled=False)
        assert name in [schedule["name"] for schedule in admin.schedules.all()]
        admin.schedules.remove(name)
        assert admin.workers.status()["workers_online"] >= 1
        assert "admin" in [user["username"] for user in admin.users.all()]
        assert next(admin.users.audit())["subject"]


def test_a_program_asks_with_a_key_of_its_own(stack):
    name = f"till-{uuid.uuid4().hex[:12]}"
    with Client.sign_in(stack.address, "admin", stack.password) as admin:
        made = admin.api_keys.add(name, role="planner", expires_at="2100-01-01T00:00:00Z")
        with Client.with_key(stack.address, made["key"]) as till:
            assert (till.account.me()["username"], till.account.me()["role"]) == ("admin", "planner")
            with pytest.raises(Forbidden):
                till.api_keys.add("another")
            used = next(key for key in admin.api_keys.all() if key["id"] == made["id"])
            assert used["last_used_at"] is not None
            assert used["shown"] == made["key"][: len(used["shown"])]
            admin.api_keys.remove(made["id"])
            with pytest.raises(NotSignedIn):
                till.account.me()
