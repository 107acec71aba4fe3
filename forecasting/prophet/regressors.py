from dataclasses import dataclass

import numpy as np

from forecasting.prophet.settings import ProphetSettings


@dataclass(frozen=True, slots=True)
class Standard:
    """How Prophet standardises regressors: all float64 (n, r). Unknown values count as `usual`, their mean."""

    usual: np.ndarray
    mean: np.ndarray
    std: np.ndarray

    def apply(self, settings: ProphetSettings, first: int, stop: int) -> np.ndarray:
        """Regressors of the periods first..stop-1, float64 (n, r, stop - first)."""
        n, r = self.mean.shape
        window = np.full((n, r, stop - first), np.nan)
        if settings.known is not None:
            given = settings.known[:, first:stop].transpose(0, 2, 1)
            window[..., : given.shape[2]] = given
        filled = np.where(np.isnan(window), self.usual[..., None], window)
        return (filled - self.mean[..., None]) / self.std[..., None]


def standard(settings: ProphetSettings, observed: np.ndarray) -> Standard:
    """Prophet's rule (`Prophet.initialize_scales`): columns of one value or of 0 and 1 only stay as they are.

    observed -- bool (n, T), the periods that count
    """
    if settings.known is None:
        none = np.zeros((len(observed), 0))
        return Standard(none, none, none)
    known = settings.known[:, : observed.shape[1]].transpose(0, 2, 1)
    counts = observed[:, None, :] & ~np.isnan(known)
    usual = _mean(known, counts)
    known = np.where(np.isnan(known), usual[..., None], known)
    seen = np.broadcast_to(observed[:, None, :], known.shape)
    mean, size = _mean(known, seen), observed.sum(axis=1)[:, None]
    spread = np.sqrt(np.where(seen, (known - mean[..., None]) ** 2, 0).sum(axis=2) / np.maximum(size - 1, 1))
    binary = np.where(seen, (known == 0) | (known == 1), True).all(axis=2)
    lowest = np.where(seen, known, np.inf).min(axis=2, initial=np.inf)
    highest = np.where(seen, known, -np.inf).max(axis=2, initial=-np.inf)
    as_is = binary | (lowest >= highest)
    return Standard(usual, np.where(as_is, 0.0, mean), np.where(as_is, 1.0, spread))


def _mean(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    return np.where(counts, values, 0).sum(axis=2) / np.maximum(counts.sum(axis=2), 1)
