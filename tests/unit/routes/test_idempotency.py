import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import IdempotencyKey, TaskRecord
from routes import idempotency as routes_idempotency
from services import idempotency
from services.operations import task_sweep
from utils import clock
from utils.config import use_settings

SKU = {"product_sku": "A"}


def post(client, key="k1", body=SKU, url="/predict/async"):
    return client.post(url, json=body, headers={"Idempotency-Key": key})


def count(model):
    with snapshot() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model))


def age_keys(by, **values):
    with transaction() as session:
        session.execute(sa.update(IdempotencyKey).values(created_at=clock.now() - by, **values))


@pytest.fixture
def client(admin):
    admin.post("/products", json={"sku": "A"})
    return admin


def test_the_same_request_gets_the_first_answer_again(client):
    first, second = post(client), post(client)
    assert (second.status_code, second.data) == (202, first.data)
    for name in ("Location", "Content-Type", "Retry-After"):
        assert second.headers[name] == first.headers[name]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert count(TaskRecord) == 1


def test_without_a_key_every_request_counts(client):
    ids = {client.post("/predict/async", json=SKU).json["task_id"] for _ in range(2)}
    assert len(ids) == 2


def test_a_key_stands_for_one_body(client):
    post(client)
    reused = post(client, body=SKU | {"days": 8})
    assert (reused.status_code, reused.json["code"]) == (422, "idempotency_key_reused")
    assert count(TaskRecord) == 1


def test_a_key_stands_for_one_address(client):
    post(client, body={"sku": "B"}, url="/products")
    assert post(client, body={"sku": "B"}, url="/tasks/training/product/B").json["code"] == "idempotency_key_reused"


def test_a_key_is_its_users_own(client, signed_in):
    post(client)
    assert "Idempotency-Replayed" not in post(signed_in("lee", "planner")).headers
    assert count(TaskRecord) == 2


def test_a_refusal_is_an_answer_too(client):
    refused = [post(client, body={"product_sku": "no-such"}) for _ in range(2)]
    assert [answer.status_code for answer in refused] == [404, 404]
    assert refused[1].headers["Idempotency-Replayed"] == "true"
    assert refused[1].content_type == "application/problem+json"


def test_a_fault_of_ours_is_not_kept(client, database):
    use_settings(database.model_copy(update={"max_queued_tasks_per_user": 1}))
    post(client, "first")
    busy = post(client)
    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "30")
    use_settings(database)
    assert post(client).status_code == 202


def test_a_request_that_is_still_worked_on_is_asked_for_later(client):
    post(client)
    age_keys(timedelta(0), status=None)
    early = post(client)
    assert (early.status_code, early.json["code"]) == (409, "idempotency_key_in_progress")
    assert early.headers["Retry-After"] == "1"


def test_a_key_whose_process_died_is_free_again_after_a_while(client):
    post(client)
    age_keys(idempotency.GIVEN_UP_AFTER + timedelta(seconds=1), status=None)
    assert post(client).status_code == 202
    assert count(TaskRecord) == 2


def test_keys_are_kept_for_a_day(client):
    post(client)
    age_keys(idempotency.KEPT_FOR + timedelta(seconds=1))
    task_sweep.sweep()
    assert count(IdempotencyKey) == 0


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(client, key):
    assert post(client, key).json["code"] == "idempotency_key_bad"


def test_fifty_at_once_are_one_task(client, app):
    answers = []

    def ask():
        own = app.test_client()
        own.environ_base["HTTP_AUTHORIZATION"] = client.environ_base["HTTP_AUTHORIZATION"]
        answers.append(post(own))

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(TaskRecord) == 1
    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.json["task_id"] for answer in answers if answer.status_code == 202}) == 1


def test_an_answer_too_large_to_be_kept_is_not_worked_for_twice(client, monkeypatch):
    monkeypatch.setattr(routes_idempotency, "LARGEST_KEPT", 10)
    assert post(client).status_code == 202
    again = post(client)
    assert (again.status_code, again.json["code"]) == (409, "idempotency_answer_not_kept")
    assert count(TaskRecord) == 1


@pytest.mark.parametrize("url", ["/predict", "/predict/batch"])
def test_what_changes_nothing_is_not_kept(client, url):
    post(client, body=SKU, url=url)
    assert count(IdempotencyKey) == 0


def test_an_answer_with_a_secret_is_kept_nowhere_and_done_once(client):
    first = post(client, body={"name": "till"}, url="/api-keys")
    again = post(client, body={"name": "till"}, url="/api-keys")
    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json["code"] == "idempotency_answer_not_kept"
    with snapshot() as session:
        kept = session.scalars(sa.select(IdempotencyKey)).all()
    assert all(first.json["key"] not in repr(vars(row)) for row in kept)


SECRETS = {"key", "secret", "link_expires_at"}


def test_whatever_answers_a_secret_is_marked_so(admin, app):
    schemas = admin.get("/openapi/openapi.json").json["components"]["schemas"]
    secret = {name for name, schema in schemas.items() if SECRETS & set(schema.get("properties", ()))}
    with app.app_context():
        posts = [operation for operation in app._operations() if operation.method == "post" and operation.role]
    answering = [own for own in posts if any(f"/{name}'" in str(own.described["responses"]) for name in secret)]
    assert [own.view.__name__ for own in answering if not hasattr(own.view, "shown_once")] == []
    assert {own.view.__name__ for own in answering} >= {
        "create_api_key",
        "create_webhook",
        "rotate_webhook_secret",
        "send_order",
    }
