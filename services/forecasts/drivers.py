"""What drives the sales of a product: its trend, its week, its year, as Prophet's model of it tells them apart."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from forecasting.prophet.components import YEAR_DAYS, components
from forecasting.prophet.reading import read_document
from services.forecasts import model_service


@dataclass(frozen=True, slots=True)
class Drivers:
    """days -- of the trend; trend -- units a day; week, year -- factors around 1, from Monday, from 1 January

    week and year are None where the history is too short for them.
    """

    days: list[date]
    trend: list[float]
    week: list[float] | None
    year: list[float] | None

    @property
    def growth(self) -> float | None:
        """Change of the trend over the last year of it, as a fraction; None from nothing, and where no year is told
        apart: the trend of a single season rises and falls with it."""
        if self.year is None or len(self.trend) <= YEAR_DAYS or self.trend[-YEAR_DAYS - 1] <= 0:
            return None
        return self.trend[-1] / self.trend[-YEAR_DAYS - 1] - 1


def drivers(sku: str) -> Drivers:
    """Raises NotFound for a product without a model, or with too little history for one of Prophet's."""
    champion = model_service.get_champion(sku)
    last = date.fromisoformat(champion["history_end"])
    first = date.fromisoformat(champion["history_start"] or champion["history_end"])
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    found = components(read_document(model_service.prophet_document(sku)), days)
    week, year = (None if part is None else np.round(part, 4).tolist() for part in (found.week, found.year))
    known = [first + timedelta(days=age) for age in range(len(days))]
    return Drivers(known, np.round(found.trend, 3).tolist(), week, year)
