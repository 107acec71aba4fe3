"""What was kept in English is read in the reader's language, with its figures."""

import pytest

from utils import language
from utils.kept_texts import anew

REJECTED = "None of the 1,234 rows can be taken: line 3, quantity 'x': this is not a number. Nothing was imported."


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("There is no product 'Tea'. GET /products lists them.", "Es gibt keinen Artikel „Tea“."),
        ("this is not a number", "das ist keine Zahl"),
        ("1,234 rows read", "1.234 Zeilen gelesen"),
        (
            "It was ordered on 2026-03-01 and cannot have come before.",
            "Bestellt wurde am 01.03.2026; vorher kann nichts gekommen sein.",
        ),
        (
            "Passed over: 3 lines above the headings, 1 row of totals.",
            "Übergangen: 3 Zeilen über den Überschriften, 1 Summenzeile.",
        ),
        (
            "Days are day first, 09.11.2026 is 9 November 2026: the other way round some of them are no days.",
            "Tage sind mit dem Tag zuerst geschrieben, 09.11.2026 ist der 9. November 2026:"
            " andersherum wären einige keine Tage.",
        ),
        (
            "line 3, date 'heute': this is not a day; write it as YYYY-MM-DD; line 4, price 'x': this is not a number",
            "Zeile 3, date „heute“: das ist kein Tag; schreiben Sie ihn als JJJJ-MM-TT;"
            " Zeile 4, price „x“: das ist keine Zahl",
        ),
        (
            "No sale has been recorded. Import the product's sales and train it again, or say which product or "
            "category it sells like (`like`), or when it is launched (`launch_on`).",
            "Es ist kein Verkauf erfasst. Importieren Sie die Verkäufe des Artikels und trainieren Sie ihn erneut, "
            "oder sagen Sie, welchem Artikel oder welcher Warengruppe er gleicht (`like`) oder wann er eingeführt wird "
            "(`launch_on`).",
        ),
        ("A bus company's own words", "A bus company's own words"),
        ("", ""),
    ],
)
def test_a_kept_text_is_read_in_german(kept, read):
    with language.spoken("de"):
        assert anew(kept) == read


def test_reasons_within_a_text_are_read_as_well():
    with language.spoken("es"):
        said = anew(REJECTED)
    assert "1234 filas" in said.replace(".", "")
    assert "no es un número" in said
    assert "No se ha importado nada." in said


def test_what_somebody_wrote_stays_as_it_is():
    with language.spoken("de"):
        assert anew("There is no product 'this is not a number'.") == "Es gibt keinen Artikel „this is not a number“."


def test_in_english_nothing_changes():
    assert anew(REJECTED) == REJECTED


@pytest.mark.parametrize("written", ["2026-02-30", "a; " * 5000, "A. " * 5000])
def test_whatever_somebody_wrote_can_be_read(written):
    with language.spoken("de"):
        assert written in anew(f"{written} is expected on 2026-03-01")
        assert anew(written) == written
