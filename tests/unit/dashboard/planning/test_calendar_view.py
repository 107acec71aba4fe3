from datetime import date

from babel import Locale

from dashboard.planning import calendar_view
from dashboard.planning.calendar_view import Period
from utils.language import spoken


def test_a_quarter_begins_with_its_first_month():
    period = Period.of("2026-11", "quarter")
    assert (period.first, period.last) == (date(2026, 10, 1), date(2026, 12, 31))


def test_before_january_is_december():
    assert Period.of("2026-01", "month").moved(-1).first == date(2025, 12, 1)


def test_what_is_no_month_is_the_present_one():
    present = Period.of("", "").first
    assert [Period.of(text, "").first for text in ("x", "2026-13", "10000-01")] == [present] * 3


def test_there_is_a_way_on_from_the_last_month_of_all():
    assert Period.of("9999-12", "month").moved(1).first.year < 10000
    assert Period.of("0001-01", "quarter").moved(-1).first.year >= 1


def test_a_month_is_shown_with_whole_weeks_and_a_quarter_as_it_is():
    assert Period.of("2026-11", "month").shown == (date(2026, 10, 26), date(2026, 12, 6))
    assert Period.of("2026-11", "quarter").shown == (date(2026, 10, 1), date(2026, 12, 31))


def test_weeks_begin_where_those_of_fields_do():
    november = Period.of("2026-11", "month")
    with spoken(Locale.parse("en_US")):
        assert november.shown == (date(2026, 11, 1), date(2026, 12, 5))
        heads = str(calendar_view.months(november, [], "store").children[0].children[1])
    assert heads.index("'Su'") < heads.index("'Mo'")
