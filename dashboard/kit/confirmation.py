"""A window that asks before something is done that cannot be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import notices
from dashboard.kit.buttons import button, row_button
from dashboard.kit.curl import same_with_curl
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.errors import Conflict
from utils.language import _


@dataclass(frozen=True)
class Question:
    """title -- the question; text -- what follows from a yes; yes -- the button's label; curl -- what does the same

    about -- what a yes is about, as it was when it was asked; "": as the button says it
    """

    title: str
    text: str
    yes: str
    curl: str
    about: str = ""


class Confirmation(Part):
    """Buttons of one kind, each about something; the window they open; and what is done after a yes.

    role -- the least one of those who may; done -- id of a store that changes when it was done, or cannot be any more
    states -- what `ask` is given besides, of the page that the question lies above
    """

    def __init__(
        self,
        kind: str,
        ask: Callable[..., Question],
        do: Callable[[str], None],
        role: str = "admin",
        concern: Concern = Concern.SHOP,
        states: Sequence[State] = (),
    ) -> None:
        super().__init__(role, concern)
        self._ask, self._do = ask, do
        self._window, self._about, self._content = f"{kind}-window", f"{kind}-about", f"{kind}-content"
        self._yes, self.done = f"{kind}-yes", f"{kind}-done"
        self._asked = f"{kind}-asked"
        self.callback(
            Output(self._window, "opened", allow_duplicate=True),
            Output(self._window, "title"),
            Output(self._content, "children"),
            Output(self._yes, "children"),
            Output(self._asked, "data"),
            Input(self._about, "data"),
            *states,
            prevent_initial_call=True,
        )(self._open)
        self.callback(
            Output(self._window, "opened"),
            Output(self.done, "data"),
            Input(self._yes, "n_clicks"),
            State(self._asked, "data"),
            running=[(Output(self._yes, "disabled"), True, False)],
            prevent_initial_call=True,
        )(self._confirmed)

    def opener(self, label: str, about: str, subject: str) -> Component:
        """The button that opens the window; `subject` is what a screen reader adds to its label."""
        return row_button(label, subject, self._about, about, self.role, concern=self.concern)

    def window(self) -> Component:
        """The window, closed."""
        content = [
            html.Div(id=self._content),
            html.Div(button(_("Yes"), self._yes, self.role, concern=self.concern), className="actions"),
        ]
        modal = dmc.Modal(content, id=self._window, size="lg", closeButtonProps={"aria-label": _("Close")})
        return html.Div([modal, *(dcc.Store(id=name) for name in (self._about, self._asked, self.done))])

    def _open(self, clicked: dict[str, str], *given: Any) -> tuple[Any, ...]:
        question = self._ask(clicked["about"], *given)
        content = [html.P(question.text), same_with_curl(question.curl)]
        return True, question.title, content, question.yes, question.about or clicked["about"]

    def _confirmed(self, clicks: int, about: str | None) -> tuple[bool, int]:
        if about is None:  # A yes to nothing that was asked.
            raise PreventUpdate
        try:
            self._do(about)
        except Conflict as error:
            # What was asked about is no longer so: the page shows what is.
            notices.show_error(error)
        return False, clicks
