"""Every metric that the dashboard and the alerts use is one that /metrics has; every alert has a remedy."""

import json
import re

import pytest
import yaml
from prometheus_client import CollectorRegistry

from routes.requests import REQUEST_SECONDS
from services.operations.metrics_service import Figures
from tests.architecture.source import ROOT

DASHBOARD = ROOT / "deploy" / "grafana" / "stockcast.json"
ALERTS = ROOT / "deploy" / "prometheus" / "alerts.yml"


@pytest.fixture
def known(database):
    registry = CollectorRegistry()
    registry.register(Figures())
    registry.register(REQUEST_SECONDS)
    names = {family.name for family in registry.collect()}
    return names | {f"stockcast_request_seconds_{part}" for part in ("bucket", "count", "sum")}


def rules():
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def expressions():
    dashboard = json.loads(DASHBOARD.read_text())
    yield from (target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
    yield from (rule["expr"] for rule in rules())


def test_every_metric_used_exists(known):
    used = {name for expression in expressions() for name in re.findall(r"stockcast_\w+", expression)}
    assert len(used) > 10
    assert used <= known


def test_every_metric_is_in_the_manual(known):
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [name for name in known if not name.endswith(("_bucket", "_count", "_sum")) and name not in manual] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_every_alert_says_what_to_do(rule):
    assert rule["annotations"]["remedy"]
    assert rule["labels"]["severity"] in ("info", "warning", "critical")


def test_no_two_panels_share_their_place():
    places = [panel["gridPos"] for panel in json.loads(DASHBOARD.read_text())["panels"]]
    cells = [(x, y) for p in places for x in range(p["x"], p["x"] + p["w"]) for y in range(p["y"], p["y"] + p["h"])]
    assert len(cells) == len(set(cells))
