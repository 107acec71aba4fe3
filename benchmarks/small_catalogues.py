"""Catalogues of 10, 30 and 60 products, drawn at random from real sales: does `auto` hold with few products?

    STOCKCAST_DATA=... python -m benchmarks.small_catalogues [--datasets a,b] [--sizes 10,30] [--draws 2]
        [--peers AutoETS,DynamicOptimizedTheta,Prophet]

Each row: mean RMSSE of `auto` over all draws and cut-offs, and as a ratio to each of its methods alone, or instead to
each of these peers (`benchmarks.peers`). The best of them is known in hindsight only.
"""

import argparse
import time

import numpy as np
import pandas as pd

from benchmarks.accuracy import Sales, peer, stockcast
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


def beside_methods(frame: pd.DataFrame) -> pd.Series:
    """Mean RMSSE of `auto` and of each of its methods alone."""
    known = tuple(name for name in frame if name not in ("product_sku", "date", "quantity"))
    horizon = USUAL_HORIZON[step_days_of(frame["date"])]
    settings, scores = EvaluationSettings(horizon, CUTOFFS, (AUTO, *LADDER), known), Scores()
    for result in evaluate(frame, settings, time.process_time):
        scores.add(result)
    return scores.table()["rmsse"]


def beside_peers(frame: pd.DataFrame, peers: list[str]) -> pd.Series:
    """Mean RMSSE of `auto` and of peers, of the products that all answer for."""
    sales = Sales(frame, CUTOFFS)
    measured = sales.sample(len(sales.rows_of))
    said = {
        AUTO: stockcast(sales, (AUTO,))[0][AUTO],
        **{name: peer(sales.tasks(measured), name, None) for name in peers},
    }
    shared = set(measured).intersection(*(part["product_sku"] for part in said.values()))
    return pd.Series({who: sales.score(part[part["product_sku"].isin(shared)])["rmsse"] for who, part in said.items()})


def row(frame: pd.DataFrame, size: int, draws: int, peers: list[str]) -> pd.Series:
    step_days = step_days_of(frame["date"])
    drawn = [draw(frame, size, USUAL_HORIZON[step_days] * step_days, seed) for seed in range(draws)]
    errors = [beside_peers(one, peers) if peers else beside_methods(one) for one in drawn]
    error = pd.concat(errors, axis=1).mean(axis=1)
    ratios = error[AUTO] / error.drop(AUTO)
    return pd.concat([pd.Series({AUTO: error[AUTO], "/ best": ratios.max()}), ratios.add_prefix("/ ")])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=list(DATASETS))
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[10, 30, 60])
    parser.add_argument("--draws", type=int, default=2)
    parser.add_argument("--peers", type=lambda text: text.split(","), default=[])
    options = parser.parse_args()
    for name in options.datasets:
        frame = DATASETS[name]()
        frame = frame.assign(date=pd.to_datetime(frame["date"]))
        rows = {size: row(frame, size, options.draws, options.peers) for size in options.sizes}
        print(f"\n{name}\n{pd.DataFrame(rows).T.round(3).to_string()}", flush=True)


if __name__ == "__main__":
    main()
