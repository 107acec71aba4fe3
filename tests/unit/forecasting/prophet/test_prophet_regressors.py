import numpy as np
import pytest

from forecasting.methods.prophet import ProphetSettings, fit_block
from tests.reference.prophet_sales import START, shop

N_DAYS, HORIZON = 400, 28


def promoted(effect=20.0):
    """Two products with promotions; the second is told nothing after the history."""
    random = np.random.default_rng(2)
    promo = (random.random((2, N_DAYS + HORIZON)) < 0.2).astype(float)
    values = shop(2, N_DAYS) + effect * promo[:, :N_DAYS]
    return values, promo


def settings_for(known):
    return ProphetSettings(known=known[:, :, None], known_names=("promo",))


def test_a_promotion_ahead_raises_the_forecast_by_its_effect():
    values, promo = promoted()
    fits = fit_block(values, START, settings_for(promo))
    without = promo.copy()
    without[:, N_DAYS:] = 0
    lifted = fits.predict(HORIZON) - fit_block(values, START, settings_for(without)).predict(HORIZON)
    np.testing.assert_allclose(lifted, 20 * promo[:, N_DAYS:], atol=2)


@pytest.mark.parametrize("missing", ["cut off", "nan"])
def test_a_regressor_missing_ahead_counts_as_its_mean(missing):
    values, promo = promoted()
    usual = promo.copy()
    usual[:, N_DAYS:] = promo[:, :N_DAYS].mean(axis=1, keepdims=True)
    unknown = promo.copy()
    unknown[:, N_DAYS:] = np.nan
    given = promo[:, :N_DAYS] if missing == "cut off" else unknown
    forecasts = fit_block(values, START, settings_for(given)).predict(HORIZON)
    np.testing.assert_allclose(forecasts, fit_block(values, START, settings_for(usual)).predict(HORIZON))


def test_a_regressor_that_never_changes_has_no_effect():
    values, _ = promoted(0.0)
    always = np.ones((2, N_DAYS + HORIZON))
    forecasts = fit_block(values, START, settings_for(always)).predict(HORIZON)
    np.testing.assert_allclose(forecasts, fit_block(values, START, ProphetSettings()).predict(HORIZON), rtol=0.02)


def test_the_unit_of_a_regressor_does_not_matter():
    values, _ = promoted(0.0)
    price = np.random.default_rng(0).normal(5, 1, (2, N_DAYS + HORIZON))
    euros, cents = (fit_block(values, START, settings_for(price * unit)).predict(HORIZON) for unit in (1, 100))
    np.testing.assert_allclose(euros, cents, rtol=1e-6)


def test_many_products_keep_their_own_regressors():
    values, known = np.tile(shop(1, 60), (600, 1)), np.random.default_rng(0).normal(size=(600, 60 + HORIZON))
    last = fit_block(values[599:], START, settings_for(known[599:])).predict(HORIZON)
    np.testing.assert_allclose(fit_block(values, START, settings_for(known)).predict(HORIZON)[599:], last, rtol=1e-4)
