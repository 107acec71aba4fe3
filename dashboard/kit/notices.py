"""Short messages in the corner: what was done, and what could not be."""

import hashlib
import logging
from typing import Any

import dash_mantine_components as dmc
from dash import ctx, set_props

from dashboard.kit import sentences
from services.access import locations
from services.errors import DATABASE_AWAY, ServiceError, Unavailable
from utils import ids
from utils.language import N_, _

log = logging.getLogger(__name__)

CONTAINER = "notices"
SHOWN_MILLISECONDS = 8000
# With what a callback that failed tells the browser its notice: hidden when it next works, see assets/notices.js.
FAILED = "X-Failed"
# Likewise of what was done: hidden when something else is.
DONE = "X-Done"
STILL_WORKS = N_("Forecasts, orders and all that is stored can still be looked at and changed.")


def container() -> dmc.NotificationContainer:
    return dmc.NotificationContainer(id=CONTAINER, position="bottom-right", limit=4)


def show(message: str, title: str = "", colour: str | None = None) -> None:
    """Show a notice when the callback at work ends."""
    title = title or _("Done")
    # Errors stay until they are closed: of one that is there already there is no second.
    stays = colour == "red"
    name = hashlib.sha256(f"{title} {message}".encode()).hexdigest() if stays else ids.new_id()
    ctx.response.set_header(FAILED if stays else DONE, name)
    notice: dict[str, Any] = {
        "id": name,
        "action": "show",
        "title": title,
        "message": message,
        "autoClose": False if stays else SHOWN_MILLISECONDS,
        "closeButtonProps": {"aria-label": _("Close")},
    }
    set_props(CONTAINER, {"sendNotifications": [notice | ({"color": colour} if colour else {})]})


def show_error(error: Exception) -> None:
    """The last word on anything a callback raises."""
    show(explain(error), _("That did not work"), "red")


def explain(error: Exception) -> str:
    """An error in words for whoever looks at the page; what nobody expected is logged."""
    if isinstance(error, Unavailable):
        return f"{sentences.for_people(str(error))} {_(STILL_WORKS)}"
    if isinstance(error, ServiceError):
        return sentences.for_people(str(error))
    if isinstance(error, locations.NotForLocations):
        return _(locations.NOT_OPEN)
    if isinstance(error, DATABASE_AWAY):
        log.error("database.unavailable", exc_info=error)
        return _("The database cannot be reached. Nothing was changed; try again in a few seconds.")
    log.error("page.crashed", exc_info=error)
    return _(
        "Something went wrong on our side; the log has it under request {request_id}.", request_id=ids.request_id.get()
    )
