import importlib
import logging
from functools import cache
from types import ModuleType


@cache
def load() -> ModuleType:
    """The Prophet package, with its chatter about every fit turned off.

    Imported at the first fit only: it costs seconds and 120 MB, and the web process, which imports this
    package too, never fits.
    """
    logging.getLogger("prophet.plot").setLevel(logging.CRITICAL)
    prophet = importlib.import_module("prophet")
    importlib.import_module("prophet.serialize")
    logging.getLogger("prophet").setLevel(logging.ERROR)
    # Without a handler of its own, cmdstanpy would install one at its first fit and go back to INFO.
    logging.getLogger("cmdstanpy").addHandler(logging.NullHandler())
    logging.getLogger("cmdstanpy").setLevel(logging.CRITICAL)
    return prophet
