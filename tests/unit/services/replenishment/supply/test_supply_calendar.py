"""Calendars worked out by hand, around a Monday before Christmas."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from services.replenishment.supply import supply_calendar
from services.replenishment.supply.supply_calendar import ANY_DAY, Calendar, Cycle, Rhythm, cycle, last_order
from utils.config import use_settings

MONDAY = date(2026, 12, 14)
TUE, THU, FRI = 1, 3, 4
CHRISTMAS = (date(2026, 12, 24), date(2027, 1, 6))
WEEKLY = Rhythm(3.0, 7)


def on(*weekdays):
    return frozenset(weekdays)


def cycle_of(calendar, rhythm=WEEKLY, ordered_on=MONDAY):
    return cycle(calendar, rhythm, ordered_on, MONDAY)


def test_on_any_day_it_is_lead_time_and_review():
    assert cycle_of(ANY_DAY) == Cycle(0, 3.0, 7.0)
    assert cycle_of(ANY_DAY, Rhythm(1.4, 0)) == Cycle(0, pytest.approx(1.4), pytest.approx(1.0))


def test_with_order_days_it_lasts_until_the_arrival_of_the_next_of_them():
    # Ordered on Tuesday, here on Friday; ordered on Friday, here on Monday.
    calendar = Calendar(order_days=on(TUE, FRI))
    tuesday = calendar.first_order(MONDAY)
    assert cycle_of(calendar, ordered_on=tuesday) == Cycle(1, 4.0, 3.0)
    assert cycle_of(calendar, ordered_on=tuesday + timedelta(days=3)) == Cycle(4, 7.0, 4.0)


def test_goods_wait_for_the_next_day_of_delivery():
    # Three days are Thursday: it comes on Friday, and that of next Monday on the Friday after.
    assert cycle_of(Calendar(delivery_days=on(FRI))) == Cycle(0, 4.0, 7.0)


def test_two_orders_that_come_together_last_until_the_next_delivery():
    # Ordered on Monday or Tuesday it is here on Friday either way; only Wednesday week's comes later.
    assert cycle_of(Calendar(delivery_days=on(FRI)), Rhythm(2.0, 1)) == Cycle(0, 4.0, 7.0)


def test_before_a_shutdown_two_cycles_are_ordered():
    # Today's comes on the 17th; that of the 21st would come on the 24th, and comes on 7 January.
    closed = Calendar(closed=(CHRISTMAS,))
    assert cycle_of(closed) == Cycle(0, 3.0, 21.0, CHRISTMAS)


def test_nothing_is_ordered_in_a_shutdown():
    closed = Calendar(closed=(CHRISTMAS,))
    assert closed.first_order(date(2026, 12, 24)) == date(2027, 1, 7)


def test_goods_of_the_last_order_come_after_the_shutdown_and_last_for_the_next_order_after_it():
    # Ordered on the 21st: here on 7 January; the next can be ordered on the 7th and comes on the 10th.
    closed = Calendar(closed=(CHRISTMAS,))
    own = cycle(closed, WEEKLY, date(2026, 12, 21), date(2026, 12, 21))
    assert own == Cycle(0, 17.0, 3.0, CHRISTMAS)


def test_a_shutdown_that_changes_nothing_is_not_named():
    weekend = (date(2026, 12, 19), date(2026, 12, 20))
    assert cycle_of(Calendar(closed=(weekend,))) == Cycle(0, 3.0, 7.0)


def test_nothing_comes_where_nobody_takes_it_in():
    absent = ANY_DAY.without([MONDAY + timedelta(days=day) for day in (3, 4, 10)])
    assert cycle_of(absent) == Cycle(0, 5.0, 6.0)


@pytest.mark.parametrize(("hour", "day"), [(9, 14), (10, 15)])
def test_after_the_cut_off_of_the_shops_clock_an_order_goes_on_the_next_order_day(configured, hour, day):
    # 11:00 in Berlin is 10:00 UTC in winter.
    use_settings(configured.model_copy(update={"shop_timezone": "Europe/Berlin"}))
    calendar = Calendar(cut_off=time(11))
    now = datetime(2026, 12, 14, hour, 0, tzinfo=UTC)
    assert supply_calendar.placed(calendar, now, MONDAY) == date(2026, 12, day)


def test_the_last_order_in_time_is_on_an_order_day():
    calendar = Calendar(order_days=on(TUE, FRI))
    tuesday = date(2026, 12, 15)
    assert last_order(calendar, 3.0, tuesday, slack=2) == tuesday
    assert last_order(calendar, 3.0, tuesday, slack=3) == date(2026, 12, 18)
    assert last_order(calendar, 3.0, tuesday, slack=9) == date(2026, 12, 22)


def test_an_order_that_would_come_after_a_shutdown_is_none_in_time():
    assert last_order(Calendar(closed=(CHRISTMAS,)), 3.0, MONDAY, slack=12) == date(2026, 12, 20)


def test_a_supplier_who_never_delivers_is_taken_for_one_without_a_calendar():
    never = Calendar(closed=((date(2026, 1, 1), date(2036, 1, 1)),))
    assert cycle_of(never).lead == 3.0
