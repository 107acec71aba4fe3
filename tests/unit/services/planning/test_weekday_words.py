import pytest

from services.planning import weekday_words

WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("tue, fri", ["tue", "fri"]),
        ("Di und Fr", ["tue", "fri"]),
        ("Dienstag/Freitag", ["tue", "fri"]),
        ("mar. et ven.", ["tue", "fri"]),
        ("Miércoles, sábado", ["wed", "sat"]),
        ("ma wo vr", ["mon", "wed", "fri"]),
        ("Mo-Fr", ["mon", "tue", "wed", "thu", "fri"]),
        ("sat – mon", ["sat", "sun", "mon"]),
        ("L-X-V", ["mon", "wed", "fri"]),
        ("lunes a viernes", WEEK[:5]),
        ("du lundi au vendredi", WEEK[:5]),
        ("segunda-feira a quinta-feira", WEEK[:4]),
        ("Po a St", ["mon", "wed"]),
        ("Pá, So", ["fri", "sat"]),
        ("pon, śr, pt", ["mon", "wed", "fri"]),
        ("mån och tors", ["mon", "thu"]),
        ("Pazar", ["sun"]),
        ("Cuma, Cmt", ["fri", "sat"]),
        ("täglich", WEEK),
        ("Tue, Do", ["tue", "thu"]),
        ("", None),
    ],
)
def test_days_of_the_week_in_many_languages(text, days):
    assert weekday_words.read(text) == days


def test_a_day_that_one_language_begins_so_is_told_by_the_others_beside_it():
    assert (weekday_words.read("Do, So"), weekday_words.read("Po, So")) == (["thu", "sun"], ["mon", "sat"])


@pytest.mark.parametrize("week", weekday_words.LANGUAGES)
def test_no_beginning_of_a_day_is_that_of_another_one(week):
    for place, name in enumerate(week.names.split()):
        assert {week.place(name[:end]) for end in range(week.shortest, len(name) + 1)} <= {place}
