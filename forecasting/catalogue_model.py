"""What a family has learnt across a catalogue, to be kept and used again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from forecasting.features import Surroundings


@dataclass(frozen=True, slots=True)
class Model:
    """until -- the last day it has seen; saved -- in its library's own safe format; rows -- it was fitted to"""

    until: date
    saved: bytes
    rows: int


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """models -- by the day they were learnt until, rising; from each cut-off the newest that had seen nothing after it

    features -- names of the columns they read; gains -- share of each in what the trees gained, {} where unknown
    scores -- R2 and root mean squared error, in units of each product's one-step difference: train_* of the last on
              what it has learnt from, final_loss its mean squared error there; test_* of the first on what came after
    """

    models: tuple[Model, ...]
    surroundings: Surroundings
    step_days: int
    features: tuple[str, ...]
    gains: Mapping[str, float] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)


def sample(codes: Sequence[str], size: int) -> list[int]:
    """Positions of at most so many products, rising, drawn by the hash of their codes: the same ones every night."""
    order = sorted(range(len(codes)), key=lambda position: hashlib.sha256(codes[position].encode()).digest())
    return sorted(order[:size])
