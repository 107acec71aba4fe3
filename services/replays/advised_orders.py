"""Orders as Stockcast would have advised them, from forecasts of their time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
from sqlalchemy.orm import Session

from forecasting.forecast import Forecast
from forecasting.progress import ReportProgress, within
from forecasting.replenishment import kits, ordering, walks
from forecasting.replenishment.kits import REPEATED_DAYS
from forecasting.replenishment.ordering import Order
from forecasting.replenishment.outlook import YEAR_DAYS, Outlook
from forecasting.replenishment.simulation import Shelf
from forecasting.replenishment.terms import Stock
from services.forecasts import publishing
from services.forecasts.forecast_service import Served
from services.replays.bought import Bought
from services.replays.forecasts_then import Forecasts, Then
from services.replays.shop_past import ShopPast
from services.replays.terms_then import Market
from services.replenishment.advice import advising, order_case, sourcing
from services.replenishment.advice.order_case import Case

FORECAST_EVERY = 7
# Less than half of the last decimal that is shown is not missing.
NOTHING = 0.005
# Few enough that it is said every second how far the work is, and that a cancelled one stops.
TOGETHER = 64


def offered(session: Session, past: ShopPast, made: Sequence[Then | None]) -> list[tuple[Case, ...]]:
    """The terms of each product as they are today, of all its suppliers, the first by priority first; none where it has
    no forecast.

    What a supplier asks of an order as a whole concerns many products at once, and is left out.
    """
    served = {
        product.id: Served(publishing.unpublished(own.history, own.trained), own.trained.forecast, own.trained.forecast)
        for product, own in zip(past.products, made, strict=True)
        if own
    }
    found: dict[int, list[Case]] = {product.id: [] for product in past.products}
    for case in order_case.of(session, past.products, served):
        alone = replace(case.offer, parts=())
        found[case.product_id].append(replace(case, arrivals=(), on_hand=0.0, replaced=(), offer=alone))
    return [tuple(sorted(found[product.id], key=lambda case: case.offer.priority)) for product in past.products]


@dataclass
class AdvisedOrders:
    """A `simulation.Buyer`, that forecasts anew every week; the cases of each product, its first supplier's first.

    report_progress -- of all days; expected -- units that were forecast for the days that are run, (products,)
    bought -- all that was ordered
    """

    past: ShopPast
    offered: list[tuple[Case, ...]]
    market: Market
    forecasts: Forecasts
    report_progress: ReportProgress
    expected: np.ndarray = field(init=False)
    bought: Bought = field(init=False)
    _coming: np.ndarray = field(init=False)
    _forecast_on: int = 0

    def __post_init__(self) -> None:
        products, days = len(self.offered), self.market.trade.days
        self.expected, self.bought = np.zeros(products), Bought.nothing(products, days)
        # The day on which the last goods come that were ordered of each supplier.
        self._coming = np.full(self.market.takes.shape[:2], -1)
        self._count_on(0)

    def opening(self) -> np.ndarray:
        """What it would want to have on the first day: enough until the order after this one comes, (products,)."""
        products, days = len(self.offered), self.market.trade.days
        nothing = Shelf(np.zeros((products, 1)), np.zeros((products, days)), np.zeros(products))
        parts = self._parts(np.arange(products), 0)
        return np.concatenate([self._of_the_first(rows, 0, nothing, is_there=True) for rows in parts])

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        while day >= self._forecast_on + FORECAST_EVERY:
            self._forecast(self._forecast_on + FORECAST_EVERY)
        units = np.zeros(self._coming.shape)
        for rows in self._parts(np.flatnonzero(self.market.trade.orders[:, day]), day):
            has_one = np.array([len(self.offered[row]) == 1 for row in rows])
            if has_one.any():
                units[0, rows[has_one]] = self._of_the_first(rows[has_one], day, shelf)
            if not has_one.all():
                self._of_the_cheapest(rows[~has_one], day, shelf, units)
        self._note(day, units)
        return units

    def _parts(self, due: np.ndarray, day: int) -> Iterator[np.ndarray]:
        for first in range(0, len(due), TOGETHER):
            self.report_progress(day / self.market.trade.days, "Placing orders")
            yield due[first : first + TOGETHER]

    def _forecast(self, day: int) -> None:
        days = self.market.trade.days
        begin, end = day / days, min(1.0, (day + FORECAST_EVERY) / days)
        progress = within(self.report_progress, begin, end, f"Week {day // FORECAST_EVERY + 1}:")
        made = self.forecasts.of(self.past.day(day), progress)
        self.offered = [
            tuple(_forecast_anew(case, then) for case in own) if then else own
            for own, then in zip(self.offered, made, strict=True)
        ]
        self._forecast_on = day
        self._count_on(day)

    def _count_on(self, day: int) -> None:
        days = min(FORECAST_EVERY, self.market.trade.days - day)
        for row, (case, *_) in enumerate(self.offered):
            passed = (self.past.day(day) - case.forecast.start).days
            self.expected[row] += case.forecast.mean[passed : passed + days].sum()

    def _of_the_first(self, rows: np.ndarray, day: int, shelf: Shelf, is_there: bool = False) -> np.ndarray:
        """Units of each of these products by the terms of its first supplier, (rows,).

        is_there -- what is ordered is on the shelf at once, and lasts as long as if it had to come first
        """
        today = self.past.day(day)
        cases = [
            replace(own, as_of=today, ordered_on=today, skipped=(today - own.forecast.start).days)
            for own in (self.offered[row][0] for row in rows)
        ]
        order = self._order(rows, cases, shelf, is_there)
        columns = order.quantity, order.left, order.room
        units = np.array([sourcing.lot(case, *own).quantity for case, *own in zip(cases, *columns, strict=True)])
        several = np.array([row for row in np.flatnonzero(units) if cases[row].cycles_at_once > 1], dtype=int)
        if len(several):
            single = self._order(
                rows[several], [replace(cases[row], at_once=False) for row in several], shelf, is_there
            )
            units[several[(single.quantity == 0) & (single.missing < NOTHING)]] = 0
        return units

    def _order(self, rows: np.ndarray, cases: Sequence[Case], shelf: Shelf, is_there: bool) -> Order:
        terms = order_case.terms(cases)
        if is_there:
            terms = replace(terms, backorders=np.ones(len(cases)))
        periods = walks.days_ahead(terms)
        outlook = Outlook.of(
            [case.forecast for case in cases],
            [case.dependence for case in cases],
            [case.skipped for case in cases],
            periods,
        )
        return ordering.quantities(outlook, terms, _stock(shelf, self.market.trade.shelf_days, rows, periods))

    def _of_the_cheapest(self, rows: np.ndarray, day: int, shelf: Shelf, units: np.ndarray) -> None:
        """Write what is advised of these products under the supplier that is to deliver it. Whoever is to, but takes no
        order of this day, is waited for."""
        row_of = {self.past.products[row].id: row for row in rows}
        cases = [case for row in rows for case in self._offered_on(row, day, shelf)]
        for case, figures in advising.figures(cases):
            row = row_of[case.product_id]
            number = [own.offer.supplier for own in self.offered[row]].index(case.offer.supplier)
            if self.market.takes[number, row, day]:
                lot = sourcing.lot(case, figures["quantity"], figures["left"], figures["room"])
                units[number, row] = lot.quantity

    def _offered_on(self, row: int, day: int, shelf: Shelf) -> Iterator[Case]:
        """The cases of a product whose suppliers take orders from a day on, as that day knows them."""
        today = self.past.day(day)
        on_hand, coming = float(shelf.on_hand[row]), shelf.coming[row]
        for number, own in enumerate(self.offered[row]):
            placed, last = self.market.next_order(number, row, day), int(self._coming[number, row])
            if placed is None:
                continue
            yield replace(
                own,
                as_of=today,
                ordered_on=self.past.day(placed),
                skipped=(today - own.forecast.start).days,
                on_hand=on_hand,
                arrivals=tuple((int(when), float(coming[when])) for when in coming.nonzero()[0]),
                targets=replace(own.targets, expiring=self._expiring(row, shelf)),
                last_coming=today + timedelta(days=last - day) if last >= day else None,
            )

    def _expiring(self, row: int, shelf: Shelf) -> tuple[tuple[int, float], ...]:
        """What is on the shelf of a product, by days until its last one."""
        life = self.market.trade.shelf_days[row]
        if not np.isfinite(life):
            return ()
        own = shelf.by_age[row]
        return tuple((int(life) - 1 - int(age), float(own[age])) for age in own.nonzero()[0])

    def _note(self, day: int, units: np.ndarray) -> None:
        for number, row in zip(*units.nonzero(), strict=True):
            own = self.offered[row]
            self.bought.add((row, day), units[number, row], own[number], own[0])
            arrives = self.market.trade.arrives[number, row, day]
            self._coming[number, row] = max(self._coming[number, row], arrives)


def _forecast_anew(case: Case, then: Then) -> Case:
    return replace(case, forecast=lasting(then.trained.forecast), dependence=then.trained.metrics.dependence)


def lasting(forecast: Forecast) -> Forecast:
    """A year of it: beyond its end its last weeks again."""
    column = kits.columns(len(forecast), 0, YEAR_DAYS, REPEATED_DAYS)
    return forecast.changed(forecast.mean[column], forecast.quantiles[:, column])


def _stock(shelf: Shelf, shelf_days: np.ndarray, rows: np.ndarray, periods: int) -> Stock:
    arriving = np.zeros((len(rows), periods))
    seen = min(periods, shelf.coming.shape[1])
    arriving[:, :seen] = shelf.coming[rows, :seen]
    expiring = shelf.by_last_day(shelf_days, periods)[rows] if np.isfinite(shelf_days).any() else None
    return Stock(shelf.on_hand[rows], arriving, expiring)
