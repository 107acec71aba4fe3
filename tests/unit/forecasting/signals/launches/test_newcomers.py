import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.launches import newcomers
from tests.unit.forecasting import sales


def launches(levels: list[float], age: int, categories: tuple[str, ...] | None = None, seen: int = 40) -> Block:
    """Products of these levels, `age` periods old, and before them `seen` launches at 5 a day."""
    draw = np.random.default_rng(3)
    values = np.full((len(levels) + seen, 300), np.nan)
    for row, level in enumerate(levels):
        values[row, 300 - age :] = level
    for row in range(seen):
        values[len(levels) + row, 40 + 4 * row :] = draw.poisson(5, 260 - 4 * row)
    values[len(levels) + np.arange(seen), 40 + 4 * np.arange(seen)] = 9.0
    return Block(sales.START, values, categories or ("",) * len(values))


def test_a_first_day_is_leant_against_earlier_launches() -> None:
    assert newcomers.expect(launches([100.0], age=1)).level[0] < 30


def test_four_weeks_speak_for_themselves() -> None:
    assert newcomers.expect(launches([20.0], age=27)).level[0] == pytest.approx(20, rel=0.3)


def test_without_launches_a_newcomer_is_alone_with_its_sales() -> None:
    assert newcomers.expect(launches([12.0], age=5, seen=0)).level[0] == pytest.approx(12)


def test_the_category_of_a_launch_counts_more_than_the_catalogue() -> None:
    categories = ("a", "b", *["a"] * 20, *["b"] * 20)
    block = launches([3.0, 3.0], age=1, categories=categories)
    block.values[22:] *= 10
    block.values[22 + np.arange(20), 40 + 4 * np.arange(20, 40)] = 9.0
    low, high = newcomers.expect(block).level
    assert high > 2 * low


def test_launches_that_began_alike_count_more_than_the_others() -> None:
    block = launches([9.0, 90.0], age=1)
    block.values[22:] *= 10
    low, high = newcomers.expect(block).level
    assert low < 10
    assert high > 40


def test_a_slow_newcomer_is_not_lifted_by_the_better_sellers_next_to_it() -> None:
    block = launches([0.0], age=19)
    block.values[0, [281, 290, 298]] = 1.0
    block.values[1:] = np.round(block.values[1:] * np.geomspace(0.1, 6.0, 40)[:, None])
    assert newcomers.expect(block).level[0] < 0.25


def test_a_rush_at_the_launch_that_is_over_is_not_forecast_again() -> None:
    block = launches([7.0], age=23, seen=0)
    block.values[0, 277:282] = 35.0
    assert newcomers.expect(block).level[0] < 10


def test_who_is_like_no_launch_speaks_for_itself() -> None:
    assert newcomers.expect(launches([900.0], age=14)).level[0] == pytest.approx(900, rel=0.2)


def test_the_grown_up_are_no_newcomers() -> None:
    assert newcomers.expect(launches([12.0], age=28)).rows.tolist() == []


def test_who_sells_on_one_weekday_lends_little_of_it() -> None:
    values = np.concatenate([np.full((20, 200), 5.0), np.where(np.arange(200) % 7 == 0, 50.0, 0.0)[None]])
    young = np.full((1, 200), np.nan)
    young[0, -5:] = 4.0
    profile = newcomers.weekday_profile(sales.block(np.concatenate([values, young])), 14)[-1]
    assert profile.max() < 1.1
