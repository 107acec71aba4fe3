"""How often one may try to sign in.

A try counts before its password is looked at, and is taken back when it was right: many at once let no more through.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from time import time
from typing import Any, cast

from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.access.devices import Origin
from services.errors import TooMany, Unauthorized
from utils.config import get_settings
from utils.language import _

# How many pairs of a name and an address may be tried to the full, under one name or from one address.
PAIRS = 3
# A sign-in waits for Redis once and then counts by itself: for this process rather than not at all.
IMPATIENT: dict[str, Any] = {"socket_timeout": 2, "socket_connect_timeout": 2, "retry": Retry(NoBackoff(), 0)}
_HERE = MemoryStorage()

Count = tuple[str, RateLimitItem]


@contextmanager
def counted(username: str, origin: Origin, device: str) -> Iterator[None]:
    """Count a try while the block looks at the password; only Unauthorized lets it stand. Raises TooMany.

    device -- one the user was signed in at before, which counts for itself: strangers cannot keep it out
        (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"); "" where it is not known
    """
    counts = _counts(username, origin, device)
    try:
        take_back = _begin(shared_storage(get_settings().rate_limit_storage), counts)
    except StorageError:
        take_back = _begin(_HERE, counts)
    try:
        yield
    except Unauthorized:
        raise
    except BaseException:
        take_back()
        raise
    take_back()


def _counts(username: str, origin: Origin, device: str) -> list[Count]:
    counts: list[Count] = []
    for limit in parse_many(get_settings().login_rate_limit):
        many = type(limit)(PAIRS * limit.amount, limit.multiples)
        if device:
            counts.append((_key(limit, "device", username, device), limit))
        else:
            counts.append((_key(limit, "pair", username, origin.network), limit))
            counts += [(_key(many, "name", username), many), (_key(many, "address", origin.network), many)]
    return counts


def _key(limit: RateLimitItem, *parts: str) -> str:
    # Of one length, whatever was typed; and a password typed as a name is kept nowhere.
    digest = hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
    return f"sign-in:{limit.get_expiry()}:{digest}"


def _begin(store: Storage, counts: Sequence[Count]) -> Callable[[], None]:
    take_back = partial(_take_back, store, counts)
    full = [key for key, limit in counts if store.incr(key, limit.get_expiry()) > limit.amount]
    if not full:
        return take_back
    wait = max(store.get_expiry(key) for key in full) - time()
    take_back()
    refusal = TooMany(_("Too many attempts to sign in. Wait a little, then try again."), "too_many_requests")
    refusal.retry_after = max(1, round(wait))
    raise refusal


def _take_back(store: Storage, counts: Sequence[Count]) -> None:
    with suppress(StorageError):
        for key, limit in counts:
            store.incr(key, limit.get_expiry(), -1)


@lru_cache(maxsize=8)
def shared_storage(address: str) -> Storage:
    options = {} if address == "memory://" else IMPATIENT
    # The asynchronous kind has addresses of its own.
    return cast(Storage, storage_from_string(address, wrap_exceptions=True, **options))
