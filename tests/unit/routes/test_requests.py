"""What is counted of requests."""

from prometheus_client import REGISTRY


def test_methods_that_nobody_knows_are_one_label(app):
    for number in range(30):
        app.test_client().open("/livez", method=f"ZZ{number}Q")
    methods = {sample.labels.get("method") for metric in REGISTRY.collect() for sample in metric.samples}
    assert "other" in methods
    assert [method for method in methods if method and method.startswith("ZZ")] == []
