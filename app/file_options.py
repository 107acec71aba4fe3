"""What the commands that read files let one say about them."""

import re
from collections.abc import Callable
from typing import Any

import click
from pydantic import ValidationError

from services.errors import InvalidInput
from services.files.options import FileOptions

_PARAMETER = re.compile(r"\?(\w+)=")


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add one option for each thing that can be said about a file."""
    for name, field in reversed(FileOptions.model_fields.items()):
        text = (field.description or "").replace("`GET /import-profiles`", "docs/files-in.md")
        command = click.option(f"--{name.replace('_', '-')}", default="", help=text)(command)
    return command


def options_of(given: dict[str, Any]) -> FileOptions:
    """What was said about the file; taken out of all that was given. Raises ClickException."""
    said = {name: given.pop(name) for name in FileOptions.model_fields}
    try:
        return FileOptions(**said)
    except ValidationError as error:
        fault = error.errors()[0]
        raise click.BadParameter(fault["msg"], param_hint=f"--{str(fault['loc'][0]).replace('_', '-')}") from None


def refused(error: InvalidInput) -> click.ClickException:
    """A refusal with what to type here for the parameters of the API that it names."""
    text = _PARAMETER.sub(lambda found: f"--{found[1].replace('_', '-')} ", str(error))
    return click.ClickException(text.replace(" Nothing was imported.", ""))
