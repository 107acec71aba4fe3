"""The libraries Stockcast is compared with, each with the settings its own documentation recommends.

A peer takes what was known at a cut-off and answers with a long table: product_sku, date, predicted and one column
per quantile in QUANTILES. Their model libraries are listed in `requirements-benchmarks.in`.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks import autogluon
from benchmarks.peer_task import Task
from forecasting.metrics import PINBALL_LEVELS as QUANTILES

TWEEDIE = {
    "objective": "tweedie",
    "tweedie_variance_power": 1.1,
    "n_estimators": 300,
    "learning_rate": 0.075,
    "num_leaves": 128,
    "min_child_samples": 100,
    "subsample": 0.75,
    "subsample_freq": 1,
    "reg_lambda": 0.1,
}
# Two central intervals and the median carry the five quantiles.
INTERVALS = {80: ("0.1", "0.9"), 95: ("0.025", "0.975")}


def _from_intervals(answer: pd.DataFrame, name: str) -> pd.DataFrame:
    """Nixtla's `<name>-lo-80` columns as quantiles; the centre serves as median."""
    frame = pd.DataFrame({"product_sku": answer["unique_id"], "date": answer["ds"], "predicted": answer[name]})
    frame["0.5"] = frame["predicted"]
    for level, (low, high) in INTERVALS.items():
        frame[low], frame[high] = answer[f"{name}-lo-{level}"], answer[f"{name}-hi-{level}"]
    columns = ["predicted", *map(str, QUANTILES)]
    return frame.assign(**frame[columns].clip(lower=0).to_dict("series"))


def _statsforecast(task: Task, model: object, name: str) -> pd.DataFrame:
    from statsforecast import StatsForecast
    from statsforecast.models import Naive

    # What a model refuses, such as a handful of observations, is repeated.
    engine = StatsForecast(models=[model], freq=task.freq, n_jobs=1, fallback_model=Naive())
    answer = engine.forecast(df=task.nixtla(), h=task.horizon, level=list(INTERVALS))
    return _from_intervals(answer, name)


def auto_ets(task: Task) -> pd.DataFrame:
    from statsforecast.models import AutoETS

    return _statsforecast(task, AutoETS(season_length=task.season), "AutoETS")


def auto_theta(task: Task) -> pd.DataFrame:
    from statsforecast.models import DynamicOptimizedTheta

    return _statsforecast(task, DynamicOptimizedTheta(season_length=task.season), "DynamicOptimizedTheta")


def mstl(task: Task) -> pd.DataFrame:
    from statsforecast.models import MSTL, AutoETS

    seasons = [52] if task.weekly else [7, 365]
    fitting = [season for season in seasons if task.shortest > 2 * season]
    model = MSTL(season_length=fitting) if fitting else AutoETS(season_length=1, alias="MSTL")
    return _statsforecast(task, model, "MSTL")


def seasonal_naive(task: Task) -> pd.DataFrame:
    from statsforecast.models import SeasonalNaive

    return _statsforecast(task, SeasonalNaive(season_length=1 if task.weekly else 7), "SeasonalNaive")


def lightgbm(task: Task) -> pd.DataFrame:
    """Its defaults, with more trees."""
    return _mlforecast(task, {"n_estimators": 300})


def lightgbm_tweedie(task: Task) -> pd.DataFrame:
    """The loss for counts with many zeros, as the winners of the M5 competition used it."""
    return _mlforecast(task, TWEEDIE)


def _mlforecast(task: Task, settings: dict[str, object]) -> pd.DataFrame:
    """One global model over all products, asked step after step: lags, rolling means, calendar, known regressors;
    conformal intervals."""
    import lightgbm as lgb
    from mlforecast import MLForecast
    from mlforecast.lag_transforms import RollingMean
    from mlforecast.utils import PredictionIntervals

    history = task.nixtla(everything=True)
    history = history[history.groupby("unique_id")["y"].transform("size") > 3 * task.horizon]
    history = pd.concat([history, task.train.loc[history.index, task.regressors]], axis=1)
    known = task.future.rename(columns={"product_sku": "unique_id", "date": "ds"}).drop(columns="quantity")
    year = 364 // task.step_days
    lags = [1, 2, 3, 4] if task.weekly else [1, 7, 14, 21, 28]
    rolling = {1: [RollingMean(4)]} if task.weekly else {1: [RollingMean(7), RollingMean(28)], 7: [RollingMean(28)]}
    long = len(history) > (year + 4 * task.horizon) * history["unique_id"].nunique()
    engine = MLForecast(
        models={"LightGBM": lgb.LGBMRegressor(**settings, num_threads=1, verbosity=-1, seed=0)},
        freq=task.freq,
        lags=[*lags, year] if long else lags,
        lag_transforms=rolling,
        date_features=["dayofweek", "month", "dayofyear"],
    )
    engine.fit(
        history,
        static_features=[],
        prediction_intervals=PredictionIntervals(n_windows=2, h=task.horizon),
    )
    ahead = known[known["unique_id"].isin(history["unique_id"])] if task.regressors else None
    answer = engine.predict(h=task.horizon, level=list(INTERVALS), X_df=ahead)
    return _from_intervals(answer[answer["unique_id"].isin(task.measured)], "LightGBM")


def prophet(task: Task) -> pd.DataFrame:
    from prophet import Prophet

    answers = []
    for sku, history in task.train[task.train["product_sku"].isin(task.measured)].groupby("product_sku"):
        if history["quantity"].notna().sum() < 2:
            continue
        model = Prophet(uncertainty_samples=500)
        for name in task.regressors:
            model.add_regressor(name)
        model.fit(history.rename(columns={"date": "ds", "quantity": "y"}), seed=0)
        ahead = task.future[task.future["product_sku"] == sku].rename(columns={"date": "ds"})
        np.random.seed(0)
        draws = model.predictive_samples(ahead)["yhat"]
        quantiles = np.quantile(draws, QUANTILES, axis=1).clip(min=0)
        columns = dict(zip(map(str, QUANTILES), quantiles, strict=True))
        mean = model.predict(ahead)["yhat"].to_numpy().clip(min=0)
        answers.append(pd.DataFrame({"product_sku": sku, "date": ahead["ds"].array, "predicted": mean, **columns}))
    return pd.concat(answers, ignore_index=True)


PEERS: dict[str, Callable[[Task], pd.DataFrame]] = {
    "seasonal_naive": seasonal_naive,
    "AutoETS": auto_ets,
    "DynamicOptimizedTheta": auto_theta,
    "MSTL": mstl,
    "LightGBM": lightgbm,
    "LightGBMTweedie": lightgbm_tweedie,
    "Prophet": prophet,
    "AutoGluon": autogluon.asked,
}


def missing(name: str) -> str:
    """What is to be done before a peer can be asked; empty: nothing."""
    return autogluon.missing() if name == "AutoGluon" else ""
