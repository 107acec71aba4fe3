"""One block from sales to parameters: design, moments, solutions, units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from forecasting.prophet.design import N_SEASONAL, Design, design
from forecasting.prophet.fits import Parameters, ProphetFits, calendar_features
from forecasting.prophet.moments import Moments, moments
from forecasting.prophet.regressors import Standard, standard
from forecasting.prophet.settings import Priors, ProphetSettings
from forecasting.prophet.solver import Prior, Solution, maximise

# Prior scale of the first slope and of the level in Prophet's Stan program.
TREND_PRIOR_SCALE = 5.0
# What Prophet writes for a history that never changes, which it does not fit.
CONSTANT_SIGMA = 1e-9
# In the log scale trends explode: no expected period is worth more than this many of the best one so far.
GROWTH_CAP = 2.0


@dataclass(frozen=True, slots=True)
class _Block:
    """values -- (n, T), modelled units; columns -- bool (26 + h,), calendar columns that any of the products uses."""

    layout: Design
    values: np.ndarray
    y_scale: np.ndarray
    columns: np.ndarray
    standard: Standard
    moments: Moments


def fit_together(
    values: np.ndarray, start: date, settings: ProphetSettings, priors: Sequence[Priors]
) -> list[ProphetFits]:
    """Fits of one block for each of the priors; see `forecasting.methods.prophet.fit_grid`."""
    block = _prepared(values, start, settings)
    fits, solution = [], None
    for scales in priors:
        own = replace(settings, priors=scales)
        prior = Prior(_precision(block, own), scales.changepoint_prior_scale)
        solution = maximise(block.moments, prior, settings.tolerance, solution)
        fit = ProphetFits(start, values.shape[1], own, block.standard, _parameters(block, solution))
        fits.append(_in_units(fit, values))
    return fits


def _prepared(values: np.ndarray, start: date, settings: ProphetSettings) -> _Block:
    layout = design(values, settings)
    modelled = values if settings.scale == "raw" else np.log1p(values)
    modelled = np.where(layout.observed, modelled, 0.0)
    y_scale = np.abs(modelled).max(axis=1, initial=0)
    y_scale = np.where(y_scale == 0, 1.0, y_scale)
    features = calendar_features(settings, start, 0, values.shape[1])
    columns = np.ones(features.shape[1], dtype=bool)
    columns[:N_SEASONAL] = layout.seasons.any(axis=0)
    how = standard(settings, layout.observed)
    known = how.apply(settings, 0, values.shape[1]) * layout.observed[:, None, :]
    sums = moments(layout, modelled / y_scale[:, None], features[:, columns], known)
    return _Block(layout, modelled, y_scale, columns, how, sums.without(_unused(layout, columns, known.shape[1])))


def _unused(layout: Design, columns: np.ndarray, n_known: int) -> np.ndarray:
    """Ridge columns (k, m, calendar, regressors) that are off for a product although another one has them."""
    n, n_holidays = len(layout.count), len(columns) - N_SEASONAL
    off = [np.zeros((n, 2), bool), ~layout.seasons, np.zeros((n, n_holidays + n_known), bool)]
    kept = np.concatenate([[True, True], columns, np.ones(n_known, bool)])
    return np.concatenate(off, axis=1)[:, kept]


def _precision(block: _Block, settings: ProphetSettings) -> np.ndarray:
    n_holidays, n_known = len(block.columns) - N_SEASONAL, block.standard.mean.shape[1]
    scales = np.concatenate(
        [
            np.full(2, TREND_PRIOR_SCALE),
            np.full(block.columns[:N_SEASONAL].sum(), settings.priors.seasonality_prior_scale),
            np.full(n_holidays, settings.holidays_prior_scale),
            np.full(n_known, settings.known_prior_scale),
        ]
    )
    return 1 / scales**2


def _parameters(block: _Block, solution: Solution) -> Parameters:
    layout, n_known = block.layout, block.standard.mean.shape[1]
    beta = np.zeros((len(layout.count), len(block.columns) + n_known))
    beta[:, np.concatenate([block.columns, np.ones(n_known, bool)])] = solution.ridge[:, 2:]
    found = Parameters(
        k=solution.ridge[:, 0],
        m=solution.ridge[:, 1],
        delta=solution.delta,
        beta=beta,
        sigma_obs=solution.sigma,
        y_scale=block.y_scale,
        changepoints=layout.changepoints,
        n_changepoints=layout.n_changepoints,
        first=layout.first,
        last=layout.last,
        count=layout.count,
        seasons=layout.seasons,
        bias=np.ones(len(beta)),
        ceiling=np.full(len(beta), np.inf),
    )
    return _constants_as_they_are(_without_dummies(found), block)


def _without_dummies(p: Parameters) -> Parameters:
    """Where a product has no changepoint the one that stood in for it joins the slope (Prophet.fit)."""
    dummy = (p.n_changepoints == 0)[:, None]
    return replace(p, k=p.k + np.where(dummy, p.delta, 0).sum(axis=1), delta=np.where(dummy, 0, p.delta))


def _constants_as_they_are(p: Parameters, block: _Block) -> Parameters:
    """A history that never changes is not fitted but continued (Prophet.fit); one observation is such a history."""
    lowest = np.where(block.layout.observed, block.values, np.inf).min(axis=1, initial=np.inf)
    highest = np.where(block.layout.observed, block.values, -np.inf).max(axis=1, initial=-np.inf)
    constant = lowest >= highest
    level = np.where(p.count > 0, highest, 0) / p.y_scale
    return replace(
        p,
        k=np.where(constant, 0, p.k),
        m=np.where(constant, level, p.m),
        delta=np.where(constant[:, None], 0, p.delta),
        beta=np.where(constant[:, None], 0, p.beta),
        sigma_obs=np.where(constant, CONSTANT_SIGMA, p.sigma_obs),
    )


def _in_units(fit: ProphetFits, values: np.ndarray) -> ProphetFits:
    """In the log scale: forecasts are scaled to what was sold in all, since exp(mean of logs) is not the mean."""
    if fit.settings.scale == "raw":
        return fit
    observed = ~np.isnan(values)
    known_sales = np.where(observed, values, 0)
    ceiling = GROWTH_CAP * known_sales.max(axis=1, initial=0)
    fit = replace(fit, parameters=replace(fit.parameters, ceiling=ceiling))
    modelled = np.where(observed, fit.fitted(), 0).sum(axis=1)
    bias = np.divide(known_sales.sum(axis=1), modelled, out=np.ones(len(values)), where=modelled > 0)
    return replace(fit, parameters=replace(fit.parameters, bias=bias))
