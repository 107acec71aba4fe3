"""An order for its supplier: as a PDF, a workbook, CSV."""

import io
import re
from collections.abc import Callable
from functools import partial
from typing import IO, Any

from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response, request, send_file

from dashboard.kit.attributes import aria
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX, href
from services.access.locations import Concern
from services.orders.papers import order_papers
from services.orders.papers.order_papers import CSV, PDF, XLSX

FOLDER = "order-papers"
KINDS = {"pdf": PDF, "xlsx": XLSX, "csv": CSV}

files = Blueprint("order_paper_files", __name__, url_prefix=PREFIX + FOLDER)


@files.get("/order.pdf")
@files.get("/order.xlsx")
@files.get("/order.csv")
@partial(guarded, concern=Concern.OWN)
def paper() -> Response:
    """The order of this ?number=, in the supplier's codes and currency."""
    number, ending = request.args.get("number", ""), request.path.rpartition(".")[2]
    made = order_papers.paper(number)
    writers: dict[str, Callable[[], bytes | str | IO[bytes]]] = {
        "pdf": made.pdf,
        "xlsx": made.workbook,
        "csv": made.csv,
    }
    # What a file system may take for a folder is not part of a name.
    name = re.sub(r"[^\w.-]+", "-", number, flags=re.ASCII).strip(".-") or "order"
    content = _stream(writers[ending]())
    return send_file(content, KINDS[ending], as_attachment=True, download_name=f"{name}.{ending}")


def buttons(number: str) -> list[Component]:
    """The order in each kind."""
    return [_link(number, ending, className="button-link") for ending in KINDS]


def links(number: str) -> Component:
    """The same within a row of a table."""
    kinds = [_link(number, ending, **aria(label=f"{number}, {ending.upper()}")) for ending in KINDS]
    return html.Span([part for kind in kinds for part in (" · ", kind)][1:], className="no-print")


def _link(number: str, ending: str, **attributes: Any) -> Component:
    return html.A(ending.upper(), href=href(f"{FOLDER}/order.{ending}", number=number), download="", **attributes)


def _stream(written: bytes | str | IO[bytes]) -> IO[bytes]:
    if isinstance(written, str):
        written = written.encode()
    return io.BytesIO(written) if isinstance(written, bytes) else written
