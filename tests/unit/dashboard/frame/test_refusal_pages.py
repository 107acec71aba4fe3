"""A refusal is a page for who looks, and a problem document for a program, at any address."""

import pytest

from dashboard.kit.sessions import public
from tests.unit.dashboard.conftest import PASSWORD
from utils.config import use_settings

GONE = "/app/import-files/none/rejected.csv"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_who_looks_sees_a_page_with_the_status_and_the_way_back(signed_in):
    answer = signed_in("viewer").get(GONE, headers=BROWSER | {"Referer": "http://localhost/app/import?kind=stock"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert 'href="/app/import?kind=stock"' in answer.text


def test_the_way_back_leads_to_no_other_place(signed_in):
    client = signed_in("viewer")
    for place in ("https://other.example/app/x", "http://localhost/products", f"http://localhost{GONE}"):
        assert '<a class="button-link" href="/app/">' in client.get(GONE, headers=BROWSER | {"Referer": place}).text


@pytest.fixture
def stranger(app):
    """Who looks without being signed in."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT"] = BROWSER["Accept"]
    return client


def test_a_program_gets_the_problem(app):
    for accept in ("*/*", "application/json", "application/json, text/html;q=0.1", ""):
        for address in (GONE, "/nonsense", "/products/none"):
            answer = app.test_client().get(address, headers={"Accept": accept})
            assert answer.mimetype == "application/problem+json", (accept, address)


def is_page(answer, status):
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert "<h1>" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    return answer


def test_every_refusal_is_a_page_to_a_browser_with_its_status_and_headers(app, stranger, monkeypatch):
    monkeypatch.setitem(app.view_functions, "health.livez", public(lambda: 1 / 0))
    is_page(stranger.get("/nonsense"), 404)
    is_page(stranger.post("/nonsense", data={"a": 1}), 404)
    assert is_page(stranger.get("/products/none"), 401).headers["WWW-Authenticate"] == "Bearer"
    assert "POST" in is_page(stranger.delete("/auth/login"), 405).headers["Allow"]
    is_page(stranger.post("/auth/login", data=b"x" * 70_000), 413)
    is_page(stranger.get("/livez"), 500)
    for _ in range(100):
        refused = stranger.post("/auth/login", json={"username": "nobody", "password": PASSWORD})
        if refused.status_code == 429:
            break
    assert int(is_page(refused, 429).headers["Retry-After"]) > 0


def test_a_form_of_ours_that_is_refused_says_so_on_a_page(signed_in):
    is_page(signed_in("viewer").post("/app/sign-out", data={"csrf_token": "another's"}, headers=BROWSER), 403)


def test_a_refusal_speaks_the_language_of_the_shop_everywhere_and_english_to_programs(database, stranger):
    use_settings(database.model_copy(update={"language": "de"}))
    assert "Hier ist nichts" in stranger.get("/nonsense").text
    assert "There is nothing" in stranger.get("/nonsense", headers={"Accept": "*/*"}).json["detail"]
