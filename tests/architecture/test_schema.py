"""The published description of the API is valid, complete, and what the live API answers."""

import re
from collections import Counter
from collections.abc import Iterator

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.definitions import OPENAPI_31

from app.factory import create_app
from routes import train_routes
from services.access import users
from tests.architecture import full_shop

PASSWORD = "the password of a test"
load_all_checks()
CONFORMITY = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
# Without a limit to what is tried, the same every time.
FEW = hypothesis.settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# What would end the session that asks, or change the role of who asks.
LEFT_OUT = {"POST /auth/logout", "POST /auth/refresh"}
# As they come, and would take from the shop what others look at.
NOT_ABOUT_WHAT_IS_KNOWN = ("DELETE", "PATCH /users")
# Lists that even a full shop has nothing for: it has one model of a store's item, and no library of a family.
EMPTY = {"GET /transfers", "GET /train/catalogue-models"}

# What cannot be asked without a query.
ASKED = {"GET /products/{sku}/merge": "?into=B"}


@pytest.fixture
def app(database):
    users.create_first_admin("admin", PASSWORD)
    return create_app(database)


@pytest.fixture
def sign_in(app):
    def tokens_of(username):
        client = app.test_client()
        tokens = client.post("/auth/login", json={"username": username, "password": PASSWORD}).json
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {tokens['access_token']}"
        return client

    return tokens_of


@pytest.fixture
def known(app, sign_in):
    """What can stand in a path of a shop that has something of everything."""
    return full_shop.fill(app, sign_in("admin"))


def operations(app) -> Iterator[APIOperation]:
    schema = schemathesis.openapi.from_wsgi("/openapi/openapi.json", app)
    yield from (result.ok() for result in schema.get_all_operations())


def path_of(operation, known):
    named = {"task_id": known["import_id"]} if "/import/" in operation.path else {}
    if operation.path.startswith("/exceptions/"):
        named = known["exception"]
    return operation.path.format(**known | named) + ASKED.get(operation.label, "")


def described(app):
    return app.test_client().get("/openapi/openapi.json").json["paths"]


def test_the_description_is_valid_openapi(app):
    document = app.test_client().get("/openapi/openapi.json").json
    assert document["openapi"].startswith("3.1")
    jsonschema_rs.validator_for(OPENAPI_31).validate(document)


def test_every_default_is_one_that_may_be_sent(app):
    description = app.api_doc
    wrong = [one for one in _with_a_default(description) if not _is_allowed(one, description["components"])]
    assert not wrong


def _with_a_default(part) -> Iterator[dict]:
    if isinstance(part, dict):
        if "default" in part and ("type" in part or "anyOf" in part or "$ref" in part):
            yield part
        part = list(part.values())
    for one in part if isinstance(part, list) else ():
        yield from _with_a_default(one)


def _is_allowed(schema, components) -> bool:
    return jsonschema_rs.is_valid(schema | {"components": components}, schema["default"])


def test_every_url_is_described_with_a_summary(app):
    nameless = [
        f"{method} {path}" for path, item in described(app).items() for method in item if "summary" not in item[method]
    ]
    assert nameless == []


def test_every_operation_has_a_name_of_its_own(app):
    """Generated clients call their methods by it: `get_product`."""
    names = [one["operationId"] for path in described(app).values() for one in path.values() if "operationId" in one]
    assert len(names) > 150
    assert not [name for name, count in Counter(names).items() if count > 1 or not name.isidentifier()]


def test_every_operation_says_what_it_answers_when_all_goes_well(app):
    vague = [
        f"{method} {path} {status}"
        for path, item in described(app).items()
        for method in item
        for status, response in item[method]["responses"].items()
        if status in ("200", "201", "202") and not response.get("content")
    ]
    assert vague == []


def test_every_201_says_where_to_find_what_was_made(app):
    made = [
        one["responses"]["201"]
        for item in described(app).values()
        for one in item.values()
        if "201" in one["responses"]
    ]
    assert made
    assert all("Location" in answer["headers"] for answer in made)


