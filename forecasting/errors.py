class ForecastingError(Exception):
    """The product cannot be forecast from what was given; the message says what to do."""

    code = "forecasting_failed"


class InvalidHistory(ForecastingError):
    """The history breaks the engine's contract (see `forecasting.history.History`)."""

    code = "invalid_history"


class UnknownMethod(ForecastingError):
    """No forecasting method has this name; the message lists those that exist."""

    code = "unknown_method"


class InvalidModelDocument(ForecastingError):
    """A stored model cannot be read; train the product again."""

    code = "invalid_model_document"


class FitFailed(ForecastingError):
    """The method found no fit, or not in time; the message says which other method to ask for."""

    code = "fit_failed"
