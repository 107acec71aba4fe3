import numpy as np

from forecasting import learning


def test_the_newest_weeks_are_held_back_but_a_fifth_at_most():
    held_back = learning.newest(np.repeat(np.arange(1000), 3), 1)
    assert held_back.sum() == 3 * 28
    assert not held_back[: -3 * 28].any()
    assert learning.newest(np.repeat(np.arange(50), 3), 1).sum() == 3 * 10


def test_of_a_single_period_every_fifth_point_is_held_back():
    assert learning.newest(np.full(10, 7), 1).sum() == 2
