"""Jobs and their states in words that need no knowledge of how jobs are run."""

from services.jobs import jobs
from services.jobs.jobs import Job, Status
from services.journal import imported
from services.schedules.schedule_service import Schedule
from services.task_service import TaskRecord
from services.training import training_families

STATES = {
    Status.PENDING: "Waiting",
    Status.STARTED: "Running",
    Status.PROGRESS: "Running",
    Status.RETRY: "Waiting to try again",
    Status.SUCCESS: "Done",
    Status.FAILURE: "Failed",
    Status.REVOKED: "Cancelled",
    "MISSED": "Missed",
}

# Colour says nothing that the word does not.
COLOURS = {
    Status.SUCCESS: "good",
    Status.FAILURE: "bad",
    "MISSED": "bad",
    Status.RETRY: "warn",
    Status.REVOKED: "quiet-text",
}

NAMES = {
    jobs.TRAIN_PRODUCT: "Training of {0}",
    jobs.TRAIN_ALL: "Training of all products",
    jobs.TRAIN_CHUNK: "Part of a training of all products",
    jobs.TRAIN_CHANGED: "Training of products whose sales changed",
    jobs.PREDICT_STOCK: "Forecast of {0}",
    jobs.IMPORT_SALES: "Import of sales",
    jobs.RUN_SOURCE: "Reading of {0}",
    imported.task_name("stock"): "Import of stock",
    imported.task_name("products"): "Import of products",
    imported.task_name("orders"): "Import of orders",
    imported.task_name("receipts"): "Import of receipts",
    jobs.SCORE_FORECASTS: "Comparison of forecasts with what was sold",
    jobs.CHECK_DRIFT: "Check whether models still fit",
    jobs.REPLAY: "The last weeks again, by the advice and by a rule",
    jobs.REFRESH_ADVICE: "Working out what to order",
    jobs.RECONSTRUCT_PAST: "Forecasts of past weeks, of what was known then",
    jobs.ADD: "Diagnosis: add",
    jobs.MULTIPLY: "Diagnosis: multiply",
    jobs.LONG_RUNNING: "Diagnosis: long-running",
    jobs.FAILING: "Diagnosis: failing",
}

# Nobody asks for them by name.
CHOSEN = {
    "blend": "Several models together",
    "no_longer_sold": "No longer sold",
    "own_times": "Its own times: the season or the days it sold on before",
}


def name_of(name: str, args: list[object] | None) -> str:
    """What a job of this name does. args -- by position; None where they are not for the viewer's eyes."""
    return of_job(jobs.job_of(name, args)) if args and name in jobs.JOBS else _wording(name, "a product")


def of_job(job: Job) -> str:
    match job:
        case jobs.ImportSales():
            return "Check of a file of sales" if job.dry_run else "Import of sales"
        case jobs.TrainAll():
            return _training(job)
        case jobs.RunSource():
            return _wording(job.name, job.source)
        case jobs.TrainProduct() | jobs.PredictStock():
            return _wording(job.name, job.product_sku)
    return _wording(job.name)


def _wording(name: str, product: str = "") -> str:
    return NAMES.get(name, name.rpartition(".")[2].replace("_", " ")).format(product)


def _training(job: jobs.TrainAll) -> str:
    skus = job.product_skus
    what = "all products" if skus is None else skus[0] if len(skus) == 1 else f"{len(skus)} products"
    which = f" with {model_name(job.model)}" if job.model != "auto" else ""
    return f"Training of {what}{which}" + (", what failed before" if job.again else "")


def of_schedule(schedule: Schedule) -> str:
    """What a schedule does."""
    return of_job(jobs.job_of(schedule.task, kwargs=schedule.args))


def title_of(record: TaskRecord) -> str:
    return of_job(jobs.of_record(record)) if record.name in jobs.JOBS else _wording(record.name)


def model_name(method: str) -> str:
    """Also of one that only models of earlier versions were made by."""
    return CHOSEN.get(method) or training_families.title(method) or method.replace("_", " ").capitalize()
