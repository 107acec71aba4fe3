import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from forecasting.training import NotTrained, TrainingSettings, train_block

FAST = TrainingSettings(horizon=28, cutoffs=2)


@pytest.fixture(scope="module")
def shop_settings():
    return TrainingSettings(horizon=60)


def test_a_product_that_fails_does_not_stop_the_others(history):
    first, failed, last = train_block(
        [history(60), history([]), history(60)], TrainingSettings(horizon=7, cutoffs=1, method="prophet")
    )
    assert isinstance(failed, NotTrained)
    assert first.method == last.method == "prophet"


def test_an_unknown_method_is_each_products_error(history):
    (answer,) = train_block([history(20)], TrainingSettings(method="crystal_ball"))
    assert answer.error.code == "unknown_method"


def test_seasonal_sales_get_prophet_and_its_document(history):
    (answer,) = train_block([history(400)], FAST)
    assert answer.method == "prophet"
    assert "seasonal naive" in answer.reason
    assert '"growth": "linear"' in answer.document


def test_a_full_backtest_reports_every_metric(history, shop_settings):
    (answer,) = train_block([history(400)], shop_settings)
    metrics = answer.metrics
    assert metrics.cutoffs == 3
    assert metrics.rmsse < metrics.seasonal_naive_rmsse
    assert metrics.wape < 0.3
    assert 0.6 < metrics.coverage_80 <= metrics.coverage_95 <= 1
    assert answer.confidence == "high"


def test_the_forecast_starts_on_the_day_after_the_history(history):
    (answer,) = train_block([history(10)], FAST)
    assert answer.forecast.start == date(2024, 1, 11)


def test_a_product_never_sold_gets_zeros_and_is_told_so(history):
    (answer,) = train_block([history([])], FAST)
    assert not answer.forecast.quantiles.any()
    assert answer.confidence == "low"
    assert "never sold" in answer.reason


def test_a_product_that_prophet_gets_wrong_gets_a_simpler_method(history):
    resumed = np.concatenate([history(200).values, np.zeros(300), np.full(100, 30.0) + np.arange(100) % 2])
    (answer,) = train_block([history(resumed)], FAST)
    assert answer.method != "prophet"
    assert "lost its backtest" in answer.reason


def test_an_outlier_is_reported(history):
    values = history(90).values.copy()
    values[50] = 1e5
    (answer,) = train_block([history(values)], TrainingSettings(method="moving_average"))
    assert answer.outliers == (date(2024, 2, 20),)


def test_the_door_does_not_load_prophet():
    code = "import sys, forecasting.training, forecasting.documents; sys.exit('prophet' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
