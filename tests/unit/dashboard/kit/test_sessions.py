"""The cookie and what it opens."""

import pytest
from flask.testing import FlaskClient

from dashboard.kit import sessions
from services.access import users
from tests.unit.dashboard.conftest import PASSWORD
from utils.config import use_settings

CALLBACK = "/app/_dash-update-component"
SHOW_TODAY = {
    "output": "..page.children...navigation.children...account.children...title.data..",
    "outputs": [
        {"id": id, "property": name}
        for id, name in (("page", "children"), ("navigation", "children"), ("account", "children"), ("title", "data"))
    ],
    "inputs": [
        {"id": "address", "property": "pathname", "value": "/app/"},
        {"id": "address", "property": "search", "value": ""},
    ],
    "changedPropIds": ["address.pathname"],
}
START_TRAINING = {
    "output": "training-started.data",
    "outputs": {"id": "training-started", "property": "data"},
    "inputs": [{"id": "training-start", "property": "n_clicks", "value": 1}],
    "state": [
        {"id": "training-products", "property": "value", "value": []},
        {"id": "training-model", "property": "value", "value": "all"},
        [],
    ],
    "changedPropIds": ["training-start.n_clicks"],
}


def token_of(client: FlaskClient) -> dict[str, str]:
    return {sessions.CSRF_HEADER: client.get_cookie(sessions.CSRF_COOKIE, path="/app/").value}


def cookie_of(answer) -> str:
    return next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith(sessions.COOKIE))


def sent_as_cookie(app, cookie):
    """The status of a page for who has this cookie and nothing else."""
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, cookie, path="/app/")
    return client.get("/app/_dash-layout").status_code


def test_a_callback_is_answered_for_who_is_signed_in(signed_in):
    client = signed_in("viewer")
    answer = client.post(CALLBACK, json=SHOW_TODAY, headers=token_of(client))
    assert answer.json["response"]["title"] == {"data": "Today · Stockcast"}


def test_a_callback_from_another_site_is_refused(signed_in):
    """Such a request brings the cookie along, but cannot know the token."""
    client = signed_in("admin")
    for headers in ({}, {sessions.CSRF_HEADER: "guessed"}, {sessions.CSRF_HEADER: sessions.csrf_token("another")}):
        assert client.post(CALLBACK, json=SHOW_TODAY, headers=headers).json["code"] == "csrf_failed"


@pytest.mark.parametrize("path", ["/app/sign-out", "/app/import-files"])
def test_nothing_else_is_done_for_another_site_either(signed_in, path):
    assert signed_in("admin").post(path, data={}).json["code"] == "csrf_failed"


def test_a_viewer_cannot_act(signed_in):
    client = signed_in("viewer")
    answer = client.post(CALLBACK, json=START_TRAINING, headers=token_of(client))
    assert "This needs the role planner" in answer.get_data(as_text=True)
    assert "training-started" not in answer.json["response"]


