"""What a page is: an address, a layout, and what happens on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from dash import Dash
from dash.development.base_component import Component

from dashboard import sessions

Layout = Callable[[dict[str, str]], Component]
F = TypeVar("F", bound=Callable[..., Any])


class Part:
    """Something on a page, or a page, and what happens on it."""

    def __init__(self, role: str = "viewer") -> None:
        self.role = role
        self._callbacks: list[tuple[tuple[Any, ...], dict[str, Any], Callable[..., Any]]] = []

    def callback(self, *dependencies: Any, role: str | None = None, **options: Any) -> Callable[[F], F]:
        """As Dash's own, for users of this role (the part's, unless named): the server refuses others.

        A ServiceError that it raises is shown as a notice, see `dashboard/notices.py`.
        """

        def add(function: F) -> F:
            self._callbacks.append((dependencies, options, _for_role(role or self.role, function)))
            return function

        return add

    def register(self, dash: Dash) -> None:
        """Have this application answer what happens here."""
        for dependencies, options, function in self._callbacks:
            dash.callback(*dependencies, **options)(function)


class Page(Part):
    """A page at PREFIX + path, for users of `role` and above; `in_menu` -- whether the navigation leads there.

    Its module fills it by decorators; `dashboard/pages/__init__.py` lists all pages.
    """

    def __init__(self, path: str, title: str, role: str = "viewer", in_menu: bool = True) -> None:
        super().__init__(role)
        self.path, self.title, self.in_menu = path, title, in_menu
        self.show: Layout | None = None

    def layout(self, show: F) -> F:
        """The function that draws the page from the query of its address."""
        self.show = show
        return show


def _for_role(role: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        sessions.require(role)
        return function(*args, **kwargs)

    return checked
