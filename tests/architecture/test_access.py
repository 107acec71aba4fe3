"""Nobody enters without a token, except where everybody may."""

import pytest
from flask_jwt_extended import create_access_token

from app.factory import create_app
from dashboard.account import api_keys_form
from dashboard.frame import pages
from dashboard.kit import sessions
from routes import access

PUBLIC = {
    "health.livez",
    "health.readyz",
    "health.health",
    "auth.login",
    "auth.refresh_tokens",  # Asks for the refresh token instead.
    "docs.docs",
    # Who has the link may answer the order that it leads to, and nothing else.
    "supplier_answers.show",
    "supplier_answers.confirm",
    "front_door.to_today",
    "sign_in.show",
    "sign_in.sign_in",
    # To the provider of OpenID and back.
    "openid_sign_in.go",
    "openid_sign_in.come_back",
    "openid.start_openid_sign_in",
    "openid.finish_openid_sign_in",
    # Files of the packages that the pages are made with, and our own styles and scripts.
    "_app_dash_assets.static",
    "/app/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
    # The API's description and the viewer for it.
    "openapi.doc_url",
    "openapi.openapi",
    "openapi.static",
    "swagger.swagger",
    "swagger.static",
    "swagger.oauth2-redirect",
}


@pytest.fixture
def app(configured):
    return create_app(configured)


def urls(app) -> list[tuple[str, str, str]]:
    """(endpoint, method, a URL that leads there) for all that the application answers."""
    found = []
    for rule in app.url_map.iter_rules():
        values = {
            name: 1 if type(way).__name__ == "IntegerConverter" else "x" for name, way in rule._converters.items()
        }
        _, url = rule.build(values)
        found += [(rule.endpoint, method, url) for method in rule.methods - {"HEAD", "OPTIONS"}]
    return found


def test_every_url_but_the_public_ones_asks_for_a_token(app):
    client = app.test_client()
    guarded = [entry for entry in urls(app) if entry[0] not in PUBLIC]
    assert len(guarded) > 15
    answers = {f"{method} {url}": client.open(url, method=method).status_code for _, method, url in guarded}
    assert {url: status for url, status in answers.items() if status != 401} == {}


def test_what_is_public_is_on_the_list(app):
    with app.app_context():
        public = {endpoint for endpoint, _, _ in urls(app) if access.required_role(endpoint) is None}
    assert public <= PUBLIC


def test_everything_that_changes_something_asks_for_more_than_a_viewer(app):
    # Each callback of a page has its own role, see below.
    harmless = {
        "auth.logout",
        "auth.logout_all",
        "auth.change_password",
        # One's own.
        "auth.set_morning_mail",
        "api_keys.create_api_key",
        "api_keys.delete_api_key",
        # They store nothing.
        "scenarios.compare_scenario",
        "events.preview_event",
        "sign_in.sign_out",
        "sign_in.sign_out_everywhere",
        "/app/_dash-update-component",
    }
    with app.app_context():
        open_to_viewers = {
            endpoint
            for endpoint, method, _ in urls(app)
            if method != "GET" and access.required_role(endpoint) == "viewer" and endpoint not in harmless
        }
    assert open_to_viewers == set()


def test_a_cookie_of_the_pages_opens_nothing_of_the_api(app):
    client = app.test_client()
    with app.app_context():
        client.set_cookie(sessions.COOKIE, create_access_token("1"), path="/")
    open_doors = [url for endpoint, method, url in urls(app) if endpoint == "products.list_products"]
    assert {client.get(url).status_code for url in open_doors} == {401}


def test_no_callback_of_a_page_acts_for_a_viewer():
    """A click is the sign of an action: what follows one asks for a planner at least, or changes nothing."""
    # Of what-ifs, of which nothing was stored; of one's own password, mail and keys.
    harmless = {"take_back", "compare", "change_password", "want_mail", "make_key"}
    parts = [part for part in pages.parts() if part is not api_keys_form.removal]
    callbacks = [callback for part in parts for callback in part.callbacks]
    acting = [callback for callback in callbacks if "n_clicks" in str(callback.dependencies)]
    assert acting
    assert {callback.function.__name__ for callback in acting if callback.role == "viewer"} <= harmless
