"""What is left of products whose place another takes: sold off first, as if it were the other one, once they are sold
no more themselves."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from forecasting.replenishment import demand
from forecasting.replenishment.outlook import InKits, Outlook
from forecasting.uncertainty import paths
from services.replenishment.advice.order_case import Case


def stock(cases: Sequence[Case]) -> np.ndarray | None:
    """Units that are left of what each product takes the place of when that is sold no more and its own sales begin,
    on every path of what is asked of these until then, float32 (products, PATHS); None: nothing of any."""
    if not any(case.replaced for case in cases):
        return None
    return np.array([_left(case) for case in cases], dtype=np.float32)


def days(cases: Sequence[Case]) -> np.ndarray | None:
    """The day from which that is there, counted from today, int (products,)."""
    if not any(case.replaced for case in cases):
        return None
    return np.array([(_begins(case) - case.as_of).days for case in cases])


def _begins(case: Case) -> date:
    """The day from which customers of what it takes the place of are its own, and not before its launch."""
    return max([case.as_of, case.launch_on or date.min, *(_sold_until(old) for old in case.replaced)])


def _sold_until(old: Case) -> date:
    """The day after its last: without an end, that of its forecast, of what is sold at all."""
    if not old.mean.any():
        return date.min
    return (old.ends_on or old.as_of + timedelta(days=len(old.mean) * old.forecast.step_days)) + timedelta(days=1)


def _left(case: Case) -> np.ndarray:
    begins = _begins(case)
    there, sold = 0.0, np.zeros(paths.PATHS)
    for old in case.replaced:
        days = max(0, (begins - old.as_of).days)
        units = old.relied_on + sum(coming for _, coming in old.arrivals)
        there += old.share * units - _expires(old, case, days)
        if days:
            sold += old.share * _asked(old, days)
    return np.maximum(there - sold, 0.0)


def _asked(old: Case, days: int) -> np.ndarray:
    step = old.forecast.step_days
    outlook = Outlook.of([old.forecast], [old.dependence], [old.skipped // step], math.ceil(days / step))
    return demand.asked(outlook.taken_by([InKits(old.in_kits, old.as_of)]), days)[0]


def _expires(old: Case, case: Case, days: int) -> float:
    """Of its share of what is on hand of the old one, what nobody is expected to ask for by its last day, before or
    after its place is taken."""
    last = max((day for day, _ in old.targets.expiring), default=-1)
    if last < 0:
        return 0.0
    batches = np.zeros(last + 1)
    for day, units in old.targets.expiring:
        batches[day] += old.share * units
    asked = np.where(np.arange(last + 1) < days, old.share * _daily(old, last + 1), _daily(case, last + 1))
    return max(0.0, float((np.cumsum(batches) - np.cumsum(asked)).max()))


def _daily(case: Case, days: int) -> np.ndarray:
    step = case.forecast.step_days
    return np.repeat(case.mean / step, step)[:days]
