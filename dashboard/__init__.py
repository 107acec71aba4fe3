"""The pages: a third door into the services, beside the API and the tasks."""

from flask import Blueprint, Flask, Response, redirect

from dashboard import product_files, sales_files, sign_in
from dashboard.security import add_headers
from dashboard.sessions import guarded, is_settled, opened, public
from dashboard.shell import create_dash
from dashboard.urls import PREFIX

# Files of the packages and our own styles: the same for everyone, and nothing of the shop.
OPEN_TO_ALL = (f"{PREFIX}assets/", f"{PREFIX}_dash-component-suites/")

front_door = Blueprint("front_door", __name__)


@front_door.get("/")
@public
def to_today() -> Response:
    return redirect(PREFIX)


def register_pages(app: Flask) -> None:
    """Everything below PREFIX; all of it but what is marked public asks for a session of its own."""
    sign_in.limiter.init_app(app)
    app.register_blueprint(sign_in.sign_in_bp)
    app.register_blueprint(front_door)
    app.register_blueprint(sales_files.files_bp)
    app.register_blueprint(product_files.product_files_bp)
    dash = create_dash(app)
    add_headers(app, dash.csp_hashes())
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.rule.startswith(PREFIX) and not is_settled(view):
            guard = opened if rule.rule.startswith(OPEN_TO_ALL) else guarded
            app.view_functions[rule.endpoint] = guard(view)
