"""What is supposed, as fields, and as the address that says the same."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from dashboard.kit import formats
from services.catalogue import suppliers
from services.planning.supposed import Supposed
from services.replenishment.suppositions.supposing import Scenario
from utils.language import _

NAMES = ("demand_change", "from", "to", "supplier_id", "lead_time_change_days", "service_level", "budget")
LEVEL = "service_level"
IDS = tuple(f"scenarios-{name}" for name in NAMES)


def as_query(said: Sequence[Any]) -> dict[str, str]:
    """What stands in the fields, as an address says it: shares as fractions."""
    given = {name: str(value) for name, value in zip(NAMES, said, strict=True) if value not in (None, "")}
    if LEVEL in given:
        given[LEVEL] = _scaled(given[LEVEL], 0.01)
    return given


def read(query: Mapping[str, str]) -> Scenario | None:
    """What an address supposes, None: nothing. Raises InvalidInput, by name, for what nobody can suppose."""
    given = {name: query[name] for name in NAMES if query.get(name)}
    return Supposed.read(given).to_scenario() if given else None


def fields(query: Mapping[str, str]) -> list[Component]:
    sellers = [{"value": str(own.id), "label": own.name} for own in suppliers.all_suppliers()]
    in_percent = {LEVEL: _scaled(query.get(LEVEL, ""), 100)}
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
            placeholder=_("Any supplier"),
            searchable=True,
            clearable=True,
            clearButtonProps={"aria-label": _("Any supplier")},
        ),
        _number("lead_time_change_days", _("Comes later, in days"), query, placeholder="+10"),
        _number(LEVEL, _("Service level, %"), in_percent, placeholder=formats.number(95)),
        _number("budget", _("Money to spend"), query, placeholder=formats.number(40_000)),
    ]


def _scaled(written: str, factor: float) -> str:
    """What is no number stays as it is: whoever reads it says so."""
    try:
        return f"{float(written) * factor:.6g}"
    except ValueError:
        return written


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