def test_a_viewer_cannot_send_a_file(signed_in):
    client = signed_in("viewer")
    answer = client.post("/app/import-files", data=b"product_sku,date,quantity\n", headers=token_of(client))
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_the_cookie_opens_no_door_of_the_api(signed_in):
    client = signed_in("admin")
    cookie = client.get_cookie(sessions.COOKIE, path="/app/").value
    for headers in ({"Cookie": f"{sessions.COOKIE}={cookie}"}, {"Authorization": f"Bearer {cookie}"}):
        assert client.get("/products", headers=headers).status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_of_the_api(app):
    users.create_user("kim", PASSWORD, "viewer")
    form = {"username": "kim", "password": PASSWORD}
    cookie = cookie_of(app.test_client().post("/app/sign-in", data=form))
    assert {"HttpOnly", "SameSite=Lax", "Path=/app/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    encrypted = app.test_client().post("/app/sign-in", data=form, base_url="https://shop.example")
    assert "Secure" in cookie_of(encrypted)


def test_a_session_ended_anywhere_is_ended_in_the_pages(signed_in):
    signed_in("admin")
    client = signed_in("viewer")
    user = users.list_users(2, None).items[-1]
    users.change_user(user.id, users.UserChange(password="another password"))
    assert client.post(CALLBACK, json=SHOW_TODAY, headers=token_of(client)).status_code == 401
    answer = client.get("/app/training", headers={"Accept": "text/html"})
    assert answer.headers["Location"] == "/app/sign-in?next=%2Fapp%2Ftraining&ended=1"


def test_signing_out_ends_the_session_itself(signed_in):
    client = signed_in("viewer")
    cookie = client.get_cookie(sessions.COOKIE, path="/app/").value
    assert sent_as_cookie(client.application, cookie) == 200
    client.post("/app/sign-out", headers=token_of(client))
    assert sent_as_cookie(client.application, cookie) == 401


def test_a_link_to_elsewhere_is_not_followed_after_signing_in(app):
    users.create_user("kim", PASSWORD, "viewer")
    form = {"username": "kim", "password": PASSWORD}
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = app.test_client().post("/app/sign-in", data=form | {"next": elsewhere})
        assert answer.headers["Location"] == "/app/"


def test_guessing_passwords_is_stopped(app):
    client = app.test_client()
    answers = [client.post("/app/sign-in", data={"username": "kim", "password": "guess"}) for _ in range(12)]
    assert [answer.status_code for answer in answers[-2:]] == [429, 429]
    assert "Too many attempts" in answers[-1].get_data(as_text=True)
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_another_site_cannot_sign_anyone_in(app):
    answer = app.test_client().post("/app/sign-in", data={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.json["code"] == "csrf_failed"


def test_scripts_come_from_here_only(app):
    policy = app.test_client().get("/app/sign-in").headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts.split()[:2] == ["script-src", "'self'"]
    assert "unsafe" not in scripts


def test_what_a_user_may_is_asked_of_the_database_each_time(signed_in):
    """A role taken away is gone at the next click."""
    signed_in("admin")
    client = signed_in("planner")
    user = users.list_users(2, None).items[-1]
    users.change_user(user.id, users.UserChange(role="viewer"))
    answer = client.post(CALLBACK, json=START_TRAINING, headers=token_of(client))
    assert "yours is viewer" in answer.get_data(as_text=True)


def test_while_the_database_is_away_a_reader_is_told_to_wait(signed_in, database):
    client = signed_in("viewer")
    use_settings(database.model_copy(update={"database_url": "postgresql+psycopg2://nobody@127.0.0.1:1/none"}))
    answer = client.get("/app/training", headers={"Accept": "text/html"})
    use_settings(database)
    assert (answer.status_code, "The database cannot be reached" in answer.get_data(as_text=True)) == (503, True)


@pytest.mark.parametrize("odd", ["/app/\r\nX: y", "/app/\n", "/app/\0", "/app/\u2028", "/app/" + "x" * 60_000])
def test_an_odd_place_to_go_on_opens_today(app, odd):
    users.create_user("kim", PASSWORD, "viewer")
    answer = app.test_client().post("/app/sign-in", data={"username": "kim", "password": PASSWORD, "next": odd})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/app/")


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "http://evil.example/app/"}]
)
def test_another_site_cannot_sign_anyone_in_without_tls_either(app, headers):
    answer = app.test_client().post("/app/sign-in", data={}, headers=headers)
    assert answer.json["code"] == "csrf_failed"


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Referer": "http://localhost/app/sign-in"}, {}])
def test_our_own_page_signs_in_without_tls(app, headers):
    assert app.test_client().post("/app/sign-in", data={}, headers=headers).status_code == 401


def test_only_the_newest_token_of_a_session_opens_the_pages(app):
    users.create_user("kim", PASSWORD, "viewer")
    client = app.test_client()
    tokens = client.post("/auth/login", json={"username": "kim", "password": PASSWORD}).json
    bearer = {"Authorization": f"Bearer {tokens['refresh_token']}"}
    newest = client.post("/auth/refresh", headers=bearer).json["refresh_token"]
    cookies = (tokens["access_token"], tokens["refresh_token"], newest)
    assert [sent_as_cookie(app, cookie) for cookie in cookies] == [401, 401, 200]


def test_a_known_browser_gets_in_while_others_try_its_name(app):
    users.create_user("kim", PASSWORD, "viewer")
    known, stranger = app.test_client(), app.test_client()
    known.post("/app/sign-in", data={"username": "kim", "password": PASSWORD})
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    for _ in range(12):
        stranger.post("/app/sign-in", data={"username": "kim", "password": "guess"}, environ_base=elsewhere)
    right = {"username": "kim", "password": PASSWORD}
    assert stranger.post("/app/sign-in", data=right, environ_base=elsewhere).status_code == 429
    assert known.post("/app/sign-in", data=right, environ_base=elsewhere).status_code == 303
