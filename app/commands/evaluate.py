"""How accurate the engine is on anyone's own sales. Needs no settings and no database."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from app.file_options import file_options, options_of, refused
from forecasting.evaluate import USUAL_HORIZON, EvaluationSettings, Scores, evaluate, steps
from forecasting.layout import step_days_of
from forecasting.methods import AUTO, FAMILIES
from services.errors import InvalidInput
from services.files import report
from services.files.options import FileOptions
from services.sales.sales_frame import SalesFile, added_up
from utils import clock

# Columns that a shop knows ahead; others are used only when they are named.
USUALLY_KNOWN = ("promo", "school_holiday", "holiday")


@click.command
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--horizon", type=click.IntRange(1, 365), help="Periods to forecast; by default 28 days, or 8 weeks.")
@click.option("--cutoffs", default=3, show_default=True, type=click.IntRange(1, 52), help="One horizon apart.")
@click.option("--methods", default=AUTO, show_default=True, help=f"With commas: {AUTO}, {', '.join(FAMILIES)}.")
@click.option("--known", help=f"Columns known ahead, with commas; by default {', '.join(USUALLY_KNOWN)} where present.")
@click.option("--country", default="", help="ISO 3166 code: its public holidays are known ahead.")
@click.option("--seed", default=0, show_default=True, help="Of every draw: the same seed gives the same figures.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write every forecast as parquet.")
@file_options
def command(file: Path, output: Path | None, methods: str, known: str | None, **options: Any) -> None:
    """Forecast the sales in FILE from earlier cut-offs and measure the errors.

    FILE is read as an import reads it (docs/files-in.md), or is parquet with product_sku, date and quantity. Lines of a
    day add up, a day without a row is a day without a sale. Optional: in_stock or open (0: demand unknown), category,
    and columns known ahead. Days begin in UTC unless --timezone says otherwise.
    """
    said = options_of(options)
    wanted = _listed(known) if known is not None else USUALLY_KNOWN
    frame = _parquet(file) if file.suffix in (".parquet", ".pq") else _table(file, said, wanted)
    columns = wanted if known is not None else [name for name in USUALLY_KNOWN if name in frame]
    options["horizon"] = options["horizon"] or USUAL_HORIZON[step_days_of(frame["date"])]
    settings = EvaluationSettings(methods=_listed(methods) or (AUTO,), known=tuple(columns), **options)
    click.echo(_readable(_run(frame, settings, output).table()))


def _table(file: Path, said: FileOptions, known: Sequence[str]) -> pd.DataFrame:
    zone = ZoneInfo(said.timezone or "UTC")
    overrules = said.named(file.name).model_copy(update={"timezone": zone.key}).overrules()
    try:
        sales = SalesFile(file, overrules, clock.now().astimezone(zone).date(), known)
    except InvalidInput as error:
        raise refused(error) from None
    for sentence in [*report.in_words(sales.reading), *report.warnings(sales.reading)]:
        click.echo(sentence, err=True)
    for one in sales.examples:
        click.echo(f"Line {one.line} is left out, {one.column} {one.value!r}: {one.reason}.", err=True)
    if sales.rejected > len(sales.examples):
        click.echo(f"And {sales.rejected - len(sales.examples):,} further lines.", err=True)
    return sales.frame


def _parquet(file: Path) -> pd.DataFrame:
    try:
        frame = pd.read_parquet(file)
    except (ValueError, OSError, pa.ArrowException) as error:
        raise click.ClickException(f"{file} cannot be read as a table of sales: {error}") from None
    missing = {"product_sku", "date", "quantity"} - set(frame)
    if missing:
        raise click.ClickException(f"{file} lacks {', '.join(sorted(missing))}; it has {', '.join(map(str, frame))}.")
    # Each code is kept once: tens of millions of rows of text would not fit.
    codes = frame["product_sku"].astype("category")
    return added_up(frame.assign(product_sku=codes, date=_days(frame["date"])))


def _days(texts: pd.Series) -> pd.Series:
    try:
        days = pd.to_datetime(texts)
    except ValueError as error:
        raise click.ClickException(f"The column date has to hold days, such as 2026-03-01: {error}") from None
    if days.isna().any() or not len(days):
        raise click.ClickException("The column date is empty, or has empty cells.")
    return days


def _run(frame: pd.DataFrame, settings: EvaluationSettings, output: Path | None) -> Scores:
    scores, writer = Scores(), None
    with click.progressbar(length=steps(frame, settings), label="Evaluating") as bar:
        for result in evaluate(frame, settings, time.process_time):
            scores.add(result)
            if output:
                rows = pa.Table.from_pandas(result.rows(), preserve_index=False)
                writer = writer or pq.ParquetWriter(output, rows.schema)
                writer.write_table(rows)
            bar.update(1)
    if writer:
        writer.close()
    return scores


def _readable(table: pd.DataFrame) -> str:
    names = {
        "rmsse": "mean RMSSE",
        "wape": "WAPE",
        "bias": "bias",
        "pinball": "pinball",
        "coverage_80": "80 % cov.",
        "coverage_80_fast": ">= 5 a day",
        "coverage_95": "95 % cov.",
        "ms": "ms/product",
        "products": "forecasts",
    }
    return table[list(names)].rename(columns=names).to_string(float_format=lambda number: f"{number:.3f}")


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())
