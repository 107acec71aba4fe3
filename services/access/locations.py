"""Whose products somebody sees, and through which doors: see `app/db/sight.py`, which holds for all that they read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum

from app.db import sight
from app.db.sight import NotForLocations as NotForLocations
from services.access.signed_in import SignedIn
from services.errors import Fault, Forbidden, InvalidInput
from utils.language import N_, _

MOST = 100
LONGEST = 100
NOT_OPEN = N_("This is not open to users of single locations, for it concerns the whole shop. Ask an administrator.")
CODE = "not_open_to_locations"


class Concern(StrEnum):
    """What a door leads to, and so whether users of single locations go through it.

    SHOP -- the whole shop, or nobody has shown that it does not: they do not
    OWN -- products, of which they are shown theirs: all of it is found by `snapshot()`, and `transaction()` is refused,
    unless it was looked up among theirs what is changed: see `services/planning/own_changes.py`
    PEOPLE -- no product, and nothing of the shop
    """

    SHOP = "shop"
    OWN = "own"
    PEOPLE = "people"


def see_all() -> None:
    """Whoever asks next in this thread is not known yet."""
    sight.see(())


def enter(user: SignedIn, concern: Concern) -> None:
    """From now on, in this thread, nothing is found but what this user sees. Raises Forbidden where that is nothing."""
    if user.locations and concern is Concern.SHOP:
        raise Forbidden(_(NOT_OPEN), CODE)
    sight.see(user.locations if concern is Concern.OWN else ())


def seen() -> tuple[str, ...]:
    """Those of whoever is at work; none: all."""
    return sight.locations()


def seeing(only: Iterable[str]) -> AbstractContextManager[None]:
    """A block in which a job finds what somebody who sees these would; none: everything."""
    return sight.within(tuple(only))


def of_no_product() -> AbstractContextManager[None]:
    """A block about users and their requests, who are of no location."""
    return sight.within(())


@contextmanager
def changing(look: Callable[[], object]) -> Iterator[None]:
    """A block that changes what `look` finds, which raises NotFound where that is not theirs.

    In it everything is seen: what the change rests on, the advice for a kit for example, may reach further. Who sees
    everything goes straight on.
    """
    if sight.locations():
        look()
    with sight.within(()):
        yield


def checked(role: str, names: Iterable[str]) -> list[str]:
    """The locations of a user of this role, each once. Raises InvalidInput for an administrator, who sees everything,
    and for what is no location."""
    cleaned = list(dict.fromkeys(name.strip() for name in names))
    if cleaned and role == "admin":
        advice = _("An administrator sees all locations. Choose another role, or name no locations.")
        raise InvalidInput(advice, "admin_sees_all", (Fault("/locations", advice),))
    if len(cleaned) > MOST or any(not 0 < len(name) <= LONGEST or "\0" in name for name in cleaned):
        advice = _(
            "These are no locations: name at most {most}, each with 1 to {longest} characters.",
            most=MOST,
            longest=LONGEST,
        )
        raise InvalidInput(advice, "invalid_locations", (Fault("/locations", advice),))
    return cleaned
