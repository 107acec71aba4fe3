"""Which part of the order list is shown, and within which budget."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.shop import order_tables
from services.replenishment import reorder
from services.replenishment.advice_lines import Choice
from services.replenishment.reorder import ListRequest, OrderList, Totals
from services.views import assortment

# Of the cost, in percent.
ALL_OF_IT = 100


def choice_of(kind: str | None, supplier: str | None, category: str | None) -> Choice:
    """The part of the list that an address or the fields say."""
    return Choice(kind if kind in order_tables.KINDS else "order", supplier or None, category or None)


def found(choice: Choice, share: int, limit: int) -> tuple[OrderList, float | None]:
    """The list, and the budget that so many percent of its cost are; None: no limit."""
    everything = reorder.order_list(ListRequest(choice, limit=limit))
    if share >= ALL_OF_IT or not everything.totals.cost:
        return everything, None
    budget = round(everything.totals.cost * share / 100)
    return reorder.order_list(ListRequest(choice, budget, limit)), budget


def share_of(text: str | None) -> int:
    """The budget that an address says, in percent of the cost; all of it where it says no such thing."""
    if text is None or not text.isdecimal() or len(text) > 3:
        return ALL_OF_IT
    return min(max(int(text), 1), ALL_OF_IT)


def fields(choice: Choice, totals: Totals, share: int, budget: float | None) -> Component:
    """The fields, as they stand over this part of the list."""
    categories, suppliers = assortment.choices()
    words = budget_words(budget)
    kinds = [{"value": kind, "label": label} for kind, label in order_tables.KINDS.items()]
    shown = [
        dmc.Select(id="orders-kind", label="Show", data=kinds, value=choice.kind, allowDeselect=False),
        _select("supplier", "Supplier", suppliers, choice.supplier),
        _select("category", "Category", categories, choice.category),
        html.Div(
            [
                html.Div("Budget", className="mantine-InputWrapper-label", id="orders-budget-label"),
                html.Div(words, id="orders-budget-words", className="quiet-text numbers", role="status"),
                dmc.Slider(
                    id="orders-budget",
                    value=share,
                    min=1,
                    max=ALL_OF_IT,
                    label=None,
                    updatemode="mouseup",
                    thumbLabel="Budget in percent of the whole cost",
                    disabled=not (totals.cost or budget),
                ),
            ]
        ),
    ]
    return html.Div(shown, className="fields card no-print")


def _select(name: str, label: str, names: list[str], value: str | None) -> Component:
    return dmc.Select(
        id=f"orders-{name}",
        label=label,
        data=names,
        value=value,
        placeholder="All",
        searchable=True,
        clearable=True,
        disabled=not names,
        clearButtonProps={"aria-label": f"Any {label.lower()}"},
    )


def budget_words(budget: float | None, what: str = "At most ") -> str:
    """What may be spent."""
    return "All that is needed" if budget is None else f"{what}{formats.number(budget)}"
