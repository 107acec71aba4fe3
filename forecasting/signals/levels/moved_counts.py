"""Evidence that slow sellers have moved to another level: so many units, where so many were usual.

Their weeks tell too little one by one, and the largest of many moves by chance is large. So the last periods are taken
together, and beside how the product's own earlier spans of the same length moved.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from forecasting.block import Block
from forecasting.metrics import mean_known, zero_where_unknown

# What was sold before is known from so many days, and how it scatters from a year of them; from the year as well where
# fewer units than these were sold in those days.
BASE_DAYS, FEWEST_OF_BASE = 112, 20.0
# An earlier span was another level by itself, not by chance, from so many standard errors on; a new one is beyond the
# largest of these by this factor, and beyond what was usual by the second.
OTHER, BEYOND, LEAST = 3.0, 1.15, 1.5
# A move is believed by the share that lasting ones, of this deviation of logarithms, have in it beside its error.
LASTING = 0.7


@dataclass(frozen=True, slots=True)
class _Counts:
    """Units and known periods of spans and of what came before each, (rows, spans), the last span first."""

    sold: np.ndarray
    known: np.ndarray
    sold_before: np.ndarray
    known_before: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray, length: int, before: int, most: int | None = None, step: int = 0) -> "_Counts":
        """most -- spans at most; None: as many as there are; step -- from one to the next; 0: none overlap"""
        ends = np.arange(values.shape[1], length + before - 1, -(step or length))[:most]
        sold, known = (
            np.concatenate([np.zeros((len(values), 1)), np.cumsum(one, axis=1)], axis=1)
            for one in (zero_where_unknown(values), ~np.isnan(values))
        )
        begins, firsts = ends - length, ends - length - before
        return cls(
            *(one[:, ends] - one[:, begins] for one in (sold, known)),
            *(one[:, begins] - one[:, firsts] for one in (sold, known)),
        )

    def select(self, rows: np.ndarray) -> "_Counts":
        return _Counts(self.sold[rows], self.known[rows], self.sold_before[rows], self.known_before[rows])

    def errors(self) -> np.ndarray:
        """Signed root of the likelihood ratio of two rates against one: standard errors of a count, (rows, spans)."""
        both = (self.sold + self.sold_before) / np.maximum(self.known + self.known_before, 1.0)
        gain = sum(
            xlogy(sold, sold / np.maximum(known * both, 1e-12))
            for sold, known in ((self.sold, self.known), (self.sold_before, self.known_before))
        )
        up = np.sign(self.sold * self.known_before - self.sold_before * self.known)
        return np.asarray(up * np.sqrt(np.maximum(2 * gain, 0.0)))

    def moves(self) -> np.ndarray:
        """Logarithms of the rate as a share of the one before, (rows, spans)."""
        share = self.known / np.maximum(self.known_before, 1.0)
        return np.log((self.sold + 0.5) / (self.sold_before * share + 0.5))

    def believed(self, scatter: np.ndarray) -> np.ndarray:
        """The share of each move that is not the error of counts which scatter so much, (rows, spans)."""
        error = scatter[:, None] * (1 / (self.sold + 0.5) + 1 / (self.sold_before + 0.5))
        return LASTING**2 / (LASTING**2 + error)


def clearness(
    block: Block, length: int, doubtful: float, least: float = LEAST, overlapping: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Standard errors by which the last periods sold otherwise than the product's own past lets expect, and what is
    believed of their move, in logarithms, (products,) each; 0 where these are fewer than `doubtful`, or where it moved
    as far before, or by less than the factor `least`.

    overlapping -- earlier spans begin every so manieth part of one
    """
    base, clear, move = BASE_DAYS // block.step_days, np.zeros(len(block)), np.zeros(len(block))
    rare = _shown_by_a_year(block, length)
    for rows, before in ((np.flatnonzero(~rare), base), (np.flatnonzero(rare), block.year_length)):
        if len(rows) and block.periods >= length + before:
            clear[rows], move[rows] = _beside(block.select(rows), length, before, (doubtful, least, overlapping))
    return np.where(clear > doubtful, clear, 0.0), move


