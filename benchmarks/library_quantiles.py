"""What a pretrained model says of its own uncertainty, beside what the engine says around the same means.

    STOCKCAST_DATA=... python -m benchmarks.library_quantiles [--datasets a,b] [--products 60]

Pinball loss at three levels, in units of each product's one-step difference, by cut-off: of the engine's quantiles, of
the library's, and of the mean of both.
"""

import argparse
import time

import numpy as np

from benchmarks.datasets import DATASETS
from benchmarks.families import sample
from forecasting.evaluate import Evaluated, EvaluationSettings, evaluate
from forecasting.learner import REACH
from forecasting.methods import pretrained
from forecasting.metrics import PINBALL_LEVELS, one_step_scales, pinball
from forecasting.progress import silent
from forecasting.zero_shot import CONTEXT, PRODUCTS_AT_ONCE

LEVELS = (0.1, 0.5, 0.9)
OF_ENGINE = [PINBALL_LEVELS.index(level) for level in LEVELS]
OF_LIBRARY = [pretrained.QUANTILES.index(level) for level in LEVELS]


def library_quantiles(past: np.ndarray, forecaster: pretrained.Forecaster) -> np.ndarray:
    """At LEVELS, (products, 3, REACH), from sales (products, periods); NaN where they say too little."""
    out = np.full((len(past), REACH, len(LEVELS)), np.nan)
    for first in range(0, len(past), PRODUCTS_AT_ONCE):
        own = past[first : first + PRODUCTS_AT_ONCE, -CONTEXT:]
        level, scale = np.nanmean(own, axis=1)[:, None], np.nanstd(own, axis=1)[:, None]
        usable = np.flatnonzero(scale[:, 0] > 0)
        said = forecaster(((own - level) / scale)[usable].astype(np.float32))[:, :, OF_LIBRARY]
        out[first + usable] = np.maximum(said * scale[usable, None] + level[usable, None], 0.0)
    return out.transpose(0, 2, 1)


def compared(result: Evaluated, forecaster: pretrained.Forecaster) -> dict[str, float]:
    """Mean losses over the products that both have an opinion of."""
    engine, library = result.quantiles[:, OF_ENGINE], library_quantiles(result.past, forecaster)
    said = {"engine": engine, "library": library, "half each": (engine + library) / 2}
    scale = one_step_scales(result.past)[1]
    losses = {name: pinball(result.actual, own, LEVELS) / scale for name, own in said.items()}
    both = ~np.isnan(sum(losses.values()))
    return {"products": both.sum()} | {name: loss[both].mean() for name, loss in losses.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    daily = [name for name in DATASETS if not name.endswith("weekly")]
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=daily)
    parser.add_argument("--products", type=int, default=60)
    options = parser.parse_args()
    forecaster = pretrained.fit({}, {}, silent)
    for dataset in options.datasets:
        frame = sample(dataset, options.products)
        known = tuple(column for column in frame if column not in ("product_sku", "date", "quantity"))
        settings = EvaluationSettings(horizon=REACH, cutoffs=2, methods=("pretrained",), known=known)
        for result in evaluate(frame, settings, time.process_time):
            row = {name: round(float(value), 4) for name, value in compared(result, forecaster).items()}
            print(dataset, result.cutoff, row, flush=True)


if __name__ == "__main__":
    main()
