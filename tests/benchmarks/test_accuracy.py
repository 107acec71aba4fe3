import pandas as pd

from benchmarks.accuracy import a_year_before
from benchmarks.peers import missing


def days(many: int) -> pd.DataFrame:
    return pd.DataFrame({"date": pd.date_range("2024-01-01", periods=many)})


def test_a_year_ago_is_measured_where_half_a_year_stands_before_it() -> None:
    assert len(a_year_before(days(364 + 84 + 183), cutoffs=3)) == 84 + 183
    assert a_year_before(days(364 + 84 + 182), cutoffs=3) is None


def test_a_peer_that_is_not_installed_says_how_to_install_it(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("STOCKCAST_AUTOGLUON", str(tmp_path))
    assert f"{tmp_path}/bin/pip install -r requirements-autogluon.in" in missing("AutoGluon")
    assert not missing("AutoETS")
