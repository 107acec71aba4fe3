"""What does not fit is refused in words, with an example or with where to look."""

import pytest

from utils import refusals


def patterns(part):
    if isinstance(part, dict):
        found = {part["pattern"]} if isinstance(part.get("pattern"), str) else set()
        return found.union(*map(patterns, part.values()))
    return set().union(*map(patterns, part)) if isinstance(part, list) else set()


def test_every_pattern_of_the_api_has_its_words(admin):
    assert patterns(admin.get("/openapi/openapi.json").json) - refusals.FORMS.keys() == set()


@pytest.mark.parametrize(("field", "sent", "why"), [("email", "mill", "one address, like"), ("currency", "$", "EUR")])
def test_a_refused_field_shows_no_regular_expression(admin, field, sent, why):
    (fault,) = admin.post("/suppliers", json={"name": "Mill", field: sent}).json["errors"]
    assert why in fault["detail"]
    assert "^" not in fault["detail"]
    assert fault["pointer"] == f"/{field}"


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("get", "/nothing", "/docs lists what there is"),
        ("put", "/products", "PUT is not possible here, but GET, PATCH, POST."),
        ("get", "/purchase-orders/4711", "GET /purchase-orders/4711.json is the order of this number"),
    ],
)
def test_who_asks_at_a_wrong_address_is_told_the_right_one(admin, method, path, said):
    assert said in getattr(admin, method)(path).json["detail"]


def test_a_field_that_does_not_exist_is_said_to_be_none(admin):
    (fault,) = admin.post("/products", json={"sku": "A", "lead_time": 5}).json["errors"]
    assert fault == {"pointer": "/lead_time", "detail": "There is no such field; /docs lists those there are"}
