"""Who learns across products, and from what: a library, its options, and the rows it is given."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol, Self

import numpy as np

from forecasting.progress import ReportProgress, silent, within

# Steps ahead that are learnt; beyond them the answer is NaN: a learner has no opinion.
REACH = 28
# To learn from, at most: of a block, and of the sample of a whole catalogue.
TRAINING_ROWS, CATALOGUE_ROWS = 80_000, 300_000


@dataclass(frozen=True, slots=True)
class Rows:
    """matrix -- what is seen of each, float32 (rows, columns), may hold NaN
    targets -- what is to be learnt, (rows, any), may hold NaN where the ground says so
    held_back -- rows of the newest weeks, bool (rows,): who stops early looks at these and learns from the others
    origins -- periods that were known at each, int (rows,)
    """

    matrix: np.ndarray
    targets: np.ndarray
    held_back: np.ndarray
    origins: np.ndarray

    def since(self, known: int) -> Self:
        """Those that began when so many periods were known, or later."""
        return self._taken(self.origins >= known)

    def some(self, most: int) -> Self:
        """As many at most, evenly spread."""
        return self._taken(slice(None, None, -(-len(self.matrix) // most) or 1))

    def _taken(self, chosen: np.ndarray | slice) -> Self:
        return type(self)(*(getattr(self, name)[chosen] for name in self.__slots__))


class Library(Protocol):
    """Who learns: a library in this process, or in one of its own (`forecasting.apart`)."""

    def fit(self, arrays: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
        """A model of the arrays of Rows, by their names."""

    def predict(self, model: Any, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """{"targets": float (rows, any)} for {"matrix"}."""

    def save(self, model: Any) -> bytes: ...

    def load(self, saved: bytes) -> Any: ...

    def gains(self, model: Any) -> list[float]:
        """What each feature contributed to the model, in any unit; empty where the library cannot say."""


@dataclass(frozen=True, slots=True)
class Learner:
    """options -- a dataclass of the library's; most_rows -- to learn from
    base -- what exponential smoothing says of the block from its origins, (origins, products, at least REACH or the
            horizon), where that is known already
    """

    library: Library
    options: Any
    report_progress: ReportProgress = silent
    most_rows: int = TRAINING_ROWS
    base: np.ndarray | None = None

    def fit(self, rows: Rows, first: float, last: float) -> Any:
        """A model; its progress counts as the work from one share of the whole to another."""
        arrays = {name: getattr(rows, name) for name in Rows.__slots__}
        return self.library.fit(arrays, asdict(self.options), within(self.report_progress, first, last))
