from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from app.evaluate_cli import evaluate_file
from tests.unit.forecasting import sales


@pytest.mark.parametrize(("every", "periods"), [("1D", 28), ("7D", 8)])
def test_the_usual_horizon_follows_the_sales(tmp_path: Path, every: str, periods: int) -> None:
    table, answers = tmp_path / "sales.csv", tmp_path / "answers.parquet"
    days = pd.date_range(sales.START, periods=120, freq=every)
    pd.DataFrame({"product_sku": "A", "date": days, "quantity": sales.weekly_pattern(1, 120)[0]}).to_csv(table)
    done = CliRunner().invoke(evaluate_file, [str(table), "--methods", "seasonal_naive", "--output", str(answers)])
    assert done.exit_code == 0, done.output
    assert (pd.read_parquet(answers).groupby("cutoff").size() == periods).all()


def evaluated(folder: Path, content: str, *options: str) -> Result:
    file = folder / "sales.csv"
    file.write_text(content)
    return CliRunner().invoke(evaluate_file, [str(file), "--methods", "seasonal_naive", "--cutoffs", "1", *options])


def rows_of(form: str, quantity: str = "3") -> str:
    days = pd.date_range("2025-01-01", periods=120)
    return "product_sku,date,quantity\n" + "".join(f"A,{day.strftime(form)},{quantity}\n" for day in days)


@pytest.mark.parametrize(
    "content",
    [
        rows_of("%d.%m.%Y"),
        rows_of("%m/%d/%Y"),
        rows_of("%Y-%m-%d", '"3,0"'),
        rows_of("%Y-%m-%d 10:30:00"),
        rows_of("%Y-%m-%d") + "Total,,360\n",
        rows_of("%Y-%m-%d") + "A,2025-04-30,n/a\n",
        "\n\nReport,,\n" + rows_of("%Y-%m-%d"),
    ],
    ids=["German", "American", "comma", "time", "total", "n/a", "title"],
)
def test_a_constant_series_has_no_error_however_its_file_is_written(tmp_path: Path, content: str) -> None:
    done = evaluated(tmp_path, content)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].split()[2] == "0.000"


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        ("product_sku,date,quantity\nA,2025-01-01,3\n", "--horizon"),
        ("product_sku,date,quantity\n", "has no rows"),
        ("A,2025-01-01,3\n", "row of headings"),
        ("sku;date;qty\nA;2025-01-01;1.234\n", "--decimal"),
        ("sku,date,qty\nA,03/04/2025,1\n", "--date-order dmy"),
    ],
)
def test_what_cannot_be_evaluated_is_said_in_one_sentence(tmp_path: Path, content: str, remedy: str) -> None:
    done = evaluated(tmp_path, content)
    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert remedy in done.output


def test_an_option_of_the_file_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    assert "--timezone" in evaluated(tmp_path, rows_of("%Y-%m-%d"), "--timezone", "Middle/Earth").output
