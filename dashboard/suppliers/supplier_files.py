"""Suppliers as a file: their terms, as the page Import and the API take them back."""

from functools import partial

from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response

from dashboard.kit import downloads
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from services.access.locations import Concern
from services.planning import supplier_files
from utils.language import _

FOLDER = "supplier-files"

files = Blueprint("supplier_files", __name__, url_prefix=PREFIX + FOLDER)


@files.get("/suppliers.csv")
@files.get("/suppliers.xlsx")
@partial(guarded, concern=Concern.OWN)
def suppliers() -> Response:
    """All suppliers with terms."""
    return downloads.table(supplier_files.COLUMNS, supplier_files.rows())


def links() -> Component:
    as_csv, as_workbook = downloads.links(f"{FOLDER}/suppliers", "suppliers")
    return html.P([_("Save their terms as a file:"), " ", as_csv, " · ", as_workbook], className="quiet-text below")
