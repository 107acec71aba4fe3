"""Forecasts as they would have been made in the past: each from nothing but the sales before its day."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from app.db import snapshot
from app.models import Product
from forecasting.catalogue_model import CatalogueModel
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.progress import ReportProgress, within
from forecasting.settings import TrainingSettings
from forecasting.trained import Choice, NotTrained, Trained
from forecasting.training import learn_catalogue
from services.histories import event_calendar, history_service
from services.histories.sales_rows import Reader, ReadOnce
from services.training import choosing
from services.training.choosing import Served

# What all products have in common is learnt anew, and the methods of each are chosen anew, so many forecasts apart:
# rarer than every night would, for the sake of time.
LEARNT_EVERY, CHOSEN_EVERY = 8, 4
LEARNING_SHARE = 0.4
# Few enough that it is said every second or so how far the work is.
TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Then:
    """A product's history up to a day, and what the engine made of it; closed days are taken out of the forecast."""

    history: History
    trained: Trained


class Forecasts(Protocol):
    """Where forecasts of a day come from, one for each product."""

    def of(self, day: date, report_progress: ReportProgress) -> Sequence[Then | None]: ...

    def select(self, rows: np.ndarray) -> "Forecasts": ...


@dataclass
class ForecastsThen:
    """Of some products, day after day in rising order; horizon -- days of each forecast."""

    products: Sequence[Product]
    horizon: int
    _made: int = 0
    _choices: list[Choice | None] = field(default_factory=list)
    _learnt: dict[str, CatalogueModel] = field(default_factory=dict)
    # Else the same sales would be read every week.
    _read: Reader = field(default_factory=ReadOnce)

    def select(self, rows: np.ndarray) -> "ForecastsThen":
        """The same from now on, of the products at these positions."""
        products = [self.products[row] for row in rows]
        choices = [self._choices[row] for row in rows]
        return replace(self, products=products, _choices=choices)

    def of(self, day: date, report_progress: ReportProgress) -> list[Then | None]:
        """What would have been forecast in the morning of a day, one for each product; None: nothing was sold yet."""
        report_progress(0.0, "Reading sales")
        with snapshot() as session:
            histories = history_service.load_histories(session, self.products, day - timedelta(days=1), self._read)
        outcomes = self._trained(histories, report_progress)
        self._choices = [None if isinstance(own, NotTrained) else own.choice for own in outcomes]
        self._made += 1
        found = {
            product.id: (history, own)
            for product, history, own in zip(self.products, histories, outcomes, strict=True)
            if not isinstance(own, NotTrained)
        }
        still_open = self._open({key: own.forecast for key, (_, own) in found.items()})
        made = {key: Then(history, replace(own, forecast=still_open[key])) for key, (history, own) in found.items()}
        return [made.get(product.id) for product in self.products]

    def _trained(self, histories: Sequence[History], report_progress: ReportProgress) -> list[Trained | NotTrained]:
        settings = TrainingSettings(horizon=self.horizon)
        begin = 0.0
        if self._made % LEARNT_EVERY == 0:
            begin = LEARNING_SHARE
            self._learnt = learn_catalogue(histories, settings, within(report_progress, 0.0, begin))
        is_anew = self._made % CHOSEN_EVERY == 0
        choices: list[Choice | None] = [None] * len(histories) if is_anew else self._choices
        settings = replace(settings, learnt=self._learnt)
        outcomes: list[Trained | NotTrained] = []
        for first in range(0, len(histories), TOGETHER):
            part = slice(first, first + TOGETHER)
            done, then = (begin + (1 - begin) * min(1.0, at / len(histories)) for at in (first, part.stop))
            served = Served([None] * len(histories[part]), choices[part])
            outcomes += choosing.train(histories[part], served, settings, within(report_progress, done, then))
        return outcomes

    def _open(self, forecasts: dict[int, Forecast]) -> dict[int, Forecast]:
        products = {product.id: product for product in self.products}
        with snapshot() as session:
            return forecasts | event_calendar.without_closed_days(session, products, forecasts)
