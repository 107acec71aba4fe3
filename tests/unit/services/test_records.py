from decimal import Decimal
from types import SimpleNamespace
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from services.records import as_shown, without_rules

Share = Annotated[float, Field(ge=0, le=1, strict=True)]


class Said(BaseModel):
    name: str = Field("", max_length=3)
    cost: Decimal | None = Field(None, description="Of one unit.")
    share: Share | None = None


@pytest.mark.parametrize(
    ("annotation", "bare"),
    [(int, int), (Share, float), (Share | None, float | None), (Annotated[Share, "more"], float)],
)
def test_a_type_is_known_behind_its_rules(annotation, bare):
    assert without_rules(annotation) == bare


def test_a_choice_stays_a_choice():
    assert without_rules(Literal["a", "b"]) == Literal["a", "b"]


def test_what_is_shown_keeps_no_rule():
    thing = SimpleNamespace(name="longer than one may say", cost=Decimal("1.25"), share=2)
    assert as_shown(Said).of(thing) == {"name": "longer than one may say", "cost": 1.25, "share": 2.0}


def test_what_is_shown_is_described_and_always_there():
    schema = as_shown(Said).model_json_schema()
    assert schema["required"] == ["name", "cost", "share"]
    assert schema["properties"]["cost"]["description"] == "Of one unit."
