import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.prophet.lasso import lasso


def problem(seed, n=5, size=8, collinear=0.0):
    random = np.random.default_rng(seed)
    rows = random.normal(size=(n, 3 * size, size)) + collinear * random.normal(size=(n, 3 * size, 1))
    c = rows.transpose(0, 2, 1) @ rows
    return c, random.normal(size=(n, size)) * 5, random.uniform(0.1, 5, n)


def breach(c, d, penalty, x):
    """Largest violation of the subgradient conditions, relative to the penalty."""
    pull = (d - np.einsum("njk,nk->nj", c, x)) / penalty[:, None]
    return np.where(x == 0, np.maximum(np.abs(pull) - 1, 0), np.abs(pull - np.sign(x))).max()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), collinear=st.sampled_from([0.0, 1.0, 30.0]))
def test_every_solution_meets_the_subgradient_conditions(seed, collinear):
    c, d, penalty = problem(seed, collinear=collinear)
    assert breach(c, d, penalty, lasso(c, d, penalty, np.zeros_like(d))) < 1e-6


def test_ramps_that_all_bend_are_solved_too():
    t = np.linspace(0, 1, 500)
    ramps = np.maximum(t[:, None] - np.linspace(0, 0.8, 25), 0)
    c, d = (ramps.T @ ramps)[None], (ramps.T @ np.log1p(1000 * t))[None]
    assert breach(c, d, np.array([1e-3]), lasso(c, d, np.array([1e-3]), np.zeros((1, 25)))) < 1e-5


def test_one_variable_is_soft_thresholded():
    c, d = np.full((3, 1, 1), 2.0), np.array([[5.0], [-0.5], [-4.0]])
    np.testing.assert_allclose(lasso(c, d, np.ones(3), np.zeros((3, 1))), [[2.0], [0.0], [-1.5]])


def test_the_way_there_does_not_matter():
    c, d, penalty = problem(3)
    far = np.random.default_rng(0).normal(size=d.shape) * 100
    np.testing.assert_allclose(lasso(c, d, penalty, far), lasso(c, d, penalty, np.zeros_like(d)), atol=1e-5)


@pytest.mark.parametrize("empty", [0, 1])
def test_a_variable_without_data_stays_at_zero(empty):
    c, d, penalty = problem(4)
    c[:, :, empty], c[:, empty], d[:, empty] = 0, 0, 0
    assert not lasso(c, d, penalty, np.zeros_like(d))[:, empty].any()


def test_a_penalty_beyond_every_pull_leaves_nothing():
    c, d, _ = problem(5)
    assert not lasso(c, d, np.full(len(d), np.abs(d).max() + 1), np.zeros_like(d)).any()
