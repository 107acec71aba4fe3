"""Who says how much to order: Stockcast, two rules of thumb, and one who knows the distribution of demand."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np

from benchmarks.shop import REVIEW, Shop, Task
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.replenishment.ordering import advise, quantities
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.terms import Stock, Terms
from forecasting.replenishment.walks import days_ahead
from forecasting.settings import TrainingSettings
from forecasting.training import NotTrained, train_block
from forecasting.uncertainty import dependence
from forecasting.uncertainty.dependence import Dependence

RETRAINED = 7
HORIZON, TOGETHER = 60, 250
DRAWS = 1000


@dataclass(frozen=True)
class Forecasts:
    """Stockcast's, by the day they were made."""

    by_day: dict[int, tuple[list[Forecast], list[Dependence]]]

    @classmethod
    def of(cls, shop: Shop) -> "Forecasts":
        days = range(shop.opens, shop.sold.shape[1], RETRAINED)
        return cls({day: cls._trained(shop, day) for day in days})

    @staticmethod
    def _trained(shop: Shop, day: int) -> tuple[list[Forecast], list[Dependence]]:
        forecasts, dependences = [], []
        for first in range(0, len(shop.sold), TOGETHER):
            histories = [_history(shop, row, day) for row in range(first, min(first + TOGETHER, len(shop.sold)))]
            for trained in train_block(histories, TrainingSettings(horizon=HORIZON)):
                if isinstance(trained, NotTrained):
                    raise trained.error
                forecasts.append(_while_open(trained.forecast, shop.closed[len(forecasts), day:]))
                dependences.append(dependence.recorded(asdict(trained.metrics)))
        return forecasts, dependences

    @property
    def opens(self) -> int:
        """The day on which the first were made."""
        return min(self.by_day)

    def outlook(self, day: int, periods: int) -> Outlook:
        """What was known of the coming days at the start of this one."""
        made = max(origin for origin in self.by_day if origin <= day)
        forecasts, dependences = self.by_day[made]
        return Outlook.of(forecasts, dependences, [day - made] * len(forecasts), periods)


def _history(shop: Shop, row: int, day: int) -> History:
    own = shop.sold[row]
    first = int(np.isnan(own).sum())
    known = {name: column[row, first : day + HORIZON] for name, column in shop.known.items()}
    values = np.where(shop.closed[row], np.nan, own)[first:day]
    return History((shop.start + first).item(), values, known=known)


def _while_open(forecast: Forecast, closed: np.ndarray) -> Forecast:
    """The forecast with nothing on the days known to be closed."""
    days = min(len(forecast), len(closed))
    is_open = np.append(~closed[:days], np.ones(len(forecast) - days, dtype=bool))
    return replace(forecast, mean=forecast.mean * is_open, quantiles=forecast.quantiles * is_open)


def needed(forecasts: Forecasts, task: Task, day: int) -> np.ndarray:
    """With how many units to open: as where customers wait, for what comes in comes in time."""
    terms, periods = _terms(forecasts, task, waits=True)
    nothing = Stock(np.zeros(len(terms.lead_days)), np.zeros((len(terms.lead_days), periods)))
    return advise(forecasts.outlook(day, periods), terms, nothing).needed


def advised(forecasts: Forecasts, task: Task, day: int, on_hand: np.ndarray, coming: np.ndarray) -> np.ndarray:
    """What Stockcast advises to order where what finds an empty shelf is lost."""
    terms, periods = _terms(forecasts, task, waits=False)
    arriving = np.zeros((len(on_hand), periods))
    seen = coming[:, :periods]
    arriving[:, : seen.shape[1]] = seen
    return quantities(forecasts.outlook(day, periods), terms, Stock(on_hand, arriving)).quantity


def _terms(forecasts: Forecasts, task: Task, waits: bool) -> tuple[Terms, int]:
    """With the days of forecast that an advice looks at."""
    same = np.ones(len(forecasts.by_day[forecasts.opens][0]))
    terms = Terms(task.level * same, task.lead * same, 0 * same, REVIEW * same, same, 0 * same, waits * same)
    return terms, days_ahead(terms)


def filled_up(level: Callable[[int], np.ndarray], day: int, on_hand: np.ndarray, coming: np.ndarray) -> np.ndarray:
    """Stock and what is on its way filled up to so many units, given the day."""
    return np.ceil(np.maximum(level(day) - on_hand - coming.sum(axis=1) - 1e-6, 0.0))


def reorder_point(shop: Shop, task: Task, factor: float, day: int) -> np.ndarray:
    """Mean x time + safety factor x standard deviation x root of time, of the last 90 days."""
    recent = shop.recent(day)
    return recent.mean(axis=1) * task.days + factor * recent.std(axis=1) * np.sqrt(task.days)


def seasonal_naive(shop: Shop, task: Task, factor: float, day: int) -> np.ndarray:
    """The last week again, with a safety stock from the differences between weeks."""
    recent = shop.recent(day)
    week = np.tile(recent[:, -7:], -(-task.days // 7))[:, : task.days].sum(axis=1)
    return week + factor * (recent[:, 7:] - recent[:, :-7]).std(axis=1) * np.sqrt(task.days)


def knowing(shop: Shop, task: Task) -> np.ndarray:
    """Least number of units that demand of days like those before the opening stays at or below, (products,)."""
    before = shop.past(shop.opens)
    draw = np.random.default_rng(1)
    days = draw.integers(0, before.shape[1], (task.days, DRAWS))
    return np.quantile(sum(before[:, day] for day in days), task.level, axis=1, method="inverted_cdf")
