"""Days ahead as suppliers write them, read on the 28th of November 2026."""

from datetime import date

import pytest

from services.files.values import near_days

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KW 50", "2026-12-11"),
        ("50. KW", "2026-12-11"),
        ("week 50", "2026-12-11"),
        ("semaine 3", "2027-01-22"),
        ("KW45", "2026-11-06"),
        ("KW 50/26", "2026-12-11"),
        ("2027-W02", "2027-01-15"),
        ("12.12.", "2026-12-12"),
        ("3.1.", "2027-01-03"),
        ("12. Dez.", "2026-12-12"),
        ("Fr. 11. Dezember", "2026-12-11"),
        ("5th January", "2027-01-05"),
        ("bis 12. Dezember 2026", "2026-12-12"),
        ("ca. 2026-12-12", "2026-12-12"),
        ("by 12 Dec 2026", "2026-12-12"),
        ("d'ici le 15 décembre", "2026-12-15"),
    ],
)
def test_what_is_certain_is_the_nearest_such_day_and_of_a_week_its_last_working_day(text, day):
    assert near_days.found(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "Mitte Dezember",
        "ASAP",
        "sofort",
        "Dec 12",
        "12/11",
        "03.04.2027",
        "December 2026",
        "KW 54",
        "31.02.",
        "week",
        "50",
    ],
)
def test_what_is_not_certain_is_no_guess(text):
    assert near_days.found(text, TODAY) is None
