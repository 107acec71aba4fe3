"""Many small lassos at once: minimise ½ δᵀCδ - dᵀδ + λ‖δ‖₁ for every product of a block.

Neighbouring ramps are almost collinear, which coordinate descent alone (Friedman, Hastie & Tibshirani 2010) pays for
with thousands of sweeps. Here a few sweeps find the active set and a Newton step solves it, as far as no sign changes
(feature-sign search, Lee et al. 2007). Both only ever go downhill.
"""

import numpy as np

SWEEPS = 6
MAX_ROUNDS = 200
# Relative to the largest entry of C: what rounding leaves of a gradient, and what keeps a Newton system regular.
ROUNDING = 1e-13


def lasso(c: np.ndarray, d: np.ndarray, penalty: np.ndarray, delta: np.ndarray, tolerance: float = 1e-7) -> np.ndarray:
    """Minimisers, float64 (n, S).

    c -- (n, S, S), positive semi-definite; d -- (n, S); penalty -- (n,), positive
    delta -- (n, S), where to begin
    tolerance -- largest violation of the subgradient conditions that is left, relative to the penalty
    """
    result, pending = delta.copy(), np.arange(len(delta))
    noise = ROUNDING * np.einsum("njj->nj", c).max(axis=1)
    x = delta
    for _ in range(MAX_ROUNDS):
        x = _newton(c, d, penalty, _swept(c, d, penalty, x), noise)
        result[pending] = x
        open_ = _violation(x, d - _times(c, x), penalty) > tolerance * penalty + noise
        if not open_.any():
            break
        if not open_.all():
            pending, c, d, penalty, noise = pending[open_], c[open_], d[open_], penalty[open_], noise[open_]
        x = x[open_]
    return result


def _times(c: np.ndarray, x: np.ndarray) -> np.ndarray:
    return (c @ x[..., None])[..., 0]


def _swept(c: np.ndarray, d: np.ndarray, penalty: np.ndarray, x: np.ndarray) -> np.ndarray:
    """A few sweeps of coordinate descent, all products abreast: they lie along the last axis."""
    across, x = np.ascontiguousarray(c.transpose(1, 2, 0)), np.ascontiguousarray(x.T)
    gradient = (d - _times(c, x.T)).T.copy()
    curvature = np.einsum("jjn->jn", across)
    inverse = np.divide(1.0, curvature, out=np.zeros_like(x), where=curvature > 0)
    for _ in range(SWEEPS):
        for j in range(len(x)):
            target = gradient[j] + curvature[j] * x[j]
            step = (target - np.clip(target, -penalty, penalty)) * inverse[j] - x[j]
            x[j] += step
            gradient -= across[j] * step
    return x.T.copy()


def _newton(c: np.ndarray, d: np.ndarray, penalty: np.ndarray, x: np.ndarray, jitter: np.ndarray) -> np.ndarray:
    """Solve on the active set with its signs held; stop where the first of them would change."""
    active, diagonal = x != 0, np.arange(x.shape[1])
    system = c * (active[:, :, None] & active[:, None, :])
    system[:, diagonal, diagonal] += np.where(active, jitter[:, None], 1.0)
    right = np.where(active, d - penalty[:, None] * np.sign(x), 0.0)
    step = np.linalg.solve(system, right[..., None])[..., 0] - x
    crossing = active & (x * (x + step) < 0)
    reach = np.divide(-x, step, out=np.ones_like(x), where=crossing)
    shortest = reach.min(axis=1, keepdims=True)
    return np.where(crossing & (reach <= shortest), 0.0, x + shortest * step)


def _violation(x: np.ndarray, gradient: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """Largest breach of the subgradient conditions per product, (n,)."""
    at_rest = np.maximum(np.abs(gradient) - penalty[:, None], 0)
    return np.where(x == 0, at_rest, np.abs(gradient - penalty[:, None] * np.sign(x))).max(axis=1)
