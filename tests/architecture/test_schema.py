"""The published description of the API is valid, complete, and what the live API answers."""

import jsonschema_rs
import pytest
import schemathesis
from schemathesis.specs.openapi.definitions import OPENAPI_31

from app.factory import create_app
from services.access import users

PASSWORD = "the password of a test"


@pytest.fixture
def app(database):
    users.create_first_admin("admin", PASSWORD)
    return create_app(database)


@pytest.fixture
def signed_in(app):
    client = app.test_client()
    tokens = client.post("/auth/login", json={"username": "admin", "password": PASSWORD}).json
    return {"Authorization": f"Bearer {tokens['access_token']}"}


def test_the_description_is_valid_openapi(app):
    document = app.test_client().get("/openapi/openapi.json").json
    assert document["openapi"].startswith("3.1")
    jsonschema_rs.validator_for(OPENAPI_31).validate(document)


def test_every_url_is_described_with_a_summary(app):
    paths = app.test_client().get("/openapi/openapi.json").json["paths"]
    nameless = [f"{method} {path}" for path, item in paths.items() for method in item if "summary" not in item[method]]
    assert nameless == []


def test_the_viewer_of_the_description_needs_no_other_host(app):
    page = app.test_client().get("/docs", follow_redirects=True)
    assert page.status_code == 200
    assert b"https://" not in page.data
    assert b"//cdn" not in page.data


def test_live_answers_are_as_described(app, signed_in):
    schema = schemathesis.openapi.from_wsgi("/openapi/openapi.json", app)
    client = app.test_client()
    client.post("/products", json={"sku": "x"}, headers=signed_in)
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        url = operation.path.replace("{sku}", "x").replace("{task_id}", "x").replace("{user_id}", "1")
        if operation.method == "get":
            response = client.get(url, headers=signed_in)
            operation.validate_response(response)
            asked += 1
    assert asked > 5
