import pytest

from dashboard.training import training_options
from services.errors import InvalidInput
from services.training import training_families


def test_every_option_that_a_family_lets_one_decide_has_a_field(configured):
    families = training_families.families()
    named = {name for family in families for name in family["options"]}
    shown = {field.id["name"] for family in families for field in training_options.fields(family["model_type"])}
    assert shown == named & set(training_options.RANGES)
    assert shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({"epochs": ""}, {}),
        ({"epochs": None, "num_leaves": 31}, {"num_leaves": 31}),
        ({"learning_rate": 0.05}, {"learning_rate": 0.05}),
        ({"hidden_sizes": "64, 32"}, {"hidden_sizes": [64, 32]}),
    ],
)
def test_what_was_filled_in_is_read_and_the_rest_is_left_as_it_is(typed, read):
    assert training_options.read(typed) == read


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"epochs": 0}, "Passes over the sales, or trees: from 1 to 2000"),
        ({"learning_rate": 2}, "Learning rate: from 1e-06 to 1"),
        ({"hidden_sizes": "64, many"}, "' many' is not a number"),
        ({"hidden_sizes": ", ".join("8" * 9)}, "8 layers at most"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_on_the_form(typed, told):
    with pytest.raises(InvalidInput, match=told):
        training_options.read(typed)
