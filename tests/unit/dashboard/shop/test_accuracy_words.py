import pytest

from dashboard.shop import accuracy_words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "neither too high nor too low"),
        (0.019, "neither too high nor too low"),
        (0.25, "25% too high"),
        (-0.25, "25% too low"),
    ],
)
def test_a_bias_is_named_where_it_is_worth_a_word(in_berlin, share, words):
    assert accuracy_words.bias(share) == words


def test_before_the_first_comparison_it_says_what_it_waits_for(in_berlin):
    assert accuracy_words.NOTHING_YET in str(accuracy_words.last_week())
