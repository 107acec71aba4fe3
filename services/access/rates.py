"""How often one address may ask for something that needs no sign-in."""

import hashlib
from time import time

from limits import parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage

from services.access.attempts import shared_storage
from services.access.devices import Origin
from services.errors import TooMany
from utils.config import get_settings
from utils.language import _

_HERE = MemoryStorage()


def count(what: str, limits: str, origin: Origin) -> None:
    """Count a request of this address. Raises TooMany."""
    address = hashlib.sha256(origin.network.encode()).hexdigest()
    for limit in parse_many(limits):
        key, store = f"{what}:{limit.get_expiry()}:{address}", shared_storage(get_settings().rate_limit_storage)
        try:
            number = store.incr(key, limit.get_expiry())
        except StorageError:
            store = _HERE
            number = store.incr(key, limit.get_expiry())
        if number > limit.amount:
            refusal = TooMany(_("Too many requests. Wait a little, then try again."), "too_many_requests")
            refusal.retry_after = max(1, round(store.get_expiry(key) - time()))
            raise refusal
