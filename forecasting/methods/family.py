"""What is known of a method beside how it forecasts."""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from forecasting import options
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.errors import FamilyNotInstalled

# Mean forecasts, float64 (origins, products, horizon), of a block, origins and a horizon, and of what it takes beside.
Method = Callable[..., np.ndarray]


@dataclass(frozen=True, slots=True)
class Family:
    """A method, as it is registered.

    title, description -- for people; options -- a dataclass of `forecasting.options`, if it takes any
    learn -- learns across a catalogue what `forecast` then takes as `learnt`; None: it looks at each product alone
    is_blended -- whether "auto" may take it into a blend; believed -- for how many periods ahead, None: for all
    reports -- whether it takes `report_progress`
    begins_with -- a method before it, whose forecasts from the same origins it takes as `base`; "": none
    packages -- the libraries it cannot do without and the program does not bring, by the names they are imported under
    memory_mb, seconds -- what to expect of the training of a thousand products: at most, and about
    also_known_as -- other names that callers or models of earlier versions have for it
    """

    forecast: Callable[..., np.ndarray]
    title: str
    description: str
    options: type | None = None
    learn: Callable[..., CatalogueModel | None] | None = None
    is_blended: bool = True
    believed: int | None = None
    reports: bool = False
    begins_with: str = ""
    packages: tuple[str, ...] = ()
    memory_mb: int = 300
    seconds: float = 0.5
    also_known_as: tuple[str, ...] = ()

    @property
    def is_installed(self) -> bool:
        # Looks for them, and loads none.
        return all(importlib.util.find_spec(package) for package in self.packages)

    def with_options(self, given: Mapping[str, Any]) -> Method:
        """The method with these of its options, as it is where none is given. Raises InvalidOption."""
        return self._with(self.forecast, given)

    def as_far_as_believed(self, method: Method) -> Method:
        """The method as it is blended: NaN beyond the periods for which it is believed."""
        return method if self.believed is None else partial(_up_to, self.believed, method)

    def learner(self, given: Mapping[str, Any]) -> Callable[..., CatalogueModel | None] | None:
        """`learn` with these of its options. Raises InvalidOption."""
        return self._with(self.learn, given) if self.learn else None

    def _with(self, function: Callable[..., Any], given: Mapping[str, Any]) -> Callable[..., Any]:
        if self.options is None or not given:
            return function
        return partial(function, options=options.made(self.options, given))


def _up_to(
    periods: int,
    method: Method,
    block: Block,
    origins: Sequence[int],
    horizon: int,
    base: np.ndarray | None = None,
    **taken: Any,
) -> np.ndarray:
    if base is not None:
        taken["base"] = base[..., :periods]
    out = np.full((len(origins), len(block), horizon), np.nan)
    out[..., :periods] = method(block, origins, min(periods, horizon), **taken)
    return out


def install_command(name: str) -> str:
    """What installs the library of a family, in the folder of the program."""
    return f".venv/bin/pip install -r requirements-families/{name}.txt"


def not_installed(name: str, family: Family) -> FamilyNotInstalled:
    return FamilyNotInstalled(f"{family.title} is not installed. Install it with: {install_command(name)}")
