import json

import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import ModelVersion
from services.errors import NotFound
from services.forecasts import model_files, model_service
from services.predictions.prediction_service import PredictionRequest, predict
from services.training import training_service

FEW = [3, 5, 2, 4, 6, 1, 0] * 4
MANY = FEW * 5


@pytest.fixture
def two_versions(product):
    shop = product("A", MANY)
    training_service.train_now(shop, "prophet")
    training_service.train_now(shop, "seasonal_naive")  # Every week is the same: nothing is better.
    return shop


def test_versions_are_listed_newest_first_with_one_champion(two_versions):
    listed = [(version["version"], version["is_champion"]) for version in model_service.list_versions("A")]
    assert listed == [(2, True), (1, False)]
    assert model_service.get_champion("A")["version"] == 2


def test_versions_come_page_by_page(two_versions):
    first = model_service.page_of_versions("A", 1, None)
    second = model_service.page_of_versions("A", 1, first.next_cursor)
    assert [page.items[0]["version"] for page in (first, second)] == [2, 1]
    assert second.next_cursor is None


def test_a_product_without_a_model_says_how_to_get_one(product):
    product("A")
    with pytest.raises(NotFound, match="POST /tasks/training"):
        model_service.get_champion("A")


def test_prophets_own_model_is_made_when_its_file_is_missing(two_versions):
    written = json.loads(model_service.prophet_document("A"))
    model_files.document_path("A").unlink()
    assert json.loads(model_service.prophet_document("A"))["params"] == written["params"]


def test_a_method_that_is_worse_is_kept_but_not_served(two_versions):
    meta = training_service.train_now(two_versions, "intermittent")
    assert (meta["version"], meta["promoted"], meta["is_champion"]) == (3, False, False)
    assert meta["promotion"]["challenger_rmsse"] > meta["promotion"]["incumbent_rmsse"]
    assert "stays" in meta["promotion"]["reason"]
    assert predict(PredictionRequest("A"))["model_version"] == 2
    assert json.loads(model_files.meta_path("A").read_text())["version"] == 2


def test_the_champion_outlives_what_was_not_promoted(two_versions):
    for _ in range(4):
        training_service.train_now(two_versions, "intermittent")
    assert model_service.get_champion("A")["version"] == 2


def test_the_first_version_is_always_the_champion(product):
    meta = training_service.train_now(product("A", MANY), "intermittent")
    assert (meta["promoted"], meta["is_champion"], meta["recipe"]) == (True, True, {"intermittent": 1.0})


def test_a_version_from_before_recipes_is_replaced(two_versions):
    with transaction() as session:
        session.execute(sa.update(ModelVersion).values(recipe=None))
    assert training_service.train_now(two_versions, "intermittent")["is_champion"]
