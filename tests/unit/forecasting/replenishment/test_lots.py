"""How much to buy at once, worked out by hand."""

import numpy as np
import pytest

from forecasting.replenishment import lots


@pytest.mark.parametrize(("deviation", "number"), [(0.0, 6), (5.0, 4)])
def test_what_has_to_be_kept_to_be_sure_of_the_days_ahead_makes_orders_smaller(deviation, number):
    # Ten a day, five on average for each day an order lasts; all days together are as far off as one, so each adds as
    # much again: least at the root of 98 / 0.0125 / 5, 39.6 days, or / 10, 28 days.
    asked = lots.Asked(10.0, deviation**2, 1.0, 0.8413447)
    assert lots.cycles(98.0, 0.0125, asked, lambda own: (7.0 * own, 7.0 * own + 7), lots.LONGEST_DAYS) == number


# One a day, 365 of them at 8.80 save 438; by then 66,430 days of one have been kept, for 400 at a quarter of what one
# costs a year, and for 455 at a quarter of its list price.
@pytest.mark.parametrize(("keeps_by_cost", "quantity"), [(True, 365), (False, 14)])
def test_what_is_bought_for_less_costs_less_to_keep(keeps_by_cost, quantity):
    lot = lots.Lot(14, 10.0, 0.25 * 10 / 365, np.arange(1.0, 366.0), keeps_by_cost=keeps_by_cost)
    assert lots.with_breaks(lot, ((365, 8.8),)).quantity == quantity
