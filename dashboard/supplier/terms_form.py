"""A supplier's terms: looked at, changed in place, stored by Store, and taken back by Undo."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, formats, forms, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from dashboard.kit.undo import Undo
from dashboard.supplier import shutdown_list, terms_calendar
from dashboard.supplier.shutdown_list import CLOSED
from services.access.locations import Concern
from services.catalogue import suppliers
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier, SupplierChange
from services.planning import supplier_service
from services.seen import ChangedMeanwhile
from services.views import supplier_view
from services.views.supplier_view import SupplierView
from utils import ids
from utils.config import get_settings
from utils.language import LANGUAGES, N_, _

FIELD, NAME, SEEN, CHANGED = "supplier-field", "supplier-name", "supplier-seen", "supplier-changed"
DAYS = {"order_days": N_("Takes orders on"), "delivery_days": N_("Delivers on")}
NUMBERS = {
    "lead_time_days": N_("Lead time, days"),
    "review_days": N_("Order every, days"),
    "min_order_value": N_("Smallest order, money"),
    "min_order_units": N_("Smallest order, units"),
    "min_order_weight": N_("Smallest order, kg"),
    "min_order_volume": N_("Smallest order, litres"),
    "order_cost": N_("Cost of an order"),
    "exchange_rate": N_("Worth of its currency"),
}
TEXTS = {"cut_off": N_("Orders until"), "currency": N_("Currency"), "email": N_("E-mail for orders")}
EXAMPLES = {"cut_off": "11:00", "currency": "EUR", "email": "orders@mill.example"}
LANGUAGE = "language"
LABELS = DAYS | NUMBERS | TEXTS | {LANGUAGE: N_("Language of its orders"), "closed": N_("Closed")}
MONEY = {"min_order_value", "order_cost"}
FILLED_IN = (*NUMBERS, *TEXTS, LANGUAGE)
# What is stored where a field is left empty.
EMPTY: Mapping[str, Any] = {"min_order_units": 0}

part = Part(concern=Concern.OWN)


def _take_back(about: dict[str, Any]) -> str:
    if about["was"] is None:
        supplier_service.delete_supplier(about["id"], sessions.current_user())
    else:
        was, now = (SupplierChange(**about[when]) for when in ("was", "now"))
        supplier_service.update_supplier(about["id"], was, now, sessions.current_user())
    return _("The terms are as they were before, and the advice follows them.")


undo = Undo("supplier-terms", _take_back, CHANGED)


def section(view: SupplierView) -> list[Component | None]:
    """The fields, the calendar that follows from them, and the button."""
    shown = _shown(view)
    return [
        html.Div(
            [
                html.Div(
                    [
                        *(_days(name, _(label), shown[name]) for name, label in DAYS.items()),
                        shutdown_list.fields(shown["closed"]),
                    ]
                ),
                html.Div(id="supplier-calendar"),
            ],
            className="cards halves",
        ),
        html.Div(
            [
                *(_text(name, _(label), shown[name]) for name, label in TEXTS.items()),
                _language(shown[LANGUAGE]),
                *(_number(name, _(label), _in_field(name, shown[name])) for name, label in NUMBERS.items()),
            ],
            className="fields narrow",
        ),
        html.Div(button(_("Store"), "supplier-store", disabled=True), className="actions"),
        buttons.only_for("planner"),
        html.Div(id="supplier-curl"),
        dcc.Store(id=SEEN, data=shown),
    ]


@part.callback(
    Output("supplier-calendar", "children"),
    Output("supplier-store", "disabled"),
    Output("supplier-curl", "children"),
    Input({"type": FIELD, "name": ALL}, "value"),
    Input(CLOSED, "data"),
    Input(SEEN, "data"),
)
def follow(values: list[Any], closed: list[dict[str, str]], seen: dict[str, Any]) -> tuple[Any, ...]:
    now = _entered(closed)
    changed = {field: value for field, value in now.items() if value != seen[field]}
    terms = _said({field: now[field] for field in (*DAYS, "closed")})
    curl = command("PATCH", f"/suppliers/{seen['id'] or '<id>'}", body=changed)
    return (
        terms_calendar.drawn(supplier_view.calendar_of(terms)),
        not changed,
        same_with_curl(curl) if changed else None,
    )


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Input("supplier-store", "n_clicks"),
    State({"type": FIELD, "name": ALL}, "value"),
    State(CLOSED, "data"),
    State(SEEN, "data"),
    State(NAME, "data"),
    role="planner",
    running=[(Output("supplier-store", "disabled"), True, False)],
    prevent_initial_call=True,
)
def store(clicks: int | None, values: list[Any], closed: list[dict[str, str]], *known: Any) -> tuple[Any, Any]:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    seen, name = known
    now = {field: value for field, value in _entered(closed).items() if value != seen[field]}
    was = {field: seen[field] for field in now}
    view, user = supplier_view.view(name), sessions.current_user()
    try:
        if view.row.terms is None:
            stored, before = supplier_service.create_supplier(NewSupplier(name=name, **_plain(now)), user), None
        else:
            stored = supplier_service.update_supplier(view.row.terms.id, _said(now), _said(was), user)
            before = was
    except ChangedMeanwhile as error:
        shown = _shown(supplier_view.view(name))
        _show_where_untouched(closed, seen, shown)
        forms.show_conflict(
            {field: words(_in_field(field, shown[field])) or None for field in error.now},
            forms.translated(LABELS),
            error.by,
        )
        return no_update, shown
    undo.offer(_sentence(was, now), {"id": stored.id, "was": before, "now": now})
    # What is typed from here on is typed on top of this.
    return ids.new_id(), seen | now


@part.callback(
    Output(SEEN, "data", allow_duplicate=True),
    Input(CHANGED, "data"),
    State({"type": FIELD, "name": ALL}, "value"),
    State(CLOSED, "data"),
    State(SEEN, "data"),
    State(NAME, "data"),
    prevent_initial_call=True,
)
def catch_up(
    changed: str, values: list[Any], closed: list[dict[str, str]], seen: dict[str, Any], name: str
) -> dict[str, Any]:
    """Show what is stored now, but in the fields in which somebody has typed meanwhile."""
    shown = _shown(supplier_view.view(name))
    _show_where_untouched(closed, seen, shown)
    return shown


def _show_where_untouched(closed: list[dict[str, str]], seen: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
    entered = _entered(closed)
    forms.show_where_untouched(
        ({"type": FIELD, "name": name}, entered[name], seen[name], _in_field(name, shown[name]))
        for name in (*DAYS, *FILLED_IN)
    )
    if closed == seen["closed"] != shown["closed"]:
        shutdown_list.show(shown["closed"])


def _in_field(name: str, value: Any) -> Any:
    if value is not None and value != EMPTY.get(name):
        return value
    return None if name == LANGUAGE else [] if name in DAYS else ""


def words(value: Any) -> Any:
    """A term as a sentence shows it."""
    if isinstance(value, list):
        return ", ".join(_day_word(one) if isinstance(one, str) else shutdown_list.words(one) for one in value) or None
    if value in LANGUAGES:
        return formats.language_name(value)
    return formats.units(value) if isinstance(value, int | float) else value


def _sentence(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    def said(field: str, value: Any) -> str:
        return words(_in_field(field, value)) or formats.NOTHING

    changes = "; ".join(f"{_(LABELS[field])}: {said(field, was[field])} → {said(field, now[field])}" for field in now)
    return _("Stored. {changes}.", changes=changes)


def _day_word(day: str) -> str:
    return formats.weekday(WEEKDAYS.index(day))


def _shown(view: SupplierView) -> dict[str, Any]:
    """The terms as the fields show them, and as JSON takes them."""
    terms = view.row.terms or suppliers.without_terms(view.row.name)
    shown = {name: getattr(terms, name) for name in ("id", *LABELS)}
    return shown | {name: None if shown[name] is None else float(shown[name]) for name in MONEY}


def _entered(closed: list[dict[str, str]]) -> dict[str, Any]:
    """What the fields say now, as JSON has it."""
    given = [*ctx.inputs_list, *ctx.states_list]
    fields = next(group for group in given if isinstance(group, list))
    values = {field["id"]["name"]: field.get("value") for field in fields}
    days = {name: values.get(name) or None for name in DAYS}
    rest = {name: EMPTY.get(name) if values.get(name) in ("", None) else values[name] for name in FILLED_IN}
    return days | rest | {"closed": closed}


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if name in MONEY and value is not None else value for name, value in said.items()}


def _said(fields: Mapping[str, Any]) -> SupplierChange:
    """Raises InvalidInput in the words of the page."""
    return forms.checked(SupplierChange, forms.translated(LABELS), _plain(fields))


def _days(name: str, label: str, value: list[str] | None) -> Component:
    chips = [dmc.Chip(formats.short_weekday(day), value=WEEKDAYS[day], size="sm") for day in formats.days_of_week()]
    group = dmc.ChipGroup(chips, id={"type": FIELD, "name": name}, multiple=True, value=value or [])
    return html.Fieldset([html.Legend(label), html.Div(group, className="chips")], className="plain spaced-field")


def _text(name: str, label: str, value: str | None) -> Component:
    return dmc.TextInput(id={"type": FIELD, "name": name}, label=label, value=value or "", placeholder=EXAMPLES[name])


def _language(value: str | None) -> Component:
    """Nothing chosen: it is written to as the shop's own language is."""
    return dmc.Select(
        id={"type": FIELD, "name": LANGUAGE},
        label=_(LABELS[LANGUAGE]),
        data=[{"value": code, "label": formats.language_name(code)} for code in LANGUAGES],
        value=value,
        placeholder=formats.language_name(get_settings().language),
        clearable=True,
    )


def _number(name: str, label: str, value: Any) -> Component:
    return dmc.NumberInput(id={"type": FIELD, "name": name}, label=label, value=value, hideControls=True)
