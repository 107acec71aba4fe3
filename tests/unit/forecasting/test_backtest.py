from dataclasses import replace

import numpy as np
import pytest

from forecasting import backtest, correction
from forecasting.methods import get
from forecasting.training import TrainingSettings

SETTINGS = TrainingSettings()
NAIVE = get("seasonal_naive")


@pytest.mark.parametrize(
    ("periods", "lengths", "horizon"),
    [(0, [], 0), (3, [], 0), (20, [15], 5), (60, [15, 30, 45], 15), (400, [316, 344, 372], 28)],
)
def test_cutoffs_roll_up_to_the_end_of_the_history(periods, lengths, horizon, history):
    assert backtest.cutoff_lengths(history(periods), SETTINGS) == (lengths, horizon)


def test_no_cutoff_sees_what_it_forecasts(history):
    seen = history(120)
    future_changed = replace(seen, values=np.concatenate([seen.values[:92], np.full(28, 999.0)]))
    before, after = (backtest.run(given, NAIVE, SETTINGS)[-1] for given in (seen, future_changed))
    assert np.array_equal(before.mean, after.mean)


def test_sales_held_back_are_compared_undampened(history):
    values = history(120).values.copy()
    values[110] = 1e6
    assert backtest.run(history(values), NAIVE, SETTINGS)[-1].actual.max() == 1e6


def _folds(history, factor: float, count: int = 3) -> list[backtest.Fold]:
    given = history(100)
    actual = given.values[-28:]
    return [backtest.Fold(given, actual / factor, actual) for _ in range(count)]


def test_a_steady_bias_is_corrected_in_part(history):
    assert correction.factor(_folds(history, 1.2)) == pytest.approx(1 + 0.6 * 0.2)


def test_a_correction_is_bounded(history):
    assert correction.factor(_folds(history, 9.0)) == 1.25
    assert correction.factor(_folds(history, 0.1)) == 0.8


def test_a_bias_that_changes_sign_is_not_corrected(history):
    assert correction.factor([*_folds(history, 1.3, 1), *_folds(history, 0.7, 1)]) == 1.0


def test_one_cutoff_is_no_evidence_of_bias(history):
    assert correction.factor(_folds(history, 1.2, 1)) == 1.0
