"""What is fetched by itself, as the page Sources and the API have it."""

import json
from pathlib import Path
from typing import Any, get_args

import click

from services.records import without_rules
from services.sources import decisions, source_service
from services.sources.source_fields import SourceFields
from services.sources.source_service import SourceState, Times

SHOWN = 200
# What takes more than a word to say: as JSON.
IN_JSON = {"secret_headers", "options"}


def _fields(command: Any) -> Any:
    """One option for each thing that can be said about a source."""
    for name, field in reversed(SourceFields.model_fields.items()):
        kind = without_rules(field.annotation)
        choices = [one for one in get_args(kind) if isinstance(one, str)]
        type_ = click.Choice(choices) if choices else click.INT if kind is int else click.STRING
        help = f"{field.description} (JSON)" if name in IN_JSON else field.description
        command = click.option(f"--{name.replace('_', '-')}", type=type_, help=help)(command)
    return command


def _times(command: Any) -> Any:
    command = click.option("--timezone", help="Of --cron; left out: the shop's.")(command)
    return click.option("--cron", help='When it is read by itself, such as "0 5 * * *"; "": only when asked.')(command)


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Show what is fetched by itself; add, change, run or remove it."""
    if context.invoked_subcommand is None:
        show()


@command.command("list")
def list_() -> None:
    """Show all of them, and how they went."""
    show()


@command.command()
@click.argument("name")
@_fields
@_times
def add(name: str, cron: str | None, timezone: str | None, **fields: Any) -> None:
    """Have something fetched from now on."""
    click.echo(_line(source_service.create(name, _said(fields), Times(cron, timezone))))


@command.command()
@click.argument("name")
@_fields
@_times
def change(name: str, cron: str | None, timezone: str | None, **fields: Any) -> None:
    """Change a source from its next run on; what is not named stays as it is."""
    click.echo(_line(source_service.change(name, _said(fields), Times(cron, timezone))))


@command.command()
@click.argument("name")
def run(name: str) -> None:
    """Read what is new, now; a worker does it."""
    submitted = decisions.run_now(name)
    click.echo(f"{name} is being read{'' if submitted.is_new else ' already'}, by task {submitted.task_id}.")


@command.command()
@click.argument("name")
def remove(name: str) -> None:
    """Fetch nothing more; what was read stays."""
    source_service.delete(name)
    click.echo(f"{name} is not read any more.")


def show() -> None:
    states = source_service.list_sources(SHOWN, None).items
    for state in states:
        click.echo(_line(state))
    if not states:
        click.echo("Nothing is fetched by itself. flask sources add --help says how.")


def _line(state: SourceState) -> str:
    fields = state.fields
    where = str(Path(fields.folder) / fields.pattern) if fields.folder else fields.url
    when = state.schedule.cron if state.schedule else "only when asked"
    parts = [f"{fields.reads} from {where}", when, state.last_status or "never read", state.last_error or ""]
    return f"{state.name}: {', '.join(part for part in parts if part)}"


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in fields.items() if value is not None}
    return said | {name: _parsed(name, said[name]) for name in IN_JSON & said.keys()}


def _parsed(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise click.BadParameter(f"is no JSON: {text}", param_hint=f"--{name.replace('_', '-')}") from None
