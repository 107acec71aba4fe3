"""The served description is one that a client can be generated from, and says what is answered."""

import re
from collections import Counter

import pytest

from app.factory import create_app


@pytest.fixture
def paths(configured):
    return create_app(configured).test_client().get("/openapi/openapi.json").json["paths"]


def test_no_two_paths_differ_by_the_name_of_a_place_alone(paths):
    # The specification forbids it (OpenAPI 3.1, section 4.8.8.2).
    alike = Counter(re.sub(r"\{\w+\}", "{}", path) for path in paths)
    assert [path for path, count in alike.items() if count > 1] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("post", "/auth/refresh", "401"),
        ("post", "/api-keys", "403"),
        ("get", "/celery/status", "403"),
        ("get", "/scenarios", "404"),
        ("delete", "/products/{sku}/overrides/{override_id}", "412"),
        ("put", "/products/{sku}/suppliers/{supplier_id}", "412"),
        ("get", "/purchase-orders/{order_id}", "200"),
        ("get", "/purchase-orders/{number}.json", "200"),
    ],
)
def test_what_is_answered_is_described(paths, method, path, status):
    assert status in paths[path][method]["responses"]
