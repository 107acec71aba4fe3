"""Catalogues of 10, 30 and 60 products, drawn at random from real sales: does `auto` hold with few products?

    STOCKCAST_DATA=... python -m benchmarks.small_catalogues [--datasets a,b] [--sizes 10,30] [--draws 2]

Each row: mean RMSSE of `auto` over all draws and cut-offs, and as a ratio to each of its methods alone. The best of
these is known in hindsight only.
"""

import argparse
import time

import numpy as np
import pandas as pd

from benchmarks.datasets import DATASETS
from forecasting.evaluate import USUAL_HORIZON, EvaluationSettings, Scores, evaluate
from forecasting.layout import step_days_of
from forecasting.methods import AUTO, LADDER

CUTOFFS = 2
# Products that had sold for so many days before the first cut-off are drawn.
OLD_ENOUGH_DAYS = 120


def draw(frame: pd.DataFrame, size: int, horizon_days: int, seed: int) -> pd.DataFrame:
    """All sales of some products that are old enough."""
    latest = frame["date"].max() - pd.Timedelta(days=CUTOFFS * horizon_days + OLD_ENOUGH_DAYS)
    first = frame[frame["quantity"] > 0].groupby("product_sku", observed=True)["date"].min()
    skus = np.sort(first.index[first <= latest].to_numpy(dtype=object))
    chosen = np.random.default_rng([seed, size]).permutation(skus)[:size]
    return frame[frame["product_sku"].isin(chosen)]


def row(frame: pd.DataFrame, size: int, draws: int) -> pd.Series:
    step_days = step_days_of(frame["date"])
    horizon = USUAL_HORIZON[step_days]
    known = tuple(name for name in frame if name not in ("product_sku", "date", "quantity"))
    settings = EvaluationSettings(horizon, CUTOFFS, (AUTO, *LADDER), known)
    scores = Scores()
    for seed in range(draws):
        for result in evaluate(draw(frame, size, horizon * step_days, seed), settings, time.process_time):
            scores.add(result)
    error = scores.table()["rmsse"]
    alone = error[AUTO] / error[list(LADDER)]
    return pd.concat([pd.Series({AUTO: error[AUTO], "/ best": alone.max()}), alone.add_prefix("/ ")])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=list(DATASETS))
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[10, 30, 60])
    parser.add_argument("--draws", type=int, default=2)
    options = parser.parse_args()
    for name in options.datasets:
        frame = DATASETS[name]()
        frame = frame.assign(date=pd.to_datetime(frame["date"]))
        rows = {size: row(frame, size, options.draws) for size in options.sizes}
        print(f"\n{name}\n{pd.DataFrame(rows).T.round(3).to_string()}", flush=True)


if __name__ == "__main__":
    main()
