"""What overrides were worth: their error beside the model's own, once the days have passed."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Override
from forecasting.published.scoring import HORIZON
from services.forecasts import published_store
from services.forecasts.published_store import PublishedRows, Window
from services.histories import sales_matrix
from utils import clock

# Sales may come late; the errors of overrides that ended longer ago stay as they are.
LATE_DAYS = 14


def refresh(session: Session, until: date) -> None:
    """Measure every override that is under way or has ended lately; until -- the last day whose sales are known.

    The model's figure is that of the forecast which stood when the override was written, or, for days beyond its
    reach, of the first that was published with them.
    """
    recent = Override.starts_on <= until, Override.ends_on >= until - timedelta(days=LATE_DAYS)
    query = sa.select(Override).where(*recent).order_by(Override.product_id)
    for product_id, overrides in groupby(session.scalars(query).all(), lambda override: override.product_id):
        _measure_all(session, product_id, list(overrides), until)


def _measure_all(session: Session, product_id: int, overrides: Sequence[Override], until: date) -> None:
    first = min(_earliest(override) for override in overrides) - timedelta(days=HORIZON)
    window = Window(product_id, product_id, first, until)
    published = published_store.read(session, window)
    sales = sales_matrix.read(session, [product_id], first, until)[0]
    for override in overrides:
        _measure(override, published, sales, window)


def _earliest(override: Override) -> date:
    return min(override.starts_on, clock.day_of(override.created_at))


def _measure(override: Override, published: PublishedRows, sales: np.ndarray, window: Window) -> None:
    first, last = _in_force(override, window.last)
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    actual = sales[(days - np.datetime64(window.first)).astype(int)]
    own = np.array([_own_figure(day, np.datetime64(clock.day_of(override.created_at)), published) for day in days])
    known = ~np.isnan(actual) & ~np.isnan(own)
    if not known.any():
        return
    actual, own = actual[known], own[known]
    planned = own * override.factor if override.quantity is None else np.full(len(own), override.quantity)
    override.days_measured = len(own)
    override.error_with = float(np.abs(planned - actual).sum())
    override.error_without = float(np.abs(own - actual).sum())


def _in_force(override: Override, until: date) -> tuple[date, date]:
    """The days gone by that began with the override in force, both included; the first after the last: none."""
    ends = [override.ends_on, until]
    ends += [clock.day_of(end) for end in (override.expires_at, override.withdrawn_at) if end is not None]
    return max(override.starts_on, clock.day_of(override.created_at)), min(ends)


def _own_figure(day: np.datetime64, written_on: np.datetime64, published: PublishedRows) -> float:
    """The model's mean for a day; NaN where it never published one."""
    lead = (day - published.as_of).astype(int)
    reaches = np.flatnonzero((lead >= 1) & (lead <= HORIZON))
    stood = reaches[published.as_of[reaches] < written_on]
    if len(stood):
        row = stood[published.as_of[stood].argmax()]
    elif len(reaches):
        row = reaches[published.as_of[reaches].argmin()]
    else:
        return np.nan
    return float(published.figures[row, 0, lead[row] - 1])
