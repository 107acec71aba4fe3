"""How good a product's model is, and the versions one can go back to."""

from datetime import datetime
from typing import Any

from dash import ALL, Input, Output, State, ctx, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import formats, notices, tables
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Part
from dashboard.tasks import reason_words
from services.access.locations import Concern
from services.attention import job_titles
from services.forecasts import model_service
from services.training import rollback, training_service
from utils import ids
from utils.language import N_, _

ROLL_BACK = "roll-back"
CONFIDENCE = {"high": N_("high"), "medium": N_("medium"), "low": N_("low: keep an eye on it")}

part = Part(concern=Concern.OWN)


def quality(model: dict[str, Any]) -> list[Component]:
    """The model that is served: what it is, why, and how far to trust it; model -- of a `ProductView`"""
    if not model:
        return [html.P(_("Nothing of it has been sold by itself yet: there is no forecast to judge."))]
    measures = model["metrics"]
    facts: dict[str, Component | str] = {
        _("Model"): job_titles.model_name(model["model"]),
        _("Why"): reason_words.reason(model["reason"]),
        _("Confidence"): _(CONFIDENCE.get(model["confidence"], model["confidence"])),
        _("Error in the past"): _error(measures),
        _("Bias"): _bias(measures["bias"]),
        _("Inside the 80% interval"): formats.share_of_days(measures["coverage_80"]),
        _("Against last week, repeated"): _value_added(measures),
        _("Knows sales up to"): formats.day(datetime.fromisoformat(model["history_end"]).date()),
    }
    return [html.Dl([part for term, text in facts.items() for part in (html.Dt(term), html.Dd(text))])]


def versions(sku: str) -> list[Component]:
    """All versions kept, with the way back to each."""
    listed = model_service.list_versions(sku)
    rows = [
        [
            formats.number(version["version"]),
            job_titles.model_name(version["model"]),
            formats.percent(version["metrics"]["wape"]),
            formats.instant(datetime.fromisoformat(version["trained_at"])),
            _action(version),
        ]
        for version in listed
    ]
    earliest = listed[-1]["version"] if listed else 1
    return [
        tables.listing(
            _("Versions of the model"),
            (_("Version"), _("Model"), tables.Figures(_("Error")), _("Trained"), tables.actions()),
            rows,
            exported=False,
        ),
        same_with_curl(
            command("POST", f"/tasks/training/product/{segment(sku)}", body={"model": training_service.AUTO}),
            command("POST", f"/models/{segment(sku)}/rollback", body={"version": earliest}),
        ),
    ]


@part.callback(
    Output("product-changed", "data", allow_duplicate=True),
    Input({"type": ROLL_BACK, "version": ALL}, "n_clicks"),
    State("product-sku", "data"),
    role="planner",
    prevent_initial_call=True,
)
def roll_back(clicks: list[int | None], sku: str) -> str:
    # A button that has just been drawn announces itself, without a click.
    if not ctx.triggered[0]["value"]:
        raise PreventUpdate
    version = rollback.roll_back(sku, ctx.triggered_id["version"])["version"]
    notices.show(_("Version {version} is served again.", version=version), _("Rolled back"))
    return ids.new_id()


def _action(version: dict[str, Any]) -> Component:
    if version["is_champion"]:
        return html.Span(_("Served now"), className="state good")
    number = version["version"]
    return button(
        _("Serve this"),
        {"type": ROLL_BACK, "version": number},
        quiet=True,
        **aria(label=_("Serve version {number}", number=number)),
    )


def _error(measures: dict[str, Any]) -> str:
    if measures["wape"] is None:
        return _("Not measured: the history is too short")
    tests = measures["cutoffs"]
    return _(
        "{wape} of sales, in {tests} forecasts of the past",
        wape=formats.percent(measures["wape"]),
        tests=formats.number(tests),
    )


def _bias(bias: float | None) -> str:
    if bias is None:
        return formats.NOTHING
    if abs(bias) < 0.01:
        return _("None to speak of")
    share = formats.percent(abs(bias), 1)
    return _("{share} too high on average", share=share) if bias > 0 else _("{share} too low on average", share=share)


def _value_added(measures: dict[str, Any]) -> str:
    own, naive = measures["rmsse"], measures["seasonal_naive_rmsse"]
    if own is None or not naive:
        return formats.NOTHING
    gain = 1 - own / naive
    if not round(gain, 2):
        return _("As good as it")
    share = formats.percent(abs(gain))
    return _("{share} better", share=share) if gain >= 0 else _("{share} worse", share=share)
