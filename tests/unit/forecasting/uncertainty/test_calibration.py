from dataclasses import replace

import numpy as np
import pytest

from forecasting.block_model import BlockModel, fit
from forecasting.forecast import LEVELS
from forecasting.metrics import coverage
from forecasting.settings import TrainingSettings
from forecasting.uncertainty.calibration import calibrate
from forecasting.uncertainty.quantiles import of_samples
from tests.unit.forecasting import sales


@pytest.fixture(scope="module")
def sold() -> np.ndarray:
    return sales.weekly_pattern(products=120, periods=328)


@pytest.fixture(scope="module")
def model(sold: np.ndarray) -> BlockModel:
    return fit(sales.block(sold[:, :300]), TrainingSettings(horizon=28))


def test_the_80_percent_interval_holds_80_percent_of_what_comes(model: BlockModel, sold: np.ndarray) -> None:
    low, high = (model.outlook.quantiles[:, LEVELS.index(level)] for level in (0.1, 0.9))
    assert coverage(sold[:, 300:], low, high).mean() == pytest.approx(0.8, abs=0.04)


def test_a_cutoff_is_shown_as_if_it_had_not_been_seen(model: BlockModel) -> None:
    surprised = replace(model.past, actual=model.past.actual.copy())
    surprised.actual[1] *= 10
    counts = np.zeros(len(model.outlook.mean), dtype=bool)
    then = [calibrate(model.outlook.block, past, model.published, counts)[1][1] for past in (model.past, surprised)]
    assert np.array_equal(then[0].sources.errors, then[1].sources.errors)


def test_one_whose_last_error_is_next_to_nothing_decides_nothing_for_its_kind(model: BlockModel) -> None:
    silent, published = replace(model.past, actual=model.past.actual.copy()), model.published.copy()
    silent.actual[-1, 0], published[-1, 0] = 0.0, 1e-310
    counts = np.zeros(len(published[0]), dtype=bool)
    cases = ((model.past, model.published), (silent, published))
    usual, beside = (calibrate(model.outlook.block, *case, counts)[0].mix for case in cases)
    assert np.array_equal(beside[1:], usual[1:])


def test_quantiles_of_counts_are_those_of_counts() -> None:
    slow = sales.weekly_pattern(products=60, mean=0.3)
    quantiles = fit(sales.block(slow), TrainingSettings(horizon=28)).outlook.quantiles
    assert np.median(quantiles[:, LEVELS.index(0.9)]) == 1


def test_intervals_do_not_shrink_beyond_the_backtest() -> None:
    model = fit(sales.block(sales.weekly_pattern(mean=100.0)), TrainingSettings(horizon=120))
    width = model.outlook.quantiles[:, LEVELS.index(0.9)] - model.outlook.quantiles[:, LEVELS.index(0.1)]
    assert width[:, 84:112].mean() >= 0.95 * width[:, :28].mean()


def test_sample_quantiles_leave_the_unknown_out() -> None:
    samples = np.array([[1.0, np.nan, 3.0, 2.0], [np.nan] * 4])
    assert of_samples(samples)[:, LEVELS.index(0.5)].tolist() == [2.0, 0.0]
