"""The errors a caller can do something about. The docstring of each class says when it is raised."""

from collections.abc import Iterable
from dataclasses import dataclass

import kombu.exceptions
import sqlalchemy.exc


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: a JSON pointer to it, and what to do."""

    pointer: str
    detail: str


def pointer_to(places: Iterable[str]) -> str:
    """The JSON pointer (RFC 6901) that leads through these keys and positions."""
    return "/" + "/".join(place.replace("~", "~0").replace("/", "~1") for place in places)


class ServiceError(Exception):
    """Something a service refuses or cannot do; the message says what to do about it.

    retry_after -- seconds after which the same request may succeed; None: it will not by waiting
    """

    code = "service_error"
    retry_after: int | None = None

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code or type(self).code


class NotFound(ServiceError):
    """What was asked for does not exist, or not for this user."""

    code = "not_found"


class Conflict(ServiceError):
    """The request contradicts the present state."""

    code = "conflict"


class InvalidInput(ServiceError):
    """The input is well-formed but cannot be accepted."""

    code = "invalid_input"

    def __init__(self, message: str, code: str | None = None, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message, code)
        self.faults = faults

    @classmethod
    def at(cls, pointer: str, message: str, code: str) -> "InvalidInput":
        """All that is wrong is wrong here."""
        return cls(message, code, (Fault(pointer, message),))

    def under(self, pointer: str) -> "InvalidInput":
        """The same of an input that is this part of another."""
        return InvalidInput(
            str(self), self.code, tuple(Fault(pointer + own.pointer, own.detail) for own in self.faults)
        )


class Unauthorized(ServiceError):
    """Who is asking is not known: sign in (again)."""

    code = "unauthorized"


class Forbidden(ServiceError):
    """Who is asking is known, and may not."""

    code = "forbidden"


class Unavailable(ServiceError):
    """A part this needs is away for now; the same request may work later."""

    code = "unavailable"
    retry_after = 5


class TooMany(ServiceError):
    """This user has asked for more than may wait at a time."""

    code = "too_many"
    retry_after = 30


class TaskNotOurs(ServiceError):
    """The task was cancelled, or another process has taken it over: stop and leave its record alone."""

    code = "task_not_ours"


# What the database driver raises when its server cannot be reached.
DATABASE_AWAY = (sqlalchemy.exc.OperationalError, sqlalchemy.exc.InterfaceError)

# Faults that pass by themselves: the same work may succeed in a few seconds. Bad data never does.
PASSING = (
    *DATABASE_AWAY,
    kombu.exceptions.OperationalError,
    ConnectionError,
    Unavailable,
)
