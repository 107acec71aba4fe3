"""The Stockcast API from Python: `Client.sign_in(...)`, then its rooms; errors are `Problem`s."""

from stockcast_client.client import Client
from stockcast_client.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    NotSignedIn,
    Problem,
    TaskFailed,
    TooMany,
    Unavailable,
)

__all__ = [
    "Client",
    "Conflict",
    "Forbidden",
    "Invalid",
    "NotFound",
    "NotSignedIn",
    "Problem",
    "TaskFailed",
    "TooMany",
    "Unavailable",
]
