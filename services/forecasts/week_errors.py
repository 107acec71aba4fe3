"""By how much all forecasts of a week were too high or too low, as one row for each of the last full weeks: totals need
it of a whole catalogue, whose scores take a second to read."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import as_text
from app.models import ForecastScore, WeekErrors
from utils import clock

# So many full weeks, a week ahead, say how far errors go together.
WEEKS_LOOKED_AT, LEAD = 12, 1

# Ids of products, and the error of each.
Errors = tuple[np.ndarray, np.ndarray]


def weeks(until: date) -> list[date]:
    """The Mondays of the full weeks looked at once sales are complete up to this day, the last one first."""
    running = clock.monday(until + timedelta(days=1))
    return [running - timedelta(weeks=age + 1) for age in range(WEEKS_LOOKED_AT)]


def refresh(session: Session, until: date, scored_since: date) -> None:
    """Keep those of the weeks looked at, those scored anew as they are now."""
    wanted = weeks(until)
    session.execute(
        sa.delete(WeekErrors).where(sa.or_(WeekErrors.week.not_in(wanted), WeekErrors.week >= scored_since))
    )
    there = set(session.scalars(sa.select(WeekErrors.week)))
    for week in set(wanted) - there:
        ids, errors = _scored(session, week)
        session.add(WeekErrors(week=week, product_ids=ids.tobytes(), errors=errors.tobytes()))


def read(session: Session, wanted: Sequence[date]) -> Iterator[Errors]:
    """Of each of these weeks; of one that was not kept yet, from its scores."""
    rows = session.scalars(sa.select(WeekErrors).where(WeekErrors.week.in_(wanted)))
    kept = {row.week: row for row in rows}
    for week in wanted:
        yield _unpacked(kept[week]) if week in kept else _scored(session, week)


def _unpacked(row: WeekErrors) -> Errors:
    return np.frombuffer(row.product_ids, dtype="<i8"), np.frombuffer(row.errors, dtype="<f8")


def _scored(session: Session, week: date) -> Errors:
    """Each column as one text: of rows, Python takes longer to make objects than the database to read them all."""
    columns = (as_text(session, column) for column in (ForecastScore.product_id, ForecastScore.error))
    joined = (sa.func.aggregate_strings(column, ",") for column in columns)
    of_week = sa.select(*joined).where(ForecastScore.week == week, ForecastScore.lead == LEAD)
    ids, errors = (np.fromstring(numbers or "", sep=",") for numbers in session.execute(of_week).one())
    return ids.astype("<i8"), errors.astype("<f8")
