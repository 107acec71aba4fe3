"""How much to buy at once, worked out by hand."""

import pytest

from forecasting.replenishment import lots


@pytest.mark.parametrize(("deviation", "number"), [(0.0, 6), (5.0, 4)])
def test_what_has_to_be_kept_to_be_sure_of_the_days_ahead_makes_orders_smaller(deviation, number):
    # Ten a day, five on average for each day an order lasts; all days together are as far off as one, so each adds as
    # much again: least at the root of 98 / 0.0125 / 5, 39.6 days, or / 10, 28 days.
    asked = lots.Asked(10.0, deviation**2, 1.0, 0.8413447)
    assert lots.cycles(98.0, 0.0125, asked, lambda own: (7.0 * own, 7.0 * own + 7), lots.LONGEST_DAYS) == number
