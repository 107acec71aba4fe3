"""A product's life, its kits and its supplier's calendar: looked up, and its life changed in place."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html, no_update, set_props
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from pydantic import ValidationError

from dashboard.kit import buttons, formats, forms, notices, sessions
from dashboard.kit.buttons import button
from dashboard.kit.facts import facts
from dashboard.kit.page import Part
from dashboard.product import life_facts, life_words, product_undo
from dashboard.shop import code_field
from services.access.locations import Concern
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import Product
from services.errors import InvalidInput, NotFound
from services.planning import catalogue_service, life_preview, own_changes
from services.seen import ChangedMeanwhile
from services.views import assortment
from services.views.product_view import ProductView
from utils import ids, refusals
from utils.language import N_, _

SKU, CHANGED = "product-sku", "product-changed"
WHOLE = 100.0
REPLACES = N_("Takes the place of")
FIELDS = ("life-launch", "life-end", "life-replaces", "life-like", "life-like-category", "life-like-percent")
DAYS_OF = {"launch_on": N_("First sold on"), "ends_on": N_("Last sold on")}
LABELS = {"replaces": REPLACES, "like": N_("Sells like")}
TITLES = DAYS_OF | LABELS

part = Part(concern=Concern.OWN)
code_field.offer(part, "life-replaces", "life-like")


def section(view: ProductView) -> list[Component]:
    """The facts, and the fields for when it is sold, what it takes the place of and what it sells like."""
    like = view.product.like or {}
    # What takes the place of what, and sells like what, may reach into other locations.
    reaches = {"disabled": not sessions.may("planner")}
    return [
        facts(life_facts.known(view)),
        html.Div(
            [
                _day("life-launch", _("First sold on"), view.product.launch_on),
                _day("life-end", _("Last sold on"), view.product.ends_on),
                code_field.field("life-replaces", _(REPLACES), view.product.replaces or "", **reaches),
                code_field.field("life-like", _("Sells like the product"), like.get("product_sku") or "", **reaches),
                dmc.Autocomplete(
                    id="life-like-category",
                    label=_("Sells like launches of"),
                    value=like.get("category") or "",
                    data=assortment.choices()[0],
                    **reaches,
                ),
                dmc.NumberInput(
                    id="life-like-percent",
                    label=_("As much of it, %"),
                    value=like.get("percent", WHOLE),
                    min=1,
                    **reaches,
                ),
            ],
            className="fields narrow no-print",
        ),
        html.Div(id="life-effect", role="status", className="below"),
        html.Div(button(_("Store"), "life-apply", concern=part.concern), className="actions"),
        html.Div(buttons.only_for("planner", part.concern)),
        dcc.Store(id="life-seen", data=_seen(view.product)),
    ]


@part.callback(
    Output(CHANGED, "data", allow_duplicate=True),
    Input("life-apply", "n_clicks"),
    *(State(field, "value") for field in FIELDS),
    State("life-seen", "data"),
    State(SKU, "data"),
    role="planner",
    concern=part.concern,
    prevent_initial_call=True,
)
def apply(clicks: int | None, launch: str | None, end: str | None, *given: Any) -> Any:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    replaces, *like, seen, sku = given
    before, after = _changed(seen, launch, end, replaces, *like)
    try:
        # What somebody else has changed meanwhile is not overwritten.
        known = before.model_dump(exclude_unset=True)
        with own_changes.of_fields(sku, after):
            catalogue_service.update_product(sku, after, known, sessions.current_user())
    except ChangedMeanwhile as error:
        _met(sku, seen, [launch, end, replaces, *like], error)
        return no_update
    notices.show(_("Forecast and advice follow."), _("Stored"))
    product_undo.offer(sku, before, after)
    return ids.new_id()


@part.callback(
    Output("life-effect", "children"),
    *(Input(field, "value") for field in FIELDS),
    State("life-seen", "data"),
    State(SKU, "data"),
    prevent_initial_call=True,
)
def show_effect(*given: Any) -> list[Component]:
    """What is about to be stored, before it is."""
    *typed, seen, sku = given
    try:
        after = _changed(seen, *typed)[1]
        if not after.model_fields_set:
            return []
        first, *rest = life_words.effect(life_preview.preview(sku, after))
    except (InvalidInput, NotFound) as error:
        return [html.P(notices.explain(error), className="quiet-text")]
    return [html.Strong(first), *(html.P(text, className="quiet-text") for text in rest)]


def _changed(
    seen: dict[str, Any], launch: str | None, end: str | None, replaces: str | None, *like: Any
) -> tuple[ProductFields, ProductFields]:
    """What differs from what was seen: as it was, and as it was typed. Raises InvalidInput."""
    if launch and end and end < launch:
        raise InvalidInput(_("The last day on which it is sold is before the first."))
    days = {"launch_on": launch and launch[:10], "ends_on": end and end[:10]}
    stated = days | {"replaces": (replaces or "").strip(), "like": _like(*like)}
    changed = [name for name, value in stated.items() if (value or None) != (seen[name] or None)]
    return _fields({name: seen[name] for name in changed}), _fields({name: stated[name] for name in changed})


def _met(sku: str, seen: dict[str, Any], typed: Sequence[Any], error: ChangedMeanwhile) -> None:
    """Say who was quicker; the form rests from here on on what is stored, and keeps what was typed."""
    now = _seen(product_service.get_product(sku))
    set_props("life-seen", {"data": now})
    forms.show_where_untouched(zip(FIELDS, typed, _shown(seen), _shown(now), strict=True))
    stored = {name: _in_words(name, now[name]) for name in error.now}
    forms.show_conflict(stored, forms.translated(TITLES), error.by)


def _in_words(name: str, value: Any) -> Any:
    if name == "like" and value:
        return f"{value.get('product_sku') or value.get('category')}, {formats.percent(value['percent'] / WHOLE)}"
    return date.fromisoformat(value) if value and name in DAYS_OF else value or None


def _shown(seen: dict[str, Any]) -> list[Any]:
    """What the fields show of a product's life, in their order."""
    like = seen["like"] or {}
    words = seen["replaces"] or "", like.get("product_sku") or "", like.get("category") or ""
    return [seen["launch_on"], seen["ends_on"], *words, like.get("percent", WHOLE)]


def _like(product: str | None, category: str | None, percent: float | str | None) -> dict[str, Any] | None:
    """Of a product or of a category, as the field takes it; None where neither is named."""
    product, category = (product or "").strip(), (category or "").strip()
    if product and category:
        raise InvalidInput(_("Name the product or the category that it sells like, not both."))
    named = {"product_sku": product} if product else {"category": category}
    return named | {"percent": float(percent or WHOLE)} if product or category else None


def _seen(product: Product) -> dict[str, Any]:
    days = {"launch_on": _text(product.launch_on), "ends_on": _text(product.ends_on)}
    return days | {"replaces": product.replaces, "like": product.like}


def _fields(given: dict[str, Any]) -> ProductFields:
    try:
        return ProductFields.model_validate_json(json.dumps(given))
    except ValidationError as error:
        name, why = refusals.first(error)
        raise InvalidInput(f"{_(LABELS[name])}: {why}.") from None


def _day(name: str, label: str, value: date | None) -> Component:
    return dmc.DatePickerInput(id=name, label=label, value=_text(value), clearable=True)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
