"""Orders as their suppliers read them: as a PDF, a workbook, CSV; in the supplier's codes and currency."""

import io
import re
from typing import IO, Any

from flask import Response, send_file
from flask_openapi3 import Tag

from routes.access import of_products
from routes.blueprints import APIBlueprint
from routes.description import BYTES, TEXT, may_conflict
from routes.order_step_routes import NumberPath
from services.orders.papers import order_papers
from services.orders.papers.order_papers import CSV, PDF, XLSX

order_paper_bp = APIBlueprint(
    "order_papers", __name__, url_prefix="/purchase-orders", abp_tags=[Tag(name="Stock and orders")]
)

FILES: dict[str, Any] = {kind: {"content": {kind: {"schema": BYTES}}} for kind in (PDF, XLSX)}
FILES[CSV] = {"content": {CSV: {"schema": TEXT}}}


@order_paper_bp.get("/<sku:number>.pdf", summary="An order for its supplier, as a PDF", responses={200: FILES[PDF]})
@may_conflict
@of_products
def get_order_pdf(path: NumberPath) -> Response:
    return _file(io.BytesIO(order_papers.paper(path.number).pdf()), PDF, path.number, "pdf")


@order_paper_bp.get("/<sku:number>.xlsx", summary="The same as a workbook", responses={200: FILES[XLSX]})
@may_conflict
@of_products
def get_order_workbook(path: NumberPath) -> Response:
    return _file(order_papers.paper(path.number).workbook(), XLSX, path.number, "xlsx")


@order_paper_bp.get("/<sku:number>.csv", summary="The same as CSV", responses={200: FILES[CSV]})
@may_conflict
@of_products
def get_order_csv(path: NumberPath) -> Response:
    return _file(io.BytesIO(order_papers.paper(path.number).csv().encode()), CSV, path.number, "csv")


def _file(content: IO[bytes], kind: str, number: str, ending: str) -> Response:
    # What a file system may take for a folder is not part of a name.
    name = re.sub(r"[^\w.-]+", "-", number, flags=re.ASCII).strip(".-") or "order"
    return send_file(content, kind, as_attachment=True, download_name=f"{name}.{ending}")
