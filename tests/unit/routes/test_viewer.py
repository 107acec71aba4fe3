import pytest


@pytest.fixture
def page(app):
    return app.test_client().get("/docs", follow_redirects=True)


def test_the_viewer_of_the_api_runs_only_its_own_scripts(page):
    policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"].startswith("'self' 'sha256-")
    assert "unsafe-inline" not in policy["script-src"]


def test_the_viewer_of_the_api_cannot_be_framed(page):
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/products", "/auth/me", "/predict/batch", "/tasks", "/app/"])
def test_what_somebody_signed_in_for_is_kept_by_no_cache(admin, path):
    answer = admin.post(path, json={"product_skus": []}) if path == "/predict/batch" else admin.get(path)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/openapi/openapi.json", "/livez", "/health", "/docs", "/nowhere"])
def test_what_is_open_to_all_is_asked_for_anew(app, path):
    assert app.test_client().get(path).headers["Cache-Control"] == "no-cache"


def test_files_of_the_packages_are_kept(admin):
    assert "no-store" not in admin.get("/livez").headers.get("Cache-Control", "")
