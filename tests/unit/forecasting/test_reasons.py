import pytest

from forecasting import reasons


def test_of_a_method_without_a_noticeable_part_nothing_is_said():
    assert reasons.mix([0.003, 0.287, 0.71], ["prophet", "a_b", "c"]) == "71% c, 29% a b"


@pytest.mark.parametrize(("own", "said"), [(0.86, "error 14% below"), (0.998, "nothing beat"), (1.2, "nothing beat")])
def test_an_error_that_is_no_whole_percent_lower_is_no_better(own, said):
    assert said in reasons.of_backtests(own, 1.0, 3)
