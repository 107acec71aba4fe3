"""Products on paper: plain HTML for the printer, as a grid on the screen holds only the rows in sight."""

from functools import partial
from itertools import islice

from flask import render_template, request

from dashboard.kit import formats, letterhead, viewer
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from dashboard.products.product_files import FOLDER, files, narrowed
from services.access.locations import Concern
from services.views import assortment
from services.views.assortment import AssortmentRow
from utils.language import N_, _, ngettext

PAPER_PATH = f"{FOLDER}/products.html"
# Some hundred sheets; nobody reads more on paper.
PRINTED = 3000
HEADINGS = (
    N_("Product"),
    N_("On hand"),
    N_("Lasts, days"),
    N_("Order"),
    N_("At risk"),
    N_("Sales, 4 weeks"),
    N_("Error"),
)


@files.get("/products.html")
@partial(guarded, concern=Concern.OWN)
def paper() -> str:
    """The products that ?q=, ?category= and ?supplier= leave, most money at risk first."""
    wanted = narrowed(request.args)
    total = assortment.rows(wanted, 0, 1)[1]
    return render_template(
        "product_list.html",
        prefix=PREFIX,
        letterhead=letterhead.parts(),
        title=_("Products"),
        tag=viewer.language_tag(),
        about=" · ".join(filter(None, (formats.count(total, "product", "products"), wanted.category, wanted.supplier))),
        rest=_rest(total - PRINTED),
        headings=list(map(_, HEADINGS)),
        rows=[_row(row) for row in islice(assortment.all_rows(wanted), PRINTED)],
    )


def _rest(left: int) -> str | None:
    if left <= 0:
        return None
    return ngettext(
        "Printed are the first {first}, those with most money at risk; {count} more is in the CSV file.",
        "Printed are the first {first}, those with most money at risk; {count} more are in the CSV file.",
        left,
        first=PRINTED,
    )


def _row(row: AssortmentRow) -> dict[str, object]:
    product = row.product
    code = product.sku if product.name else ""
    return {
        "name": product.name or product.sku,
        "about": " · ".join(filter(None, (code, product.category))),
        "cells": [
            formats.number(product.on_hand),
            # Whole days, as on the screen.
            formats.number(None if row.days_of_cover is None else int(row.days_of_cover)),
            formats.number(row.quantity),
            formats.money(row.money_at_risk, 0),
            formats.money(row.value, 0),
            formats.percent(row.wape),
        ],
    }
