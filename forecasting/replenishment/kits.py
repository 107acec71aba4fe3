"""Demand for a product within others: what kits and recipes take of it when they are sold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np

from forecasting.forecast import Forecast
from forecasting.replenishment.kit_shelves import Shelf, put_together
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence

# Demand beyond a forecast repeats its last four weeks.
REPEATED_DAYS = 28


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Something that a kit is put together of, `each` units into one.

    came -- units that are there on the first day, or come on a later one, (days,): until more can be ordered
    besides -- what is sold of it by itself; asked -- what other kits are expected to take of it, (days,)
    is_own -- it is the product whose demand is looked for: what it lacks itself is demand for it all the same
    """

    each: float
    came: np.ndarray
    asked: np.ndarray
    besides: tuple["Use", ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Kit:
    """Something that is put together of other products when it is sold.

    name -- of it; number -- has its courses of demand drawn apart from those of everything else, the same in every run
    packed -- units put together already: no part is taken for these
    parts -- that may be lacking; none: any number can be put together
    within -- kits that it is itself a part of
    """

    number: int
    name: str
    forecast: Forecast
    dependence: Dependence
    packed: float = 0.0
    parts: tuple[Part, ...] = ()
    within: tuple["Use", ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """So many units of a product go into one of a kit, from a day to another one; None: always."""

    kit: Kit
    quantity: float
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Periods ahead: the day on which the first begins, how many they are, and of how many days each."""

    start: date
    periods: int
    step_days: int = 1


# Of a kit alone, what is asked for in each period of a span, (periods, ...).
Asked = Callable[[Kit, Span], np.ndarray]


def drawn(uses: Sequence[Use], span: Span) -> np.ndarray:
    """What these uses take of a product on every path, float32 (periods, PATHS)."""
    return _taken(uses, span, _on_paths)


def expected(uses: Sequence[Use], span: Span) -> np.ndarray:
    """What they are expected to take, (periods,)."""
    return _expected(tuple(uses), span)


# The advice on one product asks for it a dozen times.
@lru_cache(maxsize=64)
def _expected(uses: tuple[Use, ...], span: Span) -> np.ndarray:
    units = _taken(uses, span, _on_average)
    units.setflags(write=False)
    return units


def shares(uses: Sequence[Use], span: Span) -> dict[str, float]:
    """What each of these kits is expected to take over the span, by its name."""
    return {use.kit.name: float(expected([use], span).sum()) for use in uses}


def whole(uses: Sequence[Use]) -> bool:
    """Whether they take whole units only."""
    return all(
        use.quantity == round(use.quantity)
        and use.kit.packed == round(use.kit.packed)
        and use.kit.forecast.in_units
        and whole(use.kit.within)
        for use in uses
    )


def columns(horizon: int, passed: int, periods: int, repeated: int) -> np.ndarray:
    """Positions in a forecast of the coming periods; beyond its end, those of its last weeks again."""
    column = np.arange(passed, passed + periods)
    again = max(0, horizon - repeated)
    return np.where(column < horizon, column, again + (column - again) % max(1, horizon - again))


def _taken(uses: Sequence[Use], span: Span, asked: Asked) -> np.ndarray:
    total: np.ndarray = np.zeros(1, dtype=np.float32)
    for use in uses:
        units = asked(use.kit, span)
        if use.kit.within:
            units = units + _taken(use.kit.within, span, asked)
        made = _possible(use.kit, _beyond(units, use.kit.packed), span, asked)
        total = total + np.float32(use.quantity) * _while(use, made, span)
    return total


def _beyond(units: np.ndarray, packed: float) -> np.ndarray:
    """What is left to be put together once the packed ones are sold."""
    if packed <= 0:
        return units
    return np.diff(np.maximum(np.cumsum(units, axis=0) - packed, 0), axis=0, prepend=np.zeros_like(units[:1]))


def _possible(kit: Kit, units: np.ndarray, span: Span, asked: Asked) -> np.ndarray:
    """What can be put together while other parts are lacking; the rest is lost."""
    shelves = [(part, _shelf(part, units, span)) for part in kit.parts]
    short = [(part, shelf) for part, shelf in shelves if shelf.may_lack(units)]
    if all(shelf.is_own for _, shelf in short):
        return units
    lacking = [_asked_for(part, shelf, units, span, asked) for part, shelf in short]
    return put_together(units, lacking, kit.forecast.in_units)


def _shelf(part: Part, units: np.ndarray, span: Span) -> Shelf:
    """With the most that may be asked of it besides."""
    periods = min(len(part.came) // span.step_days, len(units))
    most = _besides(part, replace(span, periods=periods), _at_most) if periods else np.zeros(0)
    return Shelf(part.each, _by_period(part.came, replace(span, periods=periods)), most, part.is_own)


def _asked_for(part: Part, shelf: Shelf, units: np.ndarray, span: Span, asked: Asked) -> Shelf:
    """With what is asked of it besides on each path."""
    besides = _besides(part, replace(span, periods=len(shelf.came)), asked)
    return replace(shelf, asked=shelf.spread(besides, units))


def _besides(part: Part, span: Span, asked: Asked) -> np.ndarray:
    """What is asked for of a part besides a kit, (periods, ...)."""
    alone, in_kits = _taken(part.besides, span, asked), _by_period(part.asked, span)
    return alone + in_kits.reshape(-1, *(1,) * (alone.ndim - 1))


def _by_period(daily: np.ndarray, span: Span) -> np.ndarray:
    return daily[: span.periods * span.step_days].reshape(span.periods, span.step_days).sum(axis=1)


def _while(use: Use, units: np.ndarray, span: Span) -> np.ndarray:
    if use.first is None and use.last is None:
        return units
    days = np.datetime64(span.start, "D") + np.arange(span.periods) * span.step_days
    holds = (days >= np.datetime64(use.first or date.min)) & (days <= np.datetime64(use.last or date.max))
    units = units.copy()
    units[~holds] = 0
    return units


def _on_paths(kit: Kit, span: Span) -> np.ndarray:
    column = _columns(kit.forecast, span)
    values = kit.forecast.quantiles[:, column].T.astype(np.float32) @ paths.WEIGHTS
    ranks = paths.ranks(paths.rounded(kit.dependence), len(column))[:, _apart(kit.number)]
    return _in_steps(np.take_along_axis(values, ranks, axis=1), kit.forecast.step_days, span)


def _on_average(kit: Kit, span: Span) -> np.ndarray:
    return _in_steps(kit.forecast.mean[_columns(kit.forecast, span)], kit.forecast.step_days, span)


def _at_most(kit: Kit, span: Span) -> np.ndarray:
    """More than that is asked on no path."""
    return _in_steps(kit.forecast.quantiles[-1, _columns(kit.forecast, span)], kit.forecast.step_days, span)


def _columns(forecast: Forecast, span: Span) -> np.ndarray:
    step = forecast.step_days
    passed = max(0, (span.start - forecast.start).days // step)
    return columns(len(forecast), passed, -(-span.periods * span.step_days // step), REPEATED_DAYS // step)


def _in_steps(units: np.ndarray, step_days: int, span: Span) -> np.ndarray:
    """Units of periods of one length as those of another: evenly over their days."""
    if step_days == span.step_days:
        return units
    daily = np.repeat(units / step_days, step_days, axis=0)[: span.periods * span.step_days]
    return daily.reshape(span.periods, span.step_days, *units.shape[1:]).sum(axis=1)


@lru_cache(maxsize=256)
def _apart(number: int) -> np.ndarray:
    """Which path of all that share a dependence each path of this kit is: what sells well beside it says nothing."""
    return np.random.default_rng([paths.SEED, number]).permutation(paths.PATHS)
