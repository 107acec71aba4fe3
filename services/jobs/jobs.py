"""Every job Stockcast knows, by the name of the task that does it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

PREDICT_STOCK = "tasks.ml_tasks.predict_stock_task"
TRAIN_PRODUCT = "tasks.ml_tasks.train_product_model_task"
TRAIN_ALL = "tasks.ml_tasks.train_all_models"
TRAIN_CHUNK = "tasks.ml_tasks.train_chunk_task"
IMPORT_SALES = "tasks.import_tasks.import_sales_task"
ADD = "tasks.diagnostic_tasks.add"
MULTIPLY = "tasks.diagnostic_tasks.multiply"
LONG_RUNNING = "tasks.diagnostic_tasks.long_running"
FAILING = "tasks.diagnostic_tasks.failing_task"
CHECK_DRIFT = "tasks.ml_tasks.check_drift_task"
SCORE_FORECASTS = "tasks.system_tasks.score_forecasts"
REFRESH_ADVICE = "tasks.ml_tasks.refresh_advice"
MAKE_DEMO_HISTORY = "tasks.ml_tasks.make_demo_history"
# Calls to look at what is to be done, not jobs: they have no record and no arguments.
SWEEP_TASKS = "tasks.system_tasks.sweep_tasks"
DELIVER_NOTIFICATIONS = "tasks.system_tasks.deliver_notifications"

# Of jobs that are about all there is.
SUBJECTS = {
    CHECK_DRIFT: "drift",
    SCORE_FORECASTS: "scores",
    MAKE_DEMO_HISTORY: "demo",
}


@dataclass(frozen=True)
class Job:
    """A task name and its JSON arguments: ids and plain values, never data. queue -- None: the one of its kind."""

    name: str
    args: tuple[Any, ...] = ()
    queue: str | None = None

    @property
    def subject(self) -> str | None:
        """What the job is about, and how; two active jobs of one name and subject are one job. None: always its own."""
        if self.name == TRAIN_PRODUCT:
            sku, model = self._with_defaults("", "auto")
            # The model first: it holds no colon, a code may.
            return f"product:{model}:{sku}"
        if self.name == TRAIN_ALL:
            model, again, skus, options = self._with_defaults("auto", None, None, {})
            wanted = json.dumps([again, sorted(skus or ()), options], sort_keys=True)
            return f"products:{model}:{hashlib.sha256(wanted.encode()).hexdigest()}"
        return SUBJECTS.get(self.name)

    def _with_defaults(self, *defaults: Any) -> tuple[Any, ...]:
        # What the task takes for arguments that are left out.
        return (*self.args, *defaults[len(self.args) :])
