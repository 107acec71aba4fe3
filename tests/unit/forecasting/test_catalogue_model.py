"""What is learnt once across the catalogue says the same of a product, whoever stands beside it."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from forecasting import methods
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel, sample
from forecasting.history import History
from forecasting.methods import lightgbm_trees
from forecasting.settings import TrainingSettings
from forecasting.training import learn_catalogue, train_block
from tests.unit.forecasting import sales

CATALOGUE = sales.weekly_pattern(30, 500)
ORIGINS, HORIZON = (416, 444, 472, 500), 28
FAMILY = methods.FAMILIES["lightgbm"]
QUICK = lightgbm_trees.Options(epochs=10)


@pytest.fixture(scope="module")
def learnt() -> CatalogueModel:
    return FAMILY.learn(sales.block(CATALOGUE), ORIGINS, HORIZON, QUICK)


def forecast(block: Block, learnt: CatalogueModel | None, origins=ORIGINS) -> np.ndarray:
    return FAMILY.forecast(block, origins, HORIZON, QUICK, learnt=learnt)


def test_a_product_is_forecast_to_the_byte_the_same_in_another_company(learnt):
    before = sales.block(CATALOGUE[:10])
    others = sales.block(np.vstack([CATALOGUE[:1], sales.weekly_pattern(5, 500, mean=300, seed=9)]))
    assert forecast(before, learnt)[:, 0].tobytes() == forecast(others, learnt)[:, 0].tobytes()


def test_and_beside_one_that_has_been_sold_for_longer(learnt):
    alone = forecast(sales.block(CATALOGUE[:1]), learnt)
    longer = np.full((2, 600), np.nan)
    longer[0, 100:], longer[1] = CATALOGUE[0], 7.0
    start = sales.START - timedelta(days=100)
    beside = replace(sales.block(longer), start=start, categories=("", "new"))
    assert forecast(beside, learnt, [origin + 100 for origin in ORIGINS])[:, 0].tobytes() == alone[:, 0].tobytes()


def test_without_it_the_company_matters():
    few, many = (forecast(sales.block(CATALOGUE[:n]), None)[:, 0] for n in (10, 30))
    assert few.tobytes() != many.tobytes()


def test_a_cutoff_is_forecast_by_the_newest_model_that_saw_nothing_after_it(learnt):
    early, late = learnt.models
    assert [early.until, late.until] == [sales.START + timedelta(days=days - 1) for days in (416, 500)]
    block = sales.block(CATALOGUE[:3])
    only_early = forecast(block, replace(learnt, models=(early,)))
    both = forecast(block, learnt)
    assert np.array_equal(both[:3], only_early[:3])
    assert not np.array_equal(both[3], only_early[3])


def test_what_saw_the_time_after_the_first_cutoff_is_not_used(learnt):
    block = sales.block(CATALOGUE[:10])
    late = replace(learnt, models=learnt.models[1:])
    assert forecast(block, late).tobytes() == forecast(block, None).tobytes()


def test_what_was_learnt_of_days_is_not_used_for_weeks(learnt):
    weeks = sales.block(CATALOGUE[:10], step_days=7)
    assert forecast(weeks, learnt).tobytes() == forecast(weeks, None).tobytes()


def test_what_was_learnt_of_other_features_is_not_used(learnt):
    block = sales.block(CATALOGUE[:10])
    other = replace(learnt, features=("something else", *learnt.features[1:]))
    assert forecast(block, other).tobytes() == forecast(block, None).tobytes()


def test_it_says_what_it_goes_by_and_how_it_did_on_what_came_after(learnt):
    assert sum(learnt.gains.values()) == pytest.approx(1)
    assert set(learnt.gains) == set(learnt.features)
    assert 0 < learnt.scores["train_rmse"] < learnt.scores["test_rmse"] < 2
    assert learnt.scores["final_loss"] == pytest.approx(learnt.scores["train_rmse"] ** 2)
    assert learnt.scores["train_r2"] > learnt.scores["test_r2"]


def test_a_training_uses_it_and_the_same_catalogue_gives_the_same_bytes():
    histories = [History(sales.START, row) for row in CATALOGUE]
    settings = TrainingSettings(horizon=HORIZON, method="lightgbm", options={"epochs": 10})
    first, again = (learn_catalogue(histories, settings) for _ in range(2))
    assert first["lightgbm"].models == again["lightgbm"].models
    alone = next(train_block(histories[:1], settings)).forecast.mean
    taught = next(train_block(histories[:1], replace(settings, learnt=first))).forecast.mean
    assert not np.array_equal(alone, taught)


def test_too_few_sales_teach_nothing():
    assert learn_catalogue([History(sales.START, np.ones(20))], TrainingSettings()) == {}
    assert learn_catalogue([], TrainingSettings()) == {}


def test_every_family_that_takes_what_was_learnt_can_learn_it():
    assert {name for name in methods.FAMILIES if methods.FAMILIES[name].learn} >= {"lightgbm", "xgboost"}
    assert methods.learners("seasonal_naive", {}) == {}


def test_the_same_products_are_drawn_every_night_in_the_order_they_came():
    codes = [f"SKU-{number}" for number in range(100)]
    drawn = {codes[position] for position in sample(codes, 10)}
    assert len(drawn) == 10
    assert {codes[::-1][position] for position in sample(codes[::-1], 10)} == drawn
    assert sample(codes[:5], 10) == [0, 1, 2, 3, 4]
