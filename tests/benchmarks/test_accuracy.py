import pandas as pd

from benchmarks.accuracy import a_year_before


def days(many: int) -> pd.DataFrame:
    return pd.DataFrame({"date": pd.date_range("2024-01-01", periods=many)})


def test_a_year_ago_is_measured_where_half_a_year_stands_before_it() -> None:
    assert len(a_year_before(days(364 + 84 + 183), cutoffs=3)) == 84 + 183
    assert a_year_before(days(364 + 84 + 182), cutoffs=3) is None
