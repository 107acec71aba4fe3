"""The form that starts trainings: which products, by which models, each with its own parameters."""

from collections.abc import Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.kit import buttons, tables
from dashboard.kit.attributes import aria
from dashboard.training import training_options
from services.catalogue import product_service
from services.catalogue.product_service import ProductFilter
from services.training import training_families
from utils.language import _

OFFERED = 30


def form(chosen: list[str]) -> Component:
    """chosen -- products already in the field"""
    products = dmc.MultiSelect(
        id="training-products",
        label=_("Products"),
        description=_("None chosen: all of them."),
        placeholder=_("Search by code or name"),
        data=product_offers("", chosen),
        value=chosen,
        searchable=True,
        clearable=True,
        # The server searches: what it found is not to be searched again.
        filter={"function": "allOptions"},
        nothingFoundMessage=_("No such product"),
    )
    models = dmc.MultiSelect(
        id="training-models",
        label=_("Models"),
        description=_("Several are trained at the same time, and compared below."),
        data=model_offers(),
        value=[training_families.ALL],
        searchable=True,
    )
    return html.Section(
        [
            html.Div([products, models], className="fields"),
            html.Div(id="training-options"),
            html.Div(buttons.button(_("Start training"), "training-start"), className="actions"),
            buttons.only_for("planner"),
            html.Div(id="training-curl"),
            all_models(),
        ],
        className="card",
        **aria(label=_("Start a training")),
    )


def product_offers(search: str, chosen: list[str]) -> list[dict[str, str]]:
    """Choices of the field Products: what was chosen, and what fits the search."""
    found = product_service.list_products(ProductFilter(q=search or None), OFFERED, None).items
    offers = {product.sku: f"{product.sku} · {product.name}" if product.name else product.sku for product in found}
    return [{"value": sku, "label": label} for sku, label in ({sku: sku for sku in chosen} | offers).items()]


def model_offers() -> list[dict[str, Any]]:
    """Choices of the field Models; what is not installed cannot be chosen."""
    return [
        {"value": family["model_type"], "label": _label(family), "disabled": not family["installed"]}
        for family in training_families.families()
    ]


def options(chosen: Iterable[str]) -> list[Component]:
    """Of each chosen model what it is and costs, and the fields of its parameters."""
    families = {family["model_type"]: family for family in training_families.families()}
    return [_parameters(families[name]) for name in chosen if name in families]


def _parameters(family: dict[str, Any]) -> Component:
    fields = training_options.fields(family["model_type"])
    return html.Fieldset(
        [
            html.Legend(family["title"]),
            html.P(f"{family['description']} {_cost(family)}.", className="quiet-text"),
            html.Div(fields, className="fields") if fields else None,
        ],
        className="boxed",
    )


def _label(family: dict[str, Any]) -> str:
    return family["title"] if family["installed"] else _("{title}: not installed", title=family["title"])


def _cost(family: dict[str, Any]) -> str:
    expected = family["expect"]
    return _(
        "About {seconds_per_1000_products} s and {memory_mb} MB for 1,000 products",
        seconds_per_1000_products=expected["seconds_per_1000_products"],
        memory_mb=expected["memory_mb"],
    )


def all_models() -> Component:
    headings = (_("Model"), _("What it is"), _("For 1,000 products"), _("Installed"))
    rows = [
        [
            family["title"],
            family["description"],
            _cost(family),
            _("yes") if family["installed"] else html.Code(family["install"]),
        ]
        for family in training_families.families()
    ]
    listing = tables.listing(_("All models"), headings, rows, exported=False)
    return html.Details(
        [html.Summary(_("All models, and how to install those that are not there")), listing], className="below"
    )
