"""Orders worked out by hand."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import poisson

from forecasting.forecast import LEVELS, Forecast
from forecasting.published import adjust
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.ordering import Advice, advise
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.terms import Stock, Terms
from forecasting.replenishment.walks import days_ahead
from forecasting.uncertainty.dependence import Dependence

INDEPENDENT = Dependence(0.0, 0.0)
# Ten a day for sure; seven days until an order comes, a week until the next one.
USUAL = {"service_level": 0.95, "lead_days": 7.0, "lead_sd_days": 0.0, "review_days": 7.0}
USUAL |= {"pack_size": 1.0, "min_order": 0.0, "backorders": 0.0}


def certain(units: float, step_days: int = 1) -> Forecast:
    return Forecast(date(2026, 3, 2), np.full(365, units), np.full((len(LEVELS), 365), units), step_days)


def uncertain(mean: float, sd: float) -> Forecast:
    return Forecast(date(2026, 3, 2), np.full(365, mean), np.tile((mean + sd * ndtri(LEVELS))[:, None], 365))


def counted(mean: float) -> Forecast:
    quantiles = np.tile(poisson.ppf(LEVELS, mean)[:, None], 365)
    return Forecast(date(2026, 3, 2), np.full(365, mean), quantiles)


def advice(
    forecast: Forecast,
    on_hand: float = 0.0,
    arriving: dict[int, float] | None = None,
    expiring: dict[int, float] | None = None,
    **terms: float,
) -> Advice:
    """For one product, as plain numbers."""
    named = {field.name for field in fields(Goals)}
    goals = replace(Goals.none(1), **{name: np.array([value]) for name, value in terms.items() if name in named})
    buying = USUAL | {name: value for name, value in terms.items() if name not in named}
    own = Terms(**{name: np.array([value]) for name, value in buying.items()}, goals=goals)
    days = days_ahead(own)
    coming, last = _by_day(arriving, days), _by_day(expiring, days)
    outlook = Outlook.of([forecast], [INDEPENDENT], [0], -(-days // forecast.step_days))
    found = advise(outlook, own, Stock(np.array([on_hand]), coming, last if goals.expires.any() or expiring else None))
    return replace(found, **{name: getattr(found, name).item() for name in found.__dataclass_fields__})


def _by_day(units: dict[int, float] | None, days: int) -> np.ndarray:
    laid_out = np.zeros((1, days))
    for day, quantity in (units or {}).items():
        laid_out[0, day] = quantity
    return laid_out


def test_nothing_there_only_the_week_that_an_order_can_still_serve_is_ordered():
    empty = advice(certain(10))
    assert (empty.quantity, empty.lost, empty.expected, empty.needed) == (70, 70, 70, 70)


def test_where_customers_wait_the_week_before_it_is_ordered_too():
    assert advice(certain(10), backorders=1.0).quantity == 140


def test_a_long_lead_time_is_no_reason_to_order_what_nobody_will_wait_for():
    short = advice(certain(10), lead_days=45.0)
    assert (short.quantity, short.lost) == (70, 450)


def test_what_is_sold_before_the_order_comes_is_not_left():
    # 30 last three days of seven: nothing of them is left when the order comes.
    assert advice(certain(10), on_hand=30).quantity == 70
    assert advice(certain(10), on_hand=30, backorders=1.0).quantity == 110


def test_what_is_left_when_the_order_comes_is_not_ordered():
    assert advice(certain(10), on_hand=100).quantity == 40
    assert advice(certain(10), on_hand=100, backorders=1.0).quantity == 40


def test_the_figures_add_up():
    some = advice(uncertain(100, 30), on_hand=1000, arriving={3: 200})
    assert some.needed - 1000 - some.arriving == pytest.approx(some.quantity, abs=1)
    assert some.expected == pytest.approx(1400, rel=0.01)
    assert some.needed > some.expected


def test_goods_that_come_first_count_for_what_is_asked_after_them():
    # Two days are lost; the 80 that come then last for eight, three of them after the order has come.
    assert advice(certain(10), arriving={2: 80}).quantity == 40
    assert advice(certain(10), arriving={2: 80}).lost == pytest.approx(20)


@pytest.mark.parametrize(("comes", "quantity"), [(7, 10), (8, 10), (10, 30), (13, 60)])
def test_goods_that_come_before_the_next_order_are_not_ordered_again_but_for_the_days_before_them(comes, quantity):
    # Of the 70 from day 7 on they bring 60, but nothing for the days until then.
    own = advice(certain(10), on_hand=30, arriving={comes: 60})
    assert own.quantity == quantity
    assert own.needed - 30 - own.arriving == pytest.approx(quantity)


def test_goods_that_come_the_day_after_spare_nothing():
    assert advice(certain(10), on_hand=30, arriving={14: 60}).quantity == 70


def test_who_may_order_any_day_needs_the_day_until_the_next_order_comes():
    assert advice(certain(10), review_days=0.0).quantity == 10
    assert advice(certain(10), on_hand=75, review_days=0.0).quantity == 5


def test_part_of_a_day_before_the_order_comes_is_lost_in_part():
    early = advice(certain(10), lead_days=1.4, review_days=2.0)
    assert (early.lost, early.quantity) == (pytest.approx(14), 20)


@pytest.mark.parametrize(
    ("pack_size", "min_order", "quantity"),
    [(1, 0, 110), (12, 0, 120), (110, 0, 110), (1, 200, 200), (12, 200, 204), (500, 0, 500), (12, 5, 120)],
)
def test_orders_are_whole_packs_and_no_smaller_than_the_minimum(pack_size, min_order, quantity):
    assert (
        advice(certain(10), on_hand=30, pack_size=pack_size, min_order=min_order, backorders=1.0).quantity == quantity
    )


def test_a_minimum_is_no_reason_to_order():
    assert advice(certain(10), on_hand=140, min_order=200, pack_size=12).quantity == 0


def test_with_no_lead_time_an_order_lasts_until_the_next_one():
    assert advice(certain(10), lead_days=0.0).quantity == 70


def test_with_neither_lead_time_nor_review_it_lasts_for_a_day():
    assert advice(certain(10), lead_days=0.0, review_days=0.0).quantity == 10


def test_customers_who_wait_are_served_first():
    waiting = advice(certain(10), on_hand=-25, backorders=1.0)
    assert (waiting.quantity, waiting.units_at_risk) == (165, pytest.approx(140 + 25))


def test_goods_that_are_owed_are_ordered_even_where_nobody_else_waits():
    owed = advice(certain(10), on_hand=-25)
    assert (owed.quantity, owed.units_at_risk) == (95, pytest.approx(70 + 25))


def test_a_fortnight_of_a_weekly_forecast_is_two_weeks():
    assert advice(certain(70, step_days=7), on_hand=30, backorders=1.0).quantity == 110


def test_uncertain_days_need_a_safety_stock_that_grows_with_the_root_of_their_number():
    needed = advice(uncertain(100, 10), lead_days=9.0, backorders=1.0).needed
    assert needed == pytest.approx(1600 + 1.645 * 10 * 4, rel=0.003)


def test_an_uncertain_lead_time_needs_more_in_the_proportion_of_its_variance():
    needed = advice(uncertain(100, 10), lead_days=9.0, lead_sd_days=2.0, backorders=1.0).needed
    by_hand = 1600 + 1.645 * np.sqrt(16 * 10**2 + 100**2 * 2**2)
    assert needed == pytest.approx(by_hand, rel=0.025)


def test_a_higher_level_needs_more():
    needs = [advice(uncertain(100, 30), service_level=level, backorders=1.0).needed for level in (0.5, 0.8, 0.95, 0.99)]
    assert needs == sorted(needs)
    assert needs[0] == pytest.approx(1400, rel=0.005)


@pytest.mark.parametrize("mean", [0.3, 0.45, 1.0, 2.0])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_of_whole_units_the_least_number_that_reaches_the_level_is_needed(mean, level):
    assert advice(counted(mean), lead_days=3, service_level=level, backorders=1.0).quantity == poisson.ppf(
        level, 10 * mean
    )


@pytest.mark.parametrize("factor", [0.83, 1.2])
def test_of_whole_units_it_stays_the_least_number_whatever_changes_their_forecast(factor):
    every, some = np.ones(365, dtype=bool), np.arange(365) < 13
    promoted = adjust.with_mean(adjust.scaled(counted(1.0), every, factor), some, factor)
    found = advice(promoted, lead_days=3, backorders=1.0)
    assert found.needed == pytest.approx(round(found.needed))
    assert found.needed == pytest.approx(factor * poisson.ppf(0.95, 10), abs=1)


def test_what_is_sold_by_weight_needs_no_less_than_its_quantile():
    assert advice(certain(0.24), backorders=1.0).quantity == 4


def test_only_demand_that_an_order_can_still_meet_is_at_risk():
    # 30 last for three days; the next four are lost whatever is ordered, then come the seven that are at risk.
    assert advice(certain(10), on_hand=30).units_at_risk == pytest.approx(70)


def test_what_comes_in_time_for_them_is_not_at_risk():
    # 50 come on day 7, when nothing is left: two of the seven days remain.
    assert advice(certain(10), on_hand=30, arriving={7: 50}).units_at_risk == pytest.approx(20)


def test_stock_for_sixteen_days_lets_an_order_wait_for_nine():
    enough = advice(certain(10), on_hand=165)
    assert (enough.quantity, enough.order_by, enough.stock_out) == (0, 9, 16)
    assert enough.days_of_cover == pytest.approx(16.5)
    assert enough.units_at_risk == 0


def test_an_order_that_comes_after_the_shelf_is_empty_is_late():
    late = advice(certain(10), on_hand=30)
    assert (late.order_by, late.stock_out, late.days_of_cover) == (-4, 3, 3)


def test_the_shelf_is_empty_first_even_if_goods_come_later():
    assert advice(certain(10), on_hand=30, arriving={5: 500}).stock_out == 3


def test_uncertain_demand_asks_for_an_earlier_order_than_expected_demand_does():
    sure, unsure = advice(certain(100), on_hand=1300), advice(uncertain(100, 60), on_hand=1300)
    assert unsure.order_by < sure.order_by == 6


def test_stock_for_three_months_more_than_needed_is_too_much():
    # 104 days of ten are 1,040.
    assert advice(certain(10), on_hand=1300).excess == 260
    assert advice(certain(10), on_hand=1040).excess == 0


def test_without_demand_all_stock_is_too_much():
    dead = advice(certain(0), on_hand=40)
    assert (dead.quantity, dead.excess, dead.units_at_risk) == (0, 40, 0)
    assert np.isnan([dead.stock_out, dead.days_of_cover, dead.order_by]).all()


def test_no_order_is_larger_than_a_database_holds():
    assert advice(certain(1e12), pack_size=12).quantity == (2**31 - 1) // 12 * 12


def test_what_expires_before_it_can_be_sold_is_not_there():
    # 60 on hand last two days: 20 are sold, 40 expire; the week after the order comes is ordered whole.
    old = advice(certain(10), on_hand=60, expiring={1: 60}, shelf_days=30.0)
    assert (old.quantity, old.will_expire, old.lost) == (70, 40, 50)
    assert (old.stock_out, old.needed) == (2, 130)


def test_what_is_sold_in_time_does_not_expire():
    assert advice(certain(10), on_hand=60, expiring={5: 60}, shelf_days=30.0).will_expire == 0


def test_goods_are_ordered_for_their_life_only():
    # Three days of it are sold; from the fourth on it cannot be.
    assert advice(certain(10), shelf_days=3.0).quantity == 30


def test_bread_is_bought_up_to_the_quantile_that_its_waste_allows():
    # It lasts for a day; one too few costs 2, one too many the 1 that it cost: 2 / 3 of all days.
    bread = {"lead_days": 1.0, "review_days": 1.0, "service_level": 0.998, "shelf_days": 1.0}
    fresh = advice(uncertain(100, 20), gain=2.0, price=1.0, keep=0.0, **bread)
    assert fresh.quantity == pytest.approx(100 + 20 * ndtri(2 / 3), abs=1)
    assert fresh.level == pytest.approx(2 / 3, abs=0.01)
    # The mean of what exceeds demand: 20 times (z + normal loss of z).
    z = ndtri(2 / 3)
    by_hand = 20 * (z * 2 / 3 + np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))
    assert fresh.order_waste == pytest.approx(by_hand, rel=0.05)


def test_what_outlives_the_next_order_is_bought_as_surely_as_asked():
    durable = {"shelf_days": 60.0, "gain": 2.0, "price": 1.0, "keep": 0.01}
    assert advice(uncertain(100, 20), **durable).quantity == advice(uncertain(100, 20)).quantity


def test_without_money_shelf_life_bounds_an_order_by_what_can_be_sold():
    assert advice(uncertain(100, 20), shelf_days=1.0, service_level=0.95).quantity == pytest.approx(133, abs=1)


def test_shelf_life_and_a_smallest_order_waste_what_cannot_be_sold():
    least = advice(certain(10), shelf_days=3.0, min_order=50.0)
    assert (least.quantity, least.order_waste) == (50, 20)


def test_a_fill_rate_counts_units_not_weeks():
    # A week of mean 700 and standard deviation 100 x sqrt(7): 2 % missing is a normal loss of 0.0529, so z is 1.23.
    filled = advice(uncertain(100, 100), lead_days=0.0, fill_rate=1.0, service_level=0.98, backorders=1.0)
    assert filled.needed == pytest.approx(700 + 1.23 * 100 * np.sqrt(7), rel=0.02)


def test_no_stock_out_at_all_is_every_unit_filled():
    assert advice(certain(10), fill_rate=1.0, service_level=0.9).quantity == 63


def test_display_stock_stays_on_the_shelf():
    # 20 of 100 are never sold: 70 are by the time the order comes, and 10 after.
    shown = advice(certain(10), on_hand=100, display=20.0)
    assert (shown.quantity, shown.stock_out) == (60, 8)
    assert shown.needed - 100 - shown.arriving == pytest.approx(60)


@pytest.mark.parametrize(
    ("on_hand", "lost", "will_expire", "stock_out"), [(30, 55, 15, 1), (60, 25, 15, 4), (95, 20, 45, 5)]
)
def test_what_is_on_display_expires_once_and_what_was_sold_before_stays_sold(on_hand, lost, will_expire, stock_out):
    # Of 60 that keep for five days 45 are sold and the 15 on display expire: the shelf is empty for 25 of a week's 70.
    shown = advice(certain(10), on_hand=on_hand, expiring={4: on_hand}, display=15.0, shelf_days=5.0)
    assert (shown.lost, shown.will_expire, shown.stock_out) == (lost, will_expire, stock_out)
    assert shown.quantity == 65


def test_a_minimum_is_left_when_the_next_order_comes():
    assert advice(certain(10), on_hand=100, least=25.0).quantity == 65


def test_a_minimum_below_the_safety_stock_changes_nothing():
    assert advice(uncertain(100, 60), least=5.0).quantity == advice(uncertain(100, 60)).quantity


def test_an_order_fills_up_to_the_maximum():
    # 30 of 100 are left when it comes: there is room for 20.
    assert advice(certain(10), on_hand=100, most=50.0).quantity == 20


def test_what_is_lost_before_an_order_comes_makes_no_room_for_more():
    assert advice(certain(10), most=50.0).quantity == 50
    assert advice(certain(10), on_hand=90.0, most=50.0).quantity == 30
    assert advice(certain(10), most=50.0, backorders=1.0).quantity == 120


def test_maximum_and_pack():
    assert advice(certain(10), on_hand=100, most=50.0, pack_size=12.0).quantity == 12
    assert advice(certain(10), on_hand=100, most=50.0, pack_size=24.0).quantity == 0


def test_a_maximum_below_the_smallest_order_leaves_none():
    assert advice(certain(10), on_hand=100, most=50.0, min_order=30.0).quantity == 0


def test_display_and_maximum_share_the_shelf():
    assert advice(certain(10), on_hand=100, most=50.0, display=20.0).quantity == 20


def test_what_too_few_ask_for_is_not_kept():
    # 3,650 a year.
    assert advice(certain(10), stocked_from=3651.0).quantity == 0
    assert advice(certain(10), stocked_from=3650.0).quantity == 70
    assert advice(certain(10), on_hand=-25.0, stocked_from=3651.0).quantity == 25


def test_a_pack_that_lasts_for_months_is_rounded_to_the_cheaper_number():
    # A pack lasts for 100 days. 130 are missing at 95 %: one pack costs 0.95 x 30, two 0.05 x 70.
    assert advice(certain(1), on_hand=0.0, lead_days=0.0, review_days=130.0, pack_size=100.0).quantity == 200
    # 104 are: one pack costs 0.95 x 4, two 0.05 x 96.
    assert advice(certain(1), on_hand=0.0, lead_days=0.0, review_days=104.0, pack_size=100.0).quantity == 100


def test_for_a_few_units_no_pack_of_months_is_opened():
    assert advice(certain(1), on_hand=3.0, lead_days=0.0, review_days=7.0, pack_size=100.0).quantity == 0


def test_a_pack_of_weeks_is_rounded_up():
    assert advice(certain(10), on_hand=130.0, pack_size=100.0).quantity == 100
