from datetime import timedelta

import pytest

from app.db import transaction
from app.models import Sale
from services.errors import Conflict, NotFound
from services.forecasts import model_files
from services.jobs import jobs, task_runs
from services.planning import catalogue_service
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest, predict
from services.task_service import TaskService
from services.training import training_service
from utils import clock

FEW = [3, 5, 2, 4, 6, 1, 0] * 4


@pytest.fixture
def trained(product):
    shop = product("A", FEW)
    training_service.train_now(shop)
    return shop


def coming(answer):
    return [day for day in answer["chart_data"] if day["actual"] is None]


def past(answer):
    return [day for day in answer["chart_data"] if day["actual"] is not None]


def test_a_forecast_begins_the_day_after_the_history(trained):
    answer = predict(PredictionRequest("A", 3))
    assert [day["date"] for day in coming(answer)] == [str(clock.today() + timedelta(days=ahead)) for ahead in range(3)]
    assert answer["as_of"] == str(clock.today() - timedelta(days=1))


def test_the_recent_past_is_what_was_sold_and_zero_where_nothing_was(product):
    answer = predict(PredictionRequest(product("A", [4, 9]).sku))
    assert [day["actual"] for day in past(answer)] == [0.0] * 28 + [4.0, 9.0]


def test_asking_changes_no_version_and_gives_the_same_answer(trained):
    assert predict(PredictionRequest("A")) == predict(PredictionRequest("A"))


def test_the_bounds_hold_the_prediction_and_widen_with_the_level(trained):
    widths = []
    for level in (50, 80, 95):
        day = coming(predict(PredictionRequest("A", level=level)))[0]
        assert day["lower"] <= day["predicted"] <= day["upper"]
        widths.append(day["upper"] - day["lower"])
    assert widths == sorted(widths)


def test_quantiles_come_only_when_asked_for(trained):
    assert "quantiles" not in coming(predict(PredictionRequest("A")))[0]
    asked = coming(predict(PredictionRequest("A", quantiles=(0.5, 0.9))))[0]["quantiles"]
    assert asked["0.5"] <= asked["0.9"]


def test_newer_sales_make_a_forecast_stale(product):
    shop = product("A", FEW, until=clock.today() - timedelta(days=5))
    training_service.train_now(shop)
    assert not predict(PredictionRequest("A"))["stale"]
    with transaction() as session:
        session.add(Sale(product_id=shop.id, day=clock.today() - timedelta(days=2), quantity=1))
    assert predict(PredictionRequest("A"))["stale"]


def test_an_old_forecast_still_gives_as_many_days_as_asked_for(product):
    shop = product("A", FEW, until=clock.today() - timedelta(days=20))
    training_service.train_now(shop)
    assert len(coming(predict(PredictionRequest("A", 365)))) == 365


def test_without_a_model_a_simple_fit_answers_on_the_spot(product):
    answer = predict(PredictionRequest(product("A", FEW).sku, 2))
    assert (answer["model"], answer["model_version"], len(coming(answer))) == ("exponential_smoothing", 0, 2)


def test_a_product_that_was_never_sold_says_what_to_do(product):
    with pytest.raises(Conflict, match="Import"):
        predict(PredictionRequest(product("A").sku))


def test_a_model_file_made_elsewhere_is_served(product):
    shop = product("A", FEW)
    training_service.train_now(shop)
    document = model_files.read("A")
    catalogue_service.delete_product("A")
    product("A", FEW)
    model_files.document_path("A").write_text(document)
    answer = predict(PredictionRequest("A", 7))
    assert (answer["model"], answer["model_version"]) == ("prophet", 0)
    assert all(day["lower"] <= day["predicted"] <= day["upper"] for day in coming(answer))


def test_an_unknown_product_is_not_found(database):
    with pytest.raises(NotFound):
        predict(PredictionRequest("no-such"))


def test_a_worker_trains_first_and_says_so(product):
    product("A", FEW)
    job = jobs.PredictStock("A", 2, 80.0, [])
    running = task_runs.start(TaskService.submit(job).task_id, job)
    result = prediction_service.predict_stock(running, PredictionRequest("A", 2))
    assert result["note"] == "Trained first: it had no model yet."
    assert TaskService.get_task_status(running.id).result == result
