"""Fitted models in Prophet's own file format (prophet.serialize, version 1.5), which any Prophet installation loads."""

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import numpy as np

from forecasting.errors import InvalidHistory
from forecasting.prophet.design import N_YEARLY, WEEK, WEEKLY_ORDER, YEAR, YEARLY_ORDER
from forecasting.prophet.fits import ProphetFits

FORMAT_VERSION = "1.5.0"

# Component, group of components, place in beta.
Column = tuple[str, str, int]


def write_document(fits: ProphetFits, index: int, values: np.ndarray | None = None) -> str:
    """One product's model as JSON for `prophet.serialize.model_from_json`.

    values -- float64 (n_periods,), its sales: Prophet can then plot the history too. Without them the file holds a few
              kilobytes and predicts the same.

    A model in the log1p scale predicts log(1 + sales) there; what brings it back to units stands under "stockcast".
    Raises InvalidHistory for a product with fewer than two observations, which Prophet has no model for.
    """
    p = fits.parameters
    if p.count[index] < 2:
        raise InvalidHistory("Prophet's file format needs two observed periods; wait for more sales.")
    columns = _columns(fits, index)
    document = _settings(fits) | _time(fits, index) | _history(fits, index, values) | _holidays(fits)
    document |= _effects(fits, index, columns)
    document["params"] = _params(fits, index, [place for _, _, place in columns])
    document["stockcast"] = {
        "scale": fits.settings.scale,
        "bias": float(p.bias[index]),
        "ceiling": float(p.ceiling[index]) if np.isfinite(p.ceiling[index]) else None,
    }
    return json.dumps(document | {"fit_kwargs": {}, "__prophet_version": FORMAT_VERSION})


def _settings(fits: ProphetFits) -> dict[str, Any]:
    s = fits.settings
    return {
        "growth": "linear",
        "n_changepoints": s.n_changepoints,
        "specified_changepoints": False,
        "changepoint_range": s.changepoint_range,
        "yearly_seasonality": s.yearly,
        "weekly_seasonality": s.weekly,
        "daily_seasonality": False,
        "seasonality_mode": "additive",
        "seasonality_prior_scale": s.priors.seasonality_prior_scale,
        "changepoint_prior_scale": s.priors.changepoint_prior_scale,
        "holidays_prior_scale": s.holidays_prior_scale,
        "mcmc_samples": 0,
        "interval_width": 0.8,
        "uncertainty_samples": 1000,
        "y_min": 0.0,
        "scaling": "absmax",
        "logistic_floor": False,
        "country_holidays": None,
        "holidays_mode": "additive",
    }


def _time(fits: ProphetFits, index: int) -> dict[str, Any]:
    p, step = fits.parameters, timedelta(days=fits.settings.step_days)
    number, first = int(p.n_changepoints[index]), int(p.first[index])
    changepoints = p.changepoints[index, :number]
    start = datetime.combine(fits.start, time(), UTC) + first * step
    return {
        "start": start.timestamp(),
        "t_scale": float(p.span[index]) * step.total_seconds(),
        "changepoints": _series("ds", [_day(fits, period) for period in changepoints]),
        "changepoints_t": ((changepoints - first) / p.span[index]).tolist() or [0.0],
        "history_dates": _series("ds", [_day(fits, period) for period in (first, int(p.last[index]))]),
    }


def _history(fits: ProphetFits, index: int, values: np.ndarray | None) -> dict[str, Any]:
    p = fits.parameters
    scale, names = float(p.y_scale[index]), ("y", "floor", "t", "y_scaled")
    observed = np.flatnonzero(~np.isnan(values)) if values is not None else np.empty(0, int)
    y = values[observed] if values is not None else np.empty(0)
    y = np.log1p(y) if fits.settings.scale == "log1p" else y
    t = (observed - p.first[index]) / p.span[index]
    days = [_day(fits, period) for period in observed.tolist()]
    rows = [
        {"ds": day, **dict(zip(names, row, strict=True))}
        for day, row in zip(days, np.stack([y, np.zeros_like(y), t, y / scale], 1).tolist(), strict=True)
    ]
    kinds = {"ds": "datetime"} | dict.fromkeys(names, "number")
    return {"y_scale": scale, "history": _table(kinds, rows)} | ({"history_dates": _series("ds", days)} if days else {})


