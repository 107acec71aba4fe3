"""Requests of someone who is signed in, and stays so."""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, cast

import httpx

from stockcast_client import problems
from stockcast_client.documents import Tokens
from stockcast_client.problems import NotSignedIn

# A token is exchanged this long before it expires, so that none expires on its way.
MARGIN_SECONDS = 30
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Read(dict[str, Any]):
    """A document, and which state of it was read."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.json())
        self.etag = response.headers.get("ETag")


def etag_of(document: Mapping[str, Any]) -> str:
    """Which state of something a document shows, for `if_match`. Raises ValueError where it was not read by itself."""
    etag = getattr(document, "etag", None)
    if etag is None:
        raise ValueError("This has no ETag. Read it by itself (`get`), not from a list, and as it came.")
    return cast(str, etag)


class Session(ABC):
    """Somebody at one Stockcast. Errors of the network are those of httpx."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def request(self, method: str, path: str, headers: Mapping[str, str] = NO_HEADERS, **content: Any) -> Any:
        """The JSON of the answer, None if it has none. `content` is what httpx sends. Raises Problem."""
        response = self._http.request(method, path, headers={**headers, **self._authorization()}, **content)
        problems.check(response)
        if not response.content:
            return None
        return Read(response) if "json" in response.headers["Content-Type"] else response.text

    @contextmanager
    def stream(self, path: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """An answer that is read as it comes. Raises Problem."""
        with self._http.stream("GET", path, headers=self._authorization() | headers) as response:
            if response.is_error:
                response.read()
                problems.check(response)
            yield response

    def close(self) -> None:
        self._http.close()

    @abstractmethod
    def _authorization(self) -> dict[str, str]:
        """The header that says who asks."""


class KeySession(Session):
    """A program with a key of its own."""

    def __init__(self, http: httpx.Client, key: str) -> None:
        super().__init__(http)
        self._key = key

    def _authorization(self) -> dict[str, str]:
        return _bearer(self._key)


class TokenSession(Session):
    """A user with the tokens of a sign-in, which are exchanged until that session is over."""

    def __init__(self, http: httpx.Client, tokens: Tokens) -> None:
        super().__init__(http)
        self._keep(tokens)

    def _authorization(self) -> dict[str, str]:
        if time.monotonic() > self._expires_at:
            self._keep(self._refreshed())
        return _bearer(self._tokens["access_token"])

    def _refreshed(self) -> Tokens:
        response = self._http.post("/auth/refresh", headers=_bearer(self._tokens["refresh_token"]))
        problems.check(response)
        return cast(Tokens, response.json())

    def _keep(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._expires_at = time.monotonic() + tokens["expires_in"] - MARGIN_SECONDS


class PasswordSession(TokenSession):
    """A user who signs in, and stays signed in."""

    def __init__(self, http: httpx.Client, username: str, password: str) -> None:
        self._credentials = {"username": username, "password": password}
        super().__init__(http, self._sign_in(http))

    def _refreshed(self) -> Tokens:
        try:
            return super()._refreshed()
        except NotSignedIn:  # The session itself is over.
            return self._sign_in(self._http)

    def _sign_in(self, http: httpx.Client) -> Tokens:
        response = http.post("/auth/login", json=self._credentials)
        problems.check(response)
        return cast(Tokens, response.json())


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
