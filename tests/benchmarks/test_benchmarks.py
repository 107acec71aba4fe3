"""Every benchmark still runs, on as little as it can: what it measures here means nothing."""

import os
import subprocess
import sys

import pytest

from tests.benchmarks import small_sales
from tests.stack import ROOT

BRIEF = {
    "accuracy": "--datasets rossmann --peers Prophet --sample 1",
    "api_overhead": "--seconds 0.2 --rounds 1",
    "correction": "--datasets store_item --products 2",
    "engine_speed": "--peer-series 1 --catalogues 10",
    "far_days": "--datasets store_item --sample 4 --before 182",
    "family_silence": "--families lightgbm --products 20 --days 100",
    "families": "--datasets store_item --families lightgbm,auto+lightgbm --products 3",
    "import_speed": "--rounds 1",
    "known_sellers": "--each 1 --sellers 20",
    "memory_at_rest": "--trainings 1",
    "month_catalogues": "--datasets store_item --sizes 2 --draws 1",
    "never_stale": "--products 6 --days 60 --bursts 1",
    "nightly_run": "--products 20 --days 100",
    "operator_view": "--rounds 1",
    "order_simulation": "--datasets french_bakery --sample 2",
    "page_speed": "--products 40 --rounds 1 --pages Products Monitoring",
    "prediction_wait": "--products 200 --predictions 2",
    "prophet_parity": "--series 4",
    "reconciliation": "--datasets store_item",
    "replay_speed": "--products 4",
    "small_catalogues": "--datasets store_item --sizes 2 --draws 1",
    "supplier_simulation": "--datasets french_bakery --sample 2",
    "terms_simulation": "--datasets french_bakery --sample 2",
    "weekly_choice": "--datasets store_item --sample 2 --cutoffs 1",
}
# The twin is what others are measured by; the others ask libraries that are not installed beside the program.
NOT_BY_THEMSELVES = {"autogluon", "fair_twin", "library_quantiles"}


@pytest.fixture(scope="session")
def sales(tmp_path_factory):
    """The folder of data sets that the benchmarks are given."""
    folder = tmp_path_factory.mktemp("sales")
    small_sales.write(folder)
    return folder


@pytest.mark.parametrize("name", BRIEF)
def test_the_benchmark_runs(sales, name):
    command = [sys.executable, "-m", f"benchmarks.{name}", *BRIEF[name].split()]
    environment = os.environ | {"STOCKCAST_DATA": str(sales), "WEB_WORKERS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout


def test_none_is_left_out():
    programs = {path.stem for path in (ROOT / "benchmarks").glob("*.py") if "__main__" in path.read_text()}
    assert programs - NOT_BY_THEMSELVES == BRIEF.keys()
