import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.launches import older_products
from tests.unit.forecasting import sales

PERIODS, HORIZON, OLDER, AGE = 500, 60, 10, 90
RISEN = 3.0


def shop(young: float = 12.0) -> Block:
    """Older products, and one that is known for a few months."""
    values = np.random.default_rng(3).poisson(12.0, (OLDER + 1, PERIODS)).astype(float)
    values[-1] = np.where(np.arange(PERIODS) < PERIODS - AGE, np.nan, young)
    return sales.block(values)


def followed(block: Block, expected: np.ndarray) -> older_products.Course:
    """expected -- of each product a day, as many times as it sold of late, (products,)"""
    late = block.values[:, -28:].mean(axis=1)
    is_young = np.arange(len(block)) == OLDER
    mean = np.tile((expected * late)[:, None], HORIZON)
    return older_products.followed(block, mean, is_young, ~is_young, np.empty(0, dtype=int))


def test_a_young_product_does_what_all_older_ones_are_expected_to() -> None:
    course = followed(shop(), np.array([RISEN] * OLDER + [1.0]))
    assert course.factors[-1] == pytest.approx(RISEN, rel=0.15)
    assert (course.factors[:-1] == 1).all()
    assert not course.doubtful.any()
    fallen = followed(shop(), np.array([1 / RISEN] * OLDER + [1.3]))
    assert fallen.factors[-1] == pytest.approx(1 / RISEN / 1.3, rel=0.15)


def test_where_the_others_stay_or_are_few_it_goes_on_by_itself() -> None:
    assert followed(shop(), np.array([1.0] * OLDER + [1.5])).factors == pytest.approx(1.0)
    few = shop().select(np.arange(OLDER - 4, OLDER + 1))
    is_young = np.arange(len(few)) == 4
    mean = np.tile(np.array([[40.0]] * 4 + [[12.0]]), HORIZON)
    course = older_products.followed(few, mean, is_young, ~is_young, np.empty(0, dtype=int))
    assert (course.factors == 1).all()
    assert not course.doubtful.any()


def test_where_some_of_the_others_do_otherwise_nobody_knows_which_it_is_like() -> None:
    course = followed(shop(), np.array([RISEN] * 4 + [1.0] * 6 + [1.0]))
    assert course.factors[-1] == pytest.approx(1.0, abs=0.05)
    assert course.doubtful.tolist() == [False] * OLDER + [True]


def test_of_means_that_know_no_course_the_level_is_theirs() -> None:
    block = shop()
    is_young, rise = np.arange(len(block)) == OLDER, np.where(np.arange(OLDER + 1) < OLDER, RISEN, 0.5)
    mean = np.tile((rise * block.values[:, -28:].mean(axis=1))[:, None], HORIZON)
    course = older_products.followed(block, mean, is_young, ~is_young, np.array([OLDER]))
    assert course.factors[-1] == pytest.approx(RISEN, rel=0.15)
