"""Training: one product, or the whole catalogue in chunks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Product, TaskRecord, TrainingItem
from forecasting import documents, methods
from forecasting.errors import FamilyNotInstalled, ForecastingError, UnknownMethod
from forecasting.progress import ReportProgress, silent
from forecasting.settings import TrainingSettings
from forecasting.training import NotTrained, Trained, train_block
from services.catalogue import product_service
from services.errors import Conflict, InvalidInput, ServiceError
from services.forecasts import catalogue_models, model_service, publishing
from services.forecasts.publishing import Training
from services.histories import history_service
from services.jobs import jobs, task_publisher
from services.jobs.jobs import ALWAYS, ANEW, WHEN_DUE, Job, TrainAll, TrainChunk
from services.jobs.task_runs import RunningTask
from services.replenishment.renewal import advice_refresh, advice_service
from services.sales import changed_products
from services.task_service import Submitted, TaskService, new_record
from services.training import catalogue_learning, choosing, run_errors, run_progress, runs, training_families
from services.training.choosing import Served
from utils.config import get_settings

AUTO = "auto"
# A product trained by itself learns from as many others of its category.
NEIGHBOURS = 50
# What a slow family takes for a chunk, expected: well below the time limit of a job.
LONGEST_CHUNK_SECONDS = 300
# A transaction that publishes more would keep the others waiting.
PUBLISHED_TOGETHER = 250
# Runs of more products leave out the model files, which would take longer than the training itself; a product's
# Prophet model is then written when it is asked for.
RUN_WITH_FILES = 1000
# Of a run's progress, learning from all products counts as a tenth of training them, and as much as training so many:
# it costs a small catalogue nearly as much as a large one.
LEARNING_PART, FEWEST_LEARNING = 10, 40
PERCENT = 100


def submit_product(sku: str, method: str, user_id: int) -> Submitted:
    """Have one product trained. Raises NotFound, InvalidInput, Conflict, Unavailable."""
    return TaskService.submit(job_for_product(sku, method), user_id)


def submit_all(method: str, user_id: int | None, choose: str = WHEN_DUE) -> Submitted:
    """Have the whole catalogue trained. Raises InvalidInput, Conflict, Unavailable."""
    return TaskService.submit(replace(job_for_all(method), choose=choose), user_id)


def job_for_product(product_sku: str, model: str = AUTO) -> Job:
    """The job that trains one product. Raises NotFound, InvalidInput, Conflict."""
    method = _known_method(model)
    sku = product_service.get_product(product_sku).sku
    return jobs.TrainProduct(sku, method, queue=training_families.training_queue(method))


def job_for_all(model: str = AUTO) -> TrainAll:
    """The job that trains the whole catalogue. Raises InvalidInput, Conflict."""
    method = _known_method(model)
    return TrainAll(method, queue=training_families.training_queue(method))


def train_product(running: RunningTask, sku: str, method: str = AUTO) -> dict[str, Any]:
    """The work of a submitted training. Raises NotFound, ForecastingError, ModelsFolderError."""
    product = product_service.get_product(sku)
    return train_now(product, method, running)


def train_now(product: Product, method: str = AUTO, running: RunningTask | None = None) -> dict[str, Any]:
    """Train among its neighbours, publish, and write its model file; what is known of the new version.

    The running task, if it is about this only, ends in the same transaction.
    """
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        # What is still to be launched is like the launches of any category, if its own has seen none.
        beside = product_service.kin if product.launch_on or product.like else product_service.neighbours
        products = [product, *beside(session, product, NEIGHBOURS)]
        histories = history_service.load_histories(session, products, until)
        # Only this product's version is at stake.
        recipes = model_service.recipes(session, [product]) + [None] * (len(products) - 1)
        changed = changed_products.seen(session, [product.id])
    report_progress = _progress_of_task(running)
    versions = catalogue_learning.known_for(method)
    settings = TrainingSettings(method=method, learnt=catalogue_models.load(versions))
    outcome = next(train_block(histories, settings, recipes, report_progress))
    if isinstance(outcome, NotTrained):
        raise outcome.error
    report_progress(1.0, "Publishing")
    training = Training(product, histories[0], until, outcome, documents.write(histories[0]), versions)
    with transaction() as session:
        publishing.publish(session, [training])
        advice_service.refresh(session, [product.id])
        changed_products.settle(session, changed)
        meta = model_service.meta(product.sku, model_service.newest(session, product.id))
        if running:
            running.finish(session, meta)
        parts = advice_refresh.parts(session, [product.id])
    advice_refresh.follow_parts(parts)
    return meta


def plan_run(running: RunningTask, wanted: TrainAll) -> dict[str, Any]:
    """Learn from all products what they have in common, then divide them into chunks and hand these out.

    The last chunk to end closes the run. Raises ForecastingError for a model that this version does not know, or has
    no library for, and ModelsFolderError.
    """
    methods.named(wanted.model, wanted.options or {})
    with snapshot() as session:
        expected = len(_wanted_products(session, wanted))
    learning = max(expected // LEARNING_PART, FEWEST_LEARNING)
    report_progress = _progress_of_learning(running, learning, learning + expected)
    learnt = catalogue_learning.learn(running.id, wanted, report_progress) if expected else {}
    if running.id not in learnt.values():  # Known from another run, or none that learns.
        learning = 0
    size = min(get_settings().run_chunk_size, training_families.trained_within(LONGEST_CHUNK_SECONDS, wanted.model))
    with transaction() as session:
        # Anew: while it was learning, products may have come and gone.
        ids = _wanted_products(session, wanted)
        choose = wanted.choose if wanted.model == AUTO and not wanted.options else ANEW
        if choose == ANEW:
            parts = choosing.even(ids, size)
        else:
            parts = choosing.parts(session, ids, history_service.last_complete_day(session), size)
        queue = training_families.training_queue(wanted.model)
        job = TrainChunk(running.id, wanted.model, wanted.options, wanted.promote, learnt, choose, queue=queue)
        chunks = [_new_chunk(session, job, part) for part in parts]
        if chunks:
            running.hand_over(session, learning, learning + len(ids))
        else:
            running.finish(session, runs.empty_result())
    for chunk in chunks:
        task_publisher.publish(chunk)
    return {"products": len(ids), "chunks": len(chunks)}


def _wanted_products(session: Session, wanted: TrainAll) -> Sequence[int]:
    if wanted.again:
        return runs.unfinished_products(session, wanted.again)
    if wanted.product_skus is not None:
        return session.scalars(
            sa.select(Product.id).where(Product.sku.in_(wanted.product_skus)).order_by(Product.id)
        ).all()
    return session.scalars(sa.select(Product.id).order_by(Product.id)).all()


def train_chunk(running: RunningTask, wanted: TrainChunk) -> dict[str, Any]:
    """Train what is still waiting in this chunk of a run, and close the run if this was the last.

    One query reads the chunk, its products are trained together, and they are published in a few transactions.
    A product that cannot be trained is an entry in the run; the others go on.
    """
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        products = runs.waiting_products(session, running.id)
        histories = history_service.load_histories(session, products, until)
        is_anew = wanted.choose == ANEW
        served = Served.none_good(session, products) if is_anew else Served.of(session, products, until)
        with_files = runs.size(session, wanted.run_id) <= RUN_WITH_FILES
        changed = changed_products.seen(session, [product.id for product in products])
    versions = wanted.learnt or {}
    learnt = catalogue_models.load(versions)
    settings = TrainingSettings(method=wanted.model, options=wanted.options or {}, learnt=learnt)
    outcomes: Iterable[Trained | NotTrained] = choosing.train(histories, served, settings, _progress_of_run(running))
    if wanted.promote == ALWAYS:
        outcomes = map(_served_as_asked, outcomes)
    answers = [
        outcome
        if isinstance(outcome, NotTrained)
        else Training(product, history, until, outcome, documents.write(history) if with_files else None, versions)
        for product, history, outcome in zip(products, histories, outcomes, strict=True)
    ]
    answered = list(zip(products, answers, strict=True))
    for first in range(0, len(answered), PUBLISHED_TOGETHER):
        running.beat()
        _publish_part(running.id, answered[first : first + PUBLISHED_TOGETHER])
    with transaction() as session:
        changed_products.settle(session, changed)
        trained = [answer.outcome for answer in answers if isinstance(answer, Training)]
        renewed = sum(outcome.is_renewed for outcome in trained)
        errors = run_errors.add_up(outcome for outcome in trained if not outcome.is_renewed)
        done = {"run_id": wanted.run_id, "products": len(products), "errors": errors, "learnt": versions}
        done |= {"chosen": len(trained) - renewed, "renewed": renewed}
        running.finish(session, done)
        runs.close_if_done(session, wanted.run_id)
    return {"products": len(products)}


def _publish_part(chunk_id: str, part: Sequence[tuple[Product, Training | NotTrained]]) -> None:
    outcomes = [runs.Outcome(product.id, _failure(answer), _is_promoted(answer)) for product, answer in part]
    try:
        with transaction() as session:
            ours = runs.mark(session, chunk_id, outcomes)
            trained = [own for product, own in part if product.id in ours and isinstance(own, Training)]
            publishing.publish(session, trained)
            advice_service.refresh(session, [t.product.id for t in trained])
            parts = advice_refresh.parts(session, [t.product.id for t in trained])
    except ServiceError as error:
        if len(part) > 1:  # One of them is at fault: the others are published one by one.
            for one in part:
                _publish_part(chunk_id, [one])
            return
        with transaction() as session:
            runs.mark(session, chunk_id, [runs.Outcome(part[0][0].id, error)])
        return
    advice_refresh.follow_parts(parts)


def _progress_of_task(running: RunningTask | None) -> ReportProgress:
    if running is None:
        return silent
    return lambda share, step: running.report(int(PERCENT * share), PERCENT, step)


def _progress_of_learning(running: RunningTask, learning: int, total: int) -> ReportProgress:
    return lambda share, step: running.report(int(share * learning), total, step)


def _progress_of_run(running: RunningTask) -> ReportProgress:
    def report_progress(share: float, step: str) -> None:
        if running.throttle.lets_through(int(PERCENT * share), PERCENT, ""):
            running.beat()
            run_progress.advance(running.id, share, step)

    return report_progress


def _served_as_asked(outcome: Trained | NotTrained) -> Trained | NotTrained:
    """The same, to be served even where it is worse than what is."""
    if isinstance(outcome, NotTrained) or outcome.promotion.promoted:
        return outcome
    errors = f"error {outcome.promotion.challenger_rmsse:.3f}, before {outcome.promotion.incumbent_rmsse:.3f}"
    promotion = replace(outcome.promotion, promoted=True, reason=f"Worse, and served because that was asked: {errors}.")
    return replace(outcome, promotion=promotion)


def _failure(answer: Training | NotTrained) -> ForecastingError | None:
    return answer.error if isinstance(answer, NotTrained) else None


def _is_promoted(answer: Training | NotTrained) -> bool:
    return isinstance(answer, NotTrained) or answer.outcome.promotion.promoted


def _new_chunk(session: Session, job: TrainChunk, product_ids: Sequence[int]) -> TaskRecord:
    chunk = new_record(job, parent_id=job.run_id)
    chunk.progress_total = len(product_ids)
    session.add(chunk)
    session.flush()
    rows = [
        {"run_id": job.run_id, "product_id": product_id, "chunk_id": chunk.id, "status": "waiting"}
        for product_id in product_ids
    ]
    session.execute(sa.insert(TrainingItem), rows)
    return chunk


def _known_method(name: str) -> str:
    """The name a method has today. Raises InvalidInput, Conflict."""
    try:
        methods.named(name, {})
    except FamilyNotInstalled as error:
        raise Conflict(str(error), error.code) from None
    except UnknownMethod as error:
        raise InvalidInput.at("/model", str(error), error.code) from None
    return methods.current(name)
