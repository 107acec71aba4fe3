"""Tokens as others write and forge them, and questions that need none."""

import json
import time

import jwt
import pytest
from flask_jwt_extended import create_access_token, create_refresh_token

from services.access import auth, users
from tests.unit.routes.conftest import PASSWORD


@pytest.fixture
def claims(app):
    """Those of a living session."""
    users.create_user("kim", PASSWORD, "viewer")
    grant = auth.sign_in("kim", PASSWORD)
    now = int(time.time())
    return {
        "sub": str(grant.user.user_id),
        "sid": grant.user.session_id,
        "type": "access",
        "exp": now + 60,
        "jti": "x",
    }


def sent(app, claims, **claim):
    """The answer to a token that only who knows the key can make."""
    # As bytes: the library itself would refuse to encode some of them.
    payload = json.dumps(claims | claim).encode()
    token = jwt.api_jws.encode(payload, app.config["JWT_SECRET_KEY"], algorithm="HS256")
    return app.test_client().get("/auth/me", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
def test_the_scheme_is_taken_in_any_case(app, claims, scheme):
    token = jwt.encode(claims, app.config["JWT_SECRET_KEY"], algorithm="HS256")
    assert app.test_client().get("/auth/me", headers={"Authorization": f"{scheme} {token}"}).status_code == 200


def test_a_token_for_ever_is_refused(app, claims):
    del claims["exp"]
    assert sent(app, claims).status_code == 401


@pytest.mark.parametrize("name", ["sid", "sub", "exp", "iat", "nbf", "type", "jti", "aud", "iss"])
@pytest.mark.parametrize("value", [["a"], {"a": 1}, None, True, 1.5, float("inf"), float("nan"), 10**400, "\0", "x"])
def test_whatever_a_token_holds_the_answer_is_no_crash(app, claims, name, value):
    assert sent(app, claims, **{name: value}).status_code in (200, 401)


@pytest.mark.parametrize("value", [["a"], {"a": 1}, None, 7, "\0"])
@pytest.mark.parametrize("name", ["sid", "rid"])
def test_whatever_a_refresh_token_holds_the_answer_is_no_crash(app, claims, name, value):
    with app.app_context():
        token = create_refresh_token("1", additional_claims={"sid": claims["sid"], "rid": "x", name: value})
    answer = app.test_client().post("/auth/refresh", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_who_refreshes_without_a_token_is_asked_for_the_right_one(app):
    answer = app.test_client().post("/auth/refresh", json={"refresh_token": "x"})
    assert (answer.status_code, answer.json["code"]) == (401, "token_missing")
    assert "Bearer <refresh_token>" in answer.json["detail"]


def test_what_one_may_do_is_told_without_a_token(app):
    client = app.test_client()
    urls = {rule.rule for rule in app.url_map.iter_rules() if "<" not in rule.rule}
    answers = {url: client.options(url) for url in urls}
    assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 200} == {}
    assert {url for url, answer in answers.items() if "Allow" not in answer.headers} == set()


def test_what_one_may_do_is_told_with_a_token_too(app, claims):
    with app.app_context():
        token = create_access_token("1", additional_claims={"sid": claims["sid"]})
    answer = app.test_client().options("/products", headers={"Authorization": f"Bearer {token}"})
    assert "POST" in answer.headers["Allow"]


def test_a_key_that_does_not_belong_on_a_page_does_no_harm(app):
    answer = app.test_client().post("/app/sign-out", headers={"Idempotency-Key": "x"})
    assert answer.status_code == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_key_opens_what_its_role_may_and_nothing_that_outlives_it(admin, app, scheme):
    key = admin.post("/api-keys", json={"name": "till", "role": "viewer"}).json["key"]
    till = app.test_client()
    headers = {"Authorization": f"{scheme} {key}"}
    assert till.get("/auth/me", headers=headers).json["role"] == "viewer"
    assert till.post("/products", json={"sku": "X"}, headers=headers).json["code"] == "forbidden"
    bodies = {"/api-keys": {"name": "more"}, "/auth/morning-mail": {"email": "thief@shop.example"}}
    closed = ("POST /api-keys", "POST /auth/logout", "POST /auth/logout-all", "PUT /auth/morning-mail")
    for method, url in map(str.split, closed):
        body = bodies.get(url, {})
        refused = till.open(url, method=method, json=body, headers=headers)
        assert (refused.status_code, refused.json["code"]) == (403, "sign_in_needed")
    unknown = till.get("/auth/me", headers={"Authorization": "Bearer stockcast_none"})
    assert (unknown.status_code, unknown.json["code"]) == (401, "api_key_invalid")
