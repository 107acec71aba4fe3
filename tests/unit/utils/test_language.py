import threading

import pytest

from utils import language
from utils.language import LANGUAGES, N_, _, ngettext, spoken


@pytest.fixture(params=[code for code in LANGUAGES if code != "en"])
def catalogue(request):
    return language.source_of(request.param)


def test_english_is_spoken_unless_somebody_says_otherwise():
    assert _("Copied") == "Copied"
    with spoken("de"):
        assert _("Copied") == "Kopiert"
        with spoken("fr"):
            assert _("Copied") == "Copié"
        assert _(N_("Copied")) == "Kopiert"
    assert _("Copied") == "Copied"


def test_another_thread_speaks_for_itself():
    heard = []
    with spoken("de"):
        other = threading.Thread(target=lambda: heard.append(_("Copied")))
        other.start()
        other.join()
    assert heard == ["Copied"]


def test_figures_are_written_as_the_language_writes_them():
    with spoken("de"):
        assert _("{units} of {name}", units=1234.5, name="{code}") == "1.234,5 of {code}"
    assert _("50 {percent}") == "50 {percent}"


@pytest.mark.parametrize(
    ("code", "count", "text"),
    [
        ("en", 1, "Order 1 product"),
        ("en", 0, "Order 0 products"),
        ("de", 1, "1 Artikel bestellen"),
        ("de", 1234, "1.234 Artikel bestellen"),
        ("fr", 0, "Commander 0 article"),
        ("fr", 1.5, "Commander 1,5 article"),
        ("es", 1.5, "Pedir 1,5 artículos"),
    ],
)
def test_a_language_counts_as_it_does(code, count, text):
    with spoken(code):
        assert ngettext("Order {count} product", "Order {count} products", count) == text


@pytest.mark.parametrize(
    ("code", "currency", "digits", "text"),
    [
        ("en", "EUR", None, "€1,234.50"),
        ("de", "EUR", None, "1.234,50\u00a0€"),
        ("de", "JPY", None, "1.234\u00a0¥"),
        ("en", "USD", 0, "US$1,234"),
        ("en", "CHF", None, "CHF\u00a01,234.50"),
        ("en", "SEK", 3, "SEK\u00a01,234.500"),
        ("es", "", None, "1.234,50"),
        ("en", "GBP", 4, "£1,234.5000"),
    ],
)
def test_an_amount_has_its_currency(code, currency, digits, text):
    with spoken(code):
        assert language.money(1234.5, currency, digits) == text
