"""Whatever a number or a day in a request is, the answer is never a crash."""

import pytest

from utils.config import use_settings


def _integers(schema, name, of):
    """Every whole number a schema may carry, with its name."""
    if "$ref" in schema:
        return _integers(of[schema["$ref"].rpartition("/")[2]], name, of)
    found = [(name, schema)] if schema.get("type") == "integer" else []
    for key, inner in schema.get("properties", {}).items():
        found += _integers(inner, f"{name}.{key}", of)
    for inner in [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]:
        found += _integers(inner, name, of)
    return found


def _of_requests(document):
    schemas = document["components"]["schemas"]
    for url, methods in document["paths"].items():
        for method, operation in methods.items():
            name = f"{method} {url}"
            for parameter in operation.get("parameters", []):
                yield from _integers(parameter["schema"], f"{name}?{parameter['name']}", schemas)
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield from _integers(content["schema"], name, schemas)


def test_every_whole_number_in_a_request_is_bounded(app):
    integers = list(_of_requests(app.api_doc))
    assert len(integers) > 30
    assert [name for name, schema in integers if "maximum" not in schema] == []


def test_days_beyond_all_calendars_are_refused(admin):
    days = ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31")
    lists = ("/accuracy", "/events", "/products/A/sales", "/products/A/stock")
    asked = [f"{url}?{end}={day}" for url in lists for end in ("from", "to") for day in days]
    assert [url for url in asked if admin.get(url).status_code != 422] == []


def test_a_version_beyond_all_versions_is_refused(admin):
    assert admin.post("/models/A/rollback", json={"version": 2**63}).status_code == 422


def test_numbers_without_end_are_refused(admin):
    answer = admin.post("/celery/diagnostics", data='{"task": "multiply", "x": 1e999}', content_type="application/json")
    assert answer.status_code == 422


def test_a_file_beyond_the_setting_is_refused(admin, database):
    use_settings(database.model_copy(update={"max_import_mb": 1}))
    assert admin.post("/sales/import", data=b"x" * (1024 * 1024 + 1), content_type="text/csv").status_code == 413


# An integral over the whole line ends at infinity.
NEAR_CERTAIN = (99.99, 99.999, 99.99999999999999, 100, 1e-300, 0.0001, 50)


@pytest.fixture
def planner_of_tea(admin):
    for sku in ("TEA-1", "TEA-2"):
        rows = [{"product_sku": sku, "date": f"2026-03-{day:02}", "quantity": day % 3} for day in range(1, 29)]
        assert admin.post("/sales", json={"rows": rows}).status_code == 200
    return admin


@pytest.mark.parametrize("level", NEAR_CERTAIN)
def test_no_interval_is_infinite(planner_of_tea, level):
    for answer in (
        planner_of_tea.post("/predict", json={"product_sku": "TEA-1", "level": level}),
        planner_of_tea.post("/predict", json={"product_sku": "TEA-1", "quantiles": [level / 100]}),
        planner_of_tea.post("/predict/batch", json={"product_skus": ["TEA-1", "TEA-2"], "level": level}),
        planner_of_tea.get(f"/forecasts/total?level={level}"),
    ):
        assert answer.status_code in (200, 422), answer.text
        assert b"Infinity" not in answer.data
