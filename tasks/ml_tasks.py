from typing import Any

from celery_app import celery
from services.accuracy import drift
from services.jobs.jobs import ANEW, IF_BETTER, WHEN_DUE, CompareScenario, Replay, TrainAll, TrainChunk
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest
from services.replays import reconstruction, replay
from services.replenishment.renewal import advice_refresh
from services.replenishment.suppositions import scenario_work
from services.training import changed_training, training_service
from tasks.recorded_task import RecordedTask


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.predict_stock_task")
def predict_stock_task(
    self: RecordedTask,
    product_sku: str,
    forecast_days: int = 7,
    level: float = 80.0,
    quantiles: tuple[float, ...] = (),
) -> dict[str, Any]:
    request = PredictionRequest(product_sku, forecast_days, level, tuple(quantiles))
    return prediction_service.predict_stock(self.running, request)


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.train_product_model_task")
def train_product_model_task(self: RecordedTask, product_sku: str, model: str = "auto") -> dict[str, Any]:
    return training_service.train_product(self.running, product_sku, model)


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.train_all_models")
def train_all_models(
    self: RecordedTask,
    model: str = "auto",
    again: str | None = None,
    product_skus: list[str] | None = None,
    options: dict[str, Any] | None = None,
    promote: str = IF_BETTER,
    choose: str = WHEN_DUE,
) -> dict[str, Any]:
    return training_service.plan_run(self.running, TrainAll(model, again, product_skus, options, promote, choose))


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.train_chunk_task")
def train_chunk_task(
    self: RecordedTask,
    run_id: str,
    model: str = "auto",
    options: dict[str, Any] | None = None,
    promote: str = IF_BETTER,
    learnt: dict[str, str] | None = None,
    choose: str = ANEW,
) -> dict[str, Any]:
    return training_service.train_chunk(self.running, TrainChunk(run_id, model, options, promote, learnt, choose))


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.train_changed_task")
def train_changed_task(self: RecordedTask, hand: int = 0) -> dict[str, Any]:
    return changed_training.train_changed(self.running, hand)


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.check_drift_task")
def check_drift_task(self: RecordedTask) -> dict[str, Any]:
    return drift.check_catalogue(self.running)


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.reconstruct_past")
def reconstruct_past(self: RecordedTask) -> dict[str, Any]:
    return reconstruction.reconstruct(self.running)


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.refresh_advice")
def refresh_advice(self: RecordedTask) -> dict[str, Any]:
    return advice_refresh.refresh_all(self.running)


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.replay_shop")
def replay_shop(
    self: RecordedTask, weeks: int = 16, rule: str = "min_max", settings: dict[str, float] | None = None
) -> dict[str, Any]:
    return replay.replay(self.running, Replay(weeks, rule, settings))


@celery.task(base=RecordedTask, bind=True, name="tasks.ml_tasks.compare_scenario")
def compare_scenario(self: RecordedTask, supposed: dict[str, Any], locations: tuple[str, ...] = ()) -> dict[str, Any]:
    return scenario_work.work(self.running, CompareScenario(supposed, locations))
