"""What a browser loads once, and what it need not load again."""

import gzip
import pkgutil
import re

import pytest

from dashboard.frame import shell

WHOLE = "/app/_dash-component-suites/plotly/package_data/plotly.min.js"
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def document(signed_in):
    return signed_in("viewer").get("/app/").text


def test_the_largest_script_comes_packed(app):
    answer = app.test_client().get(WHOLE, headers=PACKED)
    assert answer.content_encoding == "gzip"
    assert gzip.decompress(answer.data) == pkgutil.get_data("plotly", "package_data/plotly.min.js")


def test_a_script_that_is_known_is_not_sent_again(app):
    client = app.test_client()
    tag = client.get(WHOLE, headers=PACKED).headers["ETag"]
    again = client.get(WHOLE, headers=PACKED | {"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_who_takes_no_gzip_gets_none(app):
    assert app.test_client().get(WHOLE).content_encoding is None


def test_our_own_files_are_kept_until_they_change(app, document):
    addresses = re.findall(r'"(/app/assets/[^"]+\?m=[^"]+)"', document)
    assert len(addresses) > 5
    for address in addresses:
        assert app.test_client().get(address).cache_control.max_age == 31_536_000


def test_our_own_files_come_packed(app):
    answer = app.test_client().get(shell.PLOTLY, headers=PACKED)
    assert answer.content_encoding == "gzip"
    assert gzip.decompress(answer.data) == (shell.ASSETS / shell.CHARTS).read_bytes()


def test_the_part_of_plotly_is_of_the_version_that_dash_brings():
    part, whole = (shell.ASSETS / shell.CHARTS).read_bytes(), pkgutil.get_data("plotly", "package_data/plotly.min.js")
    of_part, of_whole = (re.search(rb"v(\d+\.\d+\.\d+)", script[:200]).group(1) for script in (part, whole))
    assert of_part == of_whole, "Take plotly-basic.min.js of that version: npm pack plotly.js-basic-dist-min@VERSION"


def test_a_file_whose_address_stays_is_asked_for_again(app):
    assert app.test_client().get("/app/assets/colour_scheme.js").cache_control.max_age is None


def test_the_document_fetches_ahead_what_draws_charts_and_grids(app, document):
    ahead = re.findall(r'rel="prefetch" as="script" href="([^"]+)" data-pages="([^"]+)"', document)
    assert [app.test_client().get(address).status_code for address, _ in ahead] == [200, 200]
    charts, grids = (pages.split() for _, pages in ahead)
    assert ("/app/accuracy" in charts, grids) == (True, ["/app/products"])


@pytest.mark.parametrize(("path", "runs"), [("", []), ("accuracy", ["plotly-basic"]), ("products", ["dash_ag_grid"])])
def test_a_page_runs_what_it_draws_with(signed_in, path, runs):
    document = signed_in("viewer").get(f"/app/{path}").text
    scripts = " ".join(re.findall(r'<script[^>]* src="([^"]+)"', document))
    assert [name for name in ("plotly-basic", "dash_ag_grid") if name in scripts] == runs


@pytest.mark.parametrize("path", ["os/x", "dash/nothing.js", "dash/../secrets", "plotly/package_data/x", "os/%ff"])
def test_a_file_that_is_none_of_the_packages_is_not_found(app, path):
    answer = app.test_client().get(f"/app/_dash-component-suites/{path}")
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
