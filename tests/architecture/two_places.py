"""A shop of two places, each with the same of everything under its own name: whatever shows one, shows which."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from services.accuracy import scoring
from services.catalogue import product_service
from services.jobs import task_runs
from services.task_service import TaskService
from services.training import training_service
from utils import clock

OWN, OTHER = "NORTH", "SOUTH"
NAMES = (OTHER, "Mill", "Drinks", "PO-")
# For each step an order that it can be taken with; PATCH is asked of lines of drafts.
STEPS = ("approve", "send", "confirm", "close", "cancel", "undo", "patch")
DRAFTS = ("approve", "send", "undo", "patch")
WEEK = [30, 12, 14, 13, 15, 22, 28]


def sku_of(place: str, kind: str = "TEA") -> str:
    return f"{kind}-{place}@{place}"


def number_of(place: str, step: str) -> str:
    return f"PO-{place}-{step}"


def fill(admin: FlaskClient) -> dict[str, dict[str, Any]]:
    """What can stand in a path, by the name of the parameter, for each place."""
    supplier = _sent(admin, "/suppliers", {"name": "Mill", "min_order_value": 5})
    known = {place: _place(admin, place, supplier["id"]) for place in (OWN, OTHER)}
    both = [_line("PO-BOTH", place, 7) for place in (OWN, OTHER)]
    _sent(admin, "/purchase-orders", {"lines": both})
    _sent(admin, "/events", {"kind": "promotion", "name": "Summer", "category": "Drinks"} | _coming())
    # Much in one place and nothing in the other, so that each could give the other some.
    for kind, (full, empty) in {"TEA": (OTHER, OWN), "CUP": (OWN, OTHER)}.items():
        rows = [(full, 5000), (empty, 2)]
        told = [{"product_sku": sku_of(place, kind), "date": _day(-1), "on_hand": units} for place, units in rows]
        _sent(admin, "/stock", {"rows": told})
    job = scoring.job_for_scoring()
    task_id = TaskService.submit(job).task_id
    scoring.score_catalogue(task_runs.start(task_id, job))
    for place in (OWN, OTHER):
        known[place]["exception_path"] = f"/exceptions/too_much/{sku_of(place, 'CUP' if place == OWN else 'TEA')}"
    return known


def _place(admin: FlaskClient, place: str, supplier_id: int) -> dict[str, Any]:
    terms = {"supplier": "Mill", "unit_cost": 1, "unit_price": 2, "lead_time_days": 2, "category": "Drinks"}
    for kind in ("TEA", "CUP"):
        named = {"sku": sku_of(place, kind), "name": f"{kind} of {place}", "location": place}
        _sent(admin, "/products", named | terms)
    rows = [
        {"product_sku": sku_of(place, kind), "date": _day(age), "quantity": WEEK[age % 7]}
        for kind in ("TEA", "CUP")
        for age in range(-77, 0)
    ]
    _sent(admin, "/sales", {"rows": [row for row in rows if row["date"] < _day(-8)]})
    for kind in ("TEA", "CUP"):
        training_service.train_now(product_service.get_product(sku_of(place, kind)))
    _sent(admin, "/sales", {"rows": [row for row in rows if row["date"] >= _day(-8)]})
    sku = sku_of(place)
    code = {"unit_cost": 1, "code": f"CODE-{place}"}
    assert admin.put(f"/products/{sku}/suppliers/{supplier_id}", json=code).status_code < 300
    event = {"kind": "promotion", "name": f"Fair of {place}"} | _coming()
    event_id = _sent(admin, "/events", event | {"product_sku": sku})["id"]
    _sent(admin, "/events", {"kind": "closure", "name": f"Closed in {place}", "location": place} | _coming())
    planned = {"quantity": 9, "reason": f"a wedding in {place}"} | _coming()
    override = _sent(admin, f"/products/{sku}/overrides", planned)
    number = f"PO-{place}"
    begun = [number, *(number_of(place, step) for step in STEPS if step not in DRAFTS)]
    sent = _sent(admin, "/purchase-orders", {"lines": [_line(one, place, -1) for one in begun]})["items"]
    orders = {one["number"]: one["id"] for one in sent}
    for one in (number, number_of(place, "close")):
        _sent(admin, f"/purchase-orders/{orders[one]}/receipts", {"quantity": 4})
    drafts = [_line(number_of(place, step), place, -1) for step in DRAFTS]
    _sent(admin, "/purchase-orders", {"lines": drafts, "draft": True})
    numbers = {"order_id": orders[number], "number": number, "event_id": event_id, "override_id": override["id"]}
    return numbers | {"sku": sku, "supplier_id": supplier_id, "name": "Drinks", "kind": "products", "place": place}


def _line(number: str, place: str, arrives: int) -> dict[str, Any]:
    days = {"ordered_on": _day(-5), "expected_on": _day(arrives)}
    return {"number": number, "product_sku": sku_of(place), "quantity": 10, "supplier": "Mill"} | days


def _coming() -> dict[str, str]:
    return {"starts_on": _day(1), "ends_on": _day(3)}


def _sent(client: FlaskClient, path: str, body: dict[str, Any]) -> Any:
    answer = client.post(path, json=body)
    assert answer.status_code < 300, (path, answer.json)
    return answer.json


def _day(offset: int) -> str:
    return (clock.today() + timedelta(days=offset)).isoformat()
