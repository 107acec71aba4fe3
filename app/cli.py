"""The command line: `flask NAME`. A command is loaded when it is run: all of them together would cost seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
import sqlalchemy.exc
from flask import Flask
from flask.cli import AppGroup

from forecasting.errors import ForecastingError
from services.errors import ServiceError
from utils.config import SettingsError
from utils.logging import configure_logging

# What `flask --help` says of each; the rest is in the module of this name in `app.commands`.
COMMANDS = {
    "backup": "Write all that the shop has into DIR, while the service goes on.",
    "curl": "Print shell functions that ask the API, signed in.",
    "doctor": "Look at every part, run a job through every queue, and say what is wrong and what to do about it.",
    "evaluate": "Forecast the sales in FILE from earlier cut-offs and measure the errors.",
    "forecast": "Print the next week of a product.",
    "import": "Import FILE: sales, products, suppliers, stock, orders or receipts.",
    "migrate": "Bring the database to the newest schema.",
    "prepare": "Migrate, make the first administrator, and fill an empty database with the demo shop.",
    "restore": "Bring back what DIR holds, into an empty database.",
    "sources": "Show what is fetched by itself; add, change, run or remove it.",
    "train": "Train the whole catalogue and show how it goes.",
    "welcome": "Print where to look and how to sign in.",
}


def is_asked() -> bool:
    """Whether this process looks for a command of ours; `flask run`, `routes` and `shell` want the web application."""
    context = click.get_current_context(silent=True)
    return context is not None and context.parent is None


def create_app() -> Flask:
    """An application that has the commands and nothing else, and is there in a fraction of the other one's time."""
    # A command speaks to a person: what went well is not logged.
    configure_logging("WARNING")
    app = Flask(__name__)
    app.cli = _Commands()
    return app


class _Commands(AppGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _Command(cmd_name, short_help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None


class _Command(click.Command):
    """Stands in for a command, and tells its errors as sentences."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **options: Any) -> click.Context:
        self._command = import_module(f"app.commands.{self.name}").command
        context = self._command.make_context(info_name, args, *rest, **options)
        # click runs what the context names.
        context.command = self
        return context

    def invoke(self, ctx: click.Context) -> Any:
        with _errors_as_sentences():
            return self._command.invoke(ctx)


@contextmanager
def _errors_as_sentences() -> Iterator[None]:
    try:
        yield
    except (ServiceError, ForecastingError, SettingsError) as error:
        raise click.ClickException(str(error)) from None
    except sqlalchemy.exc.DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        raise click.ClickException(f"The database: {reason}. What is wrong with it: flask doctor") from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'The system'}: {error.strerror or error}") from None