def _shown_by_a_year(block: Block, length: int) -> np.ndarray:
    """Who sold too little in the days before these last ones, and was sold for a year, bool (products,)."""
    before = block.values[:, : max(block.periods - length, 0)]
    sold = np.nansum(before[:, -BASE_DAYS // block.step_days :], axis=1)
    return (sold < FEWEST_OF_BASE) & (block.periods - length - block.first_sales >= block.year_length)


def _beside(block: Block, length: int, base: int, bounds: tuple[float, float, int]) -> tuple[np.ndarray, np.ndarray]:
    """The same beside a base of so many periods."""
    doubtful, least, overlapping = bounds
    clear, move = np.zeros(len(block)), np.zeros(len(block))
    whole = _Counts.of(block.values[:, -length - base :], length, base, 1)
    seen = (2 * whole.known > length) & (2 * whole.known_before > base) & (whole.sold > 0)
    suspect = seen & (np.abs(whole.errors()) > doubtful) & (np.abs(whole.moves()) > np.log(least))
    rows = np.flatnonzero(suspect[:, 0])
    values, own = block.values[rows], whole.select(rows)
    scatter, errors = _beside_scatter(values[:, -length - block.year_length :], length, base)
    far = own.moves()[:, 0]
    spread, farthest = _own_past(values[:, :-length], length, base, (scatter, far, overlapping))
    clear[rows] = np.where(np.abs(far) > farthest, np.abs(errors) / spread, 0.0)
    move[rows] = own.believed(scatter)[:, 0] * far
    return clear, move


def _beside_scatter(values: np.ndarray, length: int, base: int) -> tuple[np.ndarray, np.ndarray]:
    """Scatter of the year before the last span, or of late where that is more, and standard errors of that span beside
    it, (rows,) each."""
    year = values[:, :-length]
    # A few great days are no level: none counts for more than the greatest one before.
    greatest = np.nan_to_num(year).max(axis=1, keepdims=True, initial=0.0)
    cut = np.concatenate([year, np.minimum(values[:, -length:], greatest)], axis=1)
    # Who sells in packs since some weeks scatters as packs do, whatever single units did before.
    scatter = np.maximum(dispersion(year), dispersion(cut[:, -length - base : -length], cut[:, -length:]))
    return scatter, _Counts.of(cut, length, base, 1).errors()[:, 0] / np.sqrt(scatter)


def move(before: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logarithms of the rate of the one span as a share of the other's, and their error (variance), (rows,) each."""
    (sold_before, days_before), (sold, days) = (
        (np.nansum(one, axis=1), np.maximum((~np.isnan(one)).sum(axis=1), 1)) for one in (before, now)
    )
    moves = np.log((sold + 0.5) / (sold_before * days / days_before + 0.5))
    return moves, dispersion(before, now) * (1 / (sold + 0.5) + 1 / (sold_before + 0.5))


def dispersion(*spans: np.ndarray) -> np.ndarray:
    """Variance of a period as a share of its mean, (rows,), at least a count's: some sell in large orders.

    spans -- each around its own mean
    """
    squares = sum(np.nansum((own - np.nan_to_num(mean_known(own))[:, None]) ** 2, axis=1) for own in spans)
    sold = sum(np.nansum(own, axis=1) for own in spans)
    return np.maximum(np.divide(squares, sold, out=np.ones(len(sold)), where=sold > 0), 1.0)


def _own_past(
    values: np.ndarray, length: int, base: int, now: tuple[np.ndarray, np.ndarray, int]
) -> tuple[np.ndarray, np.ndarray]:
    """How much farther than by chance earlier spans went, a factor of at least 1, and the farthest one that was another
    level in the direction of the move, with a margin, (rows,) each.

    now -- scatter and move of the last span, (rows,) each, and how earlier ones overlap
    """
    scatter, move, overlapping = now
    before = _Counts.of(values, length, base, step=max(length // overlapping, 1))
    enough = (2 * before.known > length) & (2 * before.known_before > base)
    errors = np.where(enough, before.errors() / np.sqrt(scatter)[:, None], 0.0)
    spread = np.sqrt(np.maximum((errors**2).sum(axis=1) / np.maximum(enough.sum(axis=1), 1), 1.0))
    alike = np.where(errors * np.sign(move)[:, None] > OTHER, np.abs(before.moves()), 0.0).max(axis=1, initial=0.0)
    return spread, np.where(alike > 0, alike + np.log(BEYOND), 0.0)
