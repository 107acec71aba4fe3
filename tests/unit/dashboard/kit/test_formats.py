from datetime import UTC, date, datetime, time, timedelta

import pytest

from dashboard.kit import formats, viewer
from utils import clock, language
from utils.config import get_settings, use_settings
from utils.language import _


def test_no_word_and_no_figure_is_in_another_language_than_the_page(in_berlin):
    assert formats.number(1234.5, 1) == "1,234.5"
    assert formats.percent(0.123, 1) == "12.3%"
    assert formats.day(date(2026, 3, 2)) == "Mon,\u00a02\u00a0Mar\u00a02026"
    assert formats.time_of_day(time(14, 30)) == "14:30"
    assert formats.ago(clock.now() - timedelta(hours=3)) == "3 hours ago"
    assert (formats.weekday(6), formats.month(3)) == ("Sunday", "March")


def test_a_change_has_its_sign_where_there_is_one(in_berlin):
    shares = (0.1, -0.1, 0.001, -0.001, None)
    assert [formats.signed(share, formats.percent) for share in shares] == ["+10%", "−10%", "0%", "0%", "–"]


def test_instants_are_told_by_the_clock_of_the_browser(in_berlin):
    assert formats.instant(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == "2\u00a0Mar\u00a02026, 00:30"


@pytest.mark.parametrize(
    ("languages", "tag", "day"),
    [
        ("en-US,de;q=0.5", "en-US", "Mon,\u00a0Mar\u00a02,\u00a02026"),
        ("de-DE,en-US;q=0.5", "en-GB", "Mon,\u00a02\u00a0Mar\u00a02026"),
        ("xx-YY,*", "en-GB", "Mon,\u00a02\u00a0Mar\u00a02026"),
        ("", "en-GB", "Mon,\u00a02\u00a0Mar\u00a02026"),
    ],
)
def test_english_is_written_as_the_browser_does_if_it_does(app, languages, tag, day):
    with app.test_request_context("/app/", headers={"Accept-Language": languages}):
        viewer.speak_to_viewer(app)
        assert (viewer.language_tag(), formats.day(date(2026, 3, 2))) == (tag, day)


def test_scripts_are_told_the_language_that_the_server_writes(signed_in):
    client = signed_in("viewer")
    document = client.get("/app/", headers={"Accept-Language": "en-US"}).text
    assert '<html lang="en-US" data-currency="">' in document


def test_an_unknown_zone_is_no_error(app):
    with app.test_request_context("/app/", headers={"Cookie": "stockcast_zone=../../etc/passwd"}):
        viewer.speak_to_viewer(app)
        assert formats.instant(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == "1\u00a0Mar\u00a02026, 23:30"


def test_nothing_is_a_dash(in_berlin):
    told = {tell(None) for tell in (formats.number, formats.percent, formats.day, formats.instant, formats.duration)}
    assert told == {formats.NOTHING}


def test_durations_have_two_units_at_most(in_berlin):
    assert [formats.duration(seconds) for seconds in (0.14, 75, 7500)] == ["0.1 s", "1 min 15 s", "2 h 5 min"]
    assert [formats.duration(seconds) for seconds in (60, 7200)] == ["1 min", "2 h"]


def test_one_day_is_named_once_and_whole_units_are_whole(in_berlin):
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    assert "–" not in formats.days(sunday, sunday)
    assert formats.days(sunday, monday) == f"{formats.day(sunday)} – {formats.day(monday)}"
    assert [formats.units(units) for units in (777.0, 7.25)] == ["777", "7.25"]
    assert [formats.share_of_days(share) for share in (None, 0.8)] == ["–", "80% of days"]


def test_in_french_the_first_of_a_month_is_an_ordinal(in_berlin):
    first, eleventh = date(2026, 12, 1), date(2026, 12, 11)
    with language.spoken("fr"):
        assert formats.near_day(first) == "mar.\u00a01er\u00a0déc."
        assert formats.day(eleventh) == "ven.\u00a011\u00a0déc.\u00a02026"
        assert formats.instant(datetime(2026, 12, 1, 12, tzinfo=UTC)).startswith("1er\u00a0déc.\u00a02026")
        assert (language.long_day(first), language.written(eleventh)) == ("1er décembre 2026", "11 déc. 2026")
    with language.spoken("de"):
        assert language.long_day(first) == "1. Dezember 2026"


def test_charts_speak_the_language_of_the_page(in_berlin):
    language, names = formats.for_charts()
    assert language == "en_GB"
    assert names["format"]["days"][0] == "Sunday"
    assert names["format"]["shortMonths"][2] == "Mar"
    assert names["format"]["decimal"] == "."


def test_the_pages_speak_the_language_of_the_shop_as_the_country_of_the_browser_writes_it(app):
    use_settings(get_settings().model_copy(update={"language": "de", "currency": "CHF"}))
    with app.test_request_context("/app/orders", headers={"Accept-Language": "de-CH,en;q=0.5"}):
        viewer.speak_to_viewer(app)
        assert (formats.money(1234.5), _("Copied")) == ("CHF\u00a01’234.50", "Kopiert")
    with app.test_request_context("/app/orders", headers={"Accept-Language": "de"}):
        viewer.speak_to_viewer(app)
        assert (formats.percent(0.123, 1), formats.percent(0.5)) == ("12,3\u00a0%", "50\u00a0%")
    with app.test_request_context("/products", headers={"Accept-Language": "de-CH"}):
        viewer.speak_to_viewer(app)
        assert _("Copied") == "Copied"


def test_scripts_have_their_messages_in_the_page(app, signed_in):
    use_settings(get_settings().model_copy(update={"language": "fr"}))
    document = signed_in("viewer").get("/app/").text
    assert '"Copied": "Copié"' in document
    assert '"Order {count} product": ["Commander' in document


@pytest.mark.parametrize(("code", "written"), [("en", "Mon"), ("de", "Mo"), ("fr", "lun"), ("es", "lun")])
def test_days_of_the_week_are_shortened_as_the_language_does(in_berlin, code, written):
    with language.spoken(code):
        assert formats.short_weekday(0) == written
