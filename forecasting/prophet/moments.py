"""What a block of sales says about the model: the Gram matrix ZᵀZ and Zᵀy of every product.

Z = [t, 1, ramps (t - s_j)₊, calendar features, regressors]. Everything but the regressors is shared by the block, so
the sums are taken once over calendar tables: per product only over its segments between two changepoints, whose
running sums from the end are the sums over each ramp. Days to leave out are simply not in the segments.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.sparse import csr_array

from forecasting.prophet.design import Design

# Of so few a matrix product each is faster than one table for all.
FEW_STRETCHES = 20


@dataclass(frozen=True, slots=True)
class Moments:
    """Sufficient statistics of a block. S ramps; q ridge columns: t, 1, calendar features, regressors.

    count -- (n,); yy -- (n,): yᵀy
    rr -- (n, q, q); rd -- (n, q, S); dd -- (n, S, S): blocks of ZᵀZ (ridge, ramps)
    ry -- (n, q); dy -- (n, S): blocks of Zᵀy
    """

    count: np.ndarray
    yy: np.ndarray
    rr: np.ndarray
    rd: np.ndarray
    dd: np.ndarray
    ry: np.ndarray
    dy: np.ndarray

    def take(self, products: np.ndarray) -> "Moments":
        return Moments(*(getattr(self, field.name)[products] for field in fields(self)))

    def without(self, unused: np.ndarray) -> "Moments":
        """The same with ridge columns switched off, bool (n, q): a column that is never there has no effect."""
        keep = (~unused).astype(float)
        rr = self.rr * keep[:, :, None] * keep[:, None, :]
        return replace(self, rr=rr, rd=self.rd * keep[:, :, None], ry=self.ry * keep)


def moments(design: Design, scaled: np.ndarray, features: np.ndarray, known: np.ndarray) -> Moments:
    """Sufficient statistics of a block.

    scaled   -- float64 (n, T): sales over their absolute maximum, 0 where not observed
    features -- float64 (T, f): shared calendar columns
    known    -- float64 (n, r, T): standardised regressors, 0 where not observed
    """
    sums = _SegmentSums(design)
    ramp = (design.changepoints - design.first[:, None]) / design.span[:, None]
    one, t, tt = sums.of_powers()
    y, ty = sums.of_values(scaled)
    regressors = [sums.of_values(known[:, r]) for r in range(known.shape[1])]
    plain = np.concatenate([np.stack([t, one], 2), sums.of(features), *(x[..., None] for x, _ in regressors)], 2)
    timed = np.concatenate([np.stack([tt, t], 2), sums.of_t(features), *(tx[..., None] for _, tx in regressors)], 2)
    known_y = np.einsum("nrt,nt->nr", known, scaled)
    return Moments(
        count=design.count.astype(float),
        yy=np.einsum("nt,nt->n", scaled, scaled),
        rr=_ridge_block(plain[:, 0], timed[:, 0], _feature_block(design, features, known)),
        rd=(timed[:, 1:] - ramp[..., None] * plain[:, 1:]).transpose(0, 2, 1),
        dd=_ramp_block(ramp, one[:, 1:], t[:, 1:], tt[:, 1:]),
        ry=np.concatenate([ty[:, :1], y[:, :1], scaled @ features, known_y], axis=1),
        dy=ty[:, 1:] - ramp * y[:, 1:],
    )


class _SegmentSums:
    """Sums over the observations from each changepoint on, shape (n, S + 1, ...); the first is over all of them."""

    def __init__(self, design: Design) -> None:
        n, self._segments = len(design.count), design.cuts.shape[1] + 1
        self._rows, self._periods = np.nonzero(design.observed)
        ends = np.cumsum(design.count)
        edges = np.concatenate([np.zeros((n, 1), int), design.cuts], axis=1) + (ends - design.count)[:, None]
        self._edges = np.append(edges.ravel(), ends[-1] if n else 0)
        self._shape = (n * self._segments, design.observed.shape[1])
        self._t = (self._periods - design.first[self._rows]) / design.span[self._rows]
        self._counting, self._timing = self._matrix(np.ones(len(self._t))), self._matrix(self._t)
        self._all = np.ones((design.observed.shape[1], 1))

    def _matrix(self, weights: np.ndarray) -> csr_array:
        return csr_array((weights, self._periods, self._edges), shape=self._shape)

    def _from_the_end(self, per_segment: np.ndarray) -> np.ndarray:
        blocks = per_segment.reshape(self._shape[0] // self._segments, self._segments, per_segment.shape[1])
        return np.ascontiguousarray(blocks[:, ::-1].cumsum(axis=1)[:, ::-1])

    def of(self, table: np.ndarray) -> np.ndarray:
        return self._from_the_end(self._counting @ table)

    def of_t(self, table: np.ndarray) -> np.ndarray:
        return self._from_the_end(self._timing @ table)

    def of_powers(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Sums of 1, t and t²."""
        counts = np.diff(self._edges).astype(float)[:, None]
        weighted = (self._timing @ self._all, self._matrix(self._t * self._t) @ self._all)
        ones, t, tt = (self._from_the_end(sums)[..., 0] for sums in (counts, *weighted))
        return ones, t, tt

    def of_values(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sums of values (n, T) and of t times the values."""
        observed = values[self._rows, self._periods]
        weighted = (self._matrix(observed), self._matrix(observed * self._t))
        y, ty = (self._from_the_end(m @ self._all)[..., 0] for m in weighted)
        return y, ty


def _ridge_block(plain: np.ndarray, timed: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Gram matrix (n, q, q) of [t, 1, features]; its first two rows are sums already at hand."""
    block = np.empty((*plain.shape, plain.shape[1]))
    block[:, 0], block[:, 1] = timed, plain
    block[:, :, 0], block[:, :, 1] = timed, plain
    block[:, 2:, 2:] = features
    return block


def _feature_block(design: Design, features: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Gram matrix (n, f + r, f + r) of calendar features and regressors."""
    f, r = features.shape[1], known.shape[1]
    block = np.empty((len(known), f + r, f + r))
    block[:, :f, :f] = _calendar_block(design, features)
    if r:
        cross = known @ features
        block[:, f:, :f], block[:, :f, f:] = cross, cross.transpose(0, 2, 1)
        block[:, f:, f:] = known @ known.transpose(0, 2, 1)
    return block


def _calendar_block(design: Design, features: np.ndarray) -> np.ndarray:
    """Gram matrix (n, f, f) of calendar features."""
    stretches, members = np.unique(np.stack([design.first, design.last]), axis=1, return_inverse=True)
    without_gaps = (design.last + 1 - design.first == design.count).all()
    if without_gaps and 0 < stretches.shape[1] <= FEW_STRETCHES:
        grams = [features[first : last + 1].T @ features[first : last + 1] for first, last in stretches.T]
        return np.stack(grams)[members.ravel()]
    upper = np.triu_indices(features.shape[1])
    pairs = _sums_over_days(design, features[:, upper[0]] * features[:, upper[1]])
    block = np.empty((len(pairs), features.shape[1], features.shape[1]))
    block[:, upper[0], upper[1]] = pairs
    block[:, upper[1], upper[0]] = pairs
    return block


def _sums_over_days(design: Design, table: np.ndarray) -> np.ndarray:
    """Sums of a calendar table (T, c) over each product's observed days, (n, c).

    Running sums give them from first to last day; the days that are missing in between are taken off again.
    """
    running = np.concatenate([np.zeros((1, table.shape[1])), table.cumsum(axis=0)])
    end = np.where(design.count > 0, design.last + 1, design.first)
    sums = running[end] - running[design.first]
    gaps = np.flatnonzero(end - design.first > design.count)
    periods = np.arange(len(table))
    inside = (periods >= design.first[gaps, None]) & (periods < end[gaps, None])
    sums[gaps] -= (inside & ~design.observed[gaps]).astype(float) @ table
    return sums


def _ramp_block(ramp: np.ndarray, one: np.ndarray, t: np.ndarray, tt: np.ndarray) -> np.ndarray:
    """Σ (t - s_j)₊ (t - s_k)₊: both ramps are up after the later changepoint."""
    later = np.maximum.outer(np.arange(ramp.shape[1]), np.arange(ramp.shape[1]))
    s_j, s_k = ramp[:, :, None], ramp[:, None, :]
    return tt[:, later] - (s_j + s_k) * t[:, later] + s_j * s_k * one[:, later]
