from typing import Literal

from flask import Response, request
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import table_answers
from routes.access import of_products
from routes.blueprints import APIBlueprint
from routes.table_answers import CSV, XLSX, DialectQuery, File
from services.imports import kinds
from services.imports.templates import TEMPLATES

import_template_bp = APIBlueprint(
    "import_templates", __name__, url_prefix="/import-templates", abp_tags=[Tag(name="Products and sales")]
)

FILES = {CSV: {"schema": {"type": "string"}}, XLSX: {"schema": {"type": "string", "format": "binary"}}}


class TemplatePath(BaseModel):
    kind: str = Field(description=f"{', '.join(kinds.KINDS)}.", json_schema_extra={"example": "stock"})


class TemplateQuery(DialectQuery):
    format: Literal["csv", "xlsx"] | None = Field(None, description="As by the header `Accept`; usual: csv.")


@import_template_bp.get(
    "/<string:kind>",
    summary="A file to fill in: what is known, with columns for what is to be said",
    responses={200: {"description": "The file", "content": FILES}},
)
@of_products
def get_import_template(path: TemplatePath, query: TemplateQuery) -> Response:
    """The products, suppliers or orders of the shop, with all columns that an import of this kind reads. What is left
    empty says nothing."""
    own = TEMPLATES[kinds.find(path.kind).name]
    wanted = query.format or table_answers.FILES[request.accept_mimetypes.best_match(list(FILES), default=CSV) or CSV]
    return table_answers.table(File(wanted, query.dialect), f"{path.kind}-template", own.columns, own.rows())
