import numpy as np
import pytest

from forecasting import metrics

UNKNOWN = np.nan


def test_scales_start_at_the_first_sale_and_skip_the_unknown() -> None:
    squared, absolute = metrics.one_step_scales(np.array([[UNKNOWN, 1.0, 4.0, UNKNOWN, 2.0, 1.0]]))
    assert squared[0] == pytest.approx(np.sqrt(5))
    assert absolute[0] == 2


def test_a_constant_has_no_scale() -> None:
    assert np.isnan(metrics.one_step_scales(np.full((1, 9), 3.0))[0][0])


def test_rmsse_leaves_unknown_outcomes_out() -> None:
    error = metrics.rmsse(np.array([[3.0, UNKNOWN]]), np.array([[1.0, 50.0]]), np.array([2.0]))
    assert error.tolist() == [1.0]


def test_pinball_charges_the_wrong_side_of_a_quantile() -> None:
    loss = metrics.pinball(np.array([[10.0]]), np.array([[[8.0], [8.0]]]), (0.1, 0.9))
    assert loss[0] == pytest.approx((0.1 * 2 + 0.9 * 2) / 2)


def test_coverage_counts_the_bounds_as_inside() -> None:
    low, high = np.array([[1.0, 1.0, 1.0]]), np.array([[2.0, 2.0, 2.0]])
    assert metrics.coverage(np.array([[1.0, 3.0, UNKNOWN]]), low, high).tolist() == [0.5]


def test_what_is_unknown_becomes_zero_in_a_copy_of_the_same_kind() -> None:
    values = np.array([[np.nan, 2.5], [0.0, np.nan]], dtype=np.float32)
    known = metrics.zero_where_unknown(values)
    assert known.tolist() == [[0.0, 2.5], [0.0, 0.0]]
    assert known.dtype == np.float32
    assert np.isnan(values[0, 0])
