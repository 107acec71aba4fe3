"""Correction factors for forecasts about to be published, learnt from how published ones did."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ForecastScore
from forecasting.published import correction
from forecasting.training import Trained
from utils import clock

WEEKS_LOOKED_AT = 26
# Of the nearest days: how large a bias is shows in them first.
LEAD = 1


def corrected(session: Session, trained: dict[int, Trained], until: date) -> dict[int, Trained]:
    """These trainings, by product id, each with the factor that has proven to help its product, if one has.

    until -- the last day whose sales are known
    """
    if not trained:
        return {}
    learnt = _learn(session, np.array(sorted(trained)), until)
    return {key: _with(one, *learnt[key]) if key in learnt else one for key, one in trained.items()}


def _learn(session: Session, ids: np.ndarray, until: date) -> dict[int, tuple[float, int]]:
    """Factor and weeks it was learnt from of the products, by id, that have one other than 1."""
    # The running week is not over: its total says nothing yet.
    first = clock.monday(until + timedelta(days=1)) - timedelta(weeks=WEEKS_LOOKED_AT)
    query = sa.select(
        ForecastScore.product_id, ForecastScore.week, ForecastScore.actual, ForecastScore.uncorrected
    ).where(
        ForecastScore.product_id.between(int(ids[0]), int(ids[-1])),
        ForecastScore.week >= first,
        ForecastScore.week < first + timedelta(weeks=WEEKS_LOOKED_AT),
        ForecastScore.lead == LEAD,
    )
    totals = np.full((2, len(ids), WEEKS_LOOKED_AT), np.nan)
    rows = {key: row for row, key in enumerate(ids.tolist())}
    for product_id, week, *figures in session.execute(query):
        if product_id in rows:
            totals[:, rows[product_id], (week - first).days // 7] = figures
    found = correction.learn(*totals)
    moved = np.flatnonzero(found.factor != 1)
    return {int(ids[row]): (float(found.factor[row]), int(found.weeks[row])) for row in moved}


def _with(trained: Trained, factor: float, weeks: int) -> Trained:
    forecast = trained.forecast
    moved = "more" if factor > 1 else "less"
    return replace(
        trained,
        forecast=forecast.changed(forecast.mean * factor, forecast.quantiles * factor),
        correction_factor=round(factor, 4),
        reason=f"{trained.reason} Times {factor:.2f}: {moved} was sold than published, lastingly, in {weeks} weeks.",
    )
