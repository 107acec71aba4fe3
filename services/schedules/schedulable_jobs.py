"""The jobs a schedule may start: those that need nothing but their arguments."""

import inspect
from collections.abc import Callable
from typing import Any

from app.db import snapshot
from app.models import Source
from services.accuracy import drift, scoring
from services.errors import InvalidInput, NotFound
from services.jobs import jobs
from services.jobs.jobs import Job, RunSource
from services.training import training_service
from utils.language import _


def _run_source(source: str) -> RunSource:
    with snapshot() as session:
        if session.get(Source, source) is None:
            raise NotFound(_("There is no source {name!r}; GET /sources lists them.", name=source), "source_not_found")
    return RunSource(source)


# Each builder takes what its task takes, by the same names in the same order, and refuses what cannot be done.
BUILDERS: dict[str, Callable[..., Job]] = {
    jobs.TRAIN_ALL: training_service.job_for_all,
    jobs.TRAIN_PRODUCT: training_service.job_for_product,
    jobs.CHECK_DRIFT: drift.job_for_check,
    jobs.SCORE_FORECASTS: scoring.job_for_scoring,
    jobs.RUN_SOURCE: _run_source,
}


def check(task: str, args: dict[str, str]) -> None:
    """Raises InvalidInput for a task that cannot be scheduled or arguments it does not take, NotFound for a product."""
    if task not in BUILDERS:
        raise InvalidInput.at(
            "/task",
            _("{task!r} cannot be scheduled. Choose {tasks}.", task=task, tasks=" or ".join(BUILDERS)),
            "task_not_schedulable",
        )
    signature = inspect.signature(BUILDERS[task])
    try:
        signature.bind(**args)
    except TypeError as error:
        names = ", ".join(
            name if p.default is p.empty else f"{name} (optional)" for name, p in signature.parameters.items()
        )
        raise InvalidInput.at(
            "/args", _("args: {error}. This task takes {names}.", error=error, names=names), "invalid_args"
        ) from None
    BUILDERS[task](**args)


def job_of(task: str, args: dict[str, Any]) -> Job:
    """The job, unchecked: what has become impossible meanwhile fails as a task, where it can be seen."""
    return jobs.job_of(task, kwargs=args)
