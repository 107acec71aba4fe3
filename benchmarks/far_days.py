"""Are forecasts of days 29 to 182 worse than plain smoothing's, or than the last week repeated?

    STOCKCAST_DATA=... python -m benchmarks.far_days [--datasets a,b] [--sample 60] [--draw 0] [--before 182,238]

Half a year ahead of cut-offs so many days `--before` the end, with the settings of every night, for a random sample of
products and nobody else beside them. Mean RMSSE of the products that had sold for eight weeks by then, at each cut-off
and by part of the horizon; below it the mean over cut-offs of the difference from the better rival, ± a standard error.
"""

import argparse

import numpy as np
import pandas as pd

from benchmarks.datasets import DATASETS
from forecasting import block_model
from forecasting.block import Block
from forecasting.layout import blocks
from forecasting.methods import AUTO
from forecasting.metrics import one_step_scales, rmsse
from forecasting.selection.select import FALLBACK, NAIVE
from forecasting.settings import TrainingSettings

HORIZON, YOUNGEST = 182, 56
PARTS = {"1-28": slice(0, 28), "29-56": slice(28, 56), "57-91": slice(56, 91), "92-182": slice(91, HORIZON)}
DAILY = [name for name in DATASETS if not name.endswith("_weekly")]


def sample(frame: pd.DataFrame, size: int, draw: int) -> Block:
    skus = np.sort(frame["product_sku"].unique().astype(object))
    chosen = np.random.default_rng(draw).permutation(skus)[:size]
    known = [name for name in frame if name not in ("product_sku", "date", "quantity")]
    ((_, block),) = blocks(frame[frame["product_sku"].isin(chosen)], known, size)
    return block


def said(block: Block, method: str) -> np.ndarray:
    settings = TrainingSettings(HORIZON, method)
    learnt = block_model.learn(block, settings)
    return block_model.fit(block, TrainingSettings(HORIZON, method, learnt=learnt)).outlook.mean


def errors(block: Block, before: int) -> pd.DataFrame:
    """Mean RMSSE by method and part of the horizon, at one cut-off."""
    origin = block.periods - before
    block = block.select(block.first_sales <= origin - YOUNGEST)
    past, actual = block.until(origin), block.values[:, origin : origin + HORIZON]
    scale, _ = one_step_scales(past.values)
    rows = {}
    for method in (AUTO, FALLBACK, NAIVE):
        mean = said(past, method)[:, : actual.shape[1]]
        rows[method] = {
            name: np.nanmean(rmsse(actual[:, part], mean[:, part], scale))
            for name, part in PARTS.items()
            if part.start < actual.shape[1]
        }
    return pd.DataFrame(rows).T


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=DAILY)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--before", type=lambda text: [int(part) for part in text.split(",")], default=[182, 238])
    options = parser.parse_args()
    for name in options.datasets:
        block, behind = sample(DATASETS[name](), options.sample, options.draw), []
        for before in options.before:
            table = errors(block, before)
            print(f"\n{name}, {before} days before the end\n{table.round(3).to_string()}", flush=True)
            behind.append(table.loc[AUTO] - table.drop(AUTO).min())
        differences = pd.DataFrame(behind)
        error = differences.std() / np.sqrt(len(behind))
        print(
            pd.DataFrame({f"{AUTO} - better rival": differences.mean(), "±": error}).T.round(3).to_string(), flush=True
        )


if __name__ == "__main__":
    main()
