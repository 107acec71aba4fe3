"""A neural network over all products of a block, direct for every step ahead (Keras 3, on PyTorch or TensorFlow).

Layers of rectified units with dropout, trained by Adam on squared errors (Kingma and Ba, "Adam: a method for
stochastic optimization", 2015). The network is one, the family chooses what computes it. Learns from the rows of
`forecasting.learning`. It has no outside state: all that scales its inputs is in its layers, and so in its file.
"""

import importlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from forecasting.options import layers, number, whole
from forecasting.progress import ReportProgress

BATCH = 512
DROPOUT = 0.1
# Epochs without a gain on the weeks held back, after which it stops.
PATIENCE = 5
# Inputs further from their mean than this many standard deviations are cut: they would tell nothing but noise.
FARTHEST = 6.0
# What fewer rows than this share had, or lacked, taught next to nothing.
RARE = 0.05


@dataclass(frozen=True, slots=True)
class Options:
    """epochs -- passes over the training rows at most; hidden_sizes -- units of each hidden layer"""

    epochs: int = whole(30, 1, 2000, "Epochs at most")
    learning_rate: float = number(0.002, 1, "Learning rate")
    hidden_sizes: tuple[int, ...] = layers((64, 32), "Units of each layer")


def environment(backend: str) -> dict[str, str]:
    """What the process has to be told before it loads the library."""
    return {"KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


def fit(rows: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
    """A network as it was when it did best on the weeks held back."""
    keras = _library()
    keras.utils.set_random_seed(0)
    inputs, targets, held_back = _inputs(rows["matrix"]), rows["targets"].astype(np.float32), rows["held_back"]
    model = _network(keras, inputs, options["hidden_sizes"])
    model.compile(keras.optimizers.Adam(options["learning_rate"]), loss="mse")

    def report(epoch: int, losses: Mapping[str, float]) -> None:
        step = f"epoch {epoch + 1}/{options['epochs']}, loss {losses['val_loss']:.3f}"
        report_progress((epoch + 1) / options["epochs"], step)

    model.fit(
        inputs[~held_back],
        targets[~held_back],
        batch_size=BATCH,
        epochs=options["epochs"],
        validation_data=(inputs[held_back], targets[held_back]),
        validation_batch_size=16 * BATCH,
        callbacks=[
            keras.callbacks.EarlyStopping(patience=PATIENCE, restore_best_weights=True),
            keras.callbacks.LambdaCallback(on_epoch_end=report),
        ],
        verbose=0,
    )
    return model


def predict(model: Any, rows: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    answer = model.predict(_inputs(rows["matrix"]), batch_size=16 * BATCH, verbose=0)
    return {"targets": np.asarray(answer, dtype=np.float64)}


def save(model: Any) -> bytes:
    """Keras' own format, which holds layers and weights and no code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.keras")
        model.save(path)
        return path.read_bytes()


def load(saved: bytes) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.keras")
        path.write_bytes(saved)
        return _library().saving.load_model(path, compile=False, safe_mode=True)


def _library() -> Any:
    return importlib.import_module("keras")  # only ever loaded in the process of its own


def _network(keras: Any, inputs: np.ndarray, hidden_sizes: Sequence[int]) -> Any:
    # hard_tanh cuts at one: what is scaled to a FARTHEST-th before is scaled back after it.
    variance = inputs.var(axis=0) * FARTHEST**2
    # What hardly ever varied taught next to nothing: when it does, such as a year ago in the second year, it must not
    # count, nor may that it is there at last.
    variance = np.where((variance > 1e-4) & ~_is_rare(inputs), variance, 1e12)
    model = keras.Sequential([keras.Input((inputs.shape[1],))])
    model.add(keras.layers.Normalization(mean=inputs.mean(axis=0).tolist(), variance=variance.tolist()))
    model.add(keras.layers.Activation("hard_tanh"))
    model.add(keras.layers.Rescaling(FARTHEST))
    for units in hidden_sizes:
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer="he_normal"))
        model.add(keras.layers.Dropout(DROPOUT))
    model.add(keras.layers.Dense(2))
    return model


def _is_rare(inputs: np.ndarray) -> np.ndarray:
    """Features that were nearly always missing, and flags of gaps that were nearly always alike, (2 x features,)."""
    missing = inputs[:, inputs.shape[1] // 2 :].mean(axis=0)
    return np.concatenate([missing > 1 - RARE, np.minimum(missing, 1 - missing) < RARE])


def _inputs(matrix: np.ndarray) -> np.ndarray:
    """Rows as a network likes them, float32 (rows, 2 x features): large values bent, and which ones were missing."""
    gaps = np.isnan(matrix)
    known = np.where(gaps, 0, matrix)
    return np.hstack([np.sign(known) * np.log1p(np.abs(known)), gaps]).astype(np.float32)
