"""The first phase of a run: what all products teach is learnt once, and every chunk of the run only asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import ModelVersion, Product
from forecasting import methods, options
from forecasting.catalogue_model import sample
from forecasting.history import History
from forecasting.progress import ReportProgress, within
from forecasting.settings import TrainingSettings
from forecasting.training import learn_catalogue
from services.forecasts import catalogue_models
from services.forecasts.catalogue_models import Lesson
from services.histories import history_service
from services.jobs.jobs import ANEW, TrainAll

# As many products as are trained together elsewhere, so that memory is bounded alike.
LEARNT_FROM = 2000
# On the seventh night after it is learnt anew.
A_WEEK = timedelta(days=6)


def learn(version: str, wanted: TrainAll, report_progress: ReportProgress) -> dict[str, str]:
    """Versions of what each family of a run has learnt: this one, where there was none of late. A run of the whole
    catalogue learns once a week, and where all of it is chosen anew; a run with a family by its name always does. What
    an interrupted attempt at it has stored is not learnt again.

    Raises ForecastingError, ModelsFolderError.
    """
    asked = [_settings(wanted.model, wanted.options or {}), *_served_beside(wanted.model)]
    is_whole = wanted.again is None and wanted.product_skus is None
    # Whoever asks for a family by its name wants it trained, be it for a few products.
    is_anew = wanted.again is None and wanted.choose == ANEW and (is_whole or wanted.model != methods.AUTO)
    found = {} if is_anew else known(asked, A_WEEK if is_whole else catalogue_models.OLDEST_USED)
    missing = [own for own in asked if set(methods.learners(own.method, own.options)) - set(found)]
    if missing and version not in {document["version"] for document in catalogue_models.documents()}:
        lessons = _lessons(missing, report_progress)
        if lessons:  # None, where sales are still too few.
            catalogue_models.keep(version, lessons)
    learnt = {d["family"]: version for d in catalogue_models.documents() if d["version"] == version}
    return found | learnt


def known(asked: Sequence[TrainingSettings], oldest: timedelta = catalogue_models.OLDEST_USED) -> dict[str, str]:
    """The newest versions of what families have learnt with these options, where there are any of late; oldest -- how
    much later the sales may have gone on."""
    with snapshot() as session:
        until = history_service.last_complete_day(session)
    found = {}
    for settings in asked:
        for family in methods.learners(settings.method, settings.options):
            version = catalogue_models.newest(family, _options(family, settings.options), until, oldest)
            if version:
                found[family] = version
    return found


def known_for(model: str) -> dict[str, str]:
    """The newest versions for a training with this model, and with those that are served beside it."""
    return known([_settings(model, {}), *_served_beside(model)])


def _settings(model: str, given: Mapping[str, Any]) -> TrainingSettings:
    return TrainingSettings(method=model, options=given)


def _served_beside(model: str) -> list[TrainingSettings]:
    """Families that products are served by today: a training measures them beside what it chooses itself."""
    with snapshot() as session:
        served = session.scalars(sa.select(ModelVersion.method).where(ModelVersion.is_champion).distinct())
        names = {methods.current(name) for name in served} & set(methods.FAMILIES)
    beside = names - set(methods.named(model, {})) - {methods.AUTO}
    return [_settings(name, {}) for name in sorted(beside) if methods.FAMILIES[name].is_installed]


def _options(family: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """All options of a family, with those that were given."""
    kind = methods.FAMILIES[family].options
    return asdict(options.made(kind, {n: v for n, v in given.items() if n in options.names(kind)})) if kind else {}


def _lessons(asked: Sequence[TrainingSettings], report_progress: ReportProgress) -> list[Lesson]:
    report_progress(0.0, "Reading the sales to learn from")
    with snapshot() as session:
        histories = _sample(session)
    lessons = []
    for number, settings in enumerate(asked):
        own = within(report_progress, number / len(asked), (number + 1) / len(asked))
        for family, model in learn_catalogue(histories, settings, own).items():
            lessons.append(Lesson(family, _options(family, settings.options), len(histories), model))
    return lessons


def _sample(session: Session) -> list[History]:
    """The same products every night, and every kind of them."""
    rows = session.execute(sa.select(Product.id, Product.sku).order_by(Product.id)).all()
    drawn = [rows[position].id for position in sample([row.sku for row in rows], LEARNT_FROM)]
    query = sa.select(Product).where(among(Product.id, drawn)).order_by(Product.id)
    until = history_service.last_complete_day(session)
    return history_service.load_histories(session, session.scalars(query).all(), until)
