"""A method that learns one model across products, by any library and from any ground."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.learner import Learner, Library
from forecasting.methods.family import Family
from forecasting.progress import Repeated, ReportProgress, silent


@dataclass(frozen=True, slots=True)
class GlobalModel:
    """ground -- has `forecast` and, if it learns, `learn`, between a block and what the library is given:
              `forecasting.learning` (rows of features), `forecasting.windows` (sequences), `forecasting.zero_shot`
    opened -- the library, for as long as the block; is told what to call while it is busy
    usual -- its options where none are given
    """

    ground: ModuleType
    opened: Callable[[Callable[[], None]], AbstractContextManager[Library]]
    usual: Any

    def forecast(
        self,
        block: Block,
        origins: Sequence[int],
        horizon: int,
        options: Any = None,
        report_progress: ReportProgress = silent,
        learnt: CatalogueModel | None = None,
        base: np.ndarray | None = None,
    ) -> np.ndarray:
        """Mean forecasts, float64 (origins, products, horizon); NaN where the ground has no opinion.

        learnt -- across the catalogue; without it the block learns by itself
        base -- as of `Learner`. Raises LibraryFailed.
        """
        heard = Repeated(report_progress)
        with self.opened(heard.again) as library:
            learner = Learner(library, options or self.usual, heard, base=base)
            forecasts: np.ndarray = self.ground.forecast(block, origins, horizon, learner, learnt)
        return forecasts

    def learn(
        self,
        block: Block,
        origins: Sequence[int],
        horizon: int,
        options: Any = None,
        report_progress: ReportProgress = silent,
    ) -> CatalogueModel | None:
        """What a sample of the catalogue teaches, see the ground's `learn`. Raises LibraryFailed."""
        heard = Repeated(report_progress)
        with self.opened(heard.again) as library:
            learner = Learner(library, options or self.usual, heard)
            learnt: CatalogueModel | None = self.ground.learn(block, origins, horizon, learner)
        return learnt


def taught(model: GlobalModel, title: str, description: str, is_blended: bool = False, **known: Any) -> Family:
    """The family of a model that learns; known -- what else `Family` knows of it."""
    return Family(
        model.forecast,
        title,
        description,
        options=type(model.usual),
        learn=model.learn,
        is_blended=is_blended,
        reports=True,
        begins_with="exponential_smoothing",
        **known,
    )
