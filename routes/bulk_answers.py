"""Many figures in the form the caller can take best."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, current_app, request

from routes import answers

NDJSON, CSV = "application/x-ndjson", "text/csv"
COLUMNS = ("product_sku", "date", "predicted", "lower", "upper")
FACTS = ("model", "model_version", "as_of", "stale")
# What a spreadsheet would take for the beginning of a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def predictions(predicted: Iterable[dict[str, Any]], quantiles: Sequence[float]) -> Response:
    """One answer per product, as JSON, NDJSON or CSV by the request's `Accept`."""
    kind = request.accept_mimetypes.best_match(["application/json", NDJSON, CSV], default="application/json")
    dumps = current_app.json.dumps
    if kind == CSV:
        body = _csv(predicted, [str(level) for level in quantiles])
    elif kind == NDJSON:
        body = "".join(f"{dumps(answer)}\n" for answer in predicted)
    else:
        body = f'{{"items":[{",".join(dumps(answer) for answer in predicted)}]}}'
    response = Response(body, mimetype=kind)
    response.vary.add("Accept")
    return answers.unless_known(response)


def _csv(predicted: Iterable[dict[str, Any]], quantiles: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(f"q{level}" for level in quantiles), *FACTS, "error"])
    for answer in predicted:
        sku = _harmless(answer["product_sku"])
        if "error" in answer:
            writer.writerow([sku, *[""] * (len(COLUMNS) + len(quantiles) + len(FACTS) - 1), answer["error"]["code"]])
            continue
        facts = [answer[name] for name in FACTS]
        for day in answer["chart_data"]:
            own = [day["quantiles"][level] for level in quantiles]
            writer.writerow([sku, *(day[name] for name in COLUMNS[1:]), *own, *facts, ""])
    return text.getvalue()


def csv_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A table for a spreadsheet: a heading, and a line per row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(value) if isinstance(value, str) else value for value in row] for row in rows)
    response = Response(text.getvalue(), mimetype=CSV)
    response.vary.add("Accept")
    return response


def wants_csv() -> bool:
    """Whether the caller would rather have CSV than JSON."""
    return request.accept_mimetypes.best_match(["application/json", CSV], default="application/json") == CSV


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
