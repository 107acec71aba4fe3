"""Many small lassos at once: minimise ½ δᵀCδ - dᵀδ + λ‖δ‖₁ for every product of a block.

Neighbouring ramps are almost collinear, which coordinate descent alone (Friedman, Hastie & Tibshirani 2010) pays for
with thousands of sweeps. Here a few sweeps find the active set and a Newton step solves it, as far as no sign changes
(feature-sign search, Lee et al. 2007). Both only ever go downhill.
"""

import numpy as np

SWEEPS = 4
MAX_ROUNDS = 200
# Relative to the largest entry of C: what rounding leaves of a gradient, and what keeps a Newton system regular.
ROUNDING = 1e-13


def lasso(c: np.ndarray, d: np.ndarray, penalty: np.ndarray, delta: np.ndarray, tolerance: float = 1e-9) -> np.ndarray:
    """Minimisers, float64 (n, S).

    c -- (n, S, S), positive semi-definite; d -- (n, S); penalty -- (n,), positive
    delta -- (n, S), where to begin
    tolerance -- largest violation of the subgradient conditions that is left, relative to the penalty
    """
    result, pending = delta.copy(), np.arange(len(delta))
    noise = ROUNDING * np.einsum("njj->nj", c).max(axis=1)
    x, gradient = result.copy(), d - _times(c, result)
    for _ in range(MAX_ROUNDS):
        _sweep(c, x, gradient, penalty)
        x = _newton(c, d, penalty, x, noise)
        gradient = d - _times(c, x)
        open_ = _violation(x, gradient, penalty) > tolerance * penalty + noise
        result[pending] = x
        if not open_.any():
            break
        if not open_.all():
            pending, c, d, penalty, noise = pending[open_], c[open_], d[open_], penalty[open_], noise[open_]
            x, gradient = x[open_], gradient[open_]
    return result


def _times(c: np.ndarray, x: np.ndarray) -> np.ndarray:
    return (c @ x[..., None])[..., 0]


def _sweep(c: np.ndarray, x: np.ndarray, gradient: np.ndarray, penalty: np.ndarray) -> None:
    """Coordinate descent in place; `gradient` is d - Cx throughout."""
    for _ in range(SWEEPS):
        for j in range(x.shape[1]):
            curvature = c[:, j, j]
            target = gradient[:, j] + curvature * x[:, j]
            shrunk = np.sign(target) * np.maximum(np.abs(target) - penalty, 0)
            step = np.divide(shrunk, curvature, out=np.zeros_like(shrunk), where=curvature > 0) - x[:, j]
            x[:, j] += step
            gradient -= c[:, j] * step[:, None]


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
