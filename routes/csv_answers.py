"""Lists as CSV, for whoever asks for it with `Accept: text/csv`."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, request

from services.spreadsheet import shown_as_text

CSV = "text/csv"


def wanted() -> bool:
    """Whether this request would rather have CSV than JSON."""
    return request.accept_mimetypes.best_match(["application/json", CSV], default="application/json") == CSV


def table(name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Response:
    """These columns of the rows as a file of this name; texts that a spreadsheet would calculate are quoted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    response = Response(text.getvalue(), mimetype=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.vary.add("Accept")
    return response


def _cell(value: Any) -> Any:
    return shown_as_text(value) if isinstance(value, str) else value
