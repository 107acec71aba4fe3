import pytest

from dashboard.training import training_options
from services.errors import InvalidInput
from services.training import training_families

FAMILIES = {family["model_type"]: family["parameters"]["properties"] for family in training_families.families()}


@pytest.mark.parametrize("family", [name for name in FAMILIES if name != training_families.ALL])
def test_every_parameter_that_a_family_takes_has_a_field(family, configured):
    assert {field.id["name"] for field in training_options.fields(family)} == set(FAMILIES[family])


@pytest.mark.parametrize(
    ("family", "typed", "read"),
    [
        ("lightgbm", {"epochs": ""}, {}),
        ("lightgbm", {"epochs": None, "num_leaves": 31}, {"num_leaves": 31}),
        ("lightgbm", {"learning_rate": 0.05}, {"learning_rate": 0.05}),
        ("pytorch", {"hidden_sizes": "64, 32"}, {"hidden_sizes": [64, 32]}),
        ("lightgbm", {"hidden_sizes": "64, 32"}, {}),
    ],
)
def test_what_was_filled_in_is_read_and_the_rest_is_left_as_it_is(family, typed, read):
    assert training_options.read(family, typed) == read


def test_what_is_no_number_is_refused_by_the_name_on_the_form():
    with pytest.raises(InvalidInput, match="Units of each layer: ' many' is not a number"):
        training_options.read("pytorch", {"hidden_sizes": "64, many"})
