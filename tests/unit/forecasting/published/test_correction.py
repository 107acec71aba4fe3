import numpy as np
import pytest

from forecasting.published.correction import LARGEST, SMALLEST, learn

WEEKS = 26


def weekly(bias, products=200, weeks=WEEKS, spread=0.3):
    """Sales about forecasts of 100 a week that are off by a bias, with gamma noise."""
    chance = np.random.default_rng(3)
    shape = 1 / spread**2
    return 100 * bias * chance.gamma(shape, 1 / shape, (products, weeks)), np.full((products, weeks), 100.0)


def wandering(products=200, keeps=0.8, spread=0.3):
    """Sales about forecasts of 100 a week whose bias comes and goes: last week's tells of the next, not of later."""
    chance = np.random.default_rng(0)
    bias = np.zeros((products, WEEKS))
    bias[:, 0] = chance.normal(0, spread, products)
    for week in range(1, WEEKS):
        bias[:, week] = keeps * bias[:, week - 1] + chance.normal(0, spread * np.sqrt(1 - keeps**2), products)
    return 100 * np.exp(bias) * chance.gamma(11, 1 / 11, bias.shape), np.full(bias.shape, 100.0)


@pytest.mark.parametrize("bias", [0.6, 1.6])
def test_a_lasting_bias_is_corrected_most_of_the_way(bias):
    factor = learn(*weekly(bias)).factor
    assert np.mean(factor != 1) > 0.8
    corrected = np.mean(factor[factor != 1])
    assert min(bias, 1) - 0.03 < corrected < max(bias, 1) + 0.03
    assert abs(corrected - bias) < 0.2


@pytest.mark.parametrize("spread", [0.1, 0.3, 0.8])
def test_chance_alone_is_hardly_ever_corrected(spread):
    assert np.mean(learn(*weekly(1.0, spread=spread)).factor != 1) < 0.06


def test_few_weeks_prove_nothing():
    actual, forecast = weekly(0.5, weeks=11)
    assert (learn(actual, forecast).factor == 1).all()
    actual, forecast = weekly(0.5)
    actual[:, ::2] = forecast[:, 1::3] = np.nan
    known = learn(actual, forecast)
    assert (known.factor[known.weeks < 12] == 1).all()


def test_without_a_week_to_try_it_on_the_rule_is_not_followed():
    assert (learn(*weekly(0.5, weeks=12)).factor == 1).all()
    assert (learn(*weekly(0.5, weeks=16)).factor < 1).any()


def test_a_bias_that_is_over_is_not_corrected():
    actual, forecast = weekly(1.0, spread=0.05)
    actual[:, :8] *= 0.5
    assert np.mean(learn(actual, forecast).factor) == pytest.approx(1.0, abs=0.03)


def test_a_rule_that_did_not_help_the_catalogue_is_not_followed():
    actual, forecast = wandering()
    alone = [learn(sold[None], expected[None]).factor[0] for sold, expected in zip(actual, forecast, strict=True)]
    assert np.mean(np.array(alone) != 1) > 0.01
    assert (learn(actual, forecast).factor == 1).all()


def test_next_to_nothing_is_not_corrected():
    forecast = np.full((2, WEEKS), 100.0)
    assert learn(1.001 * forecast, forecast).factor.tolist() == [1, 1]
    assert learn(1.1 * forecast, forecast).factor.min() > 1


def test_a_factor_stays_within_its_bounds():
    assert learn(*weekly(0.1)).factor.min() == SMALLEST
    assert learn(*weekly(9.0)).factor.max() == LARGEST


def test_what_was_never_forecast_has_no_factor():
    nothing = np.zeros((2, WEEKS))
    assert learn(nothing, nothing).factor.tolist() == [1, 1]
    assert learn(nothing + 5, nothing).factor.tolist() == [1, 1]
    assert learn(nothing * np.nan, nothing).factor.tolist() == [1, 1]
