"""What a page is: an address, a layout, and what happens on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from dash import ClientsideFunction, Dash, Input, ctx
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask import Blueprint

from dashboard.kit import plain, sessions
from services.access.locations import Concern
from utils.language import N_

# The parts of the menu, in its order: for the day, for what the day rests on, for those who keep it running.
PLAN, DATA, SYSTEM = N_("Plan"), N_("Data"), N_("System")
GROUPS = (PLAN, DATA, SYSTEM)

Layout = Callable[[dict[str, str]], Component]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Callback:
    """What Dash is to call, and the least role of those for whom; concern -- see `Concern`"""

    role: str
    concern: Concern
    dependencies: tuple[Any, ...]
    options: dict[str, Any]
    function: Callable[..., Any]

    def for_its_role(self) -> Callable[..., Any]:
        @wraps(self.function)
        def checked(*args: Any, **kwargs: Any) -> Any:
            if _nobody_clicked():
                raise PreventUpdate
            sessions.require(self.role, self.concern)
            return plain.drawn(self.function(*args, **kwargs))

        return checked


def _nobody_clicked() -> bool:
    # A button that has just been drawn announces itself without a click: to a viewer that is no trespass.
    return all(trigger["prop_id"].endswith(".n_clicks") and not trigger["value"] for trigger in ctx.triggered)


class Part:
    """Something on a page, or a page, and what happens on it.

    concern -- whether users of single locations come here, see `Concern`
    """

    def __init__(self, role: str = "viewer", concern: Concern = Concern.SHOP) -> None:
        self.role, self.concern = role, concern
        self.callbacks: list[Callback] = []
        self._in_browser: list[tuple[ClientsideFunction, tuple[Any, ...], dict[str, Any]]] = []

    def callback(
        self, *dependencies: Any, role: str | None = None, concern: Concern | None = None, **options: Any
    ) -> Callable[[F], F]:
        """As Dash's own, for users of this role (the part's, unless named): the server refuses others.

        Where a role of its own is named, it concerns the whole shop unless it says that it does not.
        A ServiceError that it raises is shown as a notice, see `dashboard/kit/notices.py`.
        """

        def add(function: F) -> F:
            usual = self.concern if role in (None, self.role) else Concern.SHOP
            self.callbacks.append(Callback(role or self.role, concern or usual, dependencies, options, function))
            return function

        return add

    def in_browser(self, script: str, function: str, *dependencies: Any, **options: Any) -> None:
        """Have a function of `assets/<script>.js` answer; it stands under this name in window.dash_clientside."""
        self._in_browser.append((ClientsideFunction(script, function), dependencies, options))

    def keeps(self, *fields: str) -> None:
        """Have the address say what these fields do, by their names without the page's: for Back, and for a link."""
        self.in_browser("shell", "keep", *(Input(field, "value") for field in fields), prevent_initial_call=True)

    def register(self, dash: Dash) -> None:
        """Have this application answer what happens here."""
        for function, dependencies, options in self._in_browser:
            dash.clientside_callback(function, *dependencies, **options)
        for callback in self.callbacks:
            dash.callback(*callback.dependencies, **callback.options)(callback.for_its_role())


class Page(Part):
    """A page at PREFIX + path, for users of `role` and above.

    parts -- what else happens on it, from its folder or shared; files -- what it sends and takes that is no JSON
    group -- the part of the menu it is in; in_menu -- whether it is
    has_charts, has_grid -- whether what draws them is wanted at once: they are the largest scripts
    badge -- draws what the navigation shows behind the title, None: nothing
    needs_products -- whether a shop without any is shown what to do first instead
    Its module fills it by decorators; `dashboard/frame/pages.py` lists all pages.
    """

    show: Layout

    def __init__(
        self,
        path: str,
        title: str,
        role: str = "viewer",
        *,
        parts: Sequence[Part] = (),
        files: Sequence[Blueprint] = (),
        group: str = PLAN,
        in_menu: bool = True,
        has_charts: bool = False,
        has_grid: bool = False,
        badge: Callable[[], list[Component]] | None = None,
        needs_products: bool = False,
        concern: Concern = Concern.SHOP,
    ) -> None:
        super().__init__(role, concern)
        self.path, self.title, self.parts, self.files = path, title, parts, files
        self.group, self.in_menu, self.badge = group, in_menu, badge
        self.has_charts, self.has_grid, self.needs_products = has_charts, has_grid, needs_products

    def layout(self, show: F) -> F:
        """The function that draws the page from the query of its address."""
        self.show = show
        return show
