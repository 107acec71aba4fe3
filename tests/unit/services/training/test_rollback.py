import json

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, StoredForecast
from services.errors import Conflict, NotFound
from services.forecasts import model_files, model_service
from services.forecasts.model_files import ModelsFolderError
from services.predictions.prediction_service import PredictionRequest, predict
from services.training import rollback, training_service

MANY = [3, 5, 2, 4, 6, 1, 0] * 20


@pytest.fixture
def two_versions(product):
    shop = product("A", MANY)
    training_service.train_now(shop, "prophet")
    training_service.train_now(shop, "seasonal_naive")  # Every week is the same: nothing is better.
    return shop


def needed(product) -> float:
    with snapshot() as session:
        return session.get_one(OrderAdvice, product.id).needed


def test_orders_follow_the_version_that_is_served(product):
    added = product("A", [10.0] * 60)
    for _ in range(2):
        training_service.train_now(added)
    before = needed(added)
    with transaction() as session:
        oldest = session.scalar(sa.select(StoredForecast).order_by(StoredForecast.version_id).limit(1))
        oldest.quantile_scale *= 2
    rollback.roll_back("A", 1)
    assert needed(added) == 2 * before


def test_a_version_whose_file_is_missing_leaves_the_other_and_its_advice(two_versions):
    before = needed(two_versions)
    model_files.version_path("A", 1).unlink()
    with pytest.raises(ModelsFolderError):
        rollback.roll_back("A", 1)
    assert (model_service.get_champion("A")["version"], needed(two_versions)) == (2, before)


def test_after_a_rollback_the_older_forecast_is_served(two_versions):
    assert rollback.roll_back("A", None)["version"] == 1
    assert predict(PredictionRequest("A"))["model"] == "prophet"
    assert json.loads(model_files.meta_path("A").read_text())["version"] == 1
    assert model_files.read("A") == model_files.read_version("A", 1)


def test_a_rollback_can_go_forward_again(two_versions):
    rollback.roll_back("A", 1)
    rollback.roll_back("A", 2)
    assert predict(PredictionRequest("A"))["model_version"] == 2
    assert "params" in json.loads(model_service.prophet_document("A"))


def test_what_is_not_kept_cannot_be_rolled_back_to(two_versions):
    with pytest.raises(Conflict):
        rollback.roll_back("A", 7)
    rollback.roll_back("A", 1)
    with pytest.raises(Conflict):
        rollback.roll_back("A", None)


def test_without_a_model_there_is_nothing_to_roll_back(product):
    product("A")
    with pytest.raises(NotFound):
        rollback.roll_back("A", None)


def test_a_training_after_a_rollback_is_a_new_version(two_versions):
    rollback.roll_back("A", 1)
    assert training_service.train_now(two_versions, "seasonal_naive")["version"] == 3
    assert [version["is_champion"] for version in model_service.list_versions("A")] == [True, False, False]


def test_what_was_not_promoted_can_still_be_asked_for(two_versions):
    training_service.train_now(two_versions, "intermittent")
    rollback.roll_back("A", 3)
    assert predict(PredictionRequest("A"))["model"] == "intermittent"
