"""What was just done, in words, with a button that takes it back: it stays until something else is done."""

import json
from collections.abc import Callable
from typing import Any

from dash import Input, Output, dcc, html, set_props
from dash.development.base_component import Component

from dashboard.kit import notices, sentences
from dashboard.kit.buttons import row_button
from dashboard.kit.page import Part
from services.access.locations import Concern
from utils import ids
from utils.language import _


class Undo(Part):
    """The way back from what is done on a page.

    take_back -- has it as it was before, by what was offered; what it answers is shown
    done -- id of a store that changes when it was taken back
    """

    def __init__(self, kind: str, take_back: Callable[[Any], str], done: str, concern: Concern = Concern.SHOP) -> None:
        super().__init__("planner", concern)
        self._take_back = take_back
        self._offered, self._clicked = f"{kind}-undo", f"{kind}-undo-clicked"
        self.callback(
            Output(done, "data", allow_duplicate=True), Input(self._clicked, "data"), prevent_initial_call=True
        )(self._undo)

    def place(self) -> Component:
        """Where it is offered: at the lower edge of the window, as long as there is something to take back."""
        return html.Div([html.Div(id=self._offered, className="way-back", role="status"), dcc.Store(id=self._clicked)])

    def offer(self, words: str, about: Any) -> None:
        """Say what was done when the callback at work ends. about -- plain values by which it is taken back"""
        words = sentences.punctuated(words)
        button = row_button(_("Undo"), words, self._clicked, json.dumps(about), self.role, concern=self.concern)
        set_props(self._offered, {"children": [html.Span(words), button]})

    def _undo(self, clicked: dict[str, str]) -> str:
        notices.show(self._take_back(json.loads(clicked["about"])), _("Taken back"))
        set_props(self._offered, {"children": []})
        return ids.new_id()
