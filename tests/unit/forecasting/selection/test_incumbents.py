"""What is served today is replaced only by what is not worse."""

from dataclasses import replace

import numpy as np

from forecasting.methods import FAMILIES
from forecasting.training import Trained, TrainingSettings, train_block
from tests.unit.forecasting import sales

BUSY_WEEKENDS = [sales.history(row) for row in sales.weekly_pattern(20)]
GOOD, BAD = {"exponential_smoothing": 1.0}, {"intermittent": 1.0}


def train(method: str, recipe: dict[str, float] | None) -> list[Trained]:
    settings = TrainingSettings(horizon=28, method=method)
    return list(train_block(BUSY_WEEKENDS, settings, [recipe] * len(BUSY_WEEKENDS)))


def test_without_an_incumbent_a_training_is_promoted() -> None:
    assert all(answer.promotion.promoted for answer in train("intermittent", None))


def test_a_named_method_that_is_worse_is_not_promoted() -> None:
    for answer in train("intermittent", GOOD):
        assert (answer.method, answer.promotion.promoted) == ("intermittent", False)
        assert answer.promotion.challenger_rmsse > answer.promotion.incumbent_rmsse
        assert "stays" in answer.promotion.reason


def test_a_named_method_that_is_better_is_promoted() -> None:
    for answer in train("exponential_smoothing", BAD):
        assert answer.promotion.promoted
        assert answer.promotion.challenger_rmsse < answer.promotion.incumbent_rmsse


def test_the_same_method_is_not_worse_than_itself() -> None:
    for answer in train("exponential_smoothing", GOOD):
        assert answer.promotion.promoted
        assert answer.promotion.challenger_rmsse == answer.promotion.incumbent_rmsse


def test_auto_keeps_a_recipe_it_cannot_better() -> None:
    for first, again in zip(train("auto", None), train("auto", {"prophet": 0.5, "shared_season": 0.5}), strict=True):
        assert again.promotion.promoted
        kept = again.recipe == {"prophet": 0.5, "shared_season": 0.5}
        assert kept == (again.promotion.incumbent_rmsse < first.metrics.rmsse)
        assert again.metrics.rmsse == min(first.metrics.rmsse, again.promotion.incumbent_rmsse)
        assert kept == ("as before" in again.reason)


def test_a_recipe_of_a_method_that_is_gone_counts_as_none() -> None:
    assert all(answer.promotion.incumbent_rmsse is None for answer in train("intermittent", {"crystal_ball": 1.0}))


def test_recipes_are_shares_of_methods() -> None:
    for answer in train("auto", None):
        assert np.isclose(sum(answer.recipe.values()), 1.0, atol=1e-3)


def test_a_recipe_under_an_earlier_name_is_measured() -> None:
    for answer in train("intermittent", {"gradient_boosting": 1.0}):
        assert answer.promotion.incumbent_rmsse is not None


def test_a_recipe_of_a_library_that_is_no_longer_installed_counts_as_none(monkeypatch) -> None:
    monkeypatch.setitem(FAMILIES, "lightgbm", replace(FAMILIES["lightgbm"], packages=("no_such_library",)))
    assert all(answer.promotion.incumbent_rmsse is None for answer in train("intermittent", {"lightgbm": 1.0}))
