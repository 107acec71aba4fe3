"""Each optional family trained for real, in a process of its own."""

import os

import pytest

from forecasting.errors import LibraryFailed
from forecasting.methods import named
from tests.children import descendants
from tests.families.conftest import opened, quick

ORIGINS, HORIZON = (372, 400), 14
# How the files of each library's own format begin: JSON, a zip of JSON and arrays, or a length and JSON.
FORMATS = {"xgboost": b"{", "sklearn": b"PK", "pytorch": b"PK", "tensorflow": b"PK"}


class Cancelled(Exception):
    pass


def test_a_family_is_trained_and_says_how_far_it_is(family, block):
    steps = []
    (method,) = named(family, {}).values()
    forecast = method(block, ORIGINS, HORIZON, report_progress=lambda share, step: steps.append((share, step)))
    assert forecast.shape == (2, len(block), HORIZON)
    assert forecast.mean() == pytest.approx(50, rel=0.15)
    shares = [share for share, _ in steps]
    assert shares == sorted(shares)
    assert len(set(shares)) >= 5
    assert list(descendants(os.getpid())) == []


def test_a_cancelled_training_ends_its_process(family, block):
    def cancel(share, step):
        raise Cancelled

    (method,) = named(family, {}).values()
    with pytest.raises(Cancelled):
        method(block, ORIGINS, HORIZON, report_progress=cancel)
    assert list(descendants(os.getpid())) == []


def test_a_saved_model_says_the_same_in_a_new_process(learning_family, rows):
    with opened(learning_family) as process:
        model = process.fit(rows, quick(learning_family))
        said, saved = process.predict(model, rows)["targets"], process.save(model)
    with opened(learning_family) as process:
        again = process.predict(process.load(saved), rows)["targets"]
    assert again == pytest.approx(said, abs=1e-5)


def test_what_it_saves_is_its_librarys_own_safe_format(learning_family, rows):
    with opened(learning_family) as process:
        saved = process.save(process.fit(rows, quick(learning_family)))
    if learning_family == "huggingface":  # safetensors: the length of a header, and the header
        assert saved[8:].startswith(b'{"__metadata__"')
    else:
        assert saved.startswith(FORMATS[learning_family])


def test_a_pickle_is_not_loaded(family, tmp_path):
    trap = b"cos\nsystem\n(S'touch " + str(tmp_path / "sprung").encode() + b"'\ntR."
    with opened(family) as process, pytest.raises(LibraryFailed):
        process.load(trap)
    assert not (tmp_path / "sprung").exists()
