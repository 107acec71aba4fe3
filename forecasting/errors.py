class ForecastingError(Exception):
    """The product cannot be forecast from what was given; the message says what to do."""

    code = "forecasting_failed"


class InvalidHistory(ForecastingError):
    """The history breaks the engine's contract (see `forecasting.history.History`)."""

    code = "invalid_history"


class UnknownMethod(ForecastingError):
    """No forecasting method has this name; the message lists those that exist."""

    code = "unknown_method"


class RefusedOption(ForecastingError):
    """Options of a method cannot be as they were given: `names` says which."""

    def __init__(self, message: str, *names: str) -> None:
        super().__init__(message)
        self.names = names


class UnknownOption(RefusedOption):
    """The method does not take this option; the message lists those it takes."""

    code = "unknown_option"


class InvalidOption(RefusedOption):
    """An option of a method has a value that it cannot have; the message says which it may have."""

    code = "invalid_option"


class FamilyNotInstalled(ForecastingError):
    """The library of a family is not installed; the message says how to install it."""

    code = "family_not_installed"


class LibraryFailed(ForecastingError):
    """The library of a family failed in its own process, or the process died; the message has its last words."""

    code = "library_failed"


class InvalidModelDocument(ForecastingError):
    """A stored model cannot be read; train the product again."""

    code = "invalid_model_document"


class NothingSold(ForecastingError):
    """The product has never sold, so there is nothing to forecast from; import its sales."""

    code = "nothing_sold"
