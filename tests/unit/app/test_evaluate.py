from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from app import cli
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


@pytest.mark.parametrize(
    "text",
    [
        "",
        "product_sku,date,quantity\n",
        "code,day\nA,2026-03-01\n",
        "product_sku,date,quantity\nA,someday,3\n",
        "product_sku,date,quantity\nA,2026-03-01,many\n",
        "product_sku,date,quantity\n,2026-03-01,3\n",
        "product_sku,date,quantity\nA,2026-03-01,3\n",
        "product_sku,date,quantity\nA,2026-03-01,3\nA,2026-03-01,4\n",
        "product_sku,date,quantity,promo\nA,2026-03-01,3,yes\n",
    ],
)
def test_sales_that_cannot_be_measured_are_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    table = tmp_path / "sales.csv"
    table.write_text(text)
    done = cli.create_app().test_cli_runner().invoke(args=["evaluate", str(table), "--methods", "seasonal_naive"])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.splitlines()[-1].startswith("Error: ")
