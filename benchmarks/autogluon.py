"""AutoGluon-TimeSeries as a peer, asked in an environment of its own: it pins other versions than Stockcast.

    python -m venv .venv-autogluon && .venv-autogluon/bin/pip install -r requirements-autogluon.in

makes it; `STOCKCAST_AUTOGLUON` names another folder. It works on the processor alone, with its own choice of models
(its preset "default") less those whose weights are downloaded, and blends them by its own rule. It sees the measured
products only. Run as a program it answers for the folder it is given, which holds what `asked` wrote.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from benchmarks.peer_task import Task
from forecasting.metrics import PINBALL_LEVELS

ROOT = Path(__file__).parent.parent
COLUMNS = {"product_sku": "item_id", "date": "timestamp", "quantity": "target"}
DOWNLOADED = ["Chronos2", "Toto2"]


def _python() -> Path:
    return Path(os.environ.get("STOCKCAST_AUTOGLUON", ROOT / ".venv-autogluon")) / "bin" / "python"


def missing() -> str:
    """What is to be done before it can be asked; empty: nothing."""
    if _python().exists():
        return ""
    place = _python().parent.parent
    install = f"python -m venv {place} && {place}/bin/pip install -r requirements-autogluon.in"
    return f"AutoGluon is not installed and was not asked. To have it: {install}"


def asked(task: Task) -> pd.DataFrame:
    """Its answer for the measured products, see `benchmarks.peers`; what it trained is printed."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        task.train[task.train["product_sku"].isin(task.measured)].to_parquet(folder / "train.parquet")
        task.future[task.future["product_sku"].isin(task.measured)].to_parquet(folder / "future.parquet")
        what = {"horizon": task.horizon, "freq": task.freq, "regressors": task.regressors, "seconds": task.seconds}
        (folder / "task.json").write_text(json.dumps(what))
        environment = os.environ | {"CUDA_VISIBLE_DEVICES": "", "TMPDIR": place}
        subprocess.run([_python(), "-m", "benchmarks.autogluon", place], cwd=ROOT, env=environment, check=True)
        return pd.read_parquet(folder / "answer.parquet")


def _answer(folder: Path) -> pd.DataFrame:
    """Runs in its own environment: trains within the time limit, prints its models, forecasts."""
    from autogluon.timeseries import TimeSeriesDataFrame, TimeSeriesPredictor

    what = json.loads((folder / "task.json").read_text())
    train, future = (
        pd.read_parquet(folder / f"{name}.parquet").rename(columns=COLUMNS) for name in ("train", "future")
    )
    history = TimeSeriesDataFrame.from_data_frame(train)
    predictor = TimeSeriesPredictor(
        prediction_length=what["horizon"],
        path=str(folder / "models"),
        freq=what["freq"],
        known_covariates_names=what["regressors"],
        quantile_levels=list(PINBALL_LEVELS),
        verbosity=0,
    )
    predictor.fit(
        history,
        hyperparameters="default",
        excluded_model_types=DOWNLOADED,
        time_limit=what["seconds"],
        random_seed=0,
    )
    print(predictor.leaderboard().round(3).to_string(), flush=True)
    ahead = TimeSeriesDataFrame.from_data_frame(future.drop(columns="target")) if what["regressors"] else None
    answer = pd.DataFrame(predictor.predict(history, known_covariates=ahead)).reset_index()
    answer = answer.rename(columns={"item_id": "product_sku", "timestamp": "date", "mean": "predicted"})
    figures = ["predicted", *map(str, PINBALL_LEVELS)]
    return answer[["product_sku", "date"]].join(answer[figures].clip(lower=0))


if __name__ == "__main__":
    here = Path(sys.argv[1])
    _answer(here).to_parquet(here / "answer.parquet")
