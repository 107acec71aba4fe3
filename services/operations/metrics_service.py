"""The figures that a scrape reads from the database. Counting them there makes them true for all processes together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from app.db import snapshot
from app.models import ACTIVE, ModelVersion, Product, TaskRecord
from app.models.task import Status
from services.accuracy import accuracy_service
from services.accuracy.accuracy_service import AccuracyQuery
from services.errors import DATABASE_AWAY
from services.jobs import jobs, queue_service, worker_service
from services.schedules import alarms
from utils import clock
from utils.config import get_settings

LATELY = timedelta(hours=1)
QUANTILES = (0.5, 0.95, 1.0)


class Figures(Collector):
    """Tasks, queues, workers, the nightly run, models and their accuracy, backtested and as published."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = _gauge("stockcast_database_up", "1 if the database answers.")
        try:
            families = [*_tasks(), *_queues(), *_workers(), *_runs(), *_alarms(), *_models(), *_published()]
        except DATABASE_AWAY:
            families = []
        up.add_metric([], float(bool(families)))
        yield up
        yield from families


def _tasks() -> Iterator[GaugeMetricFamily]:
    by_state = sa.select(TaskRecord.name, TaskRecord.status, sa.func.count()).group_by(
        TaskRecord.name, TaskRecord.status
    )
    lately = TaskRecord.finished_at > clock.now() - LATELY
    times = sa.select(TaskRecord.name, TaskRecord.started_at, TaskRecord.finished_at)
    with snapshot() as session:
        active = session.execute(by_state.where(TaskRecord.status.in_(ACTIVE))).all()
        ended = session.execute(by_state.where(lately)).all()
        spans = session.execute(times.where(lately)).all()
    yield _counts("stockcast_tasks_active", "Tasks that wait or run.", active)
    yield _counts("stockcast_tasks_ended", "Tasks that ended within the last hour.", ended)
    yield _durations(spans)


def _counts(name: str, text: str, rows: Sequence[sa.Row[str, str, int]]) -> GaugeMetricFamily:
    family = _gauge(name, text, "task", "status")
    for task, status, count in rows:
        family.add_metric([_short(task), status], count)
    return family


def _durations(spans: Sequence[sa.Row[str, datetime | None, datetime | None]]) -> GaugeMetricFamily:
    seconds = defaultdict(list)
    for task, started_at, finished_at in spans:
        if started_at and finished_at:
            seconds[task].append((finished_at - started_at).total_seconds())
    family = _gauge("stockcast_task_seconds", "From start to end, of tasks ended lately.", "task", "quantile")
    for task, values in seconds.items():
        values.sort()
        for quantile in QUANTILES:
            family.add_metric([_short(task), str(quantile)], values[round(quantile * (len(values) - 1))])
    return family


def _queues() -> Iterator[GaugeMetricFamily]:
    pending = _gauge("stockcast_queue_pending", "Messages that wait for a worker.", "queue")
    processing = _gauge("stockcast_queue_processing", "Tasks a worker is at.", "queue")
    oldest = _gauge("stockcast_queue_oldest_seconds", "How long the oldest waiting task has waited.", "queue")
    for queue in queue_service.list_queues():
        pending.add_metric([queue.name], queue.pending)
        processing.add_metric([queue.name], queue.processing)
        oldest.add_metric([queue.name], queue.oldest_seconds or 0.0)
    yield from (pending, processing, oldest)


def _workers() -> Iterator[GaugeMetricFamily]:
    if not get_settings().use_celery:
        return
    online = _gauge("stockcast_workers_online", "Workers heard of within 30 s.")
    silence = _gauge("stockcast_worker_heartbeat_age_seconds", "Since a worker was last heard of.", "worker")
    workers = worker_service.list_workers()
    online.add_metric([], sum(worker.state == "online" for worker in workers))
    for worker in workers:
        silence.add_metric([worker.heartbeat.name], worker.silence.total_seconds())
    beat_running = _gauge("stockcast_beat_running", "1 if Beat has sent something within 3 minutes.")
    beat_running.add_metric([], float(worker_service.beat().is_running))
    yield from (online, silence, beat_running)


def _runs() -> Iterator[GaugeMetricFamily]:
    last_run = (
        sa.select(TaskRecord)
        .where(TaskRecord.name == jobs.TRAIN_ALL, TaskRecord.status == Status.SUCCESS)
        .order_by(TaskRecord.finished_at.desc())
        .limit(1)
    )
    with snapshot() as session:
        run = session.scalar(last_run)
    age = _gauge("stockcast_nightly_run_age_seconds", "Since the whole catalogue was last trained; none: never.")
    failed = _gauge("stockcast_nightly_run_failed_products", "Products that this run could not train.")
    if run and run.finished_at and run.result:
        age.add_metric([], (clock.now() - run.finished_at).total_seconds())
        failed.add_metric([], run.result["failed"])
    yield from (age, failed)


def _alarms() -> Iterator[GaugeMetricFamily]:
    family = _gauge("stockcast_schedule_alarm", "1 for what is wrong with a scheduled run.", "schedule", "code")
    for alarm in alarms.list_alarms():
        family.add_metric([alarm.schedule, alarm.code], 1.0)
    yield family


def _models() -> Iterator[GaugeMetricFamily]:
    wape = ModelVersion.metrics["wape"].as_float()
    champions = (
        sa.select(ModelVersion.method, sa.func.count(), sa.func.min(ModelVersion.trained_at), sa.func.avg(wape))
        .where(ModelVersion.is_champion)
        .group_by(ModelVersion.method)
    )
    with snapshot() as session:
        products = session.scalar(sa.select(sa.func.count()).select_from(Product))
        rows = session.execute(champions).all()
    count = _gauge("stockcast_models", "Products served by this method.", "method")
    oldest = _gauge("stockcast_model_age_seconds", "Age of the oldest champion of this method.", "method")
    accuracy = _gauge("stockcast_forecast_wape", "Mean backtest WAPE of the champions (0.12 is 12 %).", "method")
    for method, models, trained_at, error in rows:
        count.add_metric([method], models)
        oldest.add_metric([method], (clock.now() - trained_at).total_seconds())
        if error is not None:
            accuracy.add_metric([method], error)
    untrained = _gauge("stockcast_products_without_model", "Products that no training has reached.")
    untrained.add_metric([], products - sum(row[1] for row in rows))
    yield from (count, oldest, accuracy, untrained)


def _published() -> Iterator[GaugeMetricFamily]:
    last_week = clock.today() - timedelta(days=7)
    wape = _gauge("stockcast_published_wape", "WAPE of published forecasts, last full week, by shortest lead.", "lead")
    bias = _gauge("stockcast_published_bias", "Their total over actual total, less one.", "lead")
    coverage = _gauge("stockcast_published_coverage", "Share of days inside their 80 % interval.", "lead")
    query = AccuracyQuery(by="lead", first=last_week, last=last_week)
    for line in accuracy_service.accuracy(query, None, None).page.items:
        coverage.add_metric([str(line["lead"])], line["coverage"])
        if line["wape"] is not None:
            wape.add_metric([str(line["lead"])], line["wape"])
            bias.add_metric([str(line["lead"])], line["bias"])
    yield from (wape, bias, coverage)


def _gauge(name: str, text: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, labels=labels)


def _short(task_name: str) -> str:
    return task_name.rpartition(".")[2]
