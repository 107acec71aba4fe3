"""Methods that are declared, not written: an operation of the API, the names it takes, the document it answers."""

import functools
import inspect
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import quote

from stockcast_client.session import Session

P = ParamSpec("P")
R = TypeVar("R")

# Between two looks at what a task is at.
PAUSE_SECONDS = 1
# The parameter whose value is the body itself, as it is.
FILE = "file"
# Parameters that are sent as headers.
HEADERS = {"idempotency_key": "Idempotency-Key", "if_match": "If-Match"}


@dataclass(frozen=True)
class Operation:
    """method, path -- as the API's description has them; takes_query -- parameters go into the URL, not into JSON."""

    method: str
    path: str
    takes_query: bool

    @property
    def path_names(self) -> list[str]:
        return re.findall(r"\{(\w+)\}", self.path)


class Room:
    """Some operations of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session


def operation(method: str, path: str) -> Callable[[Callable[Concatenate[Any, P], R]], Callable[Concatenate[Any, P], R]]:
    """Make a method of a Room send its arguments to the API by their names; None is left out."""

    def declare(function: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], R]:
        signature = inspect.signature(function)
        declared = Operation(method, path, method == "GET" or FILE in signature.parameters)

        @functools.wraps(function)
        def call(room: Any, *args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(room, *args, **kwargs)
            bound.apply_defaults()
            return cast(R, _send(room._session, declared, _given(signature, dict(bound.arguments))))

        call.operation = declared  # type: ignore[attr-defined]
        return cast(Callable[Concatenate[Any, P], R], call)

    return declare


def until_there(ask: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], R]:
    """Of a method that is answered with 202 while a task is at it: ask its link again until the answer is there."""

    @functools.wraps(ask)
    def wait(room: Any, *args: P.args, **kwargs: P.kwargs) -> R:
        answer = cast(Any, ask(room, *args, **kwargs))
        while "task_id" in answer:
            time.sleep(PAUSE_SECONDS)
            answer = room._session.request("GET", answer["link"])
        return cast(R, answer)

    return wait


def every(page: Callable[..., Any], **filters: Any) -> Iterator[Any]:
    """The items of all pages, one after the other."""
    cursor = None
    while True:
        found = page(**filters, cursor=cursor)
        yield from found["items"]
        cursor = found["next_cursor"]
        if cursor is None:
            return


def sent_name(parameter: str) -> str:
    """The name of a parameter in the API: `from_` is `from`, which Python keeps for itself."""
    return HEADERS.get(parameter) or parameter.removesuffix("_")


def _given(signature: inspect.Signature, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments by name: those of None are left out, but for further ones (`**fields`), which were given."""
    kinds = {name: parameter.kind for name, parameter in signature.parameters.items()}
    given: dict[str, Any] = {}
    for name, value in list(arguments.items())[1:]:
        if kinds[name] is inspect.Parameter.VAR_KEYWORD:
            given |= value
        elif value is not None:
            given[sent_name(name)] = value
    return given


def _send(session: Session, declared: Operation, given: dict[str, Any]) -> Any:
    path = declared.path.format(**{name: quote(str(given.pop(name)), safe="") for name in declared.path_names})
    if FILE in given:
        return _send_file(session, declared.method, path, given)
    headers = {name: given.pop(name) for name in HEADERS.values() if name in given}
    plain = _plain(given)
    if declared.takes_query:
        return session.request(declared.method, path, params=plain)
    return session.request(declared.method, path, headers, json=plain)


def _send_file(session: Session, method: str, path: str, given: dict[str, Any]) -> Any:
    file = given.pop(FILE)
    params = _plain(given)
    if isinstance(file, Path):
        with file.open("rb") as content:
            return session.request(method, path, params=params, content=content)
    return session.request(method, path, params=params, content=file)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
