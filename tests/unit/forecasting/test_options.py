from dataclasses import dataclass

import pytest

from forecasting import options
from forecasting.errors import InvalidOption


@dataclass(frozen=True, slots=True)
class Options:
    epochs: int = options.whole(10, 1, 100, "Epochs")
    rate: float = options.number(0.1, 1, "Rate")
    sizes: tuple[int, ...] = options.layers((8, 4), "Units")


def test_the_schema_says_kind_bounds_and_what_is_usual():
    schema = options.schema(Options)
    usual = {name: own["default"] for name, own in schema["properties"].items()}
    assert usual == {"epochs": 10, "rate": 0.1, "sizes": [8, 4]}
    assert schema["properties"]["epochs"]["maximum"] == 100
    assert not schema["additionalProperties"]


def test_what_is_not_given_is_as_usual():
    assert options.made(Options, {"epochs": 100, "sizes": [3]}) == Options(100, 0.1, (3,))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", 0),
        ("epochs", 101),
        ("epochs", 1.5),
        ("epochs", "5"),
        ("epochs", True),
        ("epochs", None),
        ("rate", 0),
        ("rate", 1.1),
        ("rate", float("nan")),
        ("sizes", []),
        ("sizes", [1] * 9),
        ("sizes", [0]),
        ("sizes", 5),
    ],
)
def test_what_an_option_cannot_be_is_refused_by_its_name(name, value):
    with pytest.raises(InvalidOption, match=name):
        options.made(Options, {name: value})