def _seasons(fits: ProphetFits, index: int) -> dict[str, dict[str, Any]]:
    yearly, weekly = fits.parameters.seasons[index, [0, N_YEARLY]]
    rest = {"prior_scale": fits.settings.priors.seasonality_prior_scale, "mode": "additive", "condition_name": None}
    seasons = {}
    if yearly:
        seasons["yearly"] = {"period": YEAR, "fourier_order": YEARLY_ORDER} | rest
    if weekly:
        seasons["weekly"] = {"period": WEEK, "fourier_order": WEEKLY_ORDER} | rest
    return seasons


def _columns(fits: ProphetFits, index: int) -> list[Column]:
    """(component, group, place in beta) of every column, in the order in which Prophet lays them out."""
    s, used = fits.settings, fits.parameters.seasons[index]
    seasonal = [("yearly" if i < N_YEARLY else "weekly", "", int(i)) for i in np.flatnonzero(used)]
    places = sorted(range(len(s.holiday_names)), key=lambda i: s.holiday_names[i] + "_delim_+0")
    holidays = [(s.holiday_names[i], "holidays", len(used) + i) for i in places]
    offset = len(used) + len(s.holiday_names)
    return seasonal + holidays + [(n, "extra_regressors_additive", offset + i) for i, n in enumerate(s.known_names)]


def _effects(fits: ProphetFits, index: int, columns: list[Column]) -> dict[str, Any]:
    named = {name for component, group, _ in columns for name in (component, group) if name}
    groups = sorted(named | {"additive_terms", "multiplicative_terms"})
    rows = [{g: int(g in (component, group, "additive_terms")) for g in groups} for component, group, _ in columns]
    components = list(dict.fromkeys(component for component, _, _ in columns))
    seasons, regressors = _seasons(fits, index), _regressors(fits, index)
    return {
        "component_modes": {
            "additive": [*components, "additive_terms", "extra_regressors_additive", "holidays"],
            "multiplicative": ["multiplicative_terms", "extra_regressors_multiplicative"],
        },
        # Prophet keeps one empty column where there is none.
        "train_component_cols": _table(dict.fromkeys(groups, "integer"), rows or [dict.fromkeys(groups, 0)]),
        "seasonalities": [list(seasons), seasons],
        "extra_regressors": [list(regressors), regressors],
    }


def _regressors(fits: ProphetFits, index: int) -> dict[str, dict[str, Any]]:
    standard = fits.standard
    rest = {"standardize": "auto", "mode": "additive", "predictor_spec": None, "predictor": None}
    return {
        name: {"prior_scale": fits.settings.known_prior_scale, "mu": float(mean), "std": float(std)} | rest
        for name, mean, std in zip(fits.settings.known_names, standard.mean[index], standard.std[index], strict=True)
    }


def _holidays(fits: ProphetFits) -> dict[str, Any]:
    names, columns = fits.settings.holiday_names, fits.settings.holidays
    if columns is None or not names:
        return {"holidays": None, "train_holiday_names": None}
    rows = [
        {"ds": _day(fits, period), "holiday": name}
        for name, column in zip(names, columns.T, strict=True)
        for period in np.flatnonzero(column).tolist()
    ]
    kinds = {"ds": "datetime", "holiday": "string"}
    return {"holidays": _table(kinds, rows), "train_holiday_names": _series(None, list(names))}


def _params(fits: ProphetFits, index: int, places: list[int]) -> dict[str, Any]:
    p = fits.parameters
    number = max(int(p.n_changepoints[index]), 1)
    return {
        "k": [[float(p.k[index])]],
        "m": [[float(p.m[index])]],
        "delta": [p.delta[index, :number].tolist()],
        "sigma_obs": [[float(p.sigma_obs[index])]],
        "beta": [p.beta[index, places].tolist() or [0.0]],
    }


def _day(fits: ProphetFits, period: int) -> str:
    day = fits.start + timedelta(days=int(period) * fits.settings.step_days)
    return f"{day.isoformat()}T00:00:00.000"


def _series(name: str | None, data: list[str]) -> str:
    """As pandas writes a Series with orient="split"."""
    return json.dumps({"name": name, "index": list(range(len(data))), "data": data})


def _table(kinds: dict[str, str], rows: list[dict[str, Any]]) -> str:
    """As pandas writes a DataFrame with orient="table"."""
    schema = {"fields": [{"name": name, "type": kind} for name, kind in kinds.items()], "pandas_version": "1.4.0"}
    return json.dumps({"schema": schema, "data": rows})
