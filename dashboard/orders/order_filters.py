"""Which part of the order list is shown, and within which budget."""

import math

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.shop import order_tables
from services.replenishment.lists.advice_lines import Choice
from services.views import assortment
from utils.language import _

# As the API takes them.
LARGEST_BUDGET = 1e15


def choice_of(kind: str | None, supplier: str | None, category: str | None) -> Choice:
    """The part of the list that an address or the fields say."""
    return Choice(kind if kind in order_tables.KINDS else "order", supplier or None, category or None)


def budget_of(said: str | float | None) -> float | None:
    """The money that an address or the field says; None where it says no amount: all that is needed."""
    try:
        amount = float(said or "")
    except ValueError:
        return None
    return amount if math.isfinite(amount) and 0 <= amount <= LARGEST_BUDGET else None


def fields(choice: Choice, budget: float | None) -> Component:
    """The fields, as they stand over this part of the list."""
    categories, suppliers = assortment.choices()
    kinds = [{"value": kind, "label": _(label)} for kind, label in order_tables.KINDS.items()]
    shown = [
        dmc.Select(id="orders-kind", label=_("Show"), data=kinds, value=choice.kind, allowDeselect=False),
        _select("supplier", (_("Supplier"), _("Any supplier")), suppliers, choice.supplier),
        _select("category", (_("Category"), _("Any category")), categories, choice.category),
        dmc.NumberInput(
            id="orders-budget",
            label=_("Budget"),
            value="" if budget is None else budget,
            min=0,
            max=LARGEST_BUDGET,
            allowNegative=False,
            thousandSeparator=" ",
            hideControls=True,
            debounce=500,
            placeholder=_("No limit"),
        ),
    ]
    return html.Div(shown, className="fields card no-print order-filters")


def _select(name: str, words: tuple[str, str], names: list[str], value: str | None) -> Component:
    label, any_of_them = words
    return dmc.Select(
        id=f"orders-{name}",
        label=label,
        # Also one that an address names and the list does not have: what narrows it is seen, and cleared.
        data=sorted({*names, *([value] if value else [])}),
        value=value,
        placeholder=any_of_them,
        searchable=True,
        clearable=True,
        disabled=not names and not value,
        clearButtonProps={"aria-label": any_of_them},
    )
