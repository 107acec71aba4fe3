"""Prophet itself is the judge: same features, no worse optimum, same forecasts."""

import os
from dataclasses import replace

import numpy as np
import pytest

from forecasting.methods.prophet import Priors, ProphetSettings, fit_block, fit_grid
from forecasting.prophet.holidays import country_holidays
from tests.reference.prophet import (
    frame,
    library_fit,
    log_posterior,
    stan_data,
    subgradient_violation,
    theta_of,
    theta_of_library,
)
from tests.reference.prophet_sales import START, ragged, shop

HORIZON = 28


def compared(values, settings, index):
    fits = fit_block(values, START, settings)
    model = library_fit(fits, index, values[index])
    return fits, model, stan_data(model)


@pytest.fixture(scope="module")
def block():
    values = ragged(12, 1100)
    fits = fit_block(values, START, ProphetSettings())
    return values, fits, [library_fit(fits, i, values[i]) for i in range(len(values))]


def test_changepoints_are_those_of_prophet(block):
    _, fits, models = block
    p = fits.parameters
    for i, model in enumerate(models):
        ours = (p.changepoints[i] - p.first[i])[: p.n_changepoints[i]] / p.span[i]
        np.testing.assert_allclose(ours, model.changepoints_t, rtol=1e-12)


def test_seasons_are_switched_on_when_prophet_does(block):
    _, fits, models = block
    for i, model in enumerate(models):
        columns = sum(2 * season["fourier_order"] for season in model.seasonalities.values())
        assert fits.parameters.seasons[i].sum() == columns


def test_no_posterior_is_below_prophets(block):
    _, fits, models = block
    for i, model in enumerate(models):
        data = stan_data(model)
        assert log_posterior(data, theta_of(fits, i)) > log_posterior(data, theta_of_library(model)) - 0.01


def test_every_solution_is_stationary(block):
    _, fits, models = block
    for i, model in enumerate(models):
        data = stan_data(model)
        assert subgradient_violation(data, theta_of(fits, i)) < 1e-4 / data.tau


def test_prophets_own_solutions_are_less_stationary(block):
    _, _, models = block
    violations = [subgradient_violation(stan_data(model), theta_of_library(model)) for model in models]
    assert min(violations) > 1e-4 / 0.05


def test_forecasts_are_those_of_prophet(block):
    values, fits, models = block
    ahead = np.arange(fits.n_periods, fits.n_periods + HORIZON)
    ours, differences = fits.predict(HORIZON), []
    for i, model in enumerate(models):
        seen = np.isin(ahead % 7, np.flatnonzero(~np.isnan(values[i])) % 7)
        theirs = model.predict(frame(fits, i, ahead))["yhat"].to_numpy()
        differences.append(np.abs(ours[i] - theirs)[seen].mean() / np.nanmean(values[i]))
    assert np.median(differences) < 0.005


@pytest.mark.parametrize("n_days", [2, 3, 5, 13, 14, 15, 20, 33, 34, 60, 729, 731])
def test_short_histories_follow_the_same_rules(n_days):
    values = shop(1, n_days, seed=n_days)
    values[0, 0] += 1  # never constant
    fits, model, data = compared(values, ProphetSettings(), 0)
    np.testing.assert_allclose(_changepoints(fits), data.t_change, rtol=1e-12)
    if n_days > 5:
        assert log_posterior(data, theta_of(fits, 0)) > log_posterior(data, theta_of_library(model)) - 0.01


def _changepoints(fits):
    p = fits.parameters
    return (p.changepoints[0] - p.first[0])[: max(p.n_changepoints[0], 1)] / p.span[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"priors": Priors(0.5, 1.0)},
        {"priors": Priors(0.001, 0.1)},
        {"n_changepoints": 7, "changepoint_range": 0.5},
        {"n_changepoints": 0},
        {"yearly": False, "weekly": True},
        {"scale": "log1p"},
    ],
)
def test_every_setting_means_what_it_means_to_prophet(changes):
    settings = replace(ProphetSettings(), **changes)
    fits, model, data = compared(ragged(4, 500), settings, 1)
    assert log_posterior(data, theta_of(fits, 1)) > log_posterior(data, theta_of_library(model)) - 0.01
    if settings.n_changepoints:
        assert subgradient_violation(data, theta_of(fits, 1)) < 1e-4 / data.tau


def test_weekly_sales_have_no_week():
    values = shop(2, 160)
    fits, model, data = compared(values, ProphetSettings(step_days=7), 1)
    assert log_posterior(data, theta_of(fits, 1)) > log_posterior(data, theta_of_library(model)) - 0.01


def test_holidays_and_regressors_are_those_of_prophet():
    values = ragged(5, 900)
    fits, model, data = compared(values, with_regressors(5, 900), 3)
    assert log_posterior(data, theta_of(fits, 3)) > log_posterior(data, theta_of_library(model)) - 0.01
    assert subgradient_violation(data, theta_of(fits, 3)) < 1e-4 / data.tau


def with_regressors(n_products, n_days):
    random = np.random.default_rng(5)
    names, holidays = country_holidays("DE", START, n_days + HORIZON)
    promo = random.random((n_products, n_days + HORIZON)) < 0.2
    price = random.normal(5, 1, (n_products, n_days + HORIZON))
    known = np.stack([promo, price], axis=2)
    return ProphetSettings(holidays=holidays, holiday_names=names, known=known, known_names=("promo", "price"))


def test_a_grid_of_priors_gives_the_fits_one_by_one():
    values, priors = ragged(6, 800), [Priors(), Priors(0.5, 10.0), Priors(0.01, 1.0)]
    for fits, prior in zip(fit_grid(values, START, ProphetSettings(), priors), priors, strict=True):
        alone = fit_block(values, START, ProphetSettings(priors=prior))
        np.testing.assert_allclose(fits.predict(HORIZON), alone.predict(HORIZON), rtol=1e-3, atol=1e-2)
        assert fits.settings.priors == prior


@pytest.mark.skipif("STOCKCAST_DATA" not in os.environ, reason="needs the real sales in the folder STOCKCAST_DATA")
@pytest.mark.parametrize("name", ["store_item", "rossmann", "online_retail", "french_bakery"])
def test_real_sales_have_no_posterior_below_prophets(name):
    from benchmarks.sales import block as real

    values, start = real(name)
    chosen = np.random.default_rng(1).choice(np.flatnonzero((~np.isnan(values)).sum(axis=1) > 50), 5)
    fits = fit_block(values[chosen], start, ProphetSettings())
    for i, row in enumerate(chosen):
        model = library_fit(fits, i, values[row])
        data = stan_data(model)
        assert log_posterior(data, theta_of(fits, i)) > log_posterior(data, theta_of_library(model)) - 0.01
