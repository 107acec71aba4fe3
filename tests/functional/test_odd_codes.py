"""Product codes are any text up to 64 characters, everywhere: in URLs, in bodies, on disk."""

from urllib.parse import quote

import pytest

from tests.functional.steps import FEW_DAYS, daily_sales, submitted, succeeded

# What a database makes of a code depends on the code.
pytestmark = pytest.mark.on_both

CODES = [
    "a code with spaces",
    "ITEM/7@STORE/3",
    "//",
    "Crème brûlée",
    ".hidden",
    "...",
    "100 %",
    "%2F",
    "%",
    "a?b=c&d#e;f+g",
    "back\\slash",
    "quo\"te's",
    "x" * 64,
    "ß" * 64,
    "🍞" * 64,
    "日本語",
    "con.json",
    "-rf",
]


def in_url(sku: str) -> str:
    # A dot is also encoded: a client takes /products/.. for /.
    return quote(sku, safe="").replace(".", "%2E")


@pytest.fixture(params=CODES, ids=ascii)
def sku(request, planner):
    created = planner.post("/products", json={"sku": request.param, "category": ascii(request.param)[:100]})
    assert created.status_code == 201, created.text
    assert planner.get(created.headers["Location"]).json()["sku"] == request.param
    yield request.param
    assert planner.delete(f"/products/{in_url(request.param)}").status_code == 204


def test_a_product_of_any_code_goes_all_the_way(planner, sku):
    url = in_url(sku)
    planner.post("/sales", json={"rows": daily_sales(sku, FEW_DAYS)}).raise_for_status()
    assert planner.get(f"/products/{url}/sales").json()["items"]
    assert planner.patch(f"/products/{url}", json={"name": "named"}).json()["name"] == "named"
    trained = succeeded(planner, submitted(planner.post(f"/tasks/training/product/{url}", json={})))
    assert trained["product_sku"] == sku
    assert planner.post("/predict", json={"product_sku": sku}).json()["model_version"] == 1
    assert planner.get(f"/models/{url}").json()["product_sku"] == sku


def test_no_code_writes_outside_the_folder_of_the_models(stack, planner):
    before = {path for path in stack.data.rglob("*") if "models" not in path.relative_to(stack.data).parts[0]}
    for sku in ("../escape", "..", "../../etc/passwd"):
        planner.post("/products", json={"sku": sku, "category": sku}).raise_for_status()
        planner.post("/sales", json={"rows": daily_sales(sku, FEW_DAYS)}).raise_for_status()
        succeeded(planner, submitted(planner.post(f"/tasks/training/product/{in_url(sku)}", json={})))
        assert planner.delete(f"/products/{in_url(sku)}").status_code == 204
    after = {path for path in stack.data.rglob("*") if "models" not in path.relative_to(stack.data).parts[0]}
    assert after == before


@pytest.mark.parametrize("sku", ["", "x" * 65, "🍞" * 65])
def test_an_empty_or_too_long_code_is_refused(planner, sku):
    assert planner.post("/products", json={"sku": sku}).status_code == 422
