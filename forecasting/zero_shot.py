"""What the models have in common that were trained elsewhere: they are asked, and learn nothing."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from forecasting import windows
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.learner import REACH, Learner, Rows

# Periods that such a model sees at most.
CONTEXT = 2048
# Few: between two answers one hears how far it is, and may cancel.
PRODUCTS_AT_ONCE = 8
NOTHING = Rows(np.empty((0, 0), np.float32), np.empty((0, 0)), np.empty(0, bool), np.empty(0, int))


def forecast(
    block: Block, origins: Sequence[int], horizon: int, learner: Learner, learnt: CatalogueModel | None = None
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond REACH and for products without a scale.

    The library is asked with contexts, see `forecasting.windows`; learnt -- nothing
    """
    reach, length = min(horizon, REACH), min(CONTEXT, block.periods)
    out = np.full((len(origins), len(block), horizon), np.nan)
    predict = partial(learner.library.predict, learner.fit(NOTHING, 0.0, 0.0))
    parts = [slice(first, first + PRODUCTS_AT_ONCE) for first in range(0, len(block), PRODUCTS_AT_ONCE)]
    for row, origin in enumerate(origins):
        for position, part in enumerate(parts):
            out[row, part, :reach] = windows.predicted(predict, block.select(part), origin, length)[:, :reach]
            done = row + (position + 1) / len(parts)
            learner.report_progress(done / len(origins), f"cut-off {row + 1}/{len(origins)}")
    return out
