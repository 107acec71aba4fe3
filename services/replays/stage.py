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
from services.replenishment.order_case import Case
from utils.language import _

# Days of each forecast; beyond them its last weeks count again.
HORIZON = 91
# Of the work, the first forecasts count as so much.
FIRST_SHARE = 0.15


@dataclass(frozen=True)
class Stage:
    """A case for each product, as of the first day; rows -- their positions among those that were to take part"""

    rows: np.ndarray
    past: ShopPast
    cases: list[Case]
    trade: Trade
    forecasts: Forecasts

    def advised(self, report_progress: ReportProgress) -> AdvisedOrders:
        """Stockcast as one who orders."""
        progress = within(report_progress, FIRST_SHARE, 1.0)
        return AdvisedOrders(self.past, list(self.cases), self.trade, self.forecasts, progress)


def set_up(past: ShopPast, report_progress: ReportProgress) -> Stage:
    """Raises InvalidInput where no product is left, ForecastingError."""
    if not past.products:
        raise _nothing_left(past)
    forecasts = ForecastsThen(past.products, HORIZON)
    made = forecasts.of(past.opens, within(report_progress, 0.0, FIRST_SHARE))
    found = of(past, forecasts, made)
    if not found.cases:
        raise _nothing_left(found.past)
    return found


def of(past: ShopPast, forecasts: Forecasts, made: Sequence[Then | None]) -> Stage:
    """made -- the forecasts of the first day. Products that could not be ordered twice are left out."""
    with snapshot() as session:
        found = advised_orders.first_cases(session, past, made)
    days = past.asked.shape[1]
    # What is ordered on the first day has to come, and the order after it, before the last.
    rows = np.array([row for row, case in enumerate(found) if case and case.cycle.protected <= days], dtype=int)
    past = past.select(rows, "lead_too_long")
    cases = [case for row in rows if (case := found[row])]
    return Stage(rows, past, cases, terms_then.trade(past, cases), forecasts.select(rows))


def _nothing_left(past: ShopPast) -> InvalidInput:
    why = ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in past.left_out.items())
    return InvalidInput(
        _("No product can be run again: {reason}.", reason=why or _("there is none")), "nothing_to_replay"
    )
