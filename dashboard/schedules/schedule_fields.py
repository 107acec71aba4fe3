"""What a schedule needs to be told, as fields of a form: what runs, and when."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

import dash_mantine_components as dmc
from dash.development.base_component import Component

from dashboard.schedules.cron_words import DAILY, INTERVAL, RHYTHMS
from dashboard.shop import code_field
from dashboard.tasks import task_words
from services.attention import job_titles
from services.jobs import jobs
from services.schedules import schedulable_jobs
from services.schedules.schedule_service import ScheduleFields
from services.schedules.schedule_times import Timing
from services.training import training_families
from utils.language import N_, _

NEW_NAME, TASK, PRODUCT, MODEL = (f"schedule-new-{part}" for part in ("name", "task", "product", "model"))
RHYTHM, AT, WEEKDAY, DAY = (f"schedule-{part}" for part in ("rhythm", "at", "weekday", "day"))
CRON, ZONE, EVERY, UNIT = (f"schedule-{part}" for part in ("cron", "zone", "every", "unit"))
# Lists open above the window they belong to.
ABOVE = {"zIndex": 1100}
UNITS = {"86400": N_("days"), "3600": N_("hours"), "60": N_("minutes"), "1": N_("seconds")}
TRAININGS = (jobs.TRAIN_ALL, jobs.TRAIN_PRODUCT)
AUTO = "auto"


@dataclass(frozen=True)
class Wanted:
    """What the fields say. changed -- the name of the schedule they are about; None: a new one."""

    changed: str | None
    name: str | None
    task: str
    sku: str | None
    model: str
    rhythm: str
    cron: str | None
    zone: str
    every: float | str | None
    unit: str

    @property
    def seconds(self) -> int:
        return round(float(self.every or 0) * int(self.unit))

    @property
    def timing(self) -> Timing:
        if self.rhythm == INTERVAL:
            return Timing(None, self.seconds, self.zone)
        return Timing(self.cron or "", None, self.zone)

    @property
    def body(self) -> dict[str, Any]:
        """What the API is sent."""
        timed: dict[str, Any] = {"cron": self.cron or "", "timezone": self.zone}
        if self.rhythm == INTERVAL:
            timed = {"interval_seconds": self.seconds}
        if self.changed:
            return timed
        return {"name": self.name or "", "task": self.task, "args": self._args} | timed

    @property
    def fields(self) -> ScheduleFields:
        return ScheduleFields(**{field: value for field, value in self.body.items() if field != "name"})

    @property
    def _args(self) -> dict[str, str]:
        args = {"product_sku": (self.sku or "").strip()} if self.task == jobs.TRAIN_PRODUCT else {}
        return args | ({"model": self.model} if self.task in TRAININGS else {})


def split(seconds: int) -> tuple[int, str]:
    """An interval as a whole number of the largest unit that fits."""
    unit = next(unit for unit in UNITS if seconds % int(unit) == 0)
    return seconds // int(unit), unit


def choices(labels: dict[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "label": _(label)} for value, label in labels.items()]


def what() -> list[Component]:
    """The fields of a new schedule only. That of a source is made with it."""
    tasks = {task: task_words.name_of(task, None) for task in schedulable_jobs.BUILDERS if task != jobs.RUN_SOURCE}
    families = [family["model_type"] for family in training_families.families()]
    models = {name: job_titles.model_name(name) for name in (AUTO, *families) if name != training_families.ALL}
    return [
        dmc.TextInput(
            id=NEW_NAME, label=_("Name"), placeholder="train-bread-at-noon", description=_("a-z, 0-9, - and .")
        ),
        _select(TASK, _("What"), tasks, jobs.TRAIN_ALL),
        code_field.field(PRODUCT, _("Product"), description=_("Its code")),
        _select(MODEL, _("Model"), models, AUTO),
    ]


def when() -> list[Component]:
    return [
        _select(RHYTHM, _("How often"), RHYTHMS, DAILY),
        dmc.TextInput(id=AT, label=_("At"), value="02:00", inputProps={"type": "time"}),
        _select(WEEKDAY, _("Day of the week"), {}, "0"),
        dmc.NumberInput(id=DAY, label=_("Day of the month"), value=1, min=1, max=28),
        dmc.NumberInput(id=EVERY, label=_("Every"), value=1, min=1, allowDecimal=False),
        _select(UNIT, _("Unit"), UNITS, "3600"),
        dmc.TextInput(id=CRON, label=_("Cron"), description=_("minute hour day-of-month month day-of-week")),
        dmc.Select(
            id=ZONE,
            label=_("Time zone"),
            data=sorted(available_timezones()),
            value="UTC",
            searchable=True,
            limit=50,
            allowDeselect=False,
            comboboxProps=ABOVE,
        ),
    ]


def _select(id: str, label: str, labels: dict[str, str], value: str) -> Component:
    return dmc.Select(id=id, label=label, data=choices(labels), value=value, allowDeselect=False, comboboxProps=ABOVE)
