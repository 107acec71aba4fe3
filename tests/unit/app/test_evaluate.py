from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

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


def evaluated(folder: Path, content: str, *options: str) -> Result:
    file = folder / "sales.csv"
    file.write_text(content)
    asked = ["evaluate", str(file), "--methods", "seasonal_naive", "--cutoffs", "1", *options]
    return cli.create_app().test_cli_runner().invoke(args=asked)


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
        ("product_sku,date,quantity\nA,2025-01-01,3\n", "too few"),
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
