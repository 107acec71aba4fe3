class ForecastingError(Exception):
    """The product cannot be forecast from what was given; the message says what to do."""

    code = "forecasting_failed"


class InvalidHistory(ForecastingError):
    """The history breaks the engine's contract (see `forecasting.history.History`)."""

    code = "invalid_history"


class UnknownMethod(ForecastingError):
    """No forecasting method has this name; the message lists those that exist."""

    code = "unknown_method"


class UnknownOption(ForecastingError):
    """The method does not take this option; the message lists those it takes."""

    code = "unknown_option"


class InvalidModelDocument(ForecastingError):
    """A stored model cannot be read; train the product again."""

    code = "invalid_model_document"


class NothingSold(ForecastingError):
    """The product has never sold, so there is nothing to forecast from; import its sales."""

    code = "nothing_sold"
