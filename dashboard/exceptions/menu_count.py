"""How many exceptions wait for somebody, in the menu of every page."""

from dash import Input, Output, State, dcc, html, set_props
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.clock import minutely
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.attention import exceptions

COUNT, CLOCK, ASKED = "exceptions-count", "exceptions-clock", "exceptions-asked"

part = Part(concern=Concern.OWN)


def clock() -> Component:
    """What has it counted anew; every page has it."""
    return minutely(CLOCK)


def badge() -> list[Component]:
    """The number, and what asks for it: the browser, which knows it for a minute."""
    return [html.Span(id=COUNT, className="badge numbers"), dcc.Store(id=ASKED)]


part.in_browser("menu_count", "ask", Output(ASKED, "data"), Input(CLOCK, "n_intervals"), State("address", "pathname"))
part.in_browser("menu_count", "keep", Output(ASKED, "id"), Input(COUNT, "children"))


@part.callback(Output(COUNT, "children"), Input(ASKED, "data"), prevent_initial_call=True)
def count(asked: int | None) -> str:
    return _written()


def renew() -> None:
    """Count anew when the callback at work ends."""
    set_props(COUNT, {"children": _written()})


def _written() -> str:
    """Nothing where nobody is waited for."""
    number = len(exceptions.waiting())
    return formats.number(number) if number else ""
