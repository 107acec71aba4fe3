"""One small neural network over all products of a block, direct for every step ahead.

Layers of rectified units, trained by Adam on squared errors (Kingma and Ba, "Adam: a method for stochastic
optimization", 2015; initial weights after He et al., 2015), in float32. It is trained when it is asked for by name:
alone it comes near gradient boosting, but the blends of "auto" gained nothing from it on sales held back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from forecasting import learning
from forecasting.block import Block
from forecasting.progress import ReportProgress, silent

BATCH = 512
FIRST_MOMENT, SECOND_MOMENT, TINY = 0.9, 0.999, 1e-8
WEIGHT_DECAY = 1e-4
# Inputs further from their mean than this many standard deviations are cut: they would tell nothing but noise.
FARTHEST = np.float32(6)


@dataclass(frozen=True, slots=True)
class Options:
    """epochs -- passes over the training rows; hidden_sizes -- units of each hidden layer"""

    epochs: int = 15
    learning_rate: float = 0.002
    hidden_sizes: tuple[int, ...] = (64, 32)


DEFAULTS = Options()


def forecast(
    block: Block,
    origins: Sequence[int],
    horizon: int,
    options: Options = DEFAULTS,
    report_progress: ReportProgress = silent,
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond what is learnt, see `forecasting.learning`."""
    return learning.forecast(block, origins, horizon, partial(_learn, options), report_progress)


def _learn(
    options: Options, matrix: np.ndarray, sales: np.ndarray, correction: np.ndarray, report_progress: ReportProgress
) -> learning.Prediction:
    inputs = Inputs(matrix)
    targets = np.column_stack([sales, correction])
    spread = targets.std(axis=0) + 1e-6
    scaled = (targets / spread).astype(np.float32)
    network = Network((inputs.width, *options.hidden_sizes, 2))
    rows = inputs.of(matrix)
    for epoch in range(options.epochs):
        report_progress(epoch / options.epochs, f"epoch {epoch + 1} of {options.epochs}")
        # Steps get shorter towards the end, so that the last rows seen do not decide.
        rate = options.learning_rate * 0.5 * (1 + np.cos(np.pi * epoch / options.epochs))
        network.train(rows, scaled, rate)

    def predict(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sales, correction = (network.answer(inputs.of(matrix)).astype(np.float64) * spread).T
        return sales, correction

    return predict


class Inputs:
    """Feature rows as a network likes them: near zero, of like size, without gaps; a gap is an input of its own."""

    def __init__(self, matrix: np.ndarray) -> None:
        bent = _bent(matrix)
        gaps = np.isnan(bent)
        known = ~gaps.all(axis=0)
        self.centre, self.spread = np.zeros(matrix.shape[1], np.float32), np.ones(matrix.shape[1], np.float32)
        self.centre[known] = np.nanmean(bent[:, known], axis=0)
        self.spread[known] = np.nanstd(bent[:, known], axis=0) + np.float32(1e-6)
        self.gappy = np.flatnonzero(gaps.any(axis=0))
        self.width = matrix.shape[1] + len(self.gappy)

    def of(self, matrix: np.ndarray) -> np.ndarray:
        """float32, shape (rows, width)"""
        inputs = np.clip((_bent(matrix) - self.centre) / self.spread, -FARTHEST, FARTHEST)
        gaps = np.isnan(inputs)
        return np.column_stack([np.where(gaps, np.float32(0), inputs), gaps[:, self.gappy].astype(np.float32)])


class Network:
    """weights, biases -- one per layer; moments -- Adam's running means of gradients and of their squares"""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.draw = np.random.default_rng(0)
        pairs = list(pairwise(sizes))
        weights = [self.draw.normal(0, np.sqrt(2 / width), (width, units)) for width, units in pairs]
        self.weights: list[np.ndarray] = [one.astype(np.float32) for one in weights]
        self.biases: list[np.ndarray] = [np.zeros(units, np.float32) for _, units in pairs]
        self.moments = [[np.zeros_like(a), np.zeros_like(a)] for a in [*self.weights, *self.biases]]
        self.steps = 0

    def answer(self, rows: np.ndarray) -> np.ndarray:
        """float32, shape (rows, outputs)"""
        return self._forward(rows)[-1]

    def train(self, rows: np.ndarray, targets: np.ndarray, rate: float) -> None:
        """One pass over all rows, in random order."""
        order = self.draw.permutation(len(rows))
        for begin in range(0, len(rows), BATCH):
            batch = order[begin : begin + BATCH]
            self._step(self._gradients(rows[batch], targets[batch]), rate)

    def _forward(self, rows: np.ndarray) -> list[np.ndarray]:
        layers = [rows]
        for weights, biases in zip(self.weights[:-1], self.biases[:-1], strict=True):
            layers.append(np.maximum(layers[-1] @ weights + biases, 0))
        layers.append(layers[-1] @ self.weights[-1] + self.biases[-1])
        return layers

    def _gradients(self, rows: np.ndarray, targets: np.ndarray) -> list[np.ndarray]:
        *layers, out = self._forward(rows)
        error = (out - targets) * np.float32(2 / len(rows))
        of_weights, of_biases = [], []
        for layer, weights in zip(reversed(layers), reversed(self.weights), strict=True):
            of_weights.append(layer.T @ error + np.float32(WEIGHT_DECAY) * weights)
            of_biases.append(error.sum(axis=0))
            error = (error @ weights.T) * (layer > 0)
        return [*reversed(of_weights), *reversed(of_biases)]

    def _step(self, gradients: list[np.ndarray], rate: float) -> None:
        self.steps += 1
        first, second = 1 - FIRST_MOMENT**self.steps, 1 - SECOND_MOMENT**self.steps
        for parameter, gradient, moments in zip([*self.weights, *self.biases], gradients, self.moments, strict=True):
            moments[0] += (1 - FIRST_MOMENT) * (gradient - moments[0])
            moments[1] += (1 - SECOND_MOMENT) * (gradient * gradient - moments[1])
            parameter -= np.float32(rate) * (moments[0] / first) / (np.sqrt(moments[1] / second) + TINY)


def _bent(matrix: np.ndarray) -> np.ndarray:
    return np.sign(matrix) * np.log1p(np.abs(matrix))
