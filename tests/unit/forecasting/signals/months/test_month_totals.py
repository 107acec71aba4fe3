import numpy as np
import pytest

from forecasting.block import Block
from forecasting.outlook import Followed
from forecasting.prepared import Prepared
from forecasting.settings import TrainingSettings
from forecasting.signals.months import month_totals
from tests.unit.forecasting import sales


def weeks_of(days: np.ndarray) -> Block:
    weeks = days[: len(days) // 7 * 7].reshape(-1, 7).sum(axis=1)
    return Block(sales.block(weeks[None]).start, weeks[None], ("",), 7)


def test_weeks_that_share_the_total_of_a_month_are_found() -> None:
    months = np.random.default_rng(1).poisson(40, 14)
    assert month_totals.found(weeks_of(np.repeat(months / 30, 30))).all()


def test_months_of_a_few_whole_units_are_found() -> None:
    drawn = np.random.default_rng(1)
    for months, few in ((drawn.poisson(3, 20), True), (drawn.poisson(40, 20), False), (drawn.gamma(3, 1, 20), False)):
        block = weeks_of(np.repeat(months / 30, 30))
        assert month_totals.found(block).all()
        assert month_totals.few_units(block).all() == few


def test_weeks_that_were_counted_are_none() -> None:
    for rate in (0.1, 1.0, 30.0):
        counted = np.random.default_rng(2).poisson(rate, 700).astype(float)
        assert not month_totals.found(weeks_of(counted)).any()


def test_days_are_never_parts_of_months() -> None:
    assert not month_totals.found(sales.block(np.full((1, 90), 1.3))).any()


def of_calendar_months(totals: np.ndarray) -> Block:
    """Weeks that end with the last month; months (n, 28) begin in January 2023."""
    first = np.datetime64("2023-01") + np.arange(29)
    length = np.diff(first.astype("datetime64[D]")).astype(int)
    days = np.repeat(totals / length, length, axis=1)[:, length.sum() % 7 :]
    start = np.datetime64("2023-01-01") + length.sum() % 7
    return Block(start.item(), days.reshape(len(totals), -1, 7).sum(axis=2), ("",) * len(totals), 7)


def test_weeks_of_the_months_ahead_have_the_season_of_their_month() -> None:
    season = np.where(np.arange(31) % 12 == 5, 4.0, 1.0)
    block = of_calendar_months(np.outer([90.0, 300.0, 1500.0], season[:28]))
    ahead = month_totals.forecast(block, block, [block.periods], 10).forecasts[0]
    # May, then four whole weeks of June.
    assert ahead[:, 5:8].mean(axis=1) / ahead[:, :3].mean(axis=1) == pytest.approx(np.full(3, 4.0), rel=0.2)


def test_a_month_that_was_not_over_is_unknown_at_an_earlier_origin() -> None:
    totals = np.full((4, 28), 300.0) * np.random.default_rng(5).normal(1, 0.02, (4, 28))
    known, changed = of_calendar_months(totals), totals.copy()
    changed[:, -1] *= 9
    origins = [known.periods - 2]
    expected = month_totals.forecast(known, known, origins, 8).forecasts
    assert month_totals.forecast(of_calendar_months(changed), known, origins, 8).forecasts == pytest.approx(expected)


def test_units_whose_level_moved_are_not_taken_for_months() -> None:
    weeks = np.where(np.arange(150) < 138, np.arange(150) % 3 == 0, 2.0)[None]
    prepared = Prepared.of(sales.block(weeks.astype(float), step_days=7), TrainingSettings())
    assert prepared.levels.factors[0, 0] < 0.7
    assert not len(Followed.find(prepared, (), TrainingSettings()).by_month.rows)


def test_a_giant_last_month_is_no_level_and_may_go_on() -> None:
    totals = np.full((1, 28), 300.0) * np.random.default_rng(5).normal(1, 0.05, (1, 28))
    totals[:, -1] *= 10
    prepared = Prepared.of(of_calendar_months(totals), TrainingSettings())
    ahead = Followed.find(prepared, (), TrainingSettings()).by_month.forecasts[-1]
    assert ahead[0].mean() * 30.4 / 7 == pytest.approx(300, rel=0.1)
    assert prepared.over.may_go_on.all()


def test_two_months_of_ten_times_as_much_are_a_level() -> None:
    totals = np.full((1, 28), 300.0) * np.random.default_rng(5).normal(1, 0.05, (1, 28))
    totals[:, -2:] *= 10
    prepared = Prepared.of(of_calendar_months(totals), TrainingSettings())
    assert Followed.find(prepared, (), TrainingSettings()).by_month.forecasts[-1].mean() * 30.4 / 7 > 2000
