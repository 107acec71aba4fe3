"""Demand within kits, worked out by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from forecasting.forecast import LEVELS, Forecast
from forecasting.replenishment import kits
from forecasting.replenishment.kits import Kit, Part, Span, Use
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence
from tests.unit.forecasting.replenishment.test_ordering import certain, uncertain

MONDAY = date(2026, 3, 2)
SPAN = Span(MONDAY, 10)


def kit(forecast: Forecast, number: int = 1, **fields: object) -> Kit:
    return Kit(number, f"KIT-{number}", forecast, Dependence(0.1, 0.1), **fields)


def test_each_kit_takes_its_quantity_on_every_path():
    uses = [Use(kit(certain(3)), 2.0), Use(kit(certain(1), 2), 0.5)]
    assert kits.expected(uses, SPAN) == pytest.approx(6.5)
    assert kits.drawn(uses, SPAN) == pytest.approx(np.full((10, paths.PATHS), 6.5), abs=1e-4)
    assert kits.shares(uses, SPAN) == pytest.approx({"KIT-1": 60, "KIT-2": 5})


def test_the_packed_ones_are_sold_first():
    # Three a day, seven packed: nothing for two days, two of the third.
    taken = kits.expected([Use(kit(certain(3), packed=7.0), 2.0)], SPAN)
    assert taken[:4].tolist() == [0, 0, 4, 6]


def test_packed_parts_of_kits_come_before_their_own_parts():
    dough = kit(certain(0), 2, packed=12.0, within=(Use(kit(certain(4)), 1.5),))
    assert kits.expected([Use(dough, 0.5)], SPAN)[:4].tolist() == [0, 0, 3, 3]


def test_a_kit_takes_it_from_a_day_to_another_one():
    window = Use(kit(certain(1)), 1.0, MONDAY + timedelta(days=2), MONDAY + timedelta(days=3))
    assert kits.expected([window], SPAN).tolist() == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0]


def test_weeks_of_a_kit_are_days_of_its_part_and_days_are_weeks():
    by_week, by_day = [Use(kit(certain(14, step_days=7)), 1.0)], [Use(kit(certain(2)), 1.0)]
    assert kits.expected(by_week, SPAN) == pytest.approx(2)
    assert kits.expected(by_day, Span(MONDAY, 3, step_days=7)) == pytest.approx(14)


def test_days_that_have_passed_are_not_asked_for():
    rising = Forecast(MONDAY, np.arange(35.0), np.tile(np.arange(35.0), (len(LEVELS), 1)))
    taken = kits.expected([Use(kit(rising), 1.0)], Span(MONDAY + timedelta(days=30), 7))
    assert taken.tolist() == [30, 31, 32, 33, 34, 7, 8]


def test_kits_sell_well_on_other_paths_than_each_other():
    one, other = (kits.drawn([Use(kit(uncertain(20, 5), number), 1.0)], SPAN).sum(axis=0) for number in (1, 2))
    assert one.std() == pytest.approx(other.std(), rel=0.05)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.1


def test_what_sells_of_another_part_by_itself_is_gone_on_every_path():
    """Day by day, as a till would have it: of what is short everybody gets the same share."""
    there = np.array([60.0] + [0.0] * 9)
    ribbon = Use(kit(uncertain(6, 2), 2), 1.0)
    boxes, alone = (kits.drawn([own], SPAN) for own in (Use(kit(uncertain(3, 1)), 1.0), ribbon))
    left, made = there[0] + np.zeros(paths.PATHS), []
    for asked, besides in zip(boxes, alone, strict=True):
        share = np.minimum(1, left / np.maximum(asked + besides, 1e-9))
        made.append(share * asked)
        left = left - share * (asked + besides)
    box = kit(uncertain(3, 1), parts=(Part(1.0, there, np.zeros(10), (ribbon,)),))
    assert kits.drawn([Use(box, 2.0)], SPAN) == pytest.approx(2 * np.array(made), abs=1e-3)


@pytest.mark.parametrize("demand", [kits.expected, kits.drawn])
def test_what_comes_within_a_week_is_not_lacking_in_weeks(demand):
    soon = Part(1.0, np.zeros(3), np.zeros(3))
    boxes = [Use(kit(certain(14, step_days=7), parts=(soon,)), 1.0)]
    assert demand(boxes, Span(MONDAY, 3, step_days=7)) == pytest.approx(14)


def test_kits_of_whole_units_take_whole_ones():
    assert kits.whole([Use(kit(certain(3)), 2.0)])
    assert kits.whole([Use(kit(certain(3).changed(np.full(365, 3.6), np.full((len(LEVELS), 365), 3.6))), 2.0)])
    assert not kits.whole([Use(kit(certain(3)), 0.5)])
    assert not kits.whole([Use(kit(uncertain(3, 1)), 2.0)])
