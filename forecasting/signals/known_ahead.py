"""Regressors must be known as far as the forecast reaches; what is missing is assumed, and the answer says so."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block


@dataclass(frozen=True, slots=True)
class KnownAhead:
    """block -- its known columns reach to the end of the forecast
    missing -- by column, int (products,): periods ahead that had to be assumed
    is_switch -- by column: whether it is only ever 0 or 1
    """

    block: Block
    missing: dict[str, np.ndarray]
    is_switch: dict[str, bool]


def completed(block: Block, horizon: int) -> KnownAhead:
    """Assume, where nothing is known ahead, that a switch (a promotion) is off and that anything else (a price) stays.

    A column that a product does not have stays unknown to it.
    """
    known, missing, is_switch = {}, {}, {}
    for name, column in block.known.items():
        values = np.full((len(block), block.periods + horizon), np.nan)
        given = column[:, : values.shape[1]]
        values[:, : given.shape[1]] = given
        past, ahead = values[:, : block.periods], values[:, block.periods :]
        is_switch[name] = bool(np.isin(given[~np.isnan(given)], (0.0, 1.0)).all())
        assumed = np.isnan(ahead) & ~np.isnan(past).all(axis=1, keepdims=True)
        ahead[assumed] = 0.0 if is_switch[name] else np.broadcast_to(_last(past)[:, None], ahead.shape)[assumed]
        known[name], missing[name] = values, assumed.sum(axis=1)
    return KnownAhead(replace(block, known=known), missing, is_switch)


def _last(past: np.ndarray) -> np.ndarray:
    """Last known value of each row, (rows,); NaN where there is none."""
    newest = past.shape[1] - 1 - (~np.isnan(past))[:, ::-1].argmax(axis=1)
    return past[np.arange(len(past)), newest]
