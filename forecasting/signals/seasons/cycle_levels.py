"""What each cycle of a rhythm sold beside the last: the boxes of every month may grow, or come to another level.

A cycle is one order or a few, and the next says the same or not: so all that may have happened is weighed, a level that
stayed, one that grows, one that drifts, and one that went to another with any of the cycles (Bayesian averaging of
models: Raftery and others, 1997).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar

# So many cycles are looked at, of which this share of what they usually sell is known.
MOST_CYCLES, PART, UNIT = 26, 0.5, 0.5
# How likely a level stayed, grows, drifts, or went to another one with each cycle, before anything is seen, beside each
# other; and how cycles differ anyway, as a deviation of logarithms, or as counts do if that is more, which weighs as so
# many of them.
STAYED, GROWS, DRIFTS, WENT, DIFFER, AS_MANY = 0.6, 0.2, 0.2, 0.02, 0.12, 3.0
# By how much it went, as a deviation of logarithms; and the variance by which one that drifts does with each cycle, as
# a share of that by which cycles differ anyway.
STEP, DRIFT = 0.6, 0.3
# Growth goes on for so many days in all; a level is new in so few cycles, by this factor, if that is so likely; and in
# doubt if its logarithm has this deviation.
LASTING_DAYS, NEW_CYCLES, OTHER, LIKELY, DOUBTFUL = 182, 3, 1.25, 0.1, 0.3


@dataclass(frozen=True, slots=True)
class CycleLevels:
    """of_periods -- beside the last cycle, (products, periods + horizon); is_new -- who may just have come to another
    level, or at whose level one can only guess, bool (products,)"""

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

    @property
    def count(self) -> np.ndarray:
        return np.maximum(self.known.sum(axis=1, keepdims=True), 1.0)

    @property
    def later(self) -> np.ndarray:
        """How many cycles are known from each on, (products, cycles)."""
        return np.cumsum(self.known[:, ::-1], axis=1)[:, ::-1]

    def mean(self, values: np.ndarray) -> np.ndarray:
        return np.asarray((self.known * values).sum(axis=1, keepdims=True) / self.count)

    def of_one(self, squares: np.ndarray) -> np.ndarray:
        """Variance of a cycle by what is left unexplained."""
        return np.asarray((squares + AS_MANY * self.variance) / (self.count + AS_MANY))

    def likely(self, squares: np.ndarray, freedom: np.ndarray) -> np.ndarray:
        """Logarithm of the chance of squares left unexplained; freedom -- that of the model, as the logarithm of what
        it makes all less likely by, twice."""
        return np.asarray(-(self.count + AS_MANY) / 2 * np.log(self.of_one(squares)) - freedom / 2)


@dataclass(frozen=True, slots=True)
class _Course:
    """What may have happened: the level of each cycle, (products, cycles); how likely, as a logarithm, and variance of
    the last level, (products, 1) each"""

    levels: np.ndarray
    likely: np.ndarray
    variance: np.ndarray


@dataclass(frozen=True, slots=True)
class _Steps:
    """What may have happened with each cycle: the level before and from it on; how likely, as a logarithm; and variance
    of the last level, (products, cycles) each"""

    before: np.ndarray
    after: np.ndarray
    likely: np.ndarray
    variance: np.ndarray


def _averaged(rates: _Rates) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The level of each cycle, (products, cycles), its growth from one to the next, and whether it may be new or is in
    doubt, (products,) each."""
    courses, steps = (_stayed(rates), _growing(rates), _drifting(rates)), _steps(rates)
    likely = np.concatenate([*(one.likely for one in courses), steps.likely], axis=1)
    chances = softmax(likely, axis=1)
    own, went = chances[:, : len(courses)], chances[:, len(courses) :]
    reached, left = (np.cumsum(went * one, axis=1) for one in (steps.after, steps.before))
    levels = sum((own[:, [place]] * one.levels for place, one in enumerate(courses)), reached + left[:, -1:] - left)
    growth = own[:, 1] * (courses[1].levels[:, -1] - courses[1].levels[:, 0]) / max(levels.shape[1] - 1, 1)
    ends = np.concatenate([*(one.levels[:, -1:] for one in courses), steps.after], axis=1)
    within = np.concatenate([*(one.variance for one in courses), steps.variance], axis=1)
    doubt = np.sqrt((chances * ((ends - levels[:, -1:]) ** 2 + within)).sum(axis=1))
    return levels, growth, _is_new(went, steps.after - steps.before, rates.later) | (doubt > DOUBTFUL)


