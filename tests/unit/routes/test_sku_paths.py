from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from routes.sku_paths import RawSegments, SkuConverter, sku_segment

RULES = Map(
    [Rule("/products/<sku:sku>", endpoint="one"), Rule("/products/<sku:sku>/sales", endpoint="sales")],
    converters={"sku": SkuConverter},
)
CODES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=64)


def found(raw: str) -> tuple[str, str]:
    """The endpoint and code that a raw request line leads to."""
    environ = {"RAW_URI": raw, "PATH_INFO": raw}
    RawSegments(lambda environ, start: [])(environ, None)
    path = environ["PATH_INFO"].encode("latin-1").decode()
    endpoint, values = RULES.bind("localhost").match(path)
    return endpoint, values["sku"]


@given(CODES)
def test_any_code_comes_through_its_own_url(sku):
    assert found(f"/products/{quote(sku, safe='')}") == ("one", sku)


@given(CODES)
def test_any_code_comes_through_the_url_we_make_for_it(sku):
    assert found(f"/products/{sku_segment(sku)}/sales") == ("sales", sku)


@pytest.mark.parametrize("sku", [".", ".."])
def test_a_code_of_dots_is_encoded_because_clients_resolve_dots(sku):
    assert "." not in sku_segment(sku)


def test_an_encoded_slash_is_not_a_real_one():
    assert found("/products/A%2Fsales") == ("one", "A/sales")
    assert found("/products/A/sales") == ("sales", "A")


def test_the_query_is_no_part_of_the_code():
    assert found("/products/A%20B?x=/y%2F") == ("one", "A B")


def test_a_code_that_looks_encoded_stays_as_it_is():
    assert found("/products/%252F") == ("one", "%2F")
