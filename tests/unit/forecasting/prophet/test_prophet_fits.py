import numpy as np
import pytest

from forecasting.methods.prophet import ProphetSettings, fit_block
from tests.reference.prophet_sales import START, ragged, shop


@pytest.fixture(scope="module")
def fits():
    return fit_block(ragged(6, 900), START, ProphetSettings())


def written_out(fits, periods):
    """The trend as the sum of its ramps, scaled."""
    p = fits.parameters
    t = (periods - p.first[:, None]) / p.span[:, None]
    change = (p.changepoints - p.first[:, None]) / p.span[:, None]
    ramps = np.maximum(t[:, :, None] - change[:, None, :], 0)
    return p.k[:, None] * t + p.m[:, None] + (ramps * p.delta[:, None, :]).sum(axis=2)


@pytest.mark.parametrize(("first", "stop"), [(0, 900), (0, 1), (400, 450), (899, 930), (900, 1265)])
def test_the_trend_is_the_sum_of_its_ramps(fits, first, stop):
    np.testing.assert_allclose(fits.trend(first, stop), written_out(fits, np.arange(first, stop)), atol=1e-10)


def test_any_window_is_a_piece_of_the_whole(fits):
    whole = np.concatenate([fits.fitted(), fits.predict(40)], axis=1)
    np.testing.assert_allclose(fits.between(350, 920), whole[:, 350:920], atol=1e-9)


def test_unused_changepoints_have_no_effect():
    fits = fit_block(shop(2, 20), START, ProphetSettings())
    p = fits.parameters
    assert p.n_changepoints.tolist() == [15, 15]
    assert not p.delta[:, 15:].any()


def test_seasons_that_are_off_have_no_effect(fits):
    p = fits.parameters
    assert not p.seasons.all()
    assert not p.beta[~p.seasons].any()


def test_the_fit_follows_the_sales():
    values = shop(3, 900)
    fitted = fit_block(values, START, ProphetSettings()).fitted()
    assert (np.abs(fitted - values).mean(axis=1) < 1.2 * np.sqrt(values.mean(axis=1))).all()


def test_noise_is_estimated_in_scaled_units():
    values = 100 + np.random.default_rng(0).normal(0, 5, (1, 900))
    fits = fit_block(values, START, ProphetSettings())
    np.testing.assert_allclose(fits.parameters.sigma_obs * fits.parameters.y_scale, 5, rtol=0.05)


def test_a_trend_that_fades_goes_on_for_so_many_periods_in_all(fits) -> None:
    n = fits.n_periods
    forever, fading = fits.trend(n - 5, n + 2000), fits.trend(n - 5, n + 2000, lasting=30)
    assert fading[:, :5] == pytest.approx(forever[:, :5])
    assert fading[:, -1] - fading[:, 5] == pytest.approx(30 * (forever[:, -1] - forever[:, -2]))
