"""The nightly look back: what was published, beside what was sold since."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import bulk_insert, snapshot, transaction
from app.models import ForecastScore, KeptPromise, Product, PublishedForecast
from forecasting.published import scoring
from forecasting.published.scoring import HORIZON, LEADS, MEASURES, Published
from services.accuracy import override_errors, promise_keeping
from services.forecasts import published_store, week_errors
from services.forecasts.published_store import Window
from services.histories import history_service, sales_matrix, totals
from services.jobs import jobs
from services.jobs.jobs import Job
from services.jobs.task_runs import RunningTask
from utils import clock
from utils.config import get_settings
from utils.language import _

BLOCK = 500
WEEK = timedelta(days=7)
# A seventh of a week's total scatters so much less than a day would, if days are independent.
SHARE_SPREAD = WEEK.days**-0.5
COLUMNS = ("week", "product_id", "lead", *MEASURES, "reconstructed")


def job_for_scoring() -> Job:
    """The job that scores published forecasts."""
    return jobs.ScoreForecasts()


def score_catalogue(running: RunningTask) -> dict[str, Any]:
    """Score every published forecast, and planners' overrides, against the sales since; forget what is past its time.

    The running week and the one before are scored anew each time, for sales may come late; older ones once, and
    after a pause all that were missed.
    """
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        first_week = _first_week(session, until)
        promised_since = promise_keeping.first_week(session, first_week, until)
        ids = session.scalars(sa.select(Product.id).order_by(Product.id)).all()
    scored = 0
    for first in range(0, len(ids), BLOCK):
        running.report(first, len(ids), _("Comparing published forecasts with sales"))
        with transaction() as session:
            scored += _score_block(session, ids[first : first + BLOCK], first_week, until)
            promise_keeping.look_back(session, ids[first : first + BLOCK], promised_since, until)
    with transaction() as session:
        override_errors.refresh(session, until)
        week_errors.refresh(session, until, first_week)
        forgotten_before = clock.monday(until) - get_settings().accuracy_weeks * WEEK
        for table in (ForecastScore, KeptPromise):
            session.execute(sa.delete(table).where(table.week < forgotten_before))
    return {"products": len(ids), "scored": scored, "from": first_week.isoformat(), "until": until.isoformat()}


def _first_week(session: Session, until: date) -> date:
    latest = session.scalar(sa.select(sa.func.max(ForecastScore.week)))
    missed_since = latest or session.scalar(sa.select(sa.func.min(PublishedForecast.as_of))) or until
    return min(clock.monday(missed_since), clock.monday(until) - WEEK)


def _score_block(session: Session, ids: Sequence[int], first_week: date, until: date) -> int:
    """Replace the scores of some products from a week on; how many products have any."""
    window = Window(ids[0], ids[-1], first_week - timedelta(days=HORIZON), until)
    days = np.datetime64(window.first) + np.arange((until - window.first).days + 1)
    weeks = (days - np.datetime64(first_week)).astype(int) // WEEK.days
    real, later = _published(session, ids, window)
    sums = scoring.score(real, np.maximum(weeks, -1))
    stand_in = scoring.score(later, np.maximum(weeks, -1)) if later else np.zeros_like(sums)
    reconstructed = (sums[..., 0] == 0) & (stand_in[..., 0] > 0)
    sums = np.where(reconstructed[..., None], stand_in, sums)
    in_block = ForecastScore.product_id.between(ids[0], ids[-1])
    session.execute(sa.delete(ForecastScore).where(in_block, ForecastScore.week >= first_week))
    bulk_insert.insert(session, ForecastScore.__tablename__, COLUMNS, _rows(ids, first_week, sums, reconstructed))
    _forget_published(session, window)
    return int(sums[..., 0].any(axis=(1, 2)).sum())


def _published(session: Session, ids: Sequence[int], window: Window) -> tuple[Published, Published | None]:
    """What was published on each day of the window, and what was sold up to its last day; and the same of what was
    reconstructed, if anything was."""
    rows = published_store.read(session, window)
    weekly = np.searchsorted(ids, list(totals.noted(session, ids, window.last)))
    sales = sales_matrix.read(session, ids, window.first - timedelta(days=scoring.DAYS_BEFORE), window.last)

    def laid_out(wanted: np.ndarray) -> Published:
        origins = (window.last - window.first).days + 1
        figures = np.full((len(ids), origins, *rows.figures.shape[1:]), np.nan, dtype=np.float32)
        correction = np.ones((len(ids), origins))
        days = (rows.as_of[wanted] - np.datetime64(window.first)).astype(int)
        place = np.searchsorted(ids, rows.product_ids[wanted]), days
        figures[place], correction[place] = rows.figures[wanted], rows.correction[wanted]
        _narrow(figures, weekly)
        return Published(figures[:, :, 0], figures[:, :, 1], figures[:, :, 2], correction, sales)

    later = rows.reconstructed
    return laid_out(~later), laid_out(later) if later.any() else None


def _narrow(figures: np.ndarray, products: np.ndarray) -> None:
    """Make the intervals of products told in totals those of their days' shares."""
    mean, interval = figures[products, :, :1], figures[products, :, 1:]
    figures[products, :, 1:] = mean + (interval - mean) * SHARE_SPREAD


def _rows(ids: Sequence[int], first_week: date, sums: np.ndarray, reconstructed: np.ndarray) -> list[tuple[Any, ...]]:
    product, week, bucket = np.nonzero(sums[..., 0])
    mondays = np.datetime_as_string(np.datetime64(first_week) + week * WEEK.days).tolist()
    keys = zip(mondays, np.asarray(ids)[product].tolist(), np.asarray(LEADS)[bucket].tolist(), strict=True)
    figures = sums[product, week, bucket]
    counts = figures[:, [0, -1]].astype(int).tolist()
    amounts = figures[:, 1:-1].tolist()
    later = np.where(reconstructed[product, week, bucket], figures[:, 0], 0).astype(int).tolist()
    figured = zip(keys, counts, amounts, later, strict=True)
    return [(*key, count, *amount, inside, made_later) for key, (count, inside), amount, made_later in figured]


def _forget_published(session: Session, window: Window) -> None:
    kept_since = window.last - timedelta(days=get_settings().published_forecast_days)
    session.execute(
        sa.delete(PublishedForecast).where(
            PublishedForecast.product_id.between(window.first_id, window.last_id), PublishedForecast.as_of < kept_since
        )
    )
