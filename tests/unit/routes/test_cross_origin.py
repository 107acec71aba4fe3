"""Scripts of other web sites."""

import pytest

from app.factory import create_app

SHOP = "https://shop.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}


@pytest.fixture
def client(configured):
    settings = configured.model_copy(update={"cors_origins": f"{SHOP} http://localhost:3000"})
    return create_app(settings).test_client()


@pytest.mark.parametrize("url", ["/products", "/auth/login", "/predict"])
def test_a_site_that_is_named_may_ask_and_read(client, url):
    asked = client.options(url, headers={"Origin": SHOP} | PREFLIGHT)
    assert asked.headers["Access-Control-Allow-Origin"] == SHOP
    assert asked.headers["Access-Control-Allow-Headers"].lower() == "authorization"
    assert "Access-Control-Allow-Credentials" not in asked.headers


def test_an_error_can_be_read_too(client):
    answer = client.get("/products", headers={"Origin": SHOP})
    assert answer.status_code == 401
    assert answer.headers["Access-Control-Allow-Origin"] == SHOP
    assert "X-Request-ID" in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("origin", ["https://evil.example", f"{SHOP}.evil.example", "null", "http://shop.example"])
def test_another_site_may_not(client, origin):
    for answer in (client.options("/products", headers={"Origin": origin} | PREFLIGHT), client.get("/products")):
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("url", ["/app", "/app/", "/app/sign-in", "/app/_dash-layout"])
def test_the_pages_are_for_nobody_elses_scripts(client, url):
    assert "Access-Control-Allow-Origin" not in client.get(url, headers={"Origin": SHOP}).headers


def test_without_the_setting_no_site_may(configured):
    answer = create_app(configured).test_client().get("/products", headers={"Origin": SHOP})
    assert "Access-Control-Allow-Origin" not in answer.headers