def test_every_parameter_is_described(app):
    nameless = [
        f"{method} {path} {one['name']}"
        for path, item in described(app).items()
        for method in item
        for one in item[method].get("parameters", ())
        if "description" not in one
    ]
    assert nameless == []


def test_days_and_instants_are_described_as_such(app):
    schemas = app.test_client().get("/openapi/openapi.json").json["components"]["schemas"]
    plain = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, own in schema.get("properties", {}).items()
        if field.endswith(("_at", "_on", "date"))
        if any(one.get("type") == "string" and "format" not in one for one in own.get("anyOf", [own]))
    ]
    assert plain == []


def test_every_problem_is_described_as_one(app):
    kinds = {
        tuple(response["content"])
        for item in described(app).values()
        for operation in item.values()
        for status, response in operation["responses"].items()
        if status >= "400" and status != "503"
    }
    assert kinds == {("application/problem+json",)}


def test_the_viewer_of_the_description_needs_no_other_host(app):
    page = app.test_client().get("/docs", follow_redirects=True)
    assert page.status_code == 200
    assert b"https://" not in page.data
    assert b"//cdn" not in page.data


def test_whatever_a_full_shop_shows_is_as_described(app, known, sign_in):
    admin = sign_in("admin")
    for operation in operations(app):
        if operation.method == "get":
            # A stream that is not read out would keep its seat.
            response = admin.get(path_of(operation, known), buffered=True)
            assert response.status_code == 200, operation.label
            operation.validate_response(response)
            assert operation.label in EMPTY or not response.is_json or response.json.get("items") != [], operation.label


@pytest.mark.parametrize("kind", ["text/csv", "application/x-ndjson"])
def test_other_forms_of_an_answer_are_as_described(app, known, sign_in, kind):
    admin = sign_in("admin")
    asked = 0
    for operation in operations(app):
        if kind in operation.definition.raw["responses"].get("200", {}).get("content", {}):
            ask = admin.get if operation.method == "get" else admin.post
            body = None if operation.method == "get" else {"product_skus": "all"}
            response = ask(path_of(operation, known), json=body, headers={"Accept": kind})
            assert response.mimetype == kind
            operation.validate_response(response)
            asked += 1
    assert asked


def test_a_batch_describes_also_what_could_not_be_forecast(app, known, sign_in):
    response = sign_in("admin").post("/predict/batch", json={"product_skus": ["A", full_shop.NEVER_SOLD, "nothing"]})
    assert ["error" in item for item in response.json["items"]] == [False, True, True]
    batch = next(operation for operation in operations(app) if operation.label == "POST /predict/batch")
    batch.validate_response(response)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", ["nobody", "viewer", "planner", "admin"])
def test_whatever_is_sent_the_answer_is_as_described_and_no_fault_of_ours(app, known, sign_in, role, monkeypatch):
    monkeypatch.setattr(train_routes, "LONGEST_WAIT_SECONDS", 0)  # There is no worker to wait for.
    headers = {}
    if role != "nobody":
        users.create_user(role + "-here", PASSWORD, role)
        headers["Authorization"] = sign_in(role + "-here").environ_base["HTTP_AUTHORIZATION"]
    for operation in operations(app):
        if operation.label not in LEFT_OUT:
            _try(operation, headers, {} if operation.label.startswith(NOT_ABOUT_WHAT_IS_KNOWN) else known)


def _try(operation, headers, known):
    own = {name: known[name] for name in re.findall(r"{(\w+)}", operation.path) if name in known}
    cases = [operation.as_strategy(mode, path_parameters=own or None) for mode in GenerationMode]

    @FEW
    @given(hypothesis.strategies.one_of(cases))
    def ask(case):
        case.call_and_validate(headers=headers, checks=CONFORMITY)

    ask()
