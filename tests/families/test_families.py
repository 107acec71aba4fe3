"""Each optional family trained for real, in a process of its own."""

import os

import numpy as np
import pytest

from forecasting.apart import Apart
from forecasting.errors import LibraryFailed
from forecasting.methods import keras_network, named, xgboost_trees
from tests.children import descendants

ORIGINS, HORIZON = (150, 178), 14
ROWS = {
    "matrix": np.random.default_rng(0).normal(size=(600, 5)).astype(np.float32),
    "targets": np.random.default_rng(1).normal(size=(600, 2)),
    "held_back": np.arange(600) > 500,
}
OPTIONS = {
    "xgboost": {"epochs": 5, "learning_rate": 0.1, "max_depth": 3},
    "pytorch": {"epochs": 2, "learning_rate": 0.01, "hidden_sizes": [8]},
    "tensorflow": {"epochs": 2, "learning_rate": 0.01, "hidden_sizes": [8]},
}


def process_of(family):
    if family == "xgboost":
        return Apart(xgboost_trees.__name__)
    backend = {"pytorch": "torch"}.get(family, family)
    return Apart(keras_network.__name__, keras_network.environment(backend))


class Cancelled(Exception):
    pass


def test_a_family_is_trained_and_says_how_far_it_is(family, installed, block):
    steps = []
    (method,) = named(family, {"epochs": 12}).values()
    forecast = method(block, ORIGINS, HORIZON, report_progress=lambda share, step: steps.append((share, step)))
    assert forecast.shape == (2, len(block), HORIZON)
    assert forecast.mean() == pytest.approx(50, rel=0.15)
    shares = [share for share, _ in steps]
    assert shares == sorted(shares)
    assert list(descendants(os.getpid())) == []


def test_a_cancelled_training_ends_its_process(family, installed, block):
    def cancel(share, step):
        raise Cancelled

    (method,) = named(family, {"epochs": 2000}).values()
    with pytest.raises(Cancelled):
        method(block, ORIGINS, HORIZON, report_progress=cancel)
    assert list(descendants(os.getpid())) == []


def test_a_saved_model_says_the_same_in_a_new_process(family, installed):
    with process_of(family) as process:
        model = process.fit(ROWS, OPTIONS[family])
        said, saved = process.predict(model, ROWS)["targets"], process.save(model)
    with process_of(family) as process:
        again = process.predict(process.load(saved), ROWS)["targets"]
    assert again == pytest.approx(said, abs=1e-5)


def test_what_it_saves_is_no_pickle(family, installed):
    with process_of(family) as process:
        saved = process.save(process.fit(ROWS, OPTIONS[family]))
    # A zip of JSON and HDF5, or JSON; a pickle begins with the byte 0x80.
    assert saved[:2] == b"PK" or saved[:1] == b"{"


def test_a_pickle_is_not_loaded(family, installed, tmp_path):
    trap = b"cos\nsystem\n(S'touch " + str(tmp_path / "sprung").encode() + b"'\ntR."
    with process_of(family) as process, pytest.raises(LibraryFailed):
        process.load(trap)
    assert not (tmp_path / "sprung").exists()
