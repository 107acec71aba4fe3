"""Every error is a problem document that says what to do."""

import json
import uuid

import httpx
import pytest

from tests.functional.steps import assert_problem

BODY = {"product_sku": "x"}


def test_a_body_of_twenty_megabytes_is_too_large(planner):
    body = b'{"product_sku": "' + b"x" * 20_000_000 + b'"}'
    response = planner.post("/predict", content=body, headers={"Content-Type": "application/json"})
    assert_problem(response, 413, "request_entity_too_large")


@pytest.mark.parametrize("body", [b"{", b'{"product_sku": "x",}', b"\xff\xfe", b"{'product_sku': 'x'}", b" "])
def test_broken_json_is_refused(planner, body):
    response = planner.post("/predict", content=body, headers={"Content-Type": "application/json"})
    assert_problem(response, 400, "bad_request")


@pytest.mark.parametrize("body", [b"[]", b"7", b'"x"', b"null"])
def test_json_that_is_no_object_is_refused(planner, body):
    response = planner.post("/predict", content=body, headers={"Content-Type": "application/json"})
    assert_problem(response, 422, "invalid_request")


@pytest.mark.parametrize("body", [b"[" * 100_000, b"[" * 5000 + b"]" * 5000, b'{"a":' * 5000 + b"1" + b"}" * 5000])
def test_json_nested_without_end_is_refused(planner, body):
    response = planner.post("/predict", content=body, headers={"Content-Type": "application/json"})
    assert_problem(response, 400, "bad_request")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/xml", ""])
def test_another_content_type_is_refused(planner, kind):
    response = planner.post("/predict", content=b"product_sku=x", headers={"Content-Type": kind})
    assert "application/json" in assert_problem(response, 415, "unsupported_media_type")["detail"]


def test_an_unknown_url_is_not_found(planner):
    assert_problem(planner.get("/no/such/place"), 404, "not_found")


def test_a_wrong_method_says_which_are_right(planner):
    response = planner.delete("/predict")
    assert_problem(response, 405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


def test_a_request_id_is_echoed(planner):
    given = uuid.uuid4().hex
    response = planner.post("/predict", json=BODY, headers={"X-Request-ID": given})
    assert response.headers["X-Request-ID"] == given == response.json()["request_id"]


@pytest.mark.parametrize("given", ["", "x" * 65, "two words", "a\tb", "<script>", "ü".encode()])
def test_an_unsafe_request_id_is_replaced(planner, given):
    response = planner.get("/auth/me", headers={"X-Request-ID": given})
    uuid.UUID(response.headers["X-Request-ID"])


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "limit=1.5", "limit="])
def test_a_faulty_limit_is_refused_with_a_pointer(planner, query):
    problem = assert_problem(planner.get(f"/tasks?{query}"), 422, "invalid_request")
    assert problem["errors"][0]["pointer"] == "/limit"


@pytest.mark.parametrize("text", [r"\u0000", r"a\u0000b", r"\ud800", r"\udfff\ud800"])
@pytest.mark.parametrize("field", ["username", "password"])
def test_text_no_database_can_keep_is_refused(stack, field, text):
    body = {"username": "x", "password": "x"} | {field: "TEXT"}
    content = json.dumps(body).replace("TEXT", text)
    response = httpx.post(
        f"{stack.address}/auth/login", content=content, headers={"Content-Type": "application/json"}, timeout=30
    )
    assert_problem(response, 400, "bad_request")


@pytest.mark.parametrize("url", ["/tasks/%00", "/predict/task/%00", "/tasks?status=%00", "/tasks?name=a%00b"])
def test_a_url_no_database_can_look_up_is_refused(planner, url):
    assert_problem(planner.get(url), 400, "bad_request")


def test_sql_in_a_code_is_just_text(planner):
    assert_problem(planner.post("/predict", json={"product_sku": "'; DROP TABLE users; --"}), 404, "product_not_found")
    assert planner.get("/auth/me").status_code == 200


@pytest.mark.parametrize(
    ("path", "header", "status", "code"),
    [("/" + "x" * 9000, "", 414, "uri_too_long"), ("/livez", "x" * 20_000, 431, "request_header_fields_too_large")],
)
def test_what_the_server_itself_refuses_is_a_problem_as_well(stack, path, header, status, code):
    response = httpx.get(f"{stack.address}{path}", headers={"X-Long": header}, timeout=30)
    problem = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["code"]) == (status, code)
    assert "too long" in problem["detail"]


TURNED = "Mill\u202egnp.exe"
NAMED = {"username": TURNED, "password": "correct horse battery", "role": "viewer"}
DOORS = [
    ("/products", {"sku": TURNED}),
    ("/products", {"sku": "SEEN-1", "name": TURNED}),
    ("/sales", {"rows": [{"product_sku": TURNED, "date": "2026-01-05", "quantity": 1}]}),
    ("/suppliers", {"name": TURNED}),
    ("/events", {"kind": "promotion", "name": TURNED, "starts_on": "2030-01-05"}),
    ("/users", NAMED),
    ("/api-keys", {"name": TURNED}),
]


@pytest.mark.parametrize(("path", "body"), DOORS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_name_that_turns_the_direction_of_reading_is_refused_at_every_door(admin, path, body):
    refused = admin.post(path, json=body)
    assert refused.status_code == 422, refused.text
    assert "U+202E, number 5: it cannot be seen" in refused.json()["detail"]