def _is_new(went: np.ndarray, moves: np.ndarray, later: np.ndarray) -> np.ndarray:
    """Who may just have come to another level, bool (products,).

    went -- how likely with each cycle, and moves -- by how much, as a logarithm, (products, cycles) each
    """
    far = np.abs(moves) > np.log(OTHER) * np.where(later <= 1, 0.5, 1.0)
    return np.asarray((went * (far & (later <= NEW_CYCLES))).sum(axis=1) > LIKELY)


def _stayed(rates: _Rates) -> _Course:
    mean = rates.mean(rates.log)
    squares = (rates.known * (rates.log - mean) ** 2).sum(axis=1, keepdims=True)
    likely = np.log(STAYED) + rates.likely(squares, np.log(rates.count))
    return _Course(np.broadcast_to(mean, rates.log.shape), likely, rates.of_one(squares) / rates.count)


def _growing(rates: _Rates) -> _Course:
    time = np.arange(rates.log.shape[1]) + 0.0
    since, beside = time - rates.mean(time), rates.log - rates.mean(rates.log)
    spread = np.maximum((rates.known * since**2).sum(axis=1, keepdims=True), 1e-9)
    grown = (rates.known * since * beside).sum(axis=1, keepdims=True) / spread * since
    squares = (rates.known * (beside - grown) ** 2).sum(axis=1, keepdims=True)
    likely = np.log(GROWS) + rates.likely(squares, 2 * np.log(rates.count))
    variance = rates.of_one(squares) * (1 / rates.count + since[:, -1:] ** 2 / spread)
    return _Course(rates.mean(rates.log) + grown, likely, variance)


def _drifting(rates: _Rates) -> _Course:
    """A local level (Durbin and Koopman, 2012), its variances as shares of that by which cycles differ anyway."""
    begun, level, squares, freedom = np.zeros((4, len(rates.log)))
    variance, levels = np.zeros(len(rates.log)), np.empty(rates.log.shape)
    for number, (log, known) in enumerate(zip(rates.log.T, rates.known.T, strict=True)):
        error, of_error = np.where(begun, log - level, 0.0), np.where(begun, variance + 1, 1.0)
        squares, freedom = squares + known * error**2 / of_error, freedom + known * np.log(of_error)
        gain = np.where(begun, known * variance / of_error, known)
        level = level + gain * (log - level)
        variance = np.where(begun, (1 - gain) * variance, 1.0) + DRIFT
        begun = np.maximum(begun, known)
        levels[:, number] = level
    likely = np.log(DRIFTS) + rates.likely(squares[:, None], freedom[:, None])
    return _Course(levels, likely, rates.of_one(squares[:, None]) * (variance - DRIFT)[:, None])


def _steps(rates: _Rates) -> _Steps:
    """Impossible, of a likelihood of minus infinity, where nothing is known of the cycle or of any before."""
    count, later, mean = rates.count, rates.later, rates.mean(rates.log)
    earlier, beside = count - later, rates.known * (rates.log - mean)
    squares, sold = (beside**2).sum(axis=1, keepdims=True), np.cumsum(beside[:, ::-1], axis=1)[:, ::-1]
    # The later cycles beside the earlier ones, and the weight of both together.
    weight = earlier * later / count
    move = np.divide(sold, weight, out=np.zeros(sold.shape), where=weight > 0)
    odds = STEP**2 / rates.of_one(np.maximum(squares - weight * move**2, 0.0)) * weight
    believed = odds / (1 + odds)
    left = np.maximum(squares - believed * weight * move**2, 0.0)
    likely = np.log(WENT) + rates.likely(left, np.log(count) + np.log1p(odds))
    # What one order says of the next ones is half of what it differs by, and two thirds of what two do.
    alone = np.where(later <= 1, rates.orders / (rates.orders + 1), 1.0)
    variance = rates.of_one(left) / np.maximum(later, 1.0) + alone * (1 - alone) * (believed * move) ** 2
    before = mean - believed * move * later / count
    likely = np.where((rates.known > 0) & (earlier > 0), likely, -np.inf)
    return _Steps(before, before + alone * believed * move, likely, variance)
