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


ADDRESSES = ("mill", "<orders@mill.example>", "Mill <orders@mill.example>", "a@b.example,c@d.example", "a@b..example")


@pytest.mark.parametrize(
    ("field", "sent", "why"), [*(("email", own, "one address, like") for own in ADDRESSES), ("currency", "$", "EUR")]
)
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


@pytest.mark.parametrize(
    ("path", "body", "pointer", "said"),
    [
        ("/predict/batch", {"product_skus": [3]}, "/product_skus/0", "valid string"),
        ("/predict/batch", {"product_skus": 7}, "/product_skus", "valid list"),
        (
            "/import-profiles",
            {"name": "a", "headings": ["x", "y"], "mapping": {"no/such~": 1}},
            "/mapping/no~1such~0",
            "",
        ),
        ("/suppliers", {"name": "Mill", "closed": ["Easter"]}, "/closed/0", "an object"),
        ("/api-keys", {"name": "till", "role": "viewer", "expires_at": "soon"}, "/expires_at", "time zone"),
    ],
)
def test_what_does_not_fit_is_pointed_at_and_named_as_json_has_it(admin, path, body, pointer, said):
    fault = admin.post(path, json=body).json["errors"][0]
    assert fault["pointer"] == pointer
    assert said in fault["detail"]


@pytest.mark.parametrize("day", [-86400, "0001-01-01", "2026-03-01T00:00:00Z", "20260301", "9999-12-31"])
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/products", lambda day: {"sku": "A", "launch_on": day}),
        ("/products", lambda day: {"sku": "A", "ends_on": day}),
        ("/suppliers", lambda day: {"name": "Mill", "closed": [{"from": day, "to": day}]}),
    ],
)
def test_a_day_is_written_one_way_and_near(admin, path, fields, day):
    answer = admin.post(path, json=fields(day))
    assert answer.status_code == 422
    assert "day" in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("path", "sent", "why"),
    [
        ("/suppliers", {"name": "x" * 101}, "at most 100 characters are taken"),
        ("/suppliers", {"name": ""}, "it is missing"),
        ("/products", {"sku": "A", "name": "x" * 201}, "at most 200 characters are taken"),
    ],
)
def test_characters_of_a_text_are_no_items(admin, path, sent, why):
    (fault,) = admin.post(path, json=sent).json["errors"]
    assert (fault["pointer"], fault["detail"]) == ("/name", why)
