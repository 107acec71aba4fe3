from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forecasting.catalogue_model import CatalogueModel


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """horizon -- periods to forecast; method -- a name in `forecasting.methods`, or "auto"

    cutoffs, cutoff_horizon -- rolling backtest; shorter where histories are short
    options -- of the methods, see `forecasting.methods.FAMILIES`
    learnt -- across the catalogue, by method; what is not among them, each block learns by itself
    country -- ISO 3166 code whose public holidays are known ahead; "" for none; seed -- of every draw
    """

    horizon: int = 365
    method: str = "auto"
    cutoffs: int = 3
    cutoff_horizon: int = 28
    country: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    learnt: Mapping[str, CatalogueModel] = field(default_factory=dict)
    seed: int = 0
