"""Once a minute a page looks at what others have done meanwhile."""

from dash import dcc
from dash.development.base_component import Component

MINUTE = 60_000


def minutely(id: str) -> Component:
    """What strikes; it stands on the page whose callbacks listen to it."""
    return dcc.Interval(id=id, interval=MINUTE)
