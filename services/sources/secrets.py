"""Secrets of sources: known here by the name of an environment variable, and never shown."""

import os
import re
from typing import Annotated

from pydantic import AfterValidator

from services.errors import InvalidInput
from utils.config import Settings
from utils.language import _

# In characters; what is shorter stands in other words as well.
SHORTEST_WORD = 4
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]{0,99}")
# With these a source would send our own secrets to whoever it names.
_OURS = frozenset(name.upper() for name in Settings.model_fields) | {"POSTGRES_PASSWORD", "REDIS_PASSWORD"}


def checked(name: str) -> str:
    """The name of a variable that may hold a secret of a source. Raises ValueError."""
    if name and not _NAME.fullmatch(name):
        raise ValueError(_("name an environment variable, such as SHOP_PASSWORD, not the secret itself"))
    if name.upper() in _OURS:
        raise ValueError(_("{name} is a setting of Stockcast itself; give the source a variable of its own", name=name))
    return name


SecretName = Annotated[str, AfterValidator(checked)]


def value_of(name: str) -> str:
    """The secret. Raises InvalidInput where this process was not told it."""
    secret = os.environ.get(name, "")
    if not secret:
        raise InvalidInput(
            _("The environment variable {name} is not set where workers run; set it and start them anew.", name=name),
            "secret_missing",
        )
    return secret


def without(text: str, secrets: list[str]) -> str:
    """A text of somebody else's without these, and without the words of which they are made: Bearer, and a token."""
    words = [word for secret in secrets for word in secret.split() if len(word) >= SHORTEST_WORD]
    for secret in sorted({*secrets, *words}, key=len, reverse=True):
        text = text.replace(secret, "***")
    return text
