"""Forecasts by a stored choice are those of a training, at a part of its cost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from forecasting.history import History
from forecasting.renewal import renew_block
from forecasting.settings import TrainingSettings
from forecasting.trained import Choice, Trained
from forecasting.training import learn_catalogue, train_block
from tests.unit.forecasting import sales

SETTINGS = TrainingSettings(horizon=60)


def shop(periods: int = 460) -> list[History]:
    """Fast and slow sellers, a promotion, a typo, a product with weekdays of its own."""
    fast, slow = sales.weekly_pattern(6, periods), sales.weekly_pattern(4, periods, mean=0.15, seed=2)
    fast[0, -40] = 9_000.0
    mondays = np.where(np.arange(periods) % 7 == 0, 12.0, 0.0)
    histories = [sales.history(row, category="a") for row in (*fast, *slow, mondays)]
    promoted = (np.arange(periods + 60) % 45 < 5).astype(float)
    return [*histories, replace(sales.history(fast[1] * (1 + promoted[:periods])), known={"promo": promoted})]


def chosen(histories: Sequence[History], settings: TrainingSettings = SETTINGS) -> list[Trained]:
    return [one for one in train_block(histories, settings) if isinstance(one, Trained)]


def choices(histories: Sequence[History]) -> list[Choice | None]:
    return [one.choice for one in chosen(histories)]


def longer(history: History, more: np.ndarray) -> History:
    return replace(history, values=np.concatenate([history.values, more]), known={})


@pytest.mark.parametrize("step_days", [1, 7])
def test_on_the_same_sales_a_choice_gives_the_very_forecast_of_its_training(step_days: int) -> None:
    histories = [replace(history, step_days=step_days) for history in shop()]
    settings = replace(SETTINGS, learnt=learn_catalogue(histories, SETTINGS))
    trained = chosen(histories, settings)
    renewed = renew_block(histories, [one.choice for one in trained], settings)
    for one, other in zip(trained, renewed, strict=True):
        assert other is not None
        assert other.forecast.mean.tobytes() == one.forecast.mean.tobytes()
        assert other.forecast.quantiles.tobytes() == one.forecast.quantiles.tobytes()
        assert replace(other, promotion=one.promotion, is_renewed=False, forecast=one.forecast, choice=None) == replace(
            one, choice=None
        )


def test_peaks_and_own_times_are_forecast_again_alike() -> None:
    days = [sales.START + timedelta(days=number) for number in range(3 * 366)]
    december, first = np.array([day.month == 12 for day in days]), np.array([day.day == 1 for day in days])
    busy = sales.weekly_pattern(4, len(days), mean=9.0) * (1 + 3 * december)
    rare = sales.weekly_pattern(2, len(days), mean=9.0, seed=3) * first
    histories = [sales.history(row) for row in (*busy, *rare)]
    trained = chosen(histories)
    assert [bool(one.choice and (one.choice.peaks or one.choice.times)) for one in trained] == [True] * 6
    for one, other in zip(trained, renew_block(histories, [one.choice for one in trained], SETTINGS), strict=True):
        assert other is not None
        assert other.forecast.mean.tobytes() == one.forecast.mean.tobytes()
        assert other.forecast.quantiles.tobytes() == one.forecast.quantiles.tobytes()


def test_a_choice_keeps_nothing_of_its_block_in_memory() -> None:
    assert all(choice is not None and choice.spread.base is None for choice in choices(shop()[:4]))


def test_newer_sales_move_the_forecast_and_leave_the_choice() -> None:
    histories = shop()[:6]
    newer = [longer(history, np.full(5, 30.0)) for history in histories]
    made = choices(histories)
    for choice, renewed in zip(made, renew_block(newer, made, SETTINGS), strict=True):
        assert renewed is not None
        assert renewed.is_renewed
        assert renewed.choice is choice
        assert renewed.forecast.start == histories[0].last_day + timedelta(days=6)


def test_sales_that_were_changed_behind_a_choice_ask_for_a_new_one() -> None:
    histories = shop()[:3]
    made = choices(histories)
    corrected = histories[1].values.copy()
    corrected[100] += 1
    answers = renew_block([histories[0], replace(histories[1], values=corrected), histories[2]], made, SETTINGS)
    assert [answer is None for answer in answers] == [False, True, False]


def test_earlier_sales_that_became_known_ask_for_a_new_one() -> None:
    histories = shop()[:2]
    earlier = replace(
        histories[0], start=histories[0].start - timedelta(days=1), values=np.array([3.0, *histories[0].values])
    )
    assert renew_block([earlier, histories[1]], choices(histories), SETTINGS)[0] is None


def test_another_level_asks_for_a_new_choice() -> None:
    histories = shop()[:4]
    risen = longer(histories[0], sales.weekly_pattern(1, 21, mean=90.0)[0])
    others = [longer(history, sales.weekly_pattern(1, 21)[0]) for history in histories[1:]]
    answers = renew_block([risen, *others], choices(histories), SETTINGS)
    assert [answer is None for answer in answers] == [True, False, False, False]


def test_a_product_that_falls_silent_asks_for_a_new_choice() -> None:
    histories = shop()[:3]
    silent = longer(histories[0], np.zeros(14))
    others = [longer(history, sales.weekly_pattern(1, 14)[0]) for history in histories[1:]]
    answers = renew_block([silent, *others], choices(histories), SETTINGS)
    assert [answer is None for answer in answers] == [True, False, False]


def test_a_product_that_returns_asks_for_a_new_choice() -> None:
    away = sales.weekly_pattern(1, 460)[0]
    away[-120:] = 0.0
    histories = [sales.history(away), *shop()[:2]]
    newer = [longer(history, sales.weekly_pattern(1, 21)[0]) for history in histories]
    answers = renew_block(newer, choices(histories), SETTINGS)
    assert [answer is None for answer in answers] == [True, False, False]


def test_a_choice_of_a_method_that_is_gone_is_made_anew() -> None:
    histories = shop()[:2]
    made = choices(histories)
    assert made[0] is not None
    gone = replace(made[0], recipe={"oracle": 1.0})
    assert [one is None for one in renew_block(histories, [gone, made[1]], SETTINGS)] == [True, False]


def test_a_young_product_and_one_method_by_name_leave_no_choice() -> None:
    young = sales.history(sales.weekly_pattern(1, 60)[0])
    old = [longer(history, np.empty(0)) for history in shop()[:3]]
    started_late = replace(young, start=old[0].last_day - timedelta(days=59))
    assert choices([*old, started_late])[-1] is None
    assert all(one.choice is None for one in chosen(old, replace(SETTINGS, method="exponential_smoothing")))


def test_a_product_without_a_choice_is_left_to_the_training() -> None:
    assert renew_block(shop()[:2], [None, None], SETTINGS) == [None, None]
