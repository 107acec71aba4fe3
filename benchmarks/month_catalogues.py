"""Small catalogues told in totals of months, as an import keeps them, beside libraries that are given the months.

    STOCKCAST_DATA=... python -m benchmarks.month_catalogues [--datasets a,b] [--sizes 10,30] [--draws 2]
        [--peers AutoETS,DynamicOptimizedTheta] [--before 0]

Calendar months of real sales, forecast three ahead from the two cut-offs that end them, or from those so many months
`--before`. Each row: mean RMSSE of `auto`, of the last month repeated, and of models of statsforecast
(`requirements-benchmarks.in`), all over draws, cut-offs and products that had sold for three months.
"""

import argparse
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.datasets import DATASETS
from forecasting import weeks
from forecasting.history import History
from forecasting.metrics import one_step_scales, rmsse
from forecasting.settings import TrainingSettings
from forecasting.training import Trained, learn_catalogue, train_block

AHEAD, YEAR, YOUNGEST = 3, 12, 3
CUTOFFS = (6, 3)
DAILY = [name for name in DATASETS if not name.endswith("_weekly")]


def months_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Sums of whole calendar months, (products, months)."""
    days = pd.to_datetime(frame["date"])
    quantity = frame["quantity"].astype("float64").fillna(0.0)
    sums = quantity.groupby([frame["product_sku"].astype(str), days.dt.to_period("M")]).sum().unstack(fill_value=0.0)
    every = sums.reindex(columns=pd.period_range(sums.columns.min(), sums.columns.max(), freq="M"), fill_value=0.0)
    return every if days.max() == every.columns[-1].end_time.normalize() else every.iloc[:, :-1]


def history(sales: pd.Series) -> History:
    """One product's months as the service hands them to the engine: spread over their days, in weeks up to the last."""
    days = np.arange(sales.index[0].start_time, (sales.index[-1] + 1).start_time, dtype="datetime64[D]")
    shares = np.repeat(sales.to_numpy() / sales.index.days_in_month, sales.index.days_in_month)
    spread = History.from_rows(days, shares, np.ones(len(days), dtype=bool), days[-1].item())
    return weeks.by_week(spread, (days[-1] + 1).item().weekday())


def auto(past: pd.DataFrame) -> np.ndarray:
    ahead = pd.period_range(past.columns[-1] + 1, periods=AHEAD, freq="M").days_in_month.to_numpy()
    histories = [history(sales) for _, sales in past.iterrows()]
    settings = TrainingSettings(horizon=int(ahead.sum()))
    settings = replace(settings, learnt=learn_catalogue(histories, settings))
    answers = train_block(histories, settings)
    said = [one.forecast.mean if isinstance(one, Trained) else np.zeros(ahead.sum()) for one in answers]
    return np.add.reduceat(np.stack(said), np.append(0, ahead[:-1].cumsum()), axis=1)


def peers(past: pd.DataFrame, names: list[str]) -> dict[str, np.ndarray]:
    if not names:
        return {}
    from statsforecast import StatsForecast, models

    long = past.T.set_axis(past.columns.to_timestamp()).rename_axis(index="ds", columns="unique_id").unstack()
    long = long.rename("y").reset_index()
    long = long[long.groupby("unique_id")["y"].cumsum() > 0]
    engine = StatsForecast([getattr(models, name)(season_length=YEAR) for name in names], "MS", 1, models.Naive())
    answer = engine.forecast(df=long, h=AHEAD)
    return {name: answer.pivot(index="unique_id", columns="ds", values=name).loc[past.index].clip(0) for name in names}


def errors(months: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """RMSSE of each product by forecaster, at the cut-off before the last AHEAD months."""
    past, actual = months.iloc[:, :-AHEAD], months.iloc[:, -AHEAD:].to_numpy()
    said = {"auto": auto(past), "last month": past.to_numpy()[:, -1:], **peers(past, names)}
    begun = np.where(past.cumsum(axis=1) > 0, past, np.nan)
    scale, _ = one_step_scales(begun)
    return pd.DataFrame({name: rmsse(actual, np.asarray(one), scale) for name, one in said.items()})


def row(months: pd.DataFrame, size: int, options: argparse.Namespace) -> pd.Series:
    """Of random catalogues of this size."""
    parts = []
    for cutoff in CUTOFFS:
        until = months.iloc[:, : months.shape[1] - options.before - cutoff + AHEAD]
        old = until[until.iloc[:, : -AHEAD - YOUNGEST].sum(axis=1) > 0]
        for seed in range(options.draws):
            drawn = np.random.default_rng([seed, size]).permutation(len(old))[:size]
            parts.append(errors(old.iloc[np.sort(drawn)], options.peers))
    return pd.concat(parts).mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=DAILY)
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[10, 30, 60])
    parser.add_argument("--draws", type=int, default=2)
    parser.add_argument("--peers", type=lambda text: text.split(","), default=[])
    parser.add_argument("--before", type=int, default=0)
    options = parser.parse_args()
    for name in options.datasets:
        months = months_of(DATASETS[name]())
        rows = {size: row(months, size, options) for size in options.sizes}
        print(f"\n{name}\n{pd.DataFrame(rows).T.round(3).to_string()}", flush=True)


if __name__ == "__main__":
    main()
