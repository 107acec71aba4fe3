from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from forecasting.errors import InvalidHistory


@dataclass(frozen=True, slots=True)
class History:
    """What one product sold, period by period. Validated here once, trusted everywhere else.

    start    -- first period (its first day)
    values   -- float64, shape (n,), units sold per period; NaN where demand is unknown
                (out of stock, closed): unknown is not zero
    step_days -- 1 for daily, 7 for weekly history
    category -- products of one category may learn from each other; "" for none
    known    -- regressors known ahead, by name: float64, shape (n + future periods,), NaN where unknown
    borrowed -- periods at its beginning that are the sales of a product it is expected to be like
    launched -- share of what launches of its category sell that it will, where it sold nothing yet; 0: nothing is known
    leans_on -- a sentence: whose sales are among these; "" for nobody's

    Raises InvalidHistory for negative or infinite values and for shapes that do not fit.
    """

    start: date
    values: np.ndarray
    step_days: int = 1
    category: str = ""
    known: dict[str, np.ndarray] = field(default_factory=dict)
    borrowed: int = 0
    launched: float = 0.0
    leans_on: str = ""

    def __post_init__(self) -> None:
        if self.values.ndim != 1 or self.values.dtype != np.float64:
            raise InvalidHistory("values must be a one-dimensional float64 array, one number per period.")
        if np.isinf(self.values).any() or (self.values < 0).any():
            raise InvalidHistory("Sales must be finite and not negative; use NaN where demand is unknown.")
        if self.step_days not in (1, 7):
            raise InvalidHistory("step_days must be 1 (daily) or 7 (weekly).")
        for name, column in self.known.items():
            if column.ndim != 1 or len(column) < len(self.values):
                raise InvalidHistory(f"Regressor {name!r} must cover every period of the history.")

    def __len__(self) -> int:
        return len(self.values)

    @property
    def last_day(self) -> date:
        """The last day of the last period; of an empty history the day before its start."""
        return self.start + timedelta(days=self.step_days * len(self) - 1)

    @classmethod
    def from_rows(
        cls,
        days: np.ndarray,
        quantities: np.ndarray,
        in_stock: np.ndarray,
        until: date,
        category: str = "",
    ) -> "History":
        """Lay sales rows out as consecutive days, from the first sale to `until`.

        days -- datetime64[D], shape (n,), unique, in any order
        quantities -- float64, shape (n,)
        in_stock -- bool, shape (n,); a day out of stock becomes NaN
        until -- last day (inclusive) for which "no row" means "no sale"

        A day without a row is a day without a sale. An empty history has length 0.
        """
        last = np.datetime64(until, "D")
        sold = days[(quantities > 0) & (days <= last)]
        if not len(sold):
            return cls(until + timedelta(days=1), np.empty(0), category=category)
        first = sold.min()
        values = np.zeros(int((last - first).astype(int)) + 1)
        inside = (days >= first) & (days <= last)
        values[(days[inside] - first).astype(int)] = np.where(in_stock[inside], quantities[inside], np.nan)
        return cls(first.item(), values, category=category)
