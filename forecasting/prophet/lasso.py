"""Many small lassos at once: minimise ½ δᵀCδ - dᵀδ + λ‖δ‖₁ for every product of a block.

Neighbouring ramps are almost collinear, which coordinate descent alone (Friedman, Hastie & Tibshirani 2010) pays for
with thousands of sweeps. Here a few sweeps guess the active set and feature-sign search (Lee, Battle, Raina & Ng 2007)
finishes it: solve for the active coordinates with their signs held, drop the first that would change sign on the way,
and once none does admit the one that pulls hardest. It only goes downhill and ends after finitely many steps.
"""

import numpy as np

SWEEPS = 4
MAX_STEPS = 500
# Relative to the largest entry of C: what rounding leaves of a gradient, and what keeps a linear system regular.
ROUNDING = 1e-13


def lasso(c: np.ndarray, d: np.ndarray, penalty: np.ndarray, delta: np.ndarray, tolerance: float = 1e-7) -> np.ndarray:
    """Minimisers, float64 (n, S).

    c -- (n, S, S), positive semi-definite; d -- (n, S); penalty -- (n,), positive
    delta -- (n, S), where to begin
    tolerance -- largest violation of the subgradient conditions that is left, relative to the penalty
    """
    x, noise = _swept(c, d, penalty, delta), ROUNDING * np.einsum("njj->nj", c).max(axis=1)
    result, pending, signs = x.copy(), np.arange(len(x)), np.sign(x)
    for _ in range(MAX_STEPS):
        x, signs, settled = _step(c, d - penalty[:, None] * signs, x, signs, noise)
        result[pending] = x
        pull = np.where(signs == 0, d - _times(c, x), 0.0)
        open_ = ~settled | (np.abs(pull).max(axis=1) > (1 + tolerance) * penalty + noise)
        if not open_.any():
            break
        signs = _admitting(signs, pull, settled & open_)
        if not open_.all():
            pending, c, d, penalty, noise = pending[open_], c[open_], d[open_], penalty[open_], noise[open_]
            x, signs = x[open_], signs[open_]
    return result


def _times(c: np.ndarray, x: np.ndarray) -> np.ndarray:
    return (c @ x[..., None])[..., 0]


def _swept(c: np.ndarray, d: np.ndarray, penalty: np.ndarray, x: np.ndarray) -> np.ndarray:
    """A few sweeps of coordinate descent, all products abreast: they lie along the last axis."""
    across, gradient, x = c.transpose(1, 2, 0).copy(), (d - _times(c, x)).T.copy(), x.T.copy()
    curvature = np.einsum("jjn->jn", across)
    inverse = np.divide(1.0, curvature, out=np.zeros_like(x), where=curvature > 0)
    for _ in range(SWEEPS):
        for j in range(len(x)):
            target = gradient[j] + curvature[j] * x[j]
            step = (target - np.clip(target, -penalty, penalty)) * inverse[j] - x[j]
            x[j] += step
            gradient -= across[j] * step
    return x.T.copy()


def _step(
    c: np.ndarray, right: np.ndarray, x: np.ndarray, signs: np.ndarray, jitter: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Towards the solution of C x = right on the active coordinates, as far as no sign changes.

    Returns x, signs and whether the solution was reached, (n,).
    """
    active, diagonal = signs != 0, np.arange(x.shape[1])
    system = c * (active[:, :, None] & active[:, None, :])
    system[:, diagonal, diagonal] += np.where(active, jitter[:, None], 1.0)
    way = np.linalg.solve(system, np.where(active, right, 0.0)[..., None])[..., 0] - x
    crossing = active & (signs * (x + way) < 0)
    reach = np.divide(-x, way, out=np.ones_like(x), where=crossing)
    shortest = reach.min(axis=1, keepdims=True)
    dropped = crossing & (reach <= shortest)
    moved = np.where(dropped, 0.0, x + shortest * way)
    return moved, np.where(dropped, 0.0, signs), ~crossing.any(axis=1)


def _admitting(signs: np.ndarray, pull: np.ndarray, products: np.ndarray) -> np.ndarray:
    """Signs with, for these products, the resting coordinate that is pulled hardest made active."""
    rows = np.flatnonzero(products)
    hardest = np.abs(pull[rows]).argmax(axis=1)
    signs[rows, hardest] = np.sign(pull[rows, hardest])
    return signs
