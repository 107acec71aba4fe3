"""The libraries Stockcast is compared with, each with the settings its own documentation recommends.

A peer takes what was known at a cut-off and answers with a long table: product_sku, date, predicted and one column
per quantile in QUANTILES. Their model libraries are listed in `requirements-benchmarks.in`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.metrics import PINBALL_LEVELS as QUANTILES

# Two central intervals and the median carry the five quantiles.
INTERVALS = {80: ("0.1", "0.9"), 95: ("0.025", "0.975")}


@dataclass(frozen=True)
class Task:
    """train -- product_sku, date, quantity and known regressors, up to the cut-off; future -- the same, ahead of it;
    measured -- the products a peer that works one product at a time has to answer for."""

    train: pd.DataFrame
    future: pd.DataFrame
    measured: list[str]
    regressors: list[str]

    @property
    def horizon(self) -> int:
        return self.future["date"].nunique()

    def nixtla(self, everything: bool = False) -> pd.DataFrame:
        """History in the columns of Nixtla's libraries; unknown days carry the value of the week before, or zero."""
        frame = self.train if everything else self.train[self.train["product_sku"].isin(self.measured)]
        by_product = frame.groupby("product_sku")["quantity"]
        known = frame["quantity"].fillna(by_product.shift(7)).fillna(by_product.shift(14)).fillna(0.0)
        return pd.DataFrame({"unique_id": frame["product_sku"], "ds": frame["date"], "y": known.astype(float)})


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

    engine = StatsForecast(models=[model], freq="D", n_jobs=1)
    answer = engine.forecast(df=task.nixtla(), h=task.horizon, level=list(INTERVALS))
    return _from_intervals(answer, name)


def auto_ets(task: Task) -> pd.DataFrame:
    from statsforecast.models import AutoETS

    return _statsforecast(task, AutoETS(season_length=7), "AutoETS")


def auto_theta(task: Task) -> pd.DataFrame:
    from statsforecast.models import DynamicOptimizedTheta

    return _statsforecast(task, DynamicOptimizedTheta(season_length=7), "DynamicOptimizedTheta")


def mstl(task: Task) -> pd.DataFrame:
    from statsforecast.models import MSTL

    shortest = task.nixtla().groupby("unique_id").size().min()
    return _statsforecast(task, MSTL(season_length=[7, 365] if shortest > 2 * 365 else 7), "MSTL")


def seasonal_naive(task: Task) -> pd.DataFrame:
    from statsforecast.models import SeasonalNaive

    return _statsforecast(task, SeasonalNaive(season_length=7), "SeasonalNaive")


def lightgbm(task: Task) -> pd.DataFrame:
    """One global model over all products: lags, rolling means, calendar, known regressors; conformal intervals."""
    import lightgbm as lgb
    from mlforecast import MLForecast
    from mlforecast.lag_transforms import RollingMean
    from mlforecast.utils import PredictionIntervals

    history = task.nixtla(everything=True)
    history = history[history.groupby("unique_id")["y"].transform("size") > 3 * task.horizon]
    history = pd.concat([history, task.train.loc[history.index, task.regressors]], axis=1)
    known = task.future.rename(columns={"product_sku": "unique_id", "date": "ds"}).drop(columns="quantity")
    engine = MLForecast(
        models={"LightGBM": lgb.LGBMRegressor(n_estimators=300, num_threads=1, verbosity=-1, seed=0)},
        freq="D",
        lags=[1, 7, 14, 21, 28, 364] if len(history) > 400 * history["unique_id"].nunique() else [1, 7, 14, 21, 28],
        lag_transforms={1: [RollingMean(7), RollingMean(28)], 7: [RollingMean(28)]},
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
    "Prophet": prophet,
}
