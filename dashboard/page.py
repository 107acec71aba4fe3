"""What a page is: an address, a layout, and what happens on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from dash import Dash
from dash.development.base_component import Component

from dashboard import sessions

Layout = Callable[[dict[str, str]], Component]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Page:
    """A page at PREFIX + path, for users of `role` and above; `in_menu` -- whether the navigation leads there.

    Its module fills it by decorators; `dashboard/pages/__init__.py` lists all pages.
    """

    path: str
    title: str
    role: str = "viewer"
    in_menu: bool = True
    show: Layout | None = None
    _callbacks: list[tuple[tuple[Any, ...], dict[str, Any], Callable[..., Any]]] = field(default_factory=list)

    def layout(self, show: F) -> F:
        """The function that draws the page from the query of its address."""
        self.show = show
        return show

    def callback(self, *dependencies: Any, role: str | None = None, **options: Any) -> Callable[[F], F]:
        """As Dash's own, for users of this role (the page's, unless named): the server refuses others.

        A ServiceError that it raises is shown as a notice, see `dashboard/notices.py`.
        """

        def add(function: F) -> F:
            self._callbacks.append((dependencies, options, _for_role(role or self.role, function)))
            return function

        return add

    def register(self, dash: Dash) -> None:
        """Have this application answer what happens on the page."""
        for dependencies, options, function in self._callbacks:
            dash.callback(*dependencies, **options)(function)


def _for_role(role: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        sessions.require(role)
        return function(*args, **kwargs)

    return checked
