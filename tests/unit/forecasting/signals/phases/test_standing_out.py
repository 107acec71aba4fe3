import numpy as np
import pytest

from forecasting.signals.calendars import calendars
from forecasting.signals.phases import standing_out
from tests.unit.forecasting import sales

YEARS, USUAL, NEAR = 4, 2.0, 10


def of_years(high: slice, times: float, first: int = 0) -> standing_out.Parts:
    """Sales of four years that are so many times the usual on these days of the year, from period `first` on."""
    block = sales.block(np.zeros((1, YEARS * 365)))
    year = next(one for one in calendars.all_of(block, block.periods) if one.name == calendars.YEAR)
    usual = np.full((1, block.periods), USUAL)
    inside = np.isin(year.phase, np.arange(366)[high]) & (np.arange(block.periods) >= first)
    return standing_out.Parts.of(year, np.where(inside, times * usual, usual), usual, 1)


def test_a_run_of_days_is_high_where_single_days_would_not_be() -> None:
    parts = of_years(slice(100, 130), 2.5)
    found = standing_out.high_runs(parts, NEAR, 2.0, np.array([[3.5]]))[0]
    assert found[105:125].all()
    assert not found[:85].any()
    assert not found[145:].any()


def test_a_run_that_one_year_of_four_lacked_is_none() -> None:
    parts = of_years(slice(100, 130), 2.5, first=365)
    assert not standing_out.high_runs(parts, NEAR, 2.0, np.array([[3.5]])).any()


@pytest.mark.parametrize(("found", "longest"), [([0, 1, 1, 0, 1], 2), ([1, 0, 0, 1, 1], 3), ([0, 0, 0, 0, 0], 0)])
def test_runs_go_round_the_end_of_the_year(found: list[int], longest: int) -> None:
    assert standing_out.longest_run(np.array([found], dtype=bool))[0] == longest


def test_what_touches_the_first_days_or_is_short_does_not_last() -> None:
    found, edge = np.zeros((2, 3, 200), dtype=bool)
    found[0, 10:20] = found[1, 10:13] = found[2, 10:20] = True
    edge[2, 12] = True
    assert standing_out.lasting(found, edge, 7).any(axis=1).tolist() == [True, False, False]


def test_a_run_is_clear_where_most_of_its_days_are() -> None:
    found, clear = np.zeros((2, 2, 200), dtype=bool)
    found[:, 10:20] = clear[0, 12:18] = clear[1, 12:15] = True
    assert standing_out.mostly(clear, found).sum(axis=1).tolist() == [10, 0]


def test_a_season_is_no_rhythm_of_days() -> None:
    block = sales.block(np.zeros((1, 420)))
    weeks = next(one for one in calendars.all_of(block, block.periods) if one.name == "every 2 weeks")
    usual = np.full((1, block.periods), USUAL)
    summer = np.where(np.isin(np.arange(420), [*range(120), *range(365, 420)]), 5 * usual, usual)
    rhythm = np.where(weeks.phase == 3, 5 * usual, usual)
    for sold, high in ((summer, 0), (rhythm, 1)):
        assert standing_out.Parts.of(weeks, sold, usual, 1).high(1.5, np.zeros((1, 3, 14))).sum() == high
