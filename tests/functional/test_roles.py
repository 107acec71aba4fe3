"""Every endpoint, asked by every role."""

import pytest

ROLES = ("viewer", "planner", "admin")
UNKNOWN = "no-such-product"
NOTHING = "00000000-0000-7000-8000-000000000000"

# Each asks for something that does not exist or fits no schema, so that who may enter changes nothing.
ENDPOINTS = {
    ("GET", "/auth/me"): "viewer",
    ("POST", "/auth/password"): "viewer",
    ("GET", "/users"): "admin",
    ("POST", "/users"): "admin",
    ("GET", "/users/{user_id}"): "admin",
    ("PATCH", "/users/{user_id}"): "admin",
    ("GET", "/api-keys"): "viewer",
    ("POST", "/api-keys"): "viewer",
    ("GET", "/api-keys/{key_id}"): "viewer",
    ("DELETE", "/api-keys/{key_id}"): "viewer",
    ("GET", "/products"): "viewer",
    ("POST", "/products"): "planner",
    ("PATCH", "/products"): "planner",
    ("POST", "/products/import"): "planner",
    ("GET", "/products/{sku}"): "viewer",
    ("PATCH", "/products/{sku}"): "planner",
    ("DELETE", "/products/{sku}"): "planner",
    ("POST", "/products/{sku}/rename"): "planner",
    ("GET", "/products/{sku}/merge"): "viewer",
    ("POST", "/products/{sku}/merge"): "planner",
    ("GET", "/products/{sku}/suppliers"): "viewer",
    ("GET", "/products/{sku}/suppliers/{supplier_id}"): "viewer",
    ("PUT", "/products/{sku}/suppliers/{supplier_id}"): "planner",
    ("DELETE", "/products/{sku}/suppliers/{supplier_id}"): "planner",
    ("GET", "/categories"): "viewer",
    ("GET", "/categories/{name}"): "viewer",
    ("PATCH", "/categories/{name}"): "planner",
    ("GET", "/sources"): "planner",
    ("POST", "/sources"): "admin",
    ("GET", "/sources/{name}"): "planner",
    ("PATCH", "/sources/{name}"): "admin",
    ("DELETE", "/sources/{name}"): "admin",
    ("POST", "/sources/{name}/run"): "planner",
    ("POST", "/sources/{name}/accept"): "planner",
    ("POST", "/sources/{name}/reject"): "planner",
    ("GET", "/products/{sku}/sales"): "viewer",
    ("POST", "/products/{sku}/overrides"): "planner",
    ("GET", "/products/{sku}/overrides"): "viewer",
    ("DELETE", "/products/{sku}/overrides/{override_id}"): "planner",
    ("GET", "/products/{sku}/events"): "viewer",
    ("GET", "/forecasts/total"): "viewer",
    ("GET", "/events"): "viewer",
    ("POST", "/events"): "planner",
    ("POST", "/events/preview"): "viewer",
    ("GET", "/events/{event_id}"): "viewer",
    ("PATCH", "/events/{event_id}"): "planner",
    ("DELETE", "/events/{event_id}"): "planner",
    ("GET", "/accuracy"): "viewer",
    ("POST", "/replay"): "planner",
    ("GET", "/products/{sku}/stock"): "viewer",
    ("POST", "/sales"): "planner",
    ("POST", "/sales/import"): "planner",
    ("GET", "/sales/import/{task_id}/rejected"): "viewer",
    ("POST", "/imports/{task_id}/undo"): "planner",
    ("GET", "/import-profiles"): "viewer",
    ("GET", "/import-templates/{kind}"): "viewer",
    ("POST", "/import-profiles"): "planner",
    ("DELETE", "/import-profiles/{name}"): "planner",
    ("GET", "/receipts"): "viewer",
    ("POST", "/receipts/import"): "planner",
    ("GET", "/stock"): "viewer",
    ("POST", "/stock"): "planner",
    ("POST", "/stock/import"): "planner",
    ("GET", "/suppliers"): "viewer",
    ("POST", "/suppliers"): "planner",
    ("POST", "/suppliers/import"): "planner",
    ("GET", "/product-suppliers"): "viewer",
    ("POST", "/product-suppliers/import"): "planner",
    ("PATCH", "/suppliers/{supplier_id}"): "planner",
    ("DELETE", "/suppliers/{supplier_id}"): "planner",
    ("GET", "/orders"): "viewer",
    ("GET", "/purchase-orders"): "viewer",
    ("POST", "/purchase-orders"): "planner",
    ("POST", "/purchase-orders/from-advice"): "planner",
    ("POST", "/purchase-orders/import"): "planner",
    ("POST", "/purchase-orders/receipts/import"): "planner",
    ("GET", "/purchase-orders/{order_id}"): "viewer",
    ("PATCH", "/purchase-orders/{order_id}"): "planner",
    ("POST", "/purchase-orders/{order_id}/receipts"): "planner",
    ("GET", "/purchase-orders/{number}"): "viewer",
    ("GET", "/purchase-orders/{number}.json"): "viewer",
    ("GET", "/purchase-orders/{number}.pdf"): "viewer",
    ("GET", "/purchase-orders/{number}.xlsx"): "viewer",
    ("GET", "/purchase-orders/{number}.csv"): "viewer",
    ("PATCH", "/purchase-orders/{number}"): "planner",
    ("PATCH", "/purchase-orders/{number}.json"): "planner",
    ("POST", "/purchase-orders/{number}/approve"): "planner",
    ("POST", "/purchase-orders/{number}/send"): "planner",
    ("POST", "/purchase-orders/{number}/confirm"): "planner",
    ("POST", "/purchase-orders/{number}/close"): "planner",
    ("POST", "/purchase-orders/{number}/undo"): "planner",
    ("POST", "/purchase-orders/{number}/cancel"): "planner",
    ("GET", "/transfers"): "viewer",
    ("POST", "/transfers"): "planner",
    ("GET", "/promises"): "viewer",
    ("GET", "/suppliers/{supplier_id}"): "viewer",
    ("GET", "/auth/morning-mail"): "viewer",
    ("PUT", "/auth/morning-mail"): "viewer",
    ("GET", "/exceptions"): "viewer",
    ("GET", "/exceptions/{kind}/{sku}"): "viewer",
    ("PATCH", "/exceptions/{kind}/{sku}"): "planner",
    ("GET", "/reorder"): "viewer",
    ("GET", "/scenarios"): "viewer",
    ("POST", "/scenarios"): "viewer",
    ("GET", "/products/{sku}/reorder"): "viewer",
    ("GET", "/train"): "viewer",
    ("GET", "/train/catalogue-models"): "viewer",
    ("POST", "/train/{model_type}"): "planner",
    ("POST", "/train/{model_type}/async"): "planner",
    ("POST", "/predict"): "planner",
    ("POST", "/predict/batch"): "planner",
    ("POST", "/predict/async"): "planner",
    ("GET", "/predict/task/{task_id}"): "viewer",
    ("GET", "/tasks"): "viewer",
    ("GET", "/tasks/active"): "viewer",
    ("GET", "/tasks/scheduled"): "viewer",
    ("GET", "/tasks/{task_id}"): "viewer",
    ("GET", "/tasks/{task_id}/result"): "viewer",
    ("POST", "/tasks/{task_id}/cancel"): "planner",
    ("POST", "/tasks/training/product/{sku}"): "planner",
    ("POST", "/tasks/training/all"): "planner",
    ("GET", "/models/{sku}"): "viewer",
    ("GET", "/models/{sku}/versions"): "viewer",
    ("POST", "/models/{sku}/rollback"): "planner",
    ("GET", "/models/{sku}/prophet.json"): "viewer",
    ("GET", "/tasks/{task_id}/events"): "viewer",
    ("POST", "/tasks/{task_id}/retry"): "planner",
    ("GET", "/schedules"): "viewer",
    ("POST", "/schedules"): "admin",
    ("GET", "/schedules/{name}"): "viewer",
    ("PATCH", "/schedules/{name}"): "admin",
    ("DELETE", "/schedules/{name}"): "admin",
    ("POST", "/schedules/{name}/pause"): "admin",
    ("POST", "/schedules/{name}/resume"): "admin",
    ("POST", "/schedules/{name}/run"): "admin",
    ("GET", "/webhooks"): "admin",
    ("POST", "/webhooks"): "admin",
    ("GET", "/webhooks/{webhook_id}"): "admin",
    ("DELETE", "/webhooks/{webhook_id}"): "admin",
    ("POST", "/webhooks/{webhook_id}/rotate"): "admin",
    ("GET", "/webhooks/{webhook_id}/deliveries"): "admin",
    ("GET", "/celery/status"): "viewer",
    ("GET", "/celery/workers"): "viewer",
    ("GET", "/celery/queues"): "viewer",
    ("GET", "/celery/queues/history"): "viewer",
    ("GET", "/celery/health"): "viewer",
    ("GET", "/celery/task/{task_id}"): "viewer",
    ("GET", "/celery/flower/url"): "viewer",
    ("POST", "/celery/task/{task_id}/cancel"): "planner",
    ("POST", "/celery/worker/shutdown"): "admin",
    ("POST", "/celery/worker/pool/restart"): "admin",
    ("POST", "/celery/diagnostics"): "admin",
    ("GET", "/audit"): "admin",
    ("GET", "/metrics"): "viewer",
}
# Open to everyone, or (logout) the end of the session that asks.
ELSEWHERE = {"/livez", "/readyz", "/health", "/auth/login", "/auth/refresh", "/auth/logout", "/auth/logout-all"}
ELSEWHERE |= {"/auth/openid/start", "/auth/openid/finish"}
# Answered too, where the number is not of digits alone; of two paths with one place for a name one can be described.
UNDESCRIBED = {("GET", "/purchase-orders/{number}"), ("PATCH", "/purchase-orders/{number}")}


