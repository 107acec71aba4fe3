"""What each cycle of a rhythm sold beside the last: the boxes of every month may grow, or come to another level.

A cycle is one order or a few, and the next says the same or not: so all that may have happened is weighed, a level that
stayed, one that grows, and one that went to another with any of the cycles (Bayesian averaging of models: Raftery and
others, 1997).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals import calendars
from forecasting.signals.calendars import Calendar

# So many cycles are looked at, of which this share of what they usually sell is known.
MOST_CYCLES, PART, UNIT = 26, 0.5, 0.5
# How likely a level stayed, grows, or went to another one, before anything is seen; and how cycles differ anyway, as a
# deviation of logarithms, or as counts do if that is more, which weighs as so many of them.
STAYED, GROWS, WENT, DIFFER, AS_MANY = 0.6, 0.2, 0.2, 0.12, 3.0
# Growth goes on for so many days in all; a level is new in so few cycles, by this factor, if that is so likely.
LASTING_DAYS, NEW_CYCLES, OTHER, LIKELY = 182, 3, 1.25, 0.3


@dataclass(frozen=True, slots=True)
class CycleLevels:
    """of_periods -- beside the last cycle, (products, periods + horizon); is_new -- who may just have come to another
    level, bool (products,)"""

    of_periods: np.ndarray
    is_new: np.ndarray


def find(block: Block, calendar: Calendar, course: np.ndarray, horizon: int) -> CycleLevels:
    """course -- what the time of the year multiplied sales by, (products, periods)"""
    cycle = calendar.cycle[: block.periods + horizon]
    rates = _Rates.of(block, calendar, course)
    place = np.clip(cycle - rates.last + rates.known.shape[1] - 1, 0, rates.known.shape[1] - 1)
    levels, growth, is_new = _averaged(rates)
    beyond = np.maximum(cycle - rates.last, 0)
    lasting = LASTING_DAYS * np.ptp(cycle) / (len(cycle) * block.step_days) if np.ptp(cycle) else 1.0
    ahead = growth[:, None] * lasting * -np.expm1(-beyond / lasting)
    return CycleLevels(np.exp(levels[:, place] - levels[:, [-1]] + ahead), is_new)


@dataclass(frozen=True, slots=True)
class _Rates:
    """log -- what each cycle sold beside the usual, as a logarithm; known -- 1.0 where enough of it is, else 0.0; and
    orders -- periods with a sale, (products, cycles) each; variance -- of `log` at the least, (products, 1); last --
    number of the last cycle"""

    log: np.ndarray
    known: np.ndarray
    orders: np.ndarray
    variance: np.ndarray
    last: int

    @classmethod
    def of(cls, block: Block, calendar: Calendar, course: np.ndarray) -> "_Rates":
        known, phase = ~np.isnan(block.values), calendar.phase[: block.periods]
        sold = zero_where_unknown(block.values)
        mass = calendars.sums(known * course, phase, calendar.phases)
        usual = calendars.sums(sold, phase, calendar.phases) / np.maximum(mass, 1e-9)
        number = calendar.cycle[: block.periods] - calendar.cycle[0]
        sums = [
            calendars.sums(one, number, number[-1] + 1)[:, -MOST_CYCLES:]
            for one in (sold, np.where(known, usual[:, phase] * course, 0.0), sold > 0)
        ]
        enough = sums[1] > PART * sums[1].max(axis=1, keepdims=True)
        log = np.log((sums[0] + UNIT) / (sums[1] + UNIT))
        size = sums[1].sum(axis=1, where=enough, keepdims=True) / np.maximum(enough.sum(axis=1, keepdims=True), 1)
        variance = np.maximum(DIFFER**2, 1 / np.maximum(size, 1.0))
        return cls(log, enough.astype(float), sums[2], variance, int(calendar.cycle[0] + number[-1]))

    def likely(self, squares: np.ndarray, levels: int) -> np.ndarray:
        """Logarithm of the chance of squares left unexplained by so many levels or slopes."""
        count = np.maximum(self.known.sum(axis=1, keepdims=True), 1.0)
        left = squares + AS_MANY * self.variance
        return np.asarray(-(count + AS_MANY) / 2 * np.log(left) - levels / 2 * np.log(count))


def _averaged(rates: _Rates) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The level of each cycle, (products, cycles), its growth from one to the next, and whether it may be new,
    (products,) each."""
    log, known, time = rates.log, rates.known, np.arange(rates.log.shape[1]) + 0.0
    count = np.maximum(known.sum(axis=1, keepdims=True), 1.0)
    mean, middle = ((known * one).sum(axis=1, keepdims=True) / count for one in (log, time))
    squares, since = (known * (log - mean) ** 2).sum(axis=1, keepdims=True), known * (time - middle)
    spread = np.maximum((since**2).sum(axis=1, keepdims=True), 1e-9)
    slope = (since * log).sum(axis=1, keepdims=True) / spread
    before, after, of_steps = _steps(rates, squares + count * mean**2)
    chances = (
        np.log(STAYED) + rates.likely(squares, 1),
        np.log(GROWS) + rates.likely(squares - slope**2 * spread, 2),
        np.log(WENT / count) + rates.likely(of_steps, 2),
    )
    stayed, grows, *went = softmax(np.concatenate(chances, axis=1), axis=1).T[:, :, None]
    steps = np.concatenate(went, axis=1)
    reached, left = (np.cumsum(steps * one, axis=1) for one in (after, before))
    levels = stayed * mean + grows * (mean + slope * (time - middle))
    return levels + reached + left[:, -1:] - left, (grows * slope)[:, 0], _is_new(steps, after - before, known)


def _is_new(steps: np.ndarray, moves: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Who may just have come to another level, bool (products,).

    steps -- how likely with each cycle, and moves -- by how much, as a logarithm, (products, cycles) each
    """
    since = np.cumsum(known[:, ::-1], axis=1)[:, ::-1]
    far = np.abs(moves) > np.log(OTHER) * np.where(since <= 1, 0.5, 1.0)
    return np.asarray((steps * (far & (since <= NEW_CYCLES))).sum(axis=1) > LIKELY)


def _steps(rates: _Rates, squares: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of a step with each cycle, the level before and after it, and the squares that are left, (products, cycles) each;
    of those infinite where there is none."""
    log, known = rates.log, rates.known
    total, sums = known.sum(axis=1, keepdims=True), (known * log).sum(axis=1, keepdims=True)
    earlier, sold = np.cumsum(known, axis=1) - known, np.cumsum(known * log, axis=1) - known * log
    before = sold / np.maximum(earlier, 1.0)
    after = (sums - sold) / np.maximum(total - earlier, 1.0)
    left = squares - earlier * before**2 - (total - earlier) * after**2
    # What one order says of the next ones is half of what it differs by, and two thirds of what two do.
    believed = np.where(total - earlier <= 1, rates.orders / (rates.orders + 1), 1.0)
    after = before + believed * (after - before)
    return before, after, np.where((known > 0) & (earlier > 0), np.maximum(left, 0.0), np.inf)
