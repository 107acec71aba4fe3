"""What jobs are called by people who know nothing of how they are run."""

from collections.abc import Sequence

from app.models import TaskRecord
from services.jobs import jobs
from services.jobs.jobs import Job
from services.journal import imported
from services.training import training_families
from utils.language import N_, _, ngettext

NAMES = {
    jobs.TRAIN_PRODUCT: N_("Training of {product}"),
    jobs.TRAIN_ALL: N_("Training of all products"),
    jobs.TRAIN_CHUNK: N_("Part of a training of all products"),
    jobs.TRAIN_CHANGED: N_("Training of products whose sales changed"),
    jobs.PREDICT_STOCK: N_("Forecast of {product}"),
    jobs.IMPORT_SALES: N_("Import of sales"),
    jobs.RUN_SOURCE: N_("Reading of {product}"),
    imported.task_name("stock"): N_("Import of stock"),
    imported.task_name("products"): N_("Import of products"),
    imported.task_name("orders"): N_("Import of orders"),
    imported.task_name("product_changes"): N_("Change of many products"),
    imported.task_name("merges"): N_("Two products made one"),
    imported.task_name("receipts"): N_("Import of receipts"),
    jobs.SCORE_FORECASTS: N_("Comparison of forecasts with what was sold"),
    jobs.CHECK_DRIFT: N_("Check whether models still fit"),
    jobs.REPLAY: N_("The last weeks again, by the advice and by a rule"),
    jobs.COMPARE_SCENARIO: N_("The order list as it would be"),
    jobs.REFRESH_ADVICE: N_("Working out what to order"),
    jobs.RECONSTRUCT_PAST: N_("Forecasts of past weeks, of what was known then"),
    jobs.ADD: N_("Diagnosis: add"),
    jobs.MULTIPLY: N_("Diagnosis: multiply"),
    jobs.LONG_RUNNING: N_("Diagnosis: long-running"),
    jobs.FAILING: N_("Diagnosis: failing"),
}


# Nobody asks for them by name.
CHOSEN = {
    "blend": N_("Several models together"),
    "no_longer_sold": N_("No longer sold"),
    "own_times": N_("Its own times: the season or the days it sold on before"),
}


def title(name: str, about: str = "") -> str:
    """What a job of this name does. about -- the product or source that it is about"""
    return _(NAMES.get(name, name.rpartition(".")[2].replace("_", " ")), product=about)


def title_of(record: TaskRecord) -> str:
    if record.name not in jobs.JOBS:
        return title(record.name)
    try:
        return of_job(jobs.of_record(record))
    except TypeError:
        # Of an earlier version, whose arguments were others.
        return title(record.name, record.subject or "")


def of_job(job: Job) -> str:
    match job:
        case jobs.ImportSales():
            return _("Check of a file of sales") if job.dry_run else _("Import of sales")
        case jobs.TrainAll():
            return _training(job)
        case jobs.RunSource():
            return title(job.name, job.source)
        case jobs.TrainProduct() | jobs.PredictStock():
            return title(job.name, job.product_sku)
    return title(job.name)


def _training(job: jobs.TrainAll) -> str:
    skus = job.product_skus
    what = _("all products") if skus is None else _some(skus)
    if job.model == "auto":
        text = _("Training of {product}", product=what)
    else:
        text = _("Training of {product} with {model}", product=what, model=model_name(job.model))
    return _("{training}, what failed before", training=text) if job.again else text


def _some(skus: Sequence[str]) -> str:
    return skus[0] if len(skus) == 1 else ngettext("{count} product", "{count} products", len(skus))


def model_name(method: str) -> str:
    """Also of one that only models of earlier versions were made by."""
    return (
        _(CHOSEN[method])
        if method in CHOSEN
        else training_families.title(method) or method.replace("_", " ").capitalize()
    )
