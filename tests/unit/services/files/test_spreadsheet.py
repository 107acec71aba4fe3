import pytest

from services.files.spreadsheet import as_it_was, shown_as_text


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_be_calculated_is_quoted_and_read_back(text):
    assert shown_as_text(text) == "'" + text
    assert as_it_was(shown_as_text(text)) == text


@pytest.mark.parametrize("text", ["", "BRD-001", "DRK@SHOP", "'n Ei", "5"])
def test_other_texts_stay_as_they_are(text):
    assert shown_as_text(text) == text
    assert as_it_was(text) == text
