"""Orders as Stockcast would have advised them, from forecasts of their time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from sqlalchemy.orm import Session

from forecasting.forecast import Forecast
from forecasting.progress import ReportProgress, within
from forecasting.replenishment import kits, ordering
from forecasting.replenishment.demand import YEAR_DAYS, Outlook
from forecasting.replenishment.kits import REPEATED_DAYS
from forecasting.replenishment.simulation import Shelf, Trade
from forecasting.replenishment.terms import Stock
from services.forecasts import publishing
from services.forecasts.forecast_service import Served
from services.replays.forecasts_then import Forecasts, Then
from services.replays.shop_past import ShopPast
from services.replenishment import order_case, sourcing
from services.replenishment.order_case import Case

FORECAST_EVERY = 7
# Few enough that it is said every second how far the work is, and that a cancelled one stops.
TOGETHER = 64


def first_cases(session: Session, past: ShopPast, made: Sequence[Then | None]) -> list[Case | None]:
    """The terms of each product, of its first supplier, as they are today; None: it has no forecast."""
    served = {
        product.id: Served(publishing.unpublished(own.history, own.trained), own.trained.forecast, own.trained.forecast)
        for product, own in zip(past.products, made, strict=True)
        if own
    }
    found: dict[int, Case] = {}
    for case in order_case.of(session, past.products, served):
        known = found.get(case.product_id)
        if known is None or case.offer.priority < known.offer.priority:
            found[case.product_id] = replace(case, arrivals=(), on_hand=0.0)
    return [found.get(product.id) for product in past.products]


@dataclass
class AdvisedOrders:
    """A `simulation.Buyer`, that forecasts anew every week; one case for each product.

    report_progress -- of all days; expected -- units that were forecast for the days that are run, (products,)
    """

    past: ShopPast
    cases: list[Case]
    trade: Trade
    forecasts: Forecasts
    report_progress: ReportProgress
    expected: np.ndarray = field(init=False)
    _forecast_on: int = 0

    def __post_init__(self) -> None:
        self.expected = np.zeros(len(self.cases))
        self._count_on(0)

    def opening(self) -> np.ndarray:
        """What it would want to have on the first day: enough until the order after this one comes, (products,)."""
        products, days = len(self.cases), self.trade.days
        nothing = Shelf(np.zeros((products, 1)), np.zeros((products, days)), np.zeros(products))
        return self._ordered(np.arange(products), 0, nothing, is_there=True)

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        while day >= self._forecast_on + FORECAST_EVERY:
            self._forecast(self._forecast_on + FORECAST_EVERY)
        return self._ordered(np.flatnonzero(self.trade.orders[:, day]), day, shelf)

    def _ordered(self, due: np.ndarray, day: int, shelf: Shelf, is_there: bool = False) -> np.ndarray:
        units = np.zeros(len(self.cases))
        for first in range(0, len(due), TOGETHER):
            self.report_progress(day / self.trade.days, "Placing orders")
            rows = due[first : first + TOGETHER]
            units[rows] = self._advised(rows, day, shelf, is_there)
        return units

    def _forecast(self, day: int) -> None:
        days = self.trade.days
        begin, end = day / days, min(1.0, (day + FORECAST_EVERY) / days)
        progress = within(self.report_progress, begin, end, f"Week {day // FORECAST_EVERY + 1}:")
        made = self.forecasts.of(self.past.day(day), progress)
        self.cases = [
            replace(case, forecast=lasting(own.trained.forecast), dependence=own.trained.metrics.dependence)
            if own
            else case
            for case, own in zip(self.cases, made, strict=True)
        ]
        self._forecast_on = day
        self._count_on(day)

    def _count_on(self, day: int) -> None:
        days = min(FORECAST_EVERY, self.trade.days - day)
        for row, case in enumerate(self.cases):
            passed = (self.past.day(day) - case.forecast.start).days
            self.expected[row] += case.forecast.mean[passed : passed + days].sum()

    def _advised(self, rows: np.ndarray, day: int, shelf: Shelf, is_there: bool = False) -> np.ndarray:
        """is_there -- what is ordered is on the shelf at once, and lasts as long as if it had to come first"""
        today = self.past.day(day)
        cases = [
            replace(own, as_of=today, ordered_on=today, skipped=(today - own.forecast.start).days)
            for own in (self.cases[row] for row in rows)
        ]
        terms = order_case.terms(cases)
        if is_there:
            terms = replace(terms, backorders=np.ones(len(cases)))
        periods = ordering.days_ahead(terms)
        outlook = Outlook.of(
            [case.forecast for case in cases],
            [case.dependence for case in cases],
            [case.skipped for case in cases],
            periods,
        )
        order = ordering.quantities(outlook, terms, _stock(shelf, self.trade.shelf_days, rows, periods))
        columns = order.quantity, order.left, order.room
        return np.array([sourcing.lot(case, *own).quantity for case, *own in zip(cases, *columns, strict=True)])


def lasting(forecast: Forecast) -> Forecast:
    """A year of it: beyond its end its last weeks again."""
    column = kits.columns(len(forecast), 0, YEAR_DAYS, REPEATED_DAYS)
    return replace(forecast, mean=forecast.mean[column], quantiles=forecast.quantiles[:, column])


def _stock(shelf: Shelf, shelf_days: np.ndarray, rows: np.ndarray, periods: int) -> Stock:
    arriving = np.zeros((len(rows), periods))
    seen = min(periods, shelf.coming.shape[1])
    arriving[:, :seen] = shelf.coming[rows, :seen]
    expiring = shelf.by_last_day(shelf_days, periods)[rows] if np.isfinite(shelf_days).any() else None
    return Stock(shelf.on_hand[rows], arriving, expiring)
