from datetime import date

import numpy as np
import pytest
from dateutil.easter import easter

from forecasting.signals import calendars
from tests.unit.forecasting import sales

BLOCK = sales.block(np.zeros((1, 10)))


@pytest.mark.parametrize("year", range(2023, 2035))
def test_easter_is_day_0_of_its_calendar(year: int) -> None:
    own = next(one for one in calendars.all_of(BLOCK, 366 * 13) if one.name == "the days to Easter")
    period = (easter(year) - sales.START).days
    assert own.phase[period] == 0


def test_the_last_of_any_month_is_one_phase() -> None:
    own = next(one for one in calendars.all_of(BLOCK, 500) if one.name == "the days to the end of the month")
    lasts = [(date(2023, month, day) - sales.START).days for month, day in ((1, 31), (2, 28), (4, 30))]
    assert own.phase[lasts].tolist() == [0, 0, 0]


def test_steps_of_a_week_have_only_years() -> None:
    found = calendars.all_of(sales.block(np.zeros((1, 10)), step_days=7), 100)
    assert [one.name for one in found] == ["the time of the year", "the days to Easter", "the Islamic year"]
