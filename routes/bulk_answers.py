"""Many forecasts in the form the caller can take best."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from flask import Response, current_app, request

from routes import answers, table_answers
from services.files.writing.spreadsheet import csv_text

JSON, NDJSON, CSV, XLSX = "application/json", "application/x-ndjson", table_answers.CSV, table_answers.XLSX
KINDS = {"json": JSON, "ndjson": NDJSON, "csv": CSV, "xlsx": XLSX}
COLUMNS = ("product_sku", "date", "predicted", "lower", "upper")
# Characters of an answer that is made before it is sent, and known again by its `ETag`. A longer one is sent as it is
# made: a year of 5,000 products with their quantiles would take gigabytes.
LONGEST_WHOLE = 4_000_000
FACTS = ("model", "model_version", "as_of", "stale")
DAYS = frozenset({"date", "as_of"})


def predictions(predicted: Iterable[dict[str, Any]], quantiles: Sequence[float], wanted: str | None = None) -> Response:
    """One answer per product, as what is wanted (a key of KINDS), else by the request's `Accept`."""
    kind = KINDS[wanted] if wanted else request.accept_mimetypes.best_match(list(KINDS.values()), default=JSON)
    levels = [str(level) for level in quantiles]
    if kind == XLSX:
        return table_answers.table(
            table_answers.File("xlsx"), "predictions", _columns(levels), _typed(predicted, levels)
        )
    if kind == CSV:
        parts = _csv(predicted, levels)
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
    yield csv_text([_columns(quantiles)])
    for answer in predicted:
        yield csv_text(_rows(answer, quantiles))


def _columns(quantiles: Sequence[str]) -> list[str]:
    return [*COLUMNS, *(f"q{level}" for level in quantiles), *FACTS, "error"]


def _typed(predicted: Iterable[dict[str, Any]], quantiles: Sequence[str]) -> Iterator[list[Any]]:
    """The rows with days that a spreadsheet knows as days."""
    are_days = [name in DAYS for name in _columns(quantiles)]
    for row in chain.from_iterable(_rows(answer, quantiles) for answer in predicted):
        yield [date.fromisoformat(value) if day and value else value for day, value in zip(are_days, row, strict=True)]


def _rows(answer: dict[str, Any], quantiles: Sequence[str]) -> Iterator[list[Any]]:
    sku = answer["product_sku"]
    if "error" in answer:
        yield [sku, *[""] * (len(COLUMNS) + len(quantiles) + len(FACTS) - 1), answer["error"]["code"]]
        return
    facts = [answer[name] for name in FACTS]
    for day in answer["chart_data"]:
        own = [day["quantiles"][level] for level in quantiles]
        yield [sku, *(day[name] for name in COLUMNS[1:]), *own, *facts, ""]
