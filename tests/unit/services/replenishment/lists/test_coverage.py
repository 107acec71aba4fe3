from datetime import date

import pytest

from services.replenishment.lists.coverage import Ahead


@pytest.mark.parametrize(("units", "day", "is_longer"), [(0, 30, False), (3, 2, False), (5, 3, True), (50, 3, True)])
def test_an_order_lasts_until_the_day_before_the_one_that_it_does_not_meet(units, day, is_longer):
    last, longer = Ahead(date(2026, 12, 1), 1.0, [2.0, 2.0, 2.0]).last_day(units)
    assert (last.day, longer) == (day, is_longer)
