"""Signing in with a provider of OpenID, as programs do and as browsers do."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from stockcast_client import Client

from app.factory import create_app
from dashboard.kit import sessions
from services.access import users
from services.access.users import UserChange

HERE, PROGRAM = "http://localhost", "http://127.0.0.1:8765/back"
PASSWORD = "the password of a test"


@pytest.fixture
def app(openid_provider, database):
    openid_provider.know(sub="1", preferred_username="kim")
    openid_provider.bend()
    return create_app(database.model_copy(update=openid_provider.settings(HERE)))


@pytest.fixture
def browser(app):
    return app.test_client()


def said(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def allowed(browser, provider, next_="/app/orders") -> str:
    """Where the provider sends a browser back to, that came by the link of the sign-in page."""
    there = browser.get("/app/sign-in/openid", query_string={"next": next_})
    assert there.status_code == 303
    return provider.allow(there.location)


def test_the_sign_in_page_has_a_link_with_the_name(browser):
    page = browser.get("/app/sign-in?next=/app/orders").text
    assert "Sign in with Acme Login" in page
    assert f'href="{HERE}/app/sign-in/openid?next=%2Fapp%2Forders"' in page


def test_a_browser_comes_back_to_the_page_it_wanted(browser, openid_provider):
    back = browser.get(allowed(browser, openid_provider))
    assert (back.status_code, back.location) == (303, "/app/orders")
    assert browser.get("/app/account").status_code == 200


def test_who_signs_out_is_out_at_the_provider_as_well_and_back_at_the_form(browser, openid_provider):
    browser.get(allowed(browser, openid_provider))
    token = browser.get_cookie(sessions.CSRF_COOKIE, path="/app/").value
    page = browser.post("/app/sign-out", data={sessions.CSRF_FIELD: token})
    there = html.unescape(re.search(r'href="(http[^"]*/leave[^"]*)"', page.text)[1])
    back = httpx.get(there).headers["Location"]
    assert back == f"{HERE}/app/sign-in/openid/back"
    assert browser.get(back).location == "/app/sign-in"
    assert browser.get("/app/account").status_code == 401


def test_no_other_site_is_where_one_comes_out(browser, openid_provider):
    for next_ in ("https://evil.example/app/", "//evil.example", "/\\evil.example", "/app/\r\nX: y", "javascript:1"):
        assert browser.get(allowed(browser, openid_provider, next_)).location == "/app/"


def test_another_browser_cannot_use_what_came_back(app, browser, openid_provider):
    back = allowed(browser, openid_provider)
    stranger = app.test_client()
    answer = stranger.get(back)
    assert (answer.status_code, answer.location) == (401, None)
    assert "was not begun here" in answer.text
    assert stranger.get_cookie(sessions.COOKIE, path="/app/") is None


def test_two_windows_of_a_browser_do_not_keep_each_other_out(browser, openid_provider):
    first, second = (allowed(browser, openid_provider) for _ in range(2))
    assert [browser.get(back).status_code for back in (first, second)] == [303, 303]


def test_what_a_stranger_writes_into_the_address_stands_on_no_page(browser):
    answer = browser.get("/app/sign-in/openid/back?error=<b>x&error_description=Call+0900&state=\0<b>&code=<b>")
    assert answer.status_code == 401
    assert "<b>" not in answer.text
    assert "0900" not in answer.text


def test_a_refusal_is_a_sentence_on_the_sign_in_page(browser, openid_provider):
    openid_provider.bend(algorithm="none")
    answer = browser.get(allowed(browser, openid_provider))
    assert answer.status_code == 401
    assert "What Acme Login says of you cannot be trusted" in answer.text


def test_who_was_switched_off_is_told(browser, openid_provider):
    users.create_user("boss", PASSWORD, "admin")
    browser.get(allowed(browser, openid_provider))
    users.change_user(2, UserChange(active=False))
    assert browser.get("/app/account").status_code != 200
    answer = browser.get(allowed(browser, openid_provider))
    assert (answer.status_code, "Ask an administrator" in answer.text) == (403, True)


def test_a_provider_that_is_away_is_said_and_passwords_go_on(app, database):
    settings = {"openid_issuer": "http://127.0.0.1:1", "openid_name": "Acme"}
    browser = create_app(database.model_copy(update=settings)).test_client()
    answer = browser.get("/app/sign-in/openid")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Acme cannot be asked" in answer.text
    users.create_user("boss", PASSWORD, "admin")
    assert browser.post("/app/sign-in", data={"username": "boss", "password": PASSWORD}).status_code == 303


def test_a_program_gets_the_tokens_of_a_login(browser, openid_provider):
    begun = browser.post("/auth/openid/start", json={"redirect_uri": PROGRAM}).json
    back = openid_provider.allow(begun["authorization_url"])
    assert back.startswith(PROGRAM)
    assert said(back)["state"] == begun["state"]
    finish = {"state": begun["state"], "proof": begun["proof"], "code": said(back)["code"]}
    tokens = browser.post("/auth/openid/finish", json=finish).json
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    with httpx.Client(transport=httpx.WSGITransport(app=browser.application)) as http:
        assert Client.with_tokens(HERE, tokens, http).account.me()["username"] == "kim"
        # As if it had expired.
        assert Client.with_tokens(HERE, tokens | {"expires_in": 0}, http).account.me()["username"] == "kim"
    assert browser.post("/auth/logout", headers=bearer).status_code == 204
    assert browser.get("/auth/me", headers=bearer).status_code == 401
    again = browser.post("/auth/openid/finish", json=finish)
    assert (again.status_code, again.json["code"]) == (401, "openid_not_begun")


def test_a_program_that_names_an_unsafe_address_is_told(browser):
    answer = browser.post("/auth/openid/start", json={"redirect_uri": "http://evil.example/"})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_redirect_uri")


def test_without_a_provider_there_is_no_link_and_nothing_to_start(database):
    client = create_app(database).test_client()
    assert "openid" not in client.get("/app/sign-in").text
    assert client.get("/app/sign-in/openid").status_code == 404
    answer = client.post("/auth/openid/start", json={"redirect_uri": PROGRAM})
    assert (answer.status_code, answer.json["code"]) == (404, "openid_off")
