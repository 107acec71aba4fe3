"""The Stockcast API from Python: `Client.sign_in(...)`, then its rooms; errors are `Problem`s."""

from stockcast_client.client import Client
from stockcast_client.problems import (
    ChangedMeanwhile,
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
from stockcast_client.session import etag_of

__all__ = [
    "ChangedMeanwhile",
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
    "etag_of",
]
