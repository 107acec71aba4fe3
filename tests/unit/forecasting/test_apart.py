"""A library in a process of its own."""

import json
import os
import signal

import numpy as np
import pytest

from forecasting.apart import Apart
from forecasting.errors import LibraryFailed
from tests.children import descendants
from tests.unit.forecasting import mean_model

ARRAYS = {"matrix": np.zeros((3, 2), np.float32), "targets": np.array([1.0, 2.0, 6.0])}


class Cancelled(Exception):
    pass


@pytest.fixture
def process():
    with Apart(mean_model.__name__) as process:
        yield process


def test_a_model_is_trained_asked_and_saved_and_says_the_same_in_a_new_process(process):
    model = process.fit(ARRAYS, {})
    assert (process.predict(model, ARRAYS)["targets"] == 3.0).all()
    with Apart(mean_model.__name__) as another:
        assert (another.predict(another.load(process.save(model)), ARRAYS)["targets"] == 3.0).all()


def test_it_says_how_far_it_is_and_can_be_stopped_there():
    said = []

    def cancel(share, step):
        said.append((share, step))
        if share:
            raise Cancelled

    with pytest.raises(Cancelled), Apart(mean_model.__name__) as process:
        process.fit(ARRAYS, {"seconds": 600}, cancel)
    assert said == [(0.0, "Loading the library"), (0.5, "halfway")]
    assert process.pid not in set(descendants(os.getpid()))


def test_it_can_be_stopped_while_it_says_nothing_of_itself_too():
    def cancel():
        raise Cancelled

    with pytest.raises(Cancelled), Apart(mean_model.__name__, cancel) as process:
        process.load(b'{"seconds": 600}')
    assert process.pid not in set(descendants(os.getpid()))


def test_what_the_library_raises_is_told_and_the_process_goes_on(process):
    with pytest.raises(LibraryFailed, match="ValueError: such an option"):
        process.fit(ARRAYS, {"wrong": 1})
    assert process.fit(ARRAYS, {}) == 0


def test_a_process_that_is_killed_is_a_failure_that_says_so(process):
    with pytest.raises(LibraryFailed, match="exit code -9"):
        process.fit(ARRAYS, {"seconds": 600}, lambda share, step: os.kill(process.pid, signal.SIGKILL))


def test_the_library_is_not_told_our_secrets(monkeypatch):
    monkeypatch.setenv("JWT_SECRET_KEY", "not for libraries")
    with Apart(mean_model.__name__) as process:
        assert json.loads(process.save(process.fit(ARRAYS, {})))["secret"] is None


def test_arrays_that_only_pickle_could_write_are_refused(process):
    with pytest.raises(ValueError, match="allow_pickle=False"):
        process.fit({"targets": np.array([object()], dtype=object)}, {})
