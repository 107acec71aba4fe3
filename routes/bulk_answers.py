"""Many forecasts in the form the caller can take best."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from flask import Response, current_app, request

from routes import answers
from services.files.spreadsheet import csv_text

NDJSON, CSV = "application/x-ndjson", "text/csv"
COLUMNS = ("product_sku", "date", "predicted", "lower", "upper")
# Characters of an answer that is made before it is sent, and known again by its `ETag`. A longer one is sent as it is
# made: a year of 5,000 products with their quantiles would take gigabytes.
LONGEST_WHOLE = 4_000_000
FACTS = ("model", "model_version", "as_of", "stale")


def predictions(predicted: Iterable[dict[str, Any]], quantiles: Sequence[float]) -> Response:
    """One answer per product, as JSON, NDJSON or CSV by the request's `Accept`."""
    kind = request.accept_mimetypes.best_match(["application/json", NDJSON, CSV], default="application/json")
    if kind == CSV:
        parts = _csv(predicted, [str(level) for level in quantiles])
    else:
        # Told now: when the later parts are made, the request is over.
        parts = (_ndjson if kind == NDJSON else _json)(predicted, current_app.json.dumps)
    response = _whole_or_in_parts(parts, kind)
    response.vary.add("Accept")
    return response


def _whole_or_in_parts(parts: Iterator[str], kind: str) -> Response:
    begun, size = [], 0
    for part in parts:
        begun.append(part)
        size += len(part)
        if size > LONGEST_WHOLE:
            return Response(chain(begun, parts), mimetype=kind)
    return answers.unless_known(Response("".join(begun), mimetype=kind))


def _json(predicted: Iterable[dict[str, Any]], dumps: Callable[[Any], str]) -> Iterator[str]:
    yield '{"items":['
    for number, answer in enumerate(predicted):
        yield f"{',' if number else ''}{dumps(answer)}"
    yield "]}"


def _ndjson(predicted: Iterable[dict[str, Any]], dumps: Callable[[Any], str]) -> Iterator[str]:
    for answer in predicted:
        yield f"{dumps(answer)}\n"


def _csv(predicted: Iterable[dict[str, Any]], quantiles: Sequence[str]) -> Iterator[str]:
    yield csv_text([[*COLUMNS, *(f"q{level}" for level in quantiles), *FACTS, "error"]])
    for answer in predicted:
        yield csv_text(_rows(answer, quantiles))


def _rows(answer: dict[str, Any], quantiles: Sequence[str]) -> Iterator[list[Any]]:
    sku = answer["product_sku"]
    if "error" in answer:
        yield [sku, *[""] * (len(COLUMNS) + len(quantiles) + len(FACTS) - 1), answer["error"]["code"]]
        return
    facts = [answer[name] for name in FACTS]
    for day in answer["chart_data"]:
        own = [day["quantiles"][level] for level in quantiles]
        yield [sku, *(day[name] for name in COLUMNS[1:]), *own, *facts, ""]