def described(client) -> set[tuple[str, str]]:
    paths = client.get("/openapi/openapi.json").json()["paths"]
    return {(method.upper(), path) for path, item in paths.items() for method in item if path not in ELSEWHERE}


def test_the_table_holds_every_endpoint(viewer):
    assert described(viewer) == set(ENDPOINTS) - UNDESCRIBED


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_enters_where_it_may_and_nowhere_else(stack, role, method, path):
    numbers = dict.fromkeys(("user_id", "override_id", "event_id", "supplier_id", "order_id"), 999999)
    names = dict.fromkeys(("sku", "kind", "model_type", "name", "number"), UNKNOWN)
    url = path.format(task_id=NOTHING, webhook_id=NOTHING, key_id=NOTHING, **names, **numbers)
    with stack.client(role) as client:
        body = {"no such field": True} if method in ("POST", "PATCH", "PUT") else None
        response = client.request(method, url, json=body)
    refused = ROLES.index(role) < ROLES.index(ENDPOINTS[method, path])
    assert (response.status_code == 403) == refused, response.text
    assert response.status_code < 500


def test_who_is_refused_is_told_what_is_missing(viewer):
    problem = viewer.post("/predict", json={"product_sku": UNKNOWN}).json()
    assert problem["code"] == "forbidden"
    assert "planner" in problem["detail"]
