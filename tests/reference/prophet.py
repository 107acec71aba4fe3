"""Slow, obvious twins of forecasting.prophet: Prophet's Stan program and features, one product at a time."""

from datetime import timedelta

import numpy as np

from forecasting.prophet.fits import ProphetFits


def log_posterior(
    y: np.ndarray, t: np.ndarray, changepoints: np.ndarray, x: np.ndarray, scales: np.ndarray, tau: float, theta: dict
) -> float:
    """What Prophet's Stan program maximises, up to a constant (prophet.stan, linear trend, additive effects).

    y, t -- (T,), scaled; changepoints -- (S,); x -- (T, K); scales -- (K,)
    theta -- k, m, delta (S,), beta (K,), sigma_obs
    """
    steps = (t[:, None] >= changepoints).astype(float)
    trend = (theta["k"] + steps @ theta["delta"]) * t + theta["m"] - steps @ (changepoints * theta["delta"])
    residual = y - trend - x @ theta["beta"]
    sigma = theta["sigma_obs"]
    likelihood = -len(y) * np.log(sigma) - residual @ residual / (2 * sigma**2)
    trend_prior = -(theta["k"] ** 2 + theta["m"] ** 2) / (2 * 5**2) - np.abs(theta["delta"]).sum() / tau
    return likelihood + trend_prior - ((theta["beta"] / scales) ** 2).sum() / 2 - sigma**2 / (2 * 0.5**2)


def theta_of(fits: ProphetFits, index: int, used: np.ndarray) -> dict:
    """One product's parameters as the Stan program names them; used -- bool, columns of beta the model has."""
    p = fits.parameters
    number = max(int(p.n_changepoints[index]), 1)
    return {
        "k": p.k[index],
        "m": p.m[index],
        "delta": p.delta[index, :number],
        "beta": p.beta[index, used],
        "sigma_obs": p.sigma_obs[index],
    }


def days(fits: ProphetFits, periods: np.ndarray) -> np.ndarray:
    """Dates of periods of the calendar, datetime64[ns]."""
    step = fits.settings.step_days
    return np.array([fits.start + timedelta(days=int(i) * step) for i in periods], dtype="datetime64[ns]")
