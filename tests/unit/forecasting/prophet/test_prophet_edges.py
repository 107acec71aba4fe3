import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.methods.prophet import ProphetSettings, fit_block
from tests.reference.prophet_sales import START, ragged, shop

SCALES = pytest.mark.parametrize("scale", ["raw", "log1p"])


def forecast(values, **changes):
    return fit_block(np.atleast_2d(values), START, ProphetSettings(**changes)).predict(28)


@SCALES
def test_no_observation_is_forecast_as_nothing(scale):
    assert not forecast(np.full(50, np.nan), scale=scale).any()


@SCALES
@pytest.mark.parametrize("values", [[np.nan, 4.0, np.nan], [4.0] * 400, [4.0, 4.0]])
def test_what_never_changed_goes_on(values, scale):
    np.testing.assert_allclose(forecast(np.array(values), scale=scale), 4.0)


@SCALES
def test_all_zero_stays_zero(scale):
    assert not forecast(np.zeros(800), scale=scale).any()


def test_two_points_are_a_line_as_in_prophet():
    np.testing.assert_allclose(forecast(np.array([2.0, 3.0]))[0, :3], [4.0, 5.0, 6.0], rtol=0.05)


def test_a_block_without_products_or_without_days_has_an_answer():
    assert forecast(np.zeros((0, 10))).shape == (0, 28)
    assert not forecast(np.zeros((3, 0))).any()


def odd_histories():
    random, n_days = np.random.default_rng(0), 1200
    rows = shop(7, n_days)
    rows[0, 200:600] = np.nan
    rows[1, 700] = 1e9
    rows[2, :-1] = 0
    rows[3, 1:] = 0
    rows[4] = np.where(random.random(n_days) < 0.97, np.nan, rows[4])
    rows[5] = np.tile(np.arange(7.0), 200)[:n_days]
    rows[6] = np.arange(n_days)
    return rows


@SCALES
def test_odd_histories_have_finite_answers(scale):
    fits = fit_block(odd_histories(), START, ProphetSettings(scale=scale))
    assert np.isfinite(fits.predict(365)).all()
    assert np.isfinite(fits.fitted()).all()


@SCALES
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.just(np.nan), st.floats(0, 1e6), st.integers(0, 3).map(float)), min_size=1, max_size=60),
)
def test_any_history_has_a_finite_answer(scale, values):
    assert np.isfinite(forecast(np.array(values), scale=scale)).all()


def test_twenty_years_of_days_are_fitted():
    values = shop(1, 7305)
    fits = fit_block(values, START, ProphetSettings())
    assert np.abs(fits.fitted() - values).mean() < np.abs(values - values.mean()).mean()


def test_a_product_does_not_depend_on_its_neighbours():
    values = ragged(9, 900)
    together = fit_block(values, START, ProphetSettings()).predict(28)
    alone = [fit_block(values[i : i + 1], START, ProphetSettings()).predict(28)[0] for i in range(9)]
    np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-4)


def test_many_products_are_the_same_as_few():
    values = shop(520, 60)
    many = fit_block(values, START, ProphetSettings())
    np.testing.assert_allclose(many.predict(5)[515:], forecast(values[515:])[:, :5], rtol=1e-4, atol=1e-4)
    assert len(many) == 520


def test_a_longer_empty_calendar_changes_nothing():
    values = shop(3, 500)
    padded = np.concatenate([np.full((3, 70), np.nan), values], axis=1)
    start = START.fromordinal(START.toordinal() - 70)
    np.testing.assert_allclose(fit_block(padded, start, ProphetSettings()).predict(28), forecast(values), rtol=1e-6)


def test_units_do_not_matter():
    values = shop(3, 500)
    np.testing.assert_allclose(forecast(values * 1000), forecast(values) * 1000, rtol=1e-9)


def test_the_same_sales_give_the_same_bytes():
    values = ragged(9, 900)
    first, second = (fit_block(values.copy(), START, ProphetSettings()).predict(28) for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_the_sales_are_left_as_they_were():
    values = ragged(5, 400)
    before = values.copy()
    fit_block(values, START, ProphetSettings(scale="log1p")).predict(28)
    np.testing.assert_array_equal(values, before)


def test_log_scale_forecasts_neither_explode_nor_lose_the_total():
    values = np.expm1(np.linspace(0, 5, 400))[None] * (1 + shop(1, 400) % 2)
    fits = fit_block(values, START, ProphetSettings(scale="log1p"))
    assert fits.predict(365).max() <= 2 * values.max()
    np.testing.assert_allclose(fits.fitted().sum(), values.sum(), rtol=0.01)


def test_what_only_the_library_can_do_is_refused_with_a_reason():
    with pytest.raises(ValueError, match="backend='stan'"):
        ProphetSettings(growth="logistic")
    with pytest.raises(ValueError, match="names"):
        ProphetSettings(holidays=np.zeros((10, 2)), holiday_names=("one",))


def test_the_direct_way_never_imports_the_library():
    code = "import forecasting.methods.prophet, forecasting.prophet.reading, sys; print('prophet' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
