"""The window in which a source is added or changed."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from services.sources import source_service
from services.sources.source_service import SourceState, Times
from utils.language import N_, _

WINDOW, ADD, SAVE, SAVED, CURL = (f"source-form{part}" for part in ("", "-add", "-save", "-saved", "-curl"))
# What was clicked, and what the form was filled in with: nothing for a new one.
CHANGE, FILLED = "source-form-change", "source-form-filled"
# Lists open above the window they belong to.
ABOVE = {"zIndex": 1100}
KINDS = {
    "folder": N_("Files of a folder"),
    "https": N_("A file at an https address"),
    "sql": N_("A query on a database"),
}
READS = {
    "sales": N_("Sales"),
    "products": N_("Products"),
    "suppliers": N_("Suppliers"),
    "product_suppliers": N_("What suppliers ask for products"),
    "stock": N_("Stock"),
    "purchase_orders": N_("Orders on their way"),
    "receipts": N_("Goods that came in"),
}
# The fields of the form, by what the API calls them, and the kinds that each is for.
ALL = tuple(KINDS)
FIELDS = {
    "name": ALL,
    "kind": ALL,
    "reads": ALL,
    "folder": ("folder",),
    "pattern": ("folder",),
    "url": ("https", "sql"),
    "header": ("https",),
    "password_env": ("https", "sql"),
    "query": ("sql",),
    "since_column": ("sql",),
    "cron": ALL,
}
IDS = {name: f"source-new-{name.replace('_', '-')}" for name in FIELDS}
SAID = tuple((id, "value") for id in IDS.values())
NEW = dict.fromkeys(FIELDS, "") | {
    "kind": "folder",
    "reads": "sales",
    "pattern": "*.csv",
    "header": "Authorization",
}
NEW |= {"cron": "0 5 * * *"}
SHOWN = {True: "block", False: "none"}
BY_KIND = [name for name, kinds in FIELDS.items() if kinds != ALL]

part = Part(role="admin")


def adder() -> Component:
    """The button that opens the window."""
    return button(_("Add a source"), ADD, "admin")


def window() -> Component:
    """The window, closed."""
    content = [
        html.Div(_fields(), className="fields"),
        html.Div(button(_("Save"), SAVE, "admin"), className="actions"),
        html.Div(id=CURL),
    ]
    title = _("What shall be fetched, and when?")
    modal = dmc.Modal(content, id=WINDOW, title=title, size="xl", closeButtonProps={"aria-label": _("Close")})
    return html.Div([modal, *(dcc.Store(id=name) for name in (SAVED, CHANGE, FILLED))])


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(FILLED, "data"),
    Output(IDS["name"], "disabled"),
    *(Output(*field) for field in SAID),
    Input(ADD, "n_clicks"),
    Input(CHANGE, "data"),
    prevent_initial_call=True,
)
def open_window(clicks: int | None, clicked: dict[str, str] | None) -> tuple[Any, ...]:
    if ctx.triggered_id == ADD or clicked is None:
        return True, None, False, *NEW.values()
    filled = _filled(source_service.get(clicked["about"]))
    return True, filled, True, *filled.values()


@part.callback(
    *(Output(IDS[name], "display") for name in BY_KIND),
    Output(CURL, "children"),
    *(Input(*field) for field in SAID),
    Input(FILLED, "data"),
    role="viewer",
)
def follow(*said: Any) -> tuple[Any, ...]:
    *values, filled = said
    body = body_of(*values)
    shown = [SHOWN[body["kind"] in FIELDS[name]] for name in BY_KIND]
    if filled:
        return *shown, same_with_curl(command("PATCH", f"/sources/{filled['name']}", body=changes_of(filled, *values)))
    return *shown, same_with_curl(command("POST", "/sources", body=body))


@part.callback(
    Output(WINDOW, "opened"),
    Output(SAVED, "data"),
    Input(SAVE, "n_clicks"),
    *(State(*field) for field in SAID),
    State(FILLED, "data"),
    prevent_initial_call=True,
)
def save(clicks: int, *said: Any) -> tuple[bool, int]:
    *values, filled = said
    body = changes_of(filled, *values) if filled else body_of(*values)
    cron, user = body.pop("cron", None), sessions.current_user()
    if filled:
        source_service.change(filled["name"], body, Times(cron), user)
    else:
        source_service.create(body.pop("name"), body, Times(cron), user)
    notices.show(_("Read it once by hand: that shows whether all is right."), _("Saved"))
    return False, clicks


def changes_of(filled: dict[str, str], *values: Any) -> dict[str, Any]:
    """What the API is sent of a source that is changed: what is otherwise than the form was filled in with."""
    said = {name: (value or "").strip() for name, value in zip(FIELDS, values, strict=True)}
    body: dict[str, Any] = {name: said[name] for name in said if said[name] != filled[name]}
    if said["kind"] == "https" and body.keys() & {"header", "password_env"}:
        body["secret_headers"] = {said["header"]: said["password_env"]} if said["password_env"] else {}
        body.pop("password_env", None)
    body.pop("header", None)
    return body


def body_of(*values: Any) -> dict[str, Any]:
    """What the API is sent: the fields of its kind that are filled in."""
    said = {name: (value or "").strip() for name, value in zip(FIELDS, values, strict=True)}
    is_said = {name: value for name, value in said.items() if value and said["kind"] in FIELDS[name]}
    body: dict[str, Any] = is_said | {"name": said["name"]}
    header, variable = body.pop("header", ""), body.get("password_env", "")
    if said["kind"] == "https":
        body.pop("password_env", None)
        if variable:
            body["secret_headers"] = {header or "Authorization": variable}
    return body


def _filled(state: SourceState) -> dict[str, str]:
    """The form as this source fills it in. Of several headers with secrets it shows the first."""
    fields = state.fields
    header, variable = next(iter(fields.secret_headers.items()), (NEW["header"], fields.password_env))
    own = {name: getattr(fields, name, "") for name in FIELDS}
    cron = state.schedule.cron if state.schedule else ""
    return own | {"name": state.name, "header": header, "password_env": variable, "cron": cron}


def _fields() -> list[Component]:
    return [
        _text("name", _("Name"), _("a-z, 0-9, - and ."), placeholder="web-shop"),
        _select("kind", _("From"), KINDS),
        _select("reads", _("What"), READS),
        _text("folder", _("Folder"), _("Within SOURCE_FOLDERS"), placeholder="/srv/till"),
        _text("pattern", _("Files"), _("Which of its files")),
        _text("url", _("Address"), _("Without a password"), placeholder="https://shop.example/export.csv"),
        _text("header", _("Header"), _("That carries a secret")),
        _text(
            "password_env",
            _("Variable with the secret"),
            _("An environment variable of the workers, such as SHOP_PASSWORD"),
        ),
        dmc.Textarea(
            id=IDS["query"],
            label=_("Query"),
            description=_("One SELECT with the columns product_sku, date, quantity: docs/sources.md has some"),
            autosize=True,
            minRows=4,
        ),
        _text("since_column", _("Column of days"), _("Then only the last days are read again"), placeholder="date"),
        _text("cron", _("When (cron)"), _("Minute hour day month weekday; empty: by hand only")),
    ]


def _text(name: str, label: str, description: str, **options: Any) -> Component:
    return dmc.TextInput(id=IDS[name], label=label, description=description, **{"value": NEW[name]} | options)


def _select(name: str, label: str, labels: dict[str, str]) -> Component:
    data = [{"value": value, "label": _(text)} for value, text in labels.items()]
    first = data[0]["value"]
    return dmc.Select(id=IDS[name], label=label, data=data, value=first, allowDeselect=False, comboboxProps=ABOVE)
