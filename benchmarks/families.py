"""What each family of models is worth on real sales, and what it costs: error on weeks that no training saw.

    STOCKCAST_DATA=... python -m benchmarks.families [--datasets a,b] [--families x,auto+x] [--products 200]
        [--cutoffs 2]

`auto+x` is `auto` with x among what it may blend. Each answer comes from a process of its own, one after the other:
seconds are of its clock, memory is the most that it and the largest process it started held.
"""

import argparse
import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd

from benchmarks.datasets import DATASETS
from forecasting import methods
from forecasting.evaluate import USUAL_HORIZON, EvaluationSettings, Scores, evaluate
from forecasting.layout import step_days_of

FIGURES = ("rmsse", "wape", "pinball", "coverage_80")


def sample(name: str, products: int) -> pd.DataFrame:
    """A fixed random sample of a data set, or all of it."""
    frame = DATASETS[name]()
    skus = np.random.default_rng(0).permutation(np.sort(frame["product_sku"].unique()))[:products]
    return frame[frame["product_sku"].isin(skus)]


def measured(dataset: str, family: str, products: int, cutoffs: int) -> dict[str, float]:
    """Means over products and cut-offs, seconds for 1,000 products and a training, and megabytes."""
    frame = sample(dataset, products)
    name, _, member = family.partition("+")
    if member:
        methods.LADDER = (*methods.LADDER, member)
    known = tuple(column for column in frame if column not in ("product_sku", "date", "quantity"))
    horizon = USUAL_HORIZON[step_days_of(frame["date"])]
    settings = EvaluationSettings(horizon=horizon, cutoffs=cutoffs, methods=(name,), known=known)
    scores, trained, began = Scores(), 0, time.perf_counter()
    for result in evaluate(frame, settings, time.process_time):
        scores.add(result)
        trained += len(result.skus)
    seconds = time.perf_counter() - began
    row = scores.table().loc[name]
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {figure: row[figure] for figure in FIGURES} | {"s / 1,000": 1000 * seconds / trained, "MB": peak}


def compare(dataset: str, options: argparse.Namespace) -> pd.DataFrame:
    rows = {}
    for family in options.families:
        # A new process for each: a library that was loaded for one would be there for the next.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            rows[family] = process.submit(measured, dataset, family, options.products, options.cutoffs).result()
        print(dataset, family, {name: round(float(value), 4) for name, value in rows[family].items()}, flush=True)
    return pd.DataFrame(rows).T


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    installed = [name for name, family in methods.FAMILIES.items() if family.is_installed]
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=list(DATASETS))
    parser.add_argument("--families", type=lambda text: text.split(","), default=[methods.AUTO, *installed])
    parser.add_argument("--products", type=int, default=200)
    parser.add_argument("--cutoffs", type=int, default=2)
    options = parser.parse_args()
    for dataset in options.datasets:
        print(f"\n{dataset}\n{compare(dataset, options).round(4).to_string()}", flush=True)


if __name__ == "__main__":
    main()
