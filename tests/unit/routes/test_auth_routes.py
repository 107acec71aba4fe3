"""Signing in by the API and the pages: what is counted, and what is said."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.factory import create_app
from services.access import users
from tests.unit.routes.conftest import PASSWORD

AT, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def kim(app):
    users.create_user("kim", PASSWORD, "viewer")
    users.create_user("lee", PASSWORD, "viewer")


def login(app, username, password="a guess", address=AT, **options):
    body, origin = {"username": username, "password": password}, {"REMOTE_ADDR": address}
    return app.test_client().post("/auth/login", json=body, environ_base=origin, **options).status_code


def sign_in(app, username, password="a guess", address=AT):
    form, origin = {"username": username, "password": password}, {"REMOTE_ADDR": address}
    return app.test_client().post("/app/sign-in", data=form, environ_base=origin).status_code


def test_api_and_pages_count_together(app, kim):
    answers = [door(app, "kim") for _ in range(6) for door in (login, sign_in)]
    assert answers == [401] * 10 + [429] * 2


def test_many_at_once_let_no_more_through(app, kim):
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: login(app, "kim"), range(40)))
    assert answers.count(401) <= 10
    assert set(answers) <= {401, 429, 503}


def test_many_names_from_one_address_are_limited(app, kim):
    answers = [login(app, f"name {number}") for number in range(40)]
    assert answers == [401] * 30 + [429] * 10
    assert login(app, "name", address=ELSEWHERE) == 401


def test_many_addresses_for_one_name_are_limited(app, kim):
    answers = [login(app, "kim", address=f"10.0.0.{number}") for number in range(40)]
    assert answers == [401] * 30 + [429] * 10


def test_addresses_of_one_network_are_one(app, kim):
    answers = [login(app, "kim", address=f"2001:db8::{number:x}") for number in range(11)]
    assert answers == [401] * 10 + [429]


def test_the_right_password_is_let_in_from_where_it_was_right_before(app, kim):
    assert login(app, "kim", PASSWORD) == 200
    for number in range(31):
        login(app, "kim", address=f"10.0.0.{number}")
    assert login(app, "kim", PASSWORD, ELSEWHERE) == 429
    assert login(app, "kim", PASSWORD) == 200


def test_a_device_that_is_known_may_not_guess_without_end_either(app, kim):
    login(app, "kim", PASSWORD)
    assert [login(app, "kim") for _ in range(11)] == [401] * 10 + [429]


def test_a_device_of_one_user_is_none_of_another(app, kim):
    client = app.test_client()
    client.post("/app/sign-in", data={"username": "kim", "password": PASSWORD})
    form = {"username": "lee", "password": "a guess"}
    answers = [client.post("/app/sign-in", data=form, environ_base={"REMOTE_ADDR": AT}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]


def test_what_was_right_does_not_count(app, kim):
    assert {login(app, "kim", PASSWORD) for _ in range(15)} == {200}


def test_an_oversize_body_does_not_begin_to_count_anew(app, kim):
    for _ in range(10):
        sign_in(app, "kim")
    app.test_client().post("/app/sign-in", data=b"x" * 20_000_000, environ_base={"REMOTE_ADDR": AT})
    assert sign_in(app, "kim") == 429


def test_a_long_name_is_not_kept(app, kim, broker):
    sign_in(app, "n" * 60_000)
    keys = broker.client().keys("*")
    assert keys
    assert max(map(len, keys)) < 200


def test_only_as_many_proxies_as_are_ours_are_believed(app, kim, database):
    behind = create_app(database.model_copy(update={"trusted_proxies": 1}))
    invented = [f"203.0.113.{number}, 192.0.2.55" for number in range(11)]
    answers = [login(behind, "kim", headers={"X-Forwarded-For": line}) for line in invented]
    assert answers == [401] * 10 + [429]
    assert login(behind, "kim", headers={"X-Forwarded-For": "203.0.113.1"}) == 401


def test_without_a_proxy_nobody_invents_an_address(app, kim):
    answers = [login(app, "kim", headers={"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(11)]
    assert answers == [401] * 10 + [429]


@pytest.fixture
def client(signed_in):
    return signed_in("root", "viewer")


def test_one_changes_ones_own_password_and_other_sessions_end(app, client):
    other = app.test_client().post("/auth/login", json={"username": "root", "password": PASSWORD}).json
    new = "three quite different words"
    assert client.post("/auth/password", json={"current": PASSWORD, "new": new}).status_code == 204
    assert client.get("/auth/me").status_code == 200
    bearer = {"Authorization": f"Bearer {other['access_token']}"}
    assert app.test_client().get("/auth/me", headers=bearer).status_code == 401
    assert (login(app, "root", PASSWORD), login(app, "root", new)) == (401, 200)


def test_the_present_password_is_asked_for_and_not_to_be_guessed(client):
    body = {"current": "a guess", "new": "three quite different words"}
    answers = [client.post("/auth/password", json=body).status_code for _ in range(11)]
    assert answers == [403] * 10 + [429]


def test_a_weak_new_password_is_refused_with_a_pointer(client):
    answer = client.post("/auth/password", json={"current": PASSWORD, "new": "password1234"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/new")


def test_all_of_ones_sessions_are_ended_and_nobody_elses(app, client, kim):
    kims = app.test_client().post("/auth/login", json={"username": "kim", "password": PASSWORD}).json
    assert client.post("/auth/logout-all").status_code == 204
    assert client.get("/auth/me").status_code == 401
    bearer = {"Authorization": f"Bearer {kims['access_token']}"}
    assert app.test_client().get("/auth/me", headers=bearer).status_code == 200


def test_the_address_of_a_morning_mail_is_not_overwritten_by_who_saw_an_older_one(admin):
    seen = {"If-Match": admin.get("/auth/morning-mail").headers["ETag"]}
    first = admin.put("/auth/morning-mail", json={"email": "kim@shop.example"}, headers=seen)
    second = admin.put("/auth/morning-mail", json={"email": "old@shop.example"}, headers=seen)
    assert (first.status_code, second.status_code, second.json["code"]) == (200, 412, "changed_meanwhile")
    assert admin.get("/auth/morning-mail").json == {"email": "kim@shop.example"}
    assert first.headers["ETag"] == second.headers["ETag"]
