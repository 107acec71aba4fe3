from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from forecasting.history import History
from forecasting.settings import TrainingSettings


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted method: its raw forecast, float64 of shape (settings.horizon,), finite and not negative.

    document -- writes the model as JSON, given the correction factor; None where the method has no document
    """

    mean: np.ndarray
    document: Callable[[float], str] | None = None


# Dampened history in, fit out; raises FitFailed. The same input gives the same output.
Method = Callable[[History, TrainingSettings], Fit]
