"""What is supposed, as fields, and as the address that says the same."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from dashboard.kit import formats
from services.catalogue import suppliers
from services.planning.supposed import Supposed
from services.replenishment.scenarios import Scenario
from utils.language import _

NAMES = ("demand_change", "from", "to", "supplier_id", "lead_time_change_days", "service_level", "budget")
IDS = tuple(f"scenarios-{name}" for name in NAMES)


def read(query: Mapping[str, str]) -> Scenario | None:
    """What an address supposes, None: nothing. Raises InvalidInput, by name, for what nobody can suppose."""
    given = {name: query[name] for name in NAMES if query.get(name)}
    return Supposed.read(given).to_scenario() if given else None


def fields(query: Mapping[str, str]) -> list[Component]:
    sellers = [{"value": str(own.id), "label": own.name} for own in suppliers.all_suppliers()]
    days = [query.get(name) or None for name in ("from", "to")]
    return [
        _number("demand_change", _("Demand, in percent"), query, placeholder="+20"),
        _day("from", _("First day"), days[0]),
        _day("to", _("Last day"), days[1]),
        dmc.Select(
            id="scenarios-supplier_id",
            label=_("Supplier"),
            data=sellers,
            value=query.get("supplier_id") or None,
            placeholder=_("Every supplier"),
            searchable=True,
            clearable=True,
            clearButtonProps={"aria-label": _("Every supplier")},
        ),
        _number("lead_time_change_days", _("Comes later, in days"), query, placeholder="+10"),
        _number("service_level", _("Service level"), query, placeholder=formats.units(0.95), step=0.01),
        _number("budget", _("Money to spend"), query, placeholder=formats.number(40_000)),
    ]


def _number(name: str, label: str, query: Mapping[str, str], **options: Any) -> Component:
    return dmc.NumberInput(id=f"scenarios-{name}", label=label, value=query.get(name, ""), **options)


def _day(name: str, label: str, value: str | None) -> Component:
    clear = {"aria-label": _("Any day")}
    return dmc.DatePickerInput(
        id=f"scenarios-{name}",
        label=label,
        value=value,
        clearable=True,
        clearButtonProps=clear,
    )
