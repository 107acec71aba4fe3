"""The maximum of Prophet's posterior, without an optimiser.

With θ = [k, m, β | δ] and noise s, the negative log-posterior of Prophet's Stan program is, up to constants,

    J(θ, s) = T log s + ‖y - Zθ‖² / 2s² + k²/50 + m²/50 + Σ (β_i / prior scale_i)² / 2 + Σ |δ_j| / τ + 2s²

Given s it is convex: a ridge block that a linear system eliminates, and a small lasso in δ. Given θ the best s solves
4s⁴ + Ts² - RSS = 0. The two alternate, each step downhill, until s stands still.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.prophet.lasso import lasso
from forecasting.prophet.moments import Moments

# Below this share of the largest sale noise is not distinguishable from none, and the equations lose their footing.
SIGMA_FLOOR = 1e-5
MAX_ROUNDS = 100
# While the noise still moves a rough lasso will do; each round asks for this much more, down to the last one.
ROUGHNESS = (1e-1, 1e-3, 1e-7)


@dataclass(slots=True)
class Solution:
    """ridge -- (n, q): k, m, β; delta -- (n, S); sigma -- (n,); all in Prophet's scaled units."""

    ridge: np.ndarray
    delta: np.ndarray
    sigma: np.ndarray


@dataclass(frozen=True, slots=True)
class Prior:
    """precision -- (q,): 1 / variance of each ridge coefficient; tau -- scale of the Laplace prior on trend changes"""

    precision: np.ndarray
    tau: float


def maximise(moments: Moments, prior: Prior, tolerance: float, begin: Solution | None = None) -> Solution:
    """Parameters of highest posterior for every product.

    tolerance -- relative change of the noise below which it stands still
    begin -- a solution to start from, such as that for other priors
    """
    solution = begin or _flat_line(moments)
    solution = Solution(solution.ridge.copy(), solution.delta.copy(), solution.sigma.copy())
    pending = np.arange(len(solution.sigma))
    for attempt in range(MAX_ROUNDS):
        before = Solution(*(x[pending] for x in (solution.ridge, solution.delta, solution.sigma)))
        roughness = ROUGHNESS[min(attempt, len(ROUGHNESS) - 1)]
        ridge, delta = _given_noise(moments, prior, before, roughness)
        sigma = _noise(moments, ridge, delta)
        solution.ridge[pending], solution.delta[pending], solution.sigma[pending] = ridge, delta, sigma
        moving = (np.abs(sigma - before.sigma) > tolerance * sigma) | (roughness > tolerance)
        if not moving.any():
            break
        if not moving.all():
            pending, moments = pending[moving], moments.take(moving)
    return solution


def _flat_line(moments: Moments) -> Solution:
    """No trend change, the noise that is left around the mean."""
    mean = moments.ry[:, 1] / np.maximum(moments.count, 1)
    rss = moments.yy - moments.count * mean**2
    return Solution(np.zeros_like(moments.ry), np.zeros_like(moments.dy), _noise_of(np.maximum(rss, 0), moments.count))


def _given_noise(moments: Moments, prior: Prior, before: Solution, roughness: float) -> tuple[np.ndarray, np.ndarray]:
    """θ given the noise before: eliminate k, m, β (Schur complement), solve the lasso that remains, put them back."""
    variance = before.sigma**2
    system = moments.rr.copy()
    diagonal = np.arange(len(prior.precision))
    system[:, diagonal, diagonal] += variance[:, None] * prior.precision
    solved = np.linalg.solve(system, np.concatenate([moments.rd, moments.ry[..., None]], axis=2))
    ramps, level = solved[..., :-1], solved[..., -1]
    across = moments.rd.transpose(0, 2, 1)
    remaining = moments.dd - across @ ramps
    pull = moments.dy - (across @ level[..., None])[..., 0]
    delta = lasso(remaining, pull, variance / prior.tau, before.delta, roughness)
    return level - (ramps @ delta[..., None])[..., 0], delta


def _noise(moments: Moments, ridge: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """The noise given θ, from the residual sum of squares yᵀy - 2θᵀZᵀy + θᵀZᵀZθ."""
    r, d = ridge[..., None], delta[..., None]
    pull_r = (moments.rr @ r + 2 * (moments.rd @ d))[..., 0] - 2 * moments.ry
    pull_d = (moments.dd @ d)[..., 0] - 2 * moments.dy
    rss = moments.yy + np.einsum("nq,nq->n", ridge, pull_r) + np.einsum("ns,ns->n", delta, pull_d)
    return _noise_of(np.maximum(rss, 0), moments.count)


def _noise_of(rss: np.ndarray, count: np.ndarray) -> np.ndarray:
    variance = 2 * rss / np.maximum(np.sqrt(count**2 + 16 * rss) + count, 1)
    return np.maximum(np.sqrt(variance), SIGMA_FLOOR)
