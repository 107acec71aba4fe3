"""The forecasting methods by name; each is one function in a file of its own."""

from forecasting.errors import UnknownMethod
from forecasting.methods import moving_average, prophet, seasonal_naive
from forecasting.methods.fit import Method

METHODS: dict[str, Method] = {
    "prophet": prophet.fit,
    "seasonal_naive": seasonal_naive.fit,
    "moving_average": moving_average.fit,
}


def get(name: str) -> Method:
    """The method of this name; raises UnknownMethod with the names there are."""
    if name not in METHODS:
        raise UnknownMethod(f"There is no method {name!r}. Choose auto, {', '.join(METHODS)}.")
    return METHODS[name]
