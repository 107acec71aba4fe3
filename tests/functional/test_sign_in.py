import time
import uuid

import jwt
import pytest

from tests.functional.steps import assert_problem


@pytest.fixture
def tokens(stack):
    return stack.sign_in("planner").json()


@pytest.fixture
def anyone(stack):
    with stack.client() as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def claims_of(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def test_who_signs_in_is_known(anyone, tokens):
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 3600
    me = anyone.get("/auth/me", headers=bearer(tokens["access_token"])).json()
    assert (me["username"], me["role"]) == ("planner", "planner")


@pytest.mark.parametrize("username", ["planner", "nobody-of-this-name"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(stack, username):
    problem = assert_problem(stack.sign_in(username, "not the password"), 401, "wrong_credentials")
    assert problem["detail"] == "User name or password is wrong."


def test_without_a_token_one_is_told_where_to_get_it(anyone):
    response = anyone.get("/auth/me")
    assert "/auth/login" in assert_problem(response, 401, "token_missing")["detail"]
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_an_expired_token_is_refused(stack, anyone, tokens):
    expired = claims_of(tokens["access_token"]) | {"exp": int(time.time()) - 1}
    token = jwt.encode(expired, stack.secret, algorithm="HS256")
    assert_problem(anyone.get("/auth/me", headers=bearer(token)), 401, "token_expired")


def test_a_forged_token_is_refused(anyone, tokens):
    token = jwt.encode(claims_of(tokens["access_token"]), "a" * 32, algorithm="HS256")
    assert_problem(anyone.get("/auth/me", headers=bearer(token)), 401, "token_invalid")


def test_a_token_without_a_signature_is_refused(anyone, tokens):
    token = jwt.encode(claims_of(tokens["access_token"]), None, algorithm="none")
    assert_problem(anyone.get("/auth/me", headers=bearer(token)), 401, "token_invalid")


@pytest.mark.parametrize("header", ["Bearer", "Bearer a.b.c", "Bearer x y", "Basic YTpi", "\xff"])
def test_a_garbled_header_is_refused(anyone, header):
    response = anyone.get("/auth/me", headers={"Authorization": header.encode("latin-1")})
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_well_signed_token_without_a_session_is_refused(stack, anyone, tokens):
    claims = claims_of(tokens["access_token"])
    del claims["sid"]
    token = jwt.encode(claims, stack.secret, algorithm="HS256")
    assert_problem(anyone.get("/auth/me", headers=bearer(token)), 401, "token_invalid")


def test_a_refresh_token_opens_no_door(anyone, tokens):
    assert_problem(anyone.get("/auth/me", headers=bearer(tokens["refresh_token"])), 401, "token_invalid")


def test_an_access_token_does_not_refresh(anyone, tokens):
    assert_problem(anyone.post("/auth/refresh", headers=bearer(tokens["access_token"])), 401, "token_invalid")


def test_a_refresh_token_gives_the_next_pair(anyone, tokens):
    following = anyone.post("/auth/refresh", headers=bearer(tokens["refresh_token"])).json()
    assert following["refresh_token"] != tokens["refresh_token"]
    assert anyone.get("/auth/me", headers=bearer(following["access_token"])).status_code == 200


def test_a_refresh_token_used_twice_at_once_is_one_exchange(anyone, tokens):
    answers = [anyone.post("/auth/refresh", headers=bearer(tokens["refresh_token"])).json() for _ in range(2)]
    first, second = (claims_of(answer["refresh_token"])["rid"] for answer in answers)
    assert first == second


def test_a_refresh_token_that_comes_back_later_ends_the_session_for_both(anyone, tokens):
    following = anyone.post("/auth/refresh", headers=bearer(tokens["refresh_token"])).json()
    following = anyone.post("/auth/refresh", headers=bearer(following["refresh_token"])).json()
    again = anyone.post("/auth/refresh", headers=bearer(tokens["refresh_token"]))
    assert_problem(again, 401, "token_reused")
    assert anyone.get("/auth/me", headers=bearer(following["access_token"])).status_code == 401
    assert anyone.post("/auth/refresh", headers=bearer(following["refresh_token"])).status_code == 401


def test_after_logout_neither_token_works(anyone, tokens):
    assert anyone.post("/auth/logout", headers=bearer(tokens["access_token"])).status_code == 204
    assert_problem(anyone.get("/auth/me", headers=bearer(tokens["access_token"])), 401, "token_invalid")
    assert anyone.post("/auth/refresh", headers=bearer(tokens["refresh_token"])).status_code == 401


def test_guessing_passwords_is_slowed_down(stack):
    name = f"guessed-{uuid.uuid4()}"
    answers = [stack.sign_in(name, f"guess {number}") for number in range(11)]
    assert [answer.status_code for answer in answers[:10]] == [401] * 10
    assert_problem(answers[10], 429, "too_many_requests")
    assert 0 < int(answers[10].headers["Retry-After"]) <= 60
    assert stack.sign_in("planner").status_code == 200


def test_signing_in_often_is_no_attack(stack):
    assert {stack.sign_in("viewer").status_code for _ in range(12)} == {200}
