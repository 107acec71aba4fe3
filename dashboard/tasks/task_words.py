"""Jobs and their states in words that need no knowledge of how jobs are run."""

from services.jobs import jobs
from services.schedules.schedule_service import Schedule
from services.task_service import TaskRecord

STATES = {
    "PENDING": "Waiting",
    "STARTED": "Running",
    "PROGRESS": "Running",
    "RETRY": "Waiting to try again",
    "SUCCESS": "Done",
    "FAILURE": "Failed",
    "REVOKED": "Cancelled",
    "MISSED": "Missed",
}

# Colour says nothing that the word does not.
COLORS = {"SUCCESS": "good", "FAILURE": "bad", "MISSED": "bad", "RETRY": "warn", "REVOKED": "quiet-text"}

NAMES = {
    jobs.TRAIN_PRODUCT: "Training of {0}",
    jobs.TRAIN_ALL: "Training of all products",
    jobs.TRAIN_CHUNK: "Part of a training of all products",
    jobs.PREDICT_STOCK: "Forecast of {0}",
    jobs.SCORE_FORECASTS: "Comparison of forecasts with what was sold",
    jobs.CHECK_DRIFT: "Check whether models still fit",
    jobs.REFRESH_ADVICE: "Working out what to order",
    jobs.MAKE_DEMO_HISTORY: "Forecasts of past weeks for the demo shop",
    jobs.ADD: "Diagnosis: add",
    jobs.MULTIPLY: "Diagnosis: multiply",
    jobs.LONG_RUNNING: "Diagnosis: long-running",
    jobs.FAILING: "Diagnosis: failing",
}

MODELS = {
    "auto": "The best for each product",
    "all": "The best for each product",
    "seasonal_naive": "As a week ago (the yardstick)",
    "exponential_smoothing": "Exponential smoothing",
    "intermittent": "Intermittent demand",
    "shared_season": "Season shared by all products",
    "prophet": "Prophet",
    "gradient_boosting": "Gradient boosting",
    "neural_network": "Neural network",
}


# Nobody asks for them by name.
CHOSEN = {
    "blend": "Several models together",
    "no_longer_sold": "No longer sold",
    "own_times": "Its own times: the season or the days it sold on before",
}


def name_of(name: str, args: list[object] | None) -> str:
    """What a job does. args -- None where they are not for the viewer's eyes."""
    if name == jobs.IMPORT_SALES:
        return "Check of a file of sales" if args and args[1] else "Import of sales"
    if name == jobs.TRAIN_ALL and args:
        return _training(*args)
    wording = NAMES.get(name, name.rpartition(".")[2].replace("_", " "))
    return wording.format(*(args or ["a product"])) if "{0}" in wording else wording


def _training(method: str, again: str | None = None, skus: list[str] | None = None, options: object = None) -> str:
    what = "all products" if skus is None else skus[0] if len(skus) == 1 else f"{len(skus)} products"
    which = f" with {model_name(method)}" if method != "auto" else ""
    return f"Training of {what}{which}" + (", what failed before" if again else "")


def of_schedule(schedule: Schedule) -> str:
    """What a schedule does."""
    return name_of(schedule.task, [schedule.args["product_sku"]] if "product_sku" in schedule.args else None)


def title_of(record: TaskRecord) -> str:
    return name_of(record.name, record.args)


def model_name(method: str) -> str:
    return (MODELS | CHOSEN).get(method, method.replace("_", " "))
