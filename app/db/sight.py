"""Whose products are seen: all, or, for a user of single locations, those of these locations alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar


class NotForLocations(Exception):
    """Somebody who sees single locations only is about to write, which has not been shown to keep to these."""


# Of whoever is at work in this thread; empty: all.
_locations: ContextVar[tuple[str, ...]] = ContextVar("locations", default=())


def locations() -> tuple[str, ...]:
    """Those whose products are seen; none: all."""
    return _locations.get()


def see(only: Sequence[str]) -> None:
    """From now on, in this thread. To be called as soon as it is known who asks, and for everybody: threads serve one
    after the other."""
    _locations.set(tuple(only))


@contextmanager
def within(only: Sequence[str]) -> Iterator[None]:
    """The same for a block; without any, for what concerns no product."""
    token = _locations.set(tuple(only))
    try:
        yield
    finally:
        _locations.reset(token)


def check_may_write() -> None:
    """Raises NotForLocations for who sees single locations only: nothing limits what a transaction reads and writes."""
    if locations():
        raise NotForLocations
