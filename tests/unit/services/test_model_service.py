import json

import pytest

from services import model_files, model_service, training_service
from services.errors import Conflict, NotFound
from services.prediction_service import PredictionRequest, predict

FEW = [3, 5, 2, 4, 6, 1, 0] * 4
MANY = FEW * 5


@pytest.fixture
def two_versions(product):
    shop = product("A", MANY)
    training_service.train_now(shop, "seasonal_naive")
    training_service.train_now(shop, "prophet")
    return shop


def test_versions_are_listed_newest_first_with_one_champion(two_versions):
    listed = [(version["version"], version["is_champion"]) for version in model_service.list_versions("A")]
    assert listed == [(2, True), (1, False)]
    assert model_service.get_champion("A")["version"] == 2


def test_after_a_rollback_the_older_forecast_is_served(two_versions):
    assert model_service.roll_back("A", None)["version"] == 1
    assert predict(PredictionRequest("A"))["model"] == "seasonal_naive"
    assert json.loads(model_files.meta_path("A").read_text())["version"] == 1
    assert model_files.read("A") == model_files.read_version("A", 1)


def test_a_rollback_can_go_forward_again(two_versions):
    model_service.roll_back("A", 1)
    model_service.roll_back("A", 2)
    assert predict(PredictionRequest("A"))["model_version"] == 2
    assert "params" in json.loads(model_service.prophet_document("A"))


def test_what_is_not_kept_cannot_be_rolled_back_to(two_versions):
    with pytest.raises(Conflict):
        model_service.roll_back("A", 7)
    model_service.roll_back("A", 1)
    with pytest.raises(Conflict):
        model_service.roll_back("A", None)


def test_a_training_after_a_rollback_is_a_new_version(two_versions):
    model_service.roll_back("A", 1)
    assert training_service.train_now(two_versions, "exponential_smoothing")["version"] == 3
    assert [version["is_champion"] for version in model_service.list_versions("A")] == [True, False, False]


def test_a_product_without_a_model_says_how_to_get_one(product):
    product("A")
    with pytest.raises(NotFound, match="POST /tasks/training"):
        model_service.get_champion("A")
    with pytest.raises(NotFound):
        model_service.roll_back("A", None)


def test_prophets_own_model_is_made_when_its_file_is_missing(two_versions):
    written = json.loads(model_service.prophet_document("A"))
    model_files.document_path("A").unlink()
    assert json.loads(model_service.prophet_document("A"))["params"] == written["params"]
