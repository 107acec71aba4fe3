from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from app.commands import evaluate
from tests.unit.forecasting import sales


@pytest.mark.parametrize(("every", "periods"), [("1D", 28), ("7D", 8)])
def test_the_usual_horizon_follows_the_sales(tmp_path: Path, every: str, periods: int) -> None:
    table, answers = tmp_path / "sales.csv", tmp_path / "answers.parquet"
    days = pd.date_range(sales.START, periods=120, freq=every)
    pd.DataFrame({"product_sku": "A", "date": days, "quantity": sales.weekly_pattern(1, 120)[0]}).to_csv(table)
    done = CliRunner().invoke(evaluate.command, [str(table), "--methods", "seasonal_naive", "--output", str(answers)])
    assert done.exit_code == 0, done.output
    assert (pd.read_parquet(answers).groupby("cutoff").size() == periods).all()
