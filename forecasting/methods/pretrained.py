"""A model that was trained on the series of others, and is asked as it is (zero-shot).

Fracast (Zhan, "Fracast-0: fractal weight sharing for a time series foundation model", 2026), whose weights come in its
package, unless PRETRAINED_FOLDER names the checkpoint of a Chronos model (Ansari et al., "Chronos: learning the
language of time series", TMLR 2024; Chronos-Bolt and Chronos-2 of the same library). Nothing is ever downloaded, and
weights are safetensors only: no pickle is read.
"""

import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from forecasting.learner import REACH
from forecasting.progress import ReportProgress, silent

QUANTILES = tuple(round(0.1 * tenth, 1) for tenth in range(1, 10))
# The mean from these: each stands for the tenth around it, the outer ones for what is beyond them too.
WEIGHTS = np.array([0.15, *[0.1] * 7, 0.15])
FOLDER = "PRETRAINED_FOLDER"
CHECKPOINT = ("config.json", "model.safetensors")
# What the process has to be told before it loads a library: that it is not to look for anything elsewhere.
ENVIRONMENT = {"HF_HUB_OFFLINE": "1"}
# Fracast forecasts no series of which it knows less.
FEWEST_PERIODS = 8

# Quantiles, (series, steps, 9), of contexts, (series, periods), NaN where unknown.
Forecaster = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, slots=True)
class Options:
    """There is nothing to choose."""


def fit(_: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Forecaster:
    """The checkpoint, loaded."""
    folder = os.environ.get(FOLDER)
    return _chronos(folder) if folder else _fracast()


def predict(forecaster: Forecaster, windows: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {"targets": forecaster(windows["matrix"]).astype(np.float64) @ WEIGHTS}


def save(_: Forecaster) -> bytes:
    """Nothing was learnt: the weights stay where they are."""
    return b""


def load(saved: bytes) -> Forecaster:
    """Raises ValueError for anything that `save` did not write."""
    if saved:
        raise ValueError("A pretrained model keeps nothing; its weights are those of its package or folder.")
    return fit({}, {}, silent)


def _fracast() -> Forecaster:
    model = importlib.import_module("fracast").FracastModel.from_pretrained(device="cpu")

    def forecaster(contexts: np.ndarray) -> np.ndarray:
        enough = (~np.isnan(contexts)).sum(axis=1) >= FEWEST_PERIODS
        out = np.full((len(contexts), REACH, len(QUANTILES)), np.nan)
        if enough.any():
            out[enough] = model.forecast_batch(contexts[enough], horizon=REACH)
        return out

    return forecaster


def _chronos(folder: str) -> Forecaster:
    _check(folder)
    torch = importlib.import_module("torch")
    pipeline = importlib.import_module("chronos").BaseChronosPipeline.from_pretrained(
        folder, device_map="cpu", dtype=torch.float32, local_files_only=True, use_safetensors=True
    )

    def forecaster(contexts: np.ndarray) -> np.ndarray:
        # The first Chronos scales by the mean, which of differences from a level is next to nothing; and it draws its
        # paths by chance, so the same ones for the same sales.
        least = np.nanmin(contexts, axis=1, keepdims=True)
        torch.manual_seed(0)
        series = list(torch.from_numpy((contexts - least).astype(np.float32)))
        said, _ = pipeline.predict_quantiles(series, prediction_length=REACH, quantile_levels=list(QUANTILES))
        quantiles = np.stack([np.asarray(one) for one in said]).reshape(len(contexts), REACH, len(QUANTILES))
        return quantiles + least[:, :, None]

    return forecaster


def _check(folder: str) -> None:
    """Raises FileNotFoundError where there is no checkpoint; a name that is no folder would be looked for elsewhere."""
    missing = [name for name in CHECKPOINT if not Path(folder, name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"The folder that {FOLDER} names has no {' and no '.join(missing)}. It has to be a checkpoint of Chronos,"
            " on the machine of the workers, with its weights as safetensors; without the setting Fracast is asked."
        )
