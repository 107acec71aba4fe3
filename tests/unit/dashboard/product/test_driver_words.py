from datetime import date, timedelta

import pytest

from dashboard.product import driver_words
from services.forecasts.drivers import Drivers
from utils import language

LEVEL = [1.0] * 7


def drivers(trend=(), week=None, year=None):
    first = date(2025, 1, 1)
    return Drivers([first + timedelta(days=age) for age in range(len(trend))], list(trend), week, year)


@pytest.mark.parametrize(
    ("last", "words"),
    [(10.0, "as high as a year ago"), (13.0, "grew by 30% within a year"), (5.0, "fell by 50% within a year")],
)
def test_growth_is_said_where_it_is_worth_a_word(in_berlin, last, words):
    assert words in driver_words.sentence(drivers([10.0] + [0.0] * 364 + [last], year=[1.0] * 365))


@pytest.mark.parametrize("trend", [[10.0] * 100, [10.0] + [0.0] * 400 + [1.0]])
def test_of_less_than_two_years_no_growth_is_said(in_berlin, trend):
    """What was sold at Christmas and not since has not fallen."""
    assert driver_words.sentence(drivers(trend)) == driver_words.NO_YEAR


def test_the_strongest_and_the_weakest_day_are_named(in_berlin):
    words = driver_words.sentence(drivers(week=[0.5, 1, 1, 1, 1, 1.5, 1]))
    assert "Saturday is the strongest, 50% above average, Monday the weakest, 50% below." in words


def test_days_that_are_all_alike_are_said_to_be(in_berlin):
    assert "Monday to Sunday are all alike." in driver_words.sentence(drivers(week=LEVEL))


def test_months_are_means_of_their_days(in_berlin):
    year = [2.0 if age < 31 else 1.0 for age in range(365)]
    assert "January is the strongest, 10" in driver_words.sentence(drivers(year=year))


def test_each_part_that_is_known_has_its_chart_and_events_their_sentence(in_berlin):
    drawn = str(driver_words.section(drivers([1.0] * 30, LEVEL, [1.0] * 365), ["Fair: +70%", "Sale: +20%"]))
    assert [name in drawn for name in ("product-trend", "product-week", "product-year")] == [True] * 3
    assert "What events did: Fair: +70%; Sale: +20%." in drawn


def test_where_no_year_is_told_apart_no_trend_is_drawn_that_would_be_the_season(in_berlin):
    drawn = str(driver_words.section(drivers([1.0] * 30, LEVEL)))
    assert [name in drawn for name in ("product-trend", "product-week", "product-year")] == [False, True, False]


def test_a_sentence_begins_with_a_capital_in_languages_that_write_days_small(in_berlin):
    with language.spoken("fr"):
        words = driver_words.sentence(drivers(week=[0.5, 1, 1, 1, 1, 1.5, 1], year=[2.0] + [1.0] * 364))
    assert (words[:10], words[words.index("Janvier") :][:11]) == ("Samedi est", "Janvier est")


def test_a_change_of_nothing_has_no_sign_on_charts_either(in_berlin):
    drawn = str(driver_words.section(drivers([1.0] * 30, [0.5, 1, 1, 1, 1, 1.5, 1])))
    assert "['−50%', '0%', '0%', '0%', '0%', '+50%', '0%']" in drawn
    assert "'+.0f'" not in drawn


def test_shares_on_an_axis_are_written_as_in_the_text(in_berlin):
    with language.spoken("es"):
        drawn = str(driver_words.section(drivers([1.0] * 30, [0.5, 1, 1, 1, 1, 1.5, 1])))
    assert "'ticksuffix': '\\xa0%'" in drawn
