"""What is counted and logged of requests."""

import logging

import pytest
from prometheus_client import REGISTRY


def test_methods_that_nobody_knows_are_one_label(app):
    for number in range(30):
        app.test_client().open("/livez", method=f"ZZ{number}Q")
    methods = {sample.labels.get("method") for metric in REGISTRY.collect() for sample in metric.samples}
    assert "other" in methods
    assert [method for method in methods if method and method.startswith("ZZ")] == []


@pytest.mark.parametrize("ending", ["", "/", "/more", "%0Aline", "?a=b"])
def test_what_opens_a_supplier_s_page_is_not_logged(app, caplog, ending):
    caplog.set_level(logging.INFO, "access")
    app.test_client().get(f"/order-confirmations/a-secret{ending}")
    (logged,) = caplog.records
    assert logged.path == "/order-confirmations/…"


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/api-keys", {"name": "till"}),
        ("/products/A/overrides", {"starts_on": "2100-01-01", "quantity": 1, "reason": "a fair"}),
    ],
)
@pytest.mark.parametrize("instant", [4102444800, "4102444800", "2100-01-01", "2100-01-01T12:00:00"])
def test_an_instant_is_written_in_one_form(admin, url, body, instant):
    answer = admin.post(url, json=body | {"expires_at": instant})
    assert (answer.status_code, [one["pointer"] for one in answer.json["errors"]]) == (422, ["/expires_at"])
