"""What all policies of a replay meet: the same products, days, terms and first forecasts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.db import snapshot
from forecasting.progress import ReportProgress, within
from forecasting.replenishment.simulation import Trade
from services.errors import InvalidInput
from services.replays import advised_orders, terms_then
from services.replays.advised_orders import AdvisedOrders
from services.replays.forecasts_then import Forecasts, ForecastsThen, Then
from services.replays.shop_past import ShopPast
from services.replays.terms_then import Market
from services.replenishment.advice.order_case import Case
from utils.language import _

# Days of each forecast; beyond them its last weeks count again.
HORIZON = 91
# Of the work, the first forecasts count as so much.
FIRST_SHARE = 0.15


@dataclass(frozen=True)
class Stage:
    """What is run, as of the first day.

    rows -- positions of its products among those that were to take part
    offered -- the cases of each product, of all its suppliers; trade -- of the first of them, by which all policies are
    judged, and other rules order
    """

    rows: np.ndarray
    past: ShopPast
    offered: list[tuple[Case, ...]]
    trade: Trade
    forecasts: Forecasts

    @property
    def cases(self) -> list[Case]:
        """That of each product's first supplier."""
        return [own[0] for own in self.offered]

    def advised(self, report_progress: ReportProgress) -> AdvisedOrders:
        """Stockcast as one who orders, of any supplier of a product."""
        progress = within(report_progress, FIRST_SHARE, 1.0)
        market = Market.of(self.trade, self.offered, self.past.opens)
        return AdvisedOrders(self.past, list(self.offered), market, self.forecasts, progress)


def set_up(past: ShopPast, report_progress: ReportProgress) -> Stage:
    """Raises InvalidInput where no product is left, ForecastingError."""
    if not past.products:
        raise _nothing_left(past)
    forecasts = ForecastsThen(past.products, HORIZON)
    made = forecasts.of(past.opens, within(report_progress, 0.0, FIRST_SHARE))
    found = of(past, forecasts, made)
    if not found.offered:
        raise _nothing_left(found.past)
    return found


def of(past: ShopPast, forecasts: Forecasts, made: Sequence[Then | None]) -> Stage:
    """made -- the forecasts of the first day. Products that could not be ordered twice are left out."""
    with snapshot() as session:
        found = advised_orders.offered(session, past, made)
    days = past.asked.shape[1]
    # What is ordered on the first day has to come, and the order after it, before the last.
    rows = np.array([row for row, own in enumerate(found) if own and own[0].cycle.protected <= days], dtype=int)
    past = past.select(rows, "lead_too_long")
    own = [found[row] for row in rows]
    return Stage(rows, past, own, terms_then.trade(past, [case for case, *_ in own]), forecasts.select(rows))


def _nothing_left(past: ShopPast) -> InvalidInput:
    why = ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in past.left_out.items())
    return InvalidInput(
        _("No product can be run again: {reason}.", reason=why or _("there is none")), "nothing_to_replay"
    )
