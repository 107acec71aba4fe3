"""Many forecasts in the form the caller can take best."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, current_app, request

from routes import answers
from services.files.spreadsheet import shown_as_text

NDJSON, CSV = "application/x-ndjson", "text/csv"
COLUMNS = ("product_sku", "date", "predicted", "lower", "upper")
FACTS = ("model", "model_version", "as_of", "stale")


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
        sku = shown_as_text(answer["product_sku"])
        if "error" in answer:
            writer.writerow([sku, *[""] * (len(COLUMNS) + len(quantiles) + len(FACTS) - 1), answer["error"]["code"]])
            continue
        facts = [answer[name] for name in FACTS]
        for day in answer["chart_data"]:
            own = [day["quantiles"][level] for level in quantiles]
            writer.writerow([sku, *(day[name] for name in COLUMNS[1:]), *own, *facts, ""])
    return text.getvalue()
