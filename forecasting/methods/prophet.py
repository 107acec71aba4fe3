"""Prophet for a block of products: the same model as the library's, fitted by linear algebra."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from forecasting.prophet.block import fit_together
from forecasting.prophet.fits import Parameters, ProphetFits
from forecasting.prophet.regressors import Standard
from forecasting.prophet.settings import Priors, ProphetSettings

if TYPE_CHECKING:
    from forecasting.prophet import stan

__all__ = ["Priors", "ProphetFits", "ProphetSettings", "fit_block", "fit_grid"]

# Working memory grows with the products solved together; beyond a thousand there is nothing to gain.
PRODUCTS_AT_ONCE = 1024

Arrays = TypeVar("Arrays", Parameters, Standard)


def fit_block(values: np.ndarray, start: date, settings: ProphetSettings) -> "ProphetFits | stan.StanFits":
    """Fit Prophet to every product of a block.

    values -- float64 (n, periods) on one calendar that starts at `start`; NaN where demand is unknown: before the first
              sale, out of stock, closed

    Where Prophet refuses or does not fit, a product is continued: a constant as it is, one observation as a constant,
    none as 0. Settings that only the library can fit (logistic growth, multiplicative, MCMC) need backend "stan".
    """
    if settings.backend == "stan":
        # Costs 2.5 s and 120 MB, which a process pays only if it asks for the library.
        from forecasting.prophet import stan

        return stan.fit_block(values, start, settings)
    return fit_grid(values, start, settings, [settings.priors])[0]


def fit_grid(values: np.ndarray, start: date, settings: ProphetSettings, priors: Sequence[Priors]) -> list[ProphetFits]:
    """The block under several priors, one ProphetFits each; what the sales say is gathered once for all of them."""
    parts = [fit_together(values[rows], start, own, priors) for rows, own in _parts(len(values), settings)]
    return [_joined(same, settings) for same in zip(*parts, strict=True)]


def _parts(n_products: int, settings: ProphetSettings) -> Iterator[tuple[slice, ProphetSettings]]:
    for begin in range(0, max(n_products, 1), PRODUCTS_AT_ONCE):
        rows = slice(begin, begin + PRODUCTS_AT_ONCE)
        known = None if settings.known is None else settings.known[rows]
        yield rows, replace(settings, known=known)


def _joined(parts: Sequence[ProphetFits], settings: ProphetSettings) -> ProphetFits:
    return replace(
        parts[0],
        settings=replace(parts[0].settings, known=settings.known),
        standard=_concatenated([part.standard for part in parts]),
        parameters=_concatenated([part.parameters for part in parts]),
    )


def _concatenated(parts: Sequence[Arrays]) -> Arrays:
    kind = type(parts[0])
    return kind(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(kind)))
