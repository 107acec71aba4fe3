"""Cases as the engine takes them: many at once, whose forecasts have one step."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from forecasting.replenishment import walks
from forecasting.replenishment.outlook import InKits, Outlook
from forecasting.replenishment.terms import Stock, Terms
from services.replenishment.advice import order_case, taking_over
from services.replenishment.advice.order_case import Case
from services.replenishment.supply import targets


def by_engine(cases: Sequence[Case]) -> tuple[Outlook, Terms, Stock]:
    """What is asked for, how they are bought, and what is there."""
    terms = order_case.terms(cases)
    days = walks.days_ahead(terms)
    step = cases[0].forecast.step_days
    skipped = [case.skipped // step for case in cases]
    outlook = Outlook.of(
        [case.forecast for case in cases], [case.dependence for case in cases], skipped, math.ceil(days / step)
    )
    outlook = outlook.taken_by([InKits(case.in_kits, case.as_of) for case in cases])
    return replace(outlook, numbers=tuple(case.product_id for case in cases)), terms, _stock(cases, days)


def _stock(cases: Sequence[Case], days: int) -> Stock:
    arriving = np.zeros((len(cases), days))
    for row, case in zip(arriving, cases, strict=True):
        for day, quantity in case.arrivals:
            if day < days:
                row[day] += quantity
    expiring = targets.by_last_day([case.targets for case in cases], arriving)
    on_hand = np.array([case.relied_on for case in cases])
    return Stock(on_hand, arriving, expiring, taking_over.stock(cases), taking_over.days(cases))
