import pytest

from services.files.spreadsheet import as_it_was, csv_text, shown_as_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠A", "'=1"]
)
def test_what_would_be_calculated_is_quoted_and_read_back(text):
    assert shown_as_text(text) == "'" + text
    assert as_it_was(shown_as_text(text)) == text


@pytest.mark.parametrize("text", ["", "BRD-001", "DRK@SHOP", "'n Ei", "5", "a = b", "x;y", "a, -b", "''"])
def test_other_texts_stay_as_they_are(text):
    assert shown_as_text(text) == text
    assert as_it_was(text) == text


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t", "\n", "\r"])
@pytest.mark.parametrize("formula", ["=1+1", "＝1", "@A", "'=1"])
def test_so_is_what_would_be_one_behind_another_delimiter(delimiter, formula):
    text = f"x{delimiter}{formula}{delimiter}{formula}"
    assert shown_as_text(text) == f"x{delimiter}'{formula}{delimiter}'{formula}"
    assert as_it_was(shown_as_text(text)) == text


def test_numbers_are_no_texts():
    assert csv_text([["a", "=b"], [-1, 2.5]]) == "a,'=b\r\n-1,2.5\r\n"


def test_figures_end_where_their_digits_mean_nothing():
    assert csv_text([[1619.6399999999999, 0.1 + 0.2, 1e12, -4.0, 123456.789012, None]]) == (
        "1619.64,0.3,1000000000000.0,-4.0,123456.789012,\r\n"
    )
