"""A week of the calendar: none of what is announced hides another."""

from datetime import date, timedelta

from dashboard.planning import week_bars
from services.planning.event_days import EventDays

WEEK = [date(2026, 3, 2) + timedelta(days=place) for place in range(7)]


def event(*places):
    return EventDays(known=None, days=frozenset(WEEK[place] for place in places))


def drawn(*events):
    return [(bar.days, bar.lane) for bar in week_bars.bars(WEEK, events)]


def test_neighbouring_days_are_one_bar_and_others_another():
    assert drawn(event(0, 1, 4)) == [(range(0, 2), 0), (range(4, 5), 0)]


def test_a_bar_lies_below_those_with_which_it_shares_a_day_and_beside_the_others():
    assert drawn(event(0, 1), event(1, 2), event(2, 6), event(5, 6)) == [
        (range(0, 2), 0),
        (range(1, 3), 1),
        (range(2, 3), 0),
        (range(6, 7), 0),
        (range(5, 7), 1),
    ]


def test_days_of_other_weeks_are_not_drawn():
    assert week_bars.bars(WEEK, [EventDays(known=None, days=frozenset({date(2026, 3, 9)}))]) == []
