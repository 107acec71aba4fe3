"""Exponential smoothing around the course that a product shares with its category (`forecasting.methods.course`)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.methods import exponential_smoothing
from forecasting.methods.course import shared_courses
from forecasting.methods.following import followed


def forecast(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon).

    The shared course is fitted at the first origin, and once more at the last.
    """
    *earlier, last = origins
    return np.concatenate([_with_one_course(block, part, horizon) for part in (earlier, [last]) if part])


def _with_one_course(block: Block, origins: Sequence[int], horizon: int) -> np.ndarray:
    course = shared_courses(block, min(origins), max(origins) + horizon)
    course = followed(course, block.until(min(origins)))
    past = block.until(max(origins))
    plain = replace(past, values=past.values / course[:, : past.periods])
    out = exponential_smoothing.forecast(plain, origins, horizon)
    return np.stack([f * course[:, origin : origin + horizon] for f, origin in zip(out, origins, strict=True)])
