"""Products with days, weeks or months that stand out of the usual: only these are compared with calendars."""

import numpy as np

from forecasting.signals.calendars import turns
from forecasting.signals.cleaning import usual_sales
from forecasting.signals.phases.phases import CHANCE, LEAST, SMALLEST_USUAL
from forecasting.signals.phases.standing_out import SHUT

# Only who has so many days or weeks that stand out alone is looked at, or so many that stand out more clearly, by so
# many times the usual and so many standard errors: three in four years are enough.
SUSPECT = 0.01
ONE_A_YEAR, LEAST_OF_ONE, CHANCE_OF_ONE = 0.6 / 365, 2.0, 6.0
# Slow sellers may stand out in months only, of so many weeks.
MONTH_WEEKS = 4


def suspects(values: np.ndarray, usual: np.ndarray, slow: np.ndarray, length: int) -> np.ndarray:
    """Who has days or weeks enough that stand out, or, of the slow, months, or days that stand out clearly often enough
    to look at when they come, or weeks by turns, bool (products,)."""
    unsteadiness = usual_sales.unsteadiness(values, usual, np.zeros(len(values), dtype=bool))
    found = _clearly_out(values, usual, unsteadiness).sum(axis=1) > ONE_A_YEAR * (~np.isnan(values)).sum(axis=1)
    for periods in (1, length, MONTH_WEEKS * length):
        sales, level = (usual_sales.by_week(one, periods) for one in (values, usual))
        error = np.sqrt(unsteadiness * level / periods)
        out = (sales > np.maximum(LEAST * level, level + CHANCE * error)) | (sales < SHUT * level - error)
        found |= (out.sum(axis=1) > SUSPECT * (~np.isnan(sales)).sum(axis=1)) & (slow | (periods <= length))
    return found | turns.taken(usual_sales.by_week(values / np.maximum(usual, SMALLEST_USUAL), length))


def great(values: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """Periods that stand out clearly, bool (products, periods)."""
    return _clearly_out(values, usual, usual_sales.unsteadiness(values, usual, np.zeros(len(values), dtype=bool)))


def _clearly_out(values: np.ndarray, usual: np.ndarray, unsteadiness: np.ndarray) -> np.ndarray:
    return values > np.maximum(LEAST_OF_ONE * usual, usual + CHANCE_OF_ONE * np.sqrt(unsteadiness * usual))
