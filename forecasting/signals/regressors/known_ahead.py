"""Regressors must be known as far as the forecast reaches; what is missing is assumed, and the answer says so."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block

PROMOTION = "promo"


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

    Where a promotion is announced without its price, the price is that of the last one, and without one that of the
    last day without: else the price's part of its effect would be missing, or be there for ever. A column that a
    product does not have stays unknown to it.
    """
    known: dict[str, np.ndarray] = {}
    missing: dict[str, np.ndarray] = {}
    is_switch = {
        name: bool(np.isin(column[~np.isnan(column)], (0.0, 1.0)).all()) for name, column in block.known.items()
    }
    for name in sorted(block.known, key=lambda name: not is_switch[name]):
        values = np.full((len(block), block.periods + horizon), np.nan)
        given = block.known[name][:, : values.shape[1]]
        values[:, : given.shape[1]] = given
        past, ahead = values[:, : block.periods], values[:, block.periods :]
        assumed = np.isnan(ahead) & ~np.isnan(past).all(axis=1, keepdims=True)
        usual = np.zeros(ahead.shape) if is_switch[name] else _as_last(past, known.get(PROMOTION), horizon)
        ahead[assumed] = usual[assumed]
        known[name], missing[name] = values, assumed.sum(axis=1)
    return KnownAhead(replace(block, known=known), missing, is_switch)


def _as_last(past: np.ndarray, promoted: np.ndarray | None, horizon: int) -> np.ndarray:
    """The last value, of a promotion or of none as each period ahead is, (rows, horizon); NaN where there is none."""
    last = np.broadcast_to(_last(past)[:, None], (len(past), horizon))
    if promoted is None:
        return last
    on = np.nan_to_num(promoted) > 0
    then, ahead = on[:, : past.shape[1]], on[:, past.shape[1] :]
    own = np.where(ahead, *(_last(np.where(then == side, past, np.nan))[:, None] for side in (True, False)))
    return np.where(np.isnan(own), last, own)


def _last(past: np.ndarray) -> np.ndarray:
    """Last known value of each row, (rows,); NaN where there is none."""
    newest = past.shape[1] - 1 - (~np.isnan(past))[:, ::-1].argmax(axis=1)
    return past[np.arange(len(past)), newest]
