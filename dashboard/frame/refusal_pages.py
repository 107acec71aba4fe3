"""What is refused to somebody who looks at a page, as a page: a browser would show them the API's problem document."""

from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request

from dashboard.kit import formats
from dashboard.kit.urls import PREFIX
from utils import ids
from utils.language import N_, _

TITLES = {
    403: N_("This is not open to you"),
    404: N_("There is nothing here"),
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
PROBLEM = "application/problem+json"


def show_refusals(app: Flask) -> None:
    """Have links that lead to no page, such as those of files, be refused in the look of one."""

    @app.after_request
    def as_page(response: Response) -> Response:
        if response.mimetype != PROBLEM or not _is_for_a_reader():
            return response
        problem = response.get_json()
        title = _(TITLES.get(response.status_code, UNKNOWN))
        detail = _(WORDS.get(response.status_code, "")) or problem["detail"]
        said = {"title": title, "detail": detail, "back": _where_from(), "request_id": ids.request_id.get()}
        page = render_template("refused.html", prefix=PREFIX, language=formats.language_tag(), **said)
        return make_response(page, response.status_code)


def _is_for_a_reader() -> bool:
    is_ours = request.path.startswith(PREFIX) and request.method == "GET"
    return is_ours and "text/html" in request.headers.get("Accept", "")


def _where_from() -> str:
    """The page of ours that led here, else the first one."""
    given = urlsplit(request.referrer or "")
    is_page = given.netloc == request.host and given.path.startswith(PREFIX) and given.path != request.path
    return given._replace(scheme="", netloc="").geturl() if is_page else PREFIX
