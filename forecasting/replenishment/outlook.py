"""What is expected to be asked for of many products, as the engine follows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from forecasting.forecast import LEVELS, Forecast
from forecasting.replenishment import kits
from forecasting.replenishment.kits import REPEATED_DAYS, Span, Use
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence

YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class InKits:
    """How kits take a product, and the day on which its first period begins."""

    uses: tuple[Use, ...]
    start: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """Demand ahead of many products that share a step.

    mean -- float64 (products, periods), of a year or more; what kits take included
    quantiles -- float32 (products, levels, periods), of as many periods as are followed; of what is sold alone
    dependence -- of the periods of each product
    alone_in_units -- sold in whole units only, of what is sold alone, bool (products,)
    in_kits -- of each product; (): no kit takes any of them
    numbers -- int (products,): rows of one number are one product, bought otherwise; (): each is its own
    """

    mean: np.ndarray
    quantiles: np.ndarray
    dependence: tuple[Dependence, ...]
    alone_in_units: np.ndarray
    step_days: int = 1
    in_kits: tuple[InKits, ...] = ()
    numbers: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.mean)

    @property
    def in_units(self) -> np.ndarray:
        """Products that are sold in whole units only, bool (products,)."""
        alone = self.alone_in_units
        return alone & [kits.whole(own.uses) for own in self.in_kits] if self.in_kits else alone

    @classmethod
    def of(
        cls, forecasts: Sequence[Forecast], dependence: Sequence[Dependence], skipped: Sequence[int], periods: int
    ) -> "Outlook":
        """So many periods of each forecast, without those at its start that have passed; all of one step."""
        step_days = forecasts[0].step_days if forecasts else 1
        year = max(periods, YEAR_DAYS // step_days)
        mean = np.empty((len(forecasts), year))
        quantiles = np.empty((len(forecasts), len(LEVELS), periods), dtype=np.float32)
        for row, (forecast, passed) in enumerate(zip(forecasts, skipped, strict=True)):
            column = kits.columns(len(forecast), passed, year, REPEATED_DAYS // step_days)
            mean[row], quantiles[row] = forecast.mean[column], forecast.quantiles[:, column[:periods]]
        alone = np.array([forecast.in_units for forecast in forecasts], dtype=bool)
        return cls(mean, quantiles, tuple(paths.rounded(own) for own in dependence), alone, step_days)

    def taken_by(self, in_kits: Sequence[InKits]) -> "Outlook":
        """The same products, of which kits take some as well."""
        if not any(own.uses for own in in_kits):
            return self
        mean = self.mean.copy()
        for row, own in enumerate(in_kits):
            mean[row] += kits.expected(own.uses, Span(own.start, mean.shape[1], self.step_days))
        return replace(self, mean=mean, in_kits=tuple(in_kits))

    def drawn(self, periods: int) -> list[tuple[int, np.ndarray]]:
        """What kits take on every path, float32 (periods, PATHS), with the position of its product."""
        taken = [(row, own) for row, own in enumerate(self.in_kits) if own.uses]
        return [(row, kits.drawn(own.uses, Span(own.start, periods, self.step_days))) for row, own in taken]

    def select(self, rows: np.ndarray) -> "Outlook":
        """The products at these positions."""
        dependence = tuple(self.dependence[row] for row in rows)
        in_kits = tuple(self.in_kits[row] for row in rows) if self.in_kits else ()
        numbers = tuple(self.numbers[row] for row in rows) if self.numbers else ()
        own = self.mean[rows], self.quantiles[rows], dependence, self.alone_in_units[rows]
        return Outlook(*own, self.step_days, in_kits, numbers)
