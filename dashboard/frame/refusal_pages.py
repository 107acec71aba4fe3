"""What is refused to somebody who looks, as a page: a browser would show them the API's problem document.

Everywhere, not below PREFIX alone: any address is mistyped one day.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request

from dashboard.kit import readers, viewer
from dashboard.kit.urls import PREFIX
from utils import ids, language
from utils.language import N_, _

TITLES = {
    401: N_("Sign in on the pages"),
    403: N_("This is not open to you"),
    404: N_("There is nothing here"),
    405: N_("That is not possible here"),
    413: N_("That is too large"),
    429: N_("Too much at once"),
    500: N_("Something went wrong"),
    503: N_("One moment"),
}
UNKNOWN = N_("That did not work")
# Where the API speaks to programs, in English.
WORDS = {
    413: N_("This is more than the server takes at once. Nothing of it was stored; send it in smaller parts."),
    500: N_("Something did not work on our side. Nothing was changed; try again, or go back."),
    503: N_("The database cannot be reached. Nothing was changed; try again in a few seconds."),
}
# What the services say on our pages, in the shop's language, is said in English to programs.
WORDS_OUTSIDE = WORDS | {
    401: N_("This address is for programs, which bring a token of their own. The pages have the same for you."),
    403: N_("Ask an administrator for what you look for."),
    404: N_("There is no page at this address. It may be mistyped, or what was there is gone."),
    405: N_("This address takes no such request. Go to the pages and do it from there."),
    429: N_("Too much was asked in a short time. Nothing was changed; wait a minute and try again."),
}
UNKNOWN_OUTSIDE = N_("This address does not take what was sent. Nothing was changed; go to the pages.")
PROBLEM = "application/problem+json"


def show_refusals(app: Flask) -> None:
    """Have whatever is refused to a browser, a link to a file as well as a mistyped address, look like a page."""

    @app.after_request
    def as_page(response: Response) -> Response:
        if response.mimetype != PROBLEM:
            return response
        response.vary.add("Accept")
        if readers.wants_page():
            with language.spoken(viewer.of_viewer()):
                response.set_data(_page(response))
            response.mimetype = readers.PAGE
        return response


def _page(refused: Response) -> str:
    status = refused.status_code
    return render_template(
        "refused.html",
        prefix=PREFIX,
        language=viewer.language_tag(),
        title=_(TITLES.get(status, UNKNOWN)),
        detail=_detail(refused),
        back=_where_from(),
        request_id=ids.request_id.get(),
    )


def _detail(refused: Response) -> str:
    if request.path.startswith(PREFIX):
        return _(WORDS.get(refused.status_code, "")) or refused.get_json()["detail"]
    return _(WORDS_OUTSIDE.get(refused.status_code, UNKNOWN_OUTSIDE))


def _where_from() -> str:
    """The page of ours that led here, else the first one."""
    given = urlsplit(request.referrer or "")
    is_page = given.netloc == request.host and given.path.startswith(PREFIX) and given.path != request.path
    return given._replace(scheme="", netloc="").geturl() if is_page else PREFIX
