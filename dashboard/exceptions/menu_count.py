"""How many exceptions wait for somebody, in the menu of every page."""

from dash import Input, Output, set_props
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.clock import minutely
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.attention import exceptions

COUNT, CLOCK = "exceptions-count", "exceptions-clock"

part = Part(concern=Concern.OWN)


def clock() -> Component:
    """What has it counted anew; every page has it."""
    return minutely(CLOCK)


@part.callback(Output(COUNT, "children"), Input(CLOCK, "n_intervals"))
def count(_: int | None) -> str:
    return _written()


def renew() -> None:
    """Count anew when the callback at work ends."""
    set_props(COUNT, {"children": _written()})


def _written() -> str:
    """Nothing where nobody is waited for."""
    number = len(exceptions.waiting())
    return formats.number(number) if number else ""
