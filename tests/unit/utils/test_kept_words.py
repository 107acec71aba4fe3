from datetime import date

from utils import kept_words, language
from utils.language import _, ngettext, spoken

DAY = date(2026, 12, 4)


def kept():
    with kept_words.keeping():
        lead = _("lead time {days}", days=language.pointed("1.5"))
        span = ngettext("{count} day ({how})", "{count} days ({how})", 3, how=lead)
        return f"{_('{units} on hand', units=span)}; {_('{amount}', amount=language.money(1234.5, 'EUR'))} {DAY}."


def test_what_was_kept_is_said_in_the_language_of_its_reader():
    assert language.worded(kept()) == "3 days (lead time 1.5) on hand; €1,234.50 2026-12-04."
    with spoken("de"):
        said = language.worded(kept())
        assert said.startswith("3 Tagen (Lieferzeit 1,5) im Bestand; ")
        assert "1.234,50\xa0€" in said


def test_days_are_kept_as_days():
    with kept_words.keeping():
        text = _("the supplier is closed from {first} to {last}", first=DAY, last=DAY)
    with spoken("de"):
        assert language.worded(text).count("04.12.2026") == 2


def test_what_somebody_wrote_is_neither_a_mark_nor_a_figure():
    name = 'Fünf "{units}" \x02["one","Save",{}]\x03 \\ 漢'
    with kept_words.keeping():
        text = _("of {supplier}", supplier=_("{supplier}!", supplier=name))
    assert language.worded(text) == 'of Fünf "{units}" ["one","Save",{}] \\ 漢!'


def test_a_text_of_before_stays_as_it_is():
    assert language.worded("7 auf Lager.") == "7 auf Lager."
    assert language.worded("") == ""
