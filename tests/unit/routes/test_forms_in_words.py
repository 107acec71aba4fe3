"""What does not fit a pattern is refused in words, with an example."""

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
