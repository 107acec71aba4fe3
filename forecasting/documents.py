"""Models as files in Prophet's own format: written for any Prophet installation, read from any."""

import numpy as np

from forecasting import weeks
from forecasting.forecast import LEVELS, Forecast
from forecasting.history import History
from forecasting.methods.prophet import ProphetSettings, fit_grid
from forecasting.prophet.document import write_document
from forecasting.prophet.reading import read_document
from forecasting.uncertainty.dependence import TYPICAL

# The periods at the end of the history whose errors say how sure a foreign model is.
TESTED_PERIODS = 84


def write(history: History) -> str | None:
    """Prophet fitted to this history, as JSON for `prophet.serialize`; None with fewer than two known periods."""
    if (~np.isnan(history.values)).sum() < 2:
        return None
    settings = ProphetSettings(step_days=history.step_days)
    fits = fit_grid(history.values[None, :], history.start, settings, [settings.priors])
    return write_document(fits[0], 0, history.values)


def check(document: str) -> None:
    """Raise InvalidModelDocument unless this is a Prophet model we can predict with."""
    read_document(document)


def forecast(document: str, history: History, horizon: int) -> Forecast:
    """Forecast the days after the history with a stored model, whoever wrote it.

    Its quantiles come from its errors at the end of the history. Raises InvalidModelDocument.
    """
    model = read_document(document)
    start = np.datetime64(history.start, "D")
    periods = np.arange(len(history) + -(-horizon // history.step_days))
    predicted = np.maximum(model.predict(start + periods * history.step_days, {}), 0.0)
    past, mean = predicted[: len(history)], predicted[len(history) :]
    errors = (history.values - past)[-TESTED_PERIODS:]
    errors = errors[~np.isnan(errors)]
    spread = np.quantile(errors, LEVELS) if len(errors) else np.zeros(len(LEVELS))
    quantiles = np.maximum(mean + spread[:, None], 0.0)
    first = start + len(history) * history.step_days
    forecast = Forecast(first.item(), mean, quantiles, history.step_days)
    is_daily = history.step_days == 1
    return forecast if is_daily else weeks.by_day(forecast, weeks.of_days(TYPICAL), in_units=False, horizon=horizon)
