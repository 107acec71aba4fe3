"""Pretrained models: Fracast as it comes, and Chronos from a folder, only if its weights are safetensors."""

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import pytest

from forecasting.apart import Apart
from forecasting.errors import LibraryFailed
from forecasting.methods import named
from tests.benchmarks import small_sales
from tests.families import checkpoints
from tests.families.conftest import opened
from tests.stack import ROOT

SALES = np.random.default_rng(0).poisson(5.0, (4, 100)).astype(np.float32)


@dataclass
class Asked:
    process: Apart
    model: int

    def __call__(self, contexts):
        return self.process.predict(self.model, {"matrix": contexts})["targets"]


@pytest.fixture(scope="module", params=list(checkpoints.MADE))
def chronos(request, tmp_path_factory):
    """A checkpoint of each kind, in its process."""
    folder = tmp_path_factory.mktemp(request.param)
    checkpoints.MADE[request.param]().save_pretrained(folder)
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("PRETRAINED_FOLDER", str(folder))
        process = opened("pretrained")
    with process:
        yield Asked(process, process.fit({}, {}))


def test_a_checkpoint_forecasts_four_weeks_and_the_same_again(chronos):
    gaps = np.where(np.arange(100) % 9 == 0, np.nan, SALES)
    said = chronos(gaps)
    assert said.shape == (4, 28)
    assert np.isfinite(said).all()
    np.testing.assert_array_equal(chronos(gaps), said)


def test_a_checkpoint_is_asked_of_the_same_sales_whatever_level_they_are_told_from(chronos):
    level = SALES.mean(axis=1, keepdims=True)
    assert chronos(SALES - level) == pytest.approx(chronos(SALES) - level, abs=1e-3)


def test_a_checkpoint_is_a_method_like_the_others(block, tmp_path, monkeypatch):
    checkpoints.chronos_bolt().save_pretrained(tmp_path)
    monkeypatch.setenv("PRETRAINED_FOLDER", str(tmp_path))
    said = asked(block)
    assert (said[:, :, :28] >= 0).all()
    assert np.isnan(said[:, :, 28:]).all()


@pytest.mark.parametrize("folder", ["/nowhere", "amazon/chronos-bolt-tiny", "s3://bucket/chronos", "."])
def test_what_is_no_checkpoint_is_refused_and_not_looked_for_elsewhere(folder, block, monkeypatch):
    monkeypatch.setenv("PRETRAINED_FOLDER", folder)
    with pytest.raises(LibraryFailed, match=r"PRETRAINED_FOLDER names has no config\.json"):
        asked(block)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.safetensors"])
def test_weights_that_are_a_pickle_are_not_read(name, block, tmp_path, monkeypatch):
    checkpoints.chronos_bolt().save_pretrained(tmp_path)
    (tmp_path / "model.safetensors").unlink()
    (tmp_path / name).write_bytes(pickle.dumps(["not", "weights"]))
    monkeypatch.setenv("PRETRAINED_FOLDER", str(tmp_path))
    with pytest.raises(LibraryFailed, match=r"has no model\.safetensors|SafetensorError"):
        asked(block)


def test_fracast_has_no_opinion_of_what_is_hardly_known():
    sales = np.where(np.arange(100) < [[0], [93]], np.nan, SALES[:2])
    with opened("pretrained") as process:
        said = Asked(process, process.fit({}, {}))(sales)
    assert np.isfinite(said[0]).all()
    assert np.isnan(said[1]).all()


def asked(block):
    (method,) = named("pretrained", {}).values()
    return method(block.select(slice(0, 9)), (372, 400), 35)


def test_the_benchmark_of_its_quantiles_runs(tmp_path):
    small_sales.write(tmp_path)
    command = [sys.executable, "-m", "benchmarks.library_quantiles", "--datasets", "store_item", "--products", "2"]
    environment = os.environ | {"STOCKCAST_DATA": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
