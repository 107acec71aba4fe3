from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """horizon -- periods to forecast; method -- a name in `forecasting.methods`, or "auto"; seed -- of every draw."""

    horizon: int = 365
    method: str = "auto"
    cutoffs: int = 3
    cutoff_horizon: int = 28
    country: str = ""
    seed: int = 0
