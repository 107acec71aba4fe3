"""Slow, obvious twins of forecasting.metrics: plain loops over plain numbers."""

from itertools import pairwise
from math import isnan, sqrt


def mean_absolute_error(y, f):
    return _mean([abs(b - a) for a, b in _known(y, f)])


def mean_absolute_percentage_error(y, f):
    return _mean([abs(b - a) / a for a, b in _known(y, f) if a > 0])


def weighted_absolute_percentage_error(y, f):
    sold = sum(a for a, _ in _known(y, f))
    return sum(abs(b - a) for a, b in _known(y, f)) / sold if sold else None


def relative_bias(y, f):
    sold = sum(a for a, _ in _known(y, f))
    return sum(b - a for a, b in _known(y, f)) / sold if sold else None


def root_mean_squared_scaled_error(y, f, training):
    scale = _mean([step**2 for step in _steps(training)])
    error = _mean([(b - a) ** 2 for a, b in _known(y, f)])
    return sqrt(error) / sqrt(scale) if scale and error is not None else None


def coverage(y, lower, upper):
    return _mean([float(low <= a <= high) for a, low, high in zip(y, lower, upper, strict=True) if not isnan(a)])


def scaled_pinball_loss(y, quantiles, levels, training):
    losses = []
    for level, row in zip(levels, quantiles, strict=True):
        for a, q in _known(y, row):
            losses.append(level * (a - q) if a >= q else (1 - level) * (q - a))
    scale = _mean([abs(step) for step in _steps(training)])
    return _mean(losses) / scale if scale and losses else None


def _known(y, f):
    return [(a, b) for a, b in zip(y, f, strict=True) if not isnan(a)]


def _mean(numbers):
    return sum(numbers) / len(numbers) if numbers else None


def _steps(training):
    sold = [i for i, value in enumerate(training) if value > 0]
    values = list(training)[sold[0] :] if sold else []
    steps = [b - a for a, b in pairwise(values)]
    return [step for step in steps if not isnan(step)]
