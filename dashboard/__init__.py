"""The pages: a third door into the services, beside the API and the tasks."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, redirect, request_started, request_tearing_down
from werkzeug.wrappers import Response

from dashboard.frame import openid_sign_in, package_files, pages, refusal_pages, search, sign_in
from dashboard.frame.packed_answers import pack_answers
from dashboard.frame.security import add_headers
from dashboard.frame.shell import ASSETS, create_dash
from dashboard.kit import viewer
from dashboard.kit.sessions import guarded, is_settled, opened, public
from dashboard.kit.urls import PREFIX
from services.access.locations import Concern
from utils import language

# Files of the packages and our own styles: the same for everyone, and nothing of the shop.
PACKAGE_FILES, OWN_FILES = f"{PREFIX}_dash-component-suites/", f"{PREFIX}assets/"

front_door = Blueprint("front_door", __name__)


@front_door.get("/")
@public
def to_today() -> Response:
    return redirect(PREFIX)


def register_pages(app: Flask) -> None:
    """Everything below PREFIX; all of it but what is marked public asks for a session of its own."""
    request_started.connect(viewer.speak_to_viewer, app)
    request_tearing_down.connect(viewer.speak_english_again, app)
    # `_` stands in all templates as it does in the source.
    app.jinja_env.globals["_"] = language.gettext
    app.register_blueprint(sign_in.sign_in_bp)
    app.register_blueprint(openid_sign_in.openid_bp)
    app.register_blueprint(front_door)
    for files in (search.files, *pages.files()):
        app.register_blueprint(files)
    dash = create_dash(app)
    add_headers(app, dash.csp_hashes())
    pack_answers(app)
    refusal_pages.show_refusals(app)
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.rule.startswith(PREFIX) and not is_settled(view):
            app.view_functions[rule.endpoint] = _with_its_guard(rule.rule, view)


def _with_its_guard(rule: str, view: Callable[..., Any]) -> Callable[..., Any]:
    # What follows asks for each page and callback itself.
    if rule.startswith(PACKAGE_FILES):
        return opened(package_files.packed(view))
    if rule.startswith(OWN_FILES):
        return opened(package_files.kept(view, ASSETS))
    return guarded(view, concern=Concern.OWN)
