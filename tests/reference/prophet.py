"""Slow, obvious twins of forecasting.prophet: Prophet's Stan program, and the library itself, one product at a time."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd
from prophet import Prophet

from forecasting.prophet.fits import ProphetFits


@dataclass(frozen=True)
class StanData:
    """What Prophet hands to its Stan program: y, t (T,); t_change (S,); x (T, K); sigmas (K,); tau."""

    y: np.ndarray
    t: np.ndarray
    t_change: np.ndarray
    x: np.ndarray
    sigmas: np.ndarray
    tau: float


@dataclass(frozen=True)
class Theta:
    """The parameters of the Stan program."""

    k: float
    m: float
    delta: np.ndarray
    beta: np.ndarray
    sigma_obs: float


def log_posterior(data: StanData, theta: Theta) -> float:
    """What the Stan program maximises, up to a constant (prophet.stan: linear trend, additive effects)."""
    steps = (data.t[:, None] >= data.t_change).astype(float)
    trend = (theta.k + steps @ theta.delta) * data.t + theta.m - steps @ (data.t_change * theta.delta)
    residual = data.y - trend - data.x @ theta.beta
    likelihood = -len(data.y) * np.log(theta.sigma_obs) - residual @ residual / (2 * theta.sigma_obs**2)
    trend_prior = -(theta.k**2 + theta.m**2) / (2 * 5**2) - np.abs(theta.delta).sum() / data.tau
    return likelihood + trend_prior - ((theta.beta / data.sigmas) ** 2).sum() / 2 - theta.sigma_obs**2 / (2 * 0.5**2)


def subgradient_violation(data: StanData, theta: Theta) -> float:
    """How far theta is from a stationary point: largest breach of the conditions, 0 at the optimum."""
    ramps = np.maximum(data.t[:, None] - data.t_change, 0)
    residual = data.y - theta.k * data.t - theta.m - ramps @ theta.delta - data.x @ theta.beta
    pull = residual / theta.sigma_obs**2
    smooth = [pull @ data.t - theta.k / 25, pull.sum() - theta.m / 25, *(pull @ data.x - theta.beta / data.sigmas**2)]
    bend = pull @ ramps
    at_zero = np.maximum(np.abs(bend) - 1 / data.tau, 0)
    elsewhere = np.abs(bend - np.sign(theta.delta) / data.tau)
    noise = -len(data.y) / theta.sigma_obs + residual @ residual / theta.sigma_obs**3 - 4 * theta.sigma_obs
    return max(np.abs(smooth).max(), np.where(theta.delta == 0, at_zero, elsewhere).max(), abs(noise) * theta.sigma_obs)


def days(fits: ProphetFits, periods: np.ndarray) -> np.ndarray:
    """Dates of periods of the calendar, datetime64[ns]."""
    step = fits.settings.step_days
    return np.array([fits.start + timedelta(days=int(i) * step) for i in periods], dtype="datetime64[ns]")


def frame(fits: ProphetFits, index: int, periods: np.ndarray) -> pd.DataFrame:
    """The rows Prophet wants for periods of one product: ds and its regressors."""
    rows = pd.DataFrame({"ds": days(fits, periods)})
    for place, name in enumerate(fits.settings.known_names):
        rows[name] = fits.settings.known[index, periods, place]
    return rows


def holidays(fits: ProphetFits) -> pd.DataFrame | None:
    if fits.settings.holidays is None:
        return None
    periods, columns = np.nonzero(fits.settings.holidays)
    return pd.DataFrame({"ds": days(fits, periods), "holiday": [fits.settings.holiday_names[c] for c in columns]})


def library_fit(fits: ProphetFits, index: int, values: np.ndarray, **fit_options: float) -> Prophet:
    """The library's own fit of one product's sales (n_periods,) under the same settings."""
    s = fits.settings
    model = Prophet(
        n_changepoints=s.n_changepoints,
        changepoint_range=s.changepoint_range,
        changepoint_prior_scale=s.priors.changepoint_prior_scale,
        seasonality_prior_scale=s.priors.seasonality_prior_scale,
        yearly_seasonality=s.yearly,
        weekly_seasonality=s.weekly,
        holidays=holidays(fits),
    )
    for name in s.known_names:
        model.add_regressor(name)
    observed = np.flatnonzero(~np.isnan(values))
    y = values[observed] if s.scale == "raw" else np.log1p(values[observed])
    model.fit(frame(fits, index, observed).assign(y=y), **fit_options)
    model.stan_backend.cleanup()
    return model


def stan_data(model: Prophet) -> StanData:
    x, sigmas, _, _ = model.make_all_seasonality_features(model.history)
    return StanData(
        model.history["y_scaled"].to_numpy(),
        model.history["t"].to_numpy(),
        model.changepoints_t,
        x.to_numpy(),
        np.array(sigmas),
        model.changepoint_prior_scale,
    )


def theta_of_library(model: Prophet) -> Theta:
    p = model.params
    return Theta(p["k"].item(), p["m"].item(), p["delta"].ravel(), p["beta"].ravel(), p["sigma_obs"].item())


def theta_of(fits: ProphetFits, index: int) -> Theta:
    """Our parameters of one product, in the library's own layout."""
    p, names = fits.parameters, fits.settings.holiday_names
    seasonal = np.flatnonzero(p.seasons[index])
    placed = 26 + np.array(sorted(range(len(names)), key=lambda i: names[i] + "_delim_+0"), dtype=int)
    rest = np.arange(26 + len(names), p.beta.shape[1])
    beta = p.beta[index, np.concatenate([seasonal, placed, rest])]
    delta = p.delta[index, : max(p.n_changepoints[index], 1)]
    return Theta(p.k[index], p.m[index], delta, beta if len(beta) else np.zeros(1), p.sigma_obs[index])
