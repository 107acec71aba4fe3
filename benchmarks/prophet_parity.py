"""Is it the same model? Prophet itself fitted beside the direct solution on real series, one by one, in one run.

    STOCKCAST_DATA=... OMP_NUM_THREADS=1 python -m benchmarks.prophet_parity --series 1000

Half of the series are Rossmann stores (closed days unknown), a quarter store items that start on random days, a quarter
intermittent online retail. Log-posteriors are evaluated by one function in Stan's own parametrisation. A weekday that a
store never opened has no answer in its sales, only in the priors, where Prophet's optimiser leaves its starting values;
forecasts are compared with and without those days.
"""

import argparse
import logging
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from prophet import Prophet
from prophet.serialize import model_from_json

from benchmarks.clock import timed
from benchmarks.sales import block, with_random_starts
from forecasting.methods.prophet import ProphetFits, ProphetSettings, fit_block
from forecasting.prophet.document import write_document
from tests.reference.prophet import frame, library_fit, log_posterior, stan_data, theta_of, theta_of_library

HORIZON = 28
SHARES = {"rossmann": 0.5, "store_item": 0.25, "online_retail": 0.25}
# Prophet's optimiser told to go on: the defaults are 1e4, 1e7 and 1e-12, 1e-8 (CmdStan).
LONGER = {"tol_rel_obj": 10, "tol_rel_grad": 10, "tol_obj": 1e-13, "tol_param": 1e-11, "history_size": 20}


@dataclass(frozen=True)
class Sample:
    name: str
    values: np.ndarray
    start: date


def sample(name: str, count: int, seed: int) -> Sample:
    values, start = block(name)
    if name == "store_item":
        values = with_random_starts(values, shortest=60, seed=seed)
    enough = np.flatnonzero((~np.isnan(values)).sum(axis=1) >= HORIZON)
    chosen = np.random.default_rng(seed).choice(enough, min(count, len(enough)), replace=False)
    return Sample(name, values[np.sort(chosen)], start)


def compare(sample: Sample, longer: bool) -> pd.DataFrame:
    """One row per series; processor times in seconds, ours shared evenly."""
    fits, fitting = timed(lambda: fit_block(sample.values, sample.start, ProphetSettings()))
    forecasts, predicting = timed(lambda: fits.predict(HORIZON))
    rows = [compare_one(fits, i, sample.values[i], forecasts[i], longer) for i in range(len(fits))]
    return pd.DataFrame(rows).assign(data=sample.name, ours=(fitting + predicting) / len(fits))


def compare_one(fits: ProphetFits, index: int, values: np.ndarray, ours: np.ndarray, longer: bool) -> dict:
    ahead = frame(fits, index, np.arange(fits.n_periods, fits.n_periods + HORIZON))
    model, fitting = timed(lambda: library_fit(fits, index, values))
    forecast, predicting = timed(lambda: model.predict(ahead))
    theirs = forecast["yhat"].to_numpy()
    data, mean = stan_data(model), max(np.nanmean(values), 1e-9)
    difference = np.abs(ours - theirs) / mean
    seen = _weekdays_seen(values)
    row = {
        "gap": log_posterior(data, theta_of(fits, index)) - log_posterior(data, theta_of_library(model)),
        "difference": difference[seen].mean(),
        "difference_all_days": difference.mean(),
        "json": np.abs(_through_json(fits, index, ahead) - ours).max(),
        "prophet": fitting + predicting,
    }
    return row | ({"difference_longer": _longer(fits, index, values, ours)} if longer else {})


def _weekdays_seen(values: np.ndarray) -> np.ndarray:
    observed = np.flatnonzero(~np.isnan(values))
    return np.isin((len(values) + np.arange(HORIZON)) % 7, observed % 7)


def _through_json(fits: ProphetFits, index: int, ahead: pd.DataFrame) -> np.ndarray:
    """Our model, exported, loaded and predicted by the library."""
    loaded = model_from_json(write_document(fits, index))
    loaded.uncertainty_samples = 0
    return loaded.predict(ahead)["yhat"].to_numpy()


def _longer(fits: ProphetFits, index: int, values: np.ndarray, ours: np.ndarray) -> float:
    """Forecast difference where Prophet's optimiser goes on until it stalls."""
    try:
        model: Prophet = library_fit(fits, index, values, **LONGER)
    except (RuntimeError, ValueError):  # it stalled, and its fall-back to Newton rejects these options
        return np.nan
    model.uncertainty_samples = 0
    theirs = model.predict(frame(fits, index, np.arange(fits.n_periods, fits.n_periods + HORIZON)))["yhat"]
    seen = _weekdays_seen(values)
    return np.abs(ours - theirs.to_numpy())[seen].mean() / max(np.nanmean(values), 1e-9)


def report(rows: pd.DataFrame) -> pd.DataFrame:
    """One line per data set and one for all; differences in percent of a series' mean, times in milliseconds."""
    groups = [*rows.groupby("data"), ("all", rows)]
    return pd.DataFrame({name: _summary(group) for name, group in groups}).T


def _summary(group: pd.DataFrame) -> dict[str, float]:
    lines = {
        "series": len(group),
        "worst log-posterior gap": group["gap"].min(),
        "median gap": group["gap"].median(),
        "median difference %": 100 * group["difference"].median(),
        "p95 difference %": 100 * group["difference"].quantile(0.95),
        "max difference %": 100 * group["difference"].max(),
        "median, never-open weekdays too %": 100 * group["difference_all_days"].median(),
        "largest JSON difference": group["json"].max(),
        "Prophet ms": 1e3 * group["prophet"].mean(),
        "direct ms": 1e3 * group["ours"].mean(),
        "times faster": group["prophet"].mean() / group["ours"].mean(),
    }
    if "difference_longer" in group:
        lines["median difference %, Prophet's optimiser run on"] = 100 * group["difference_longer"].median()
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longer", action="store_true", help="also let Prophet's optimiser run on until it stalls")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    samples = [sample(name, round(share * arguments.series), arguments.seed) for name, share in SHARES.items()]
    rows = pd.concat([compare(chosen, arguments.longer) for chosen in samples])
    print(report(rows).T.to_string(float_format=lambda figure: f"{figure:.4g}"))


if __name__ == "__main__":
    main()
