import sys
from collections.abc import Iterator

import click

from services.operations import checkup, end_to_end, remote
from services.operations.end_to_end import ThisInstallation
from services.operations.findings import FAULT, OK, Finding

COLOURS = {"ok": "green", "warning": "yellow", "fault": "red"}


@click.command
@click.option("--url", help="Address of a running installation, to look at it from outside.")
@click.option("--username", default="admin", show_default=True, help="Who signs in there; must be an administrator.")
@click.option("--password", envvar="STOCKCAST_PASSWORD", help="Asked for if neither this nor STOCKCAST_PASSWORD is.")
def command(url: str | None, username: str, password: str | None) -> None:
    """Look at every part, run a job through every queue, and say what is wrong and what to do about it.

    Exit code 1 if something is at fault; a warning is none.
    """
    if url:
        password = password or click.prompt(f"Password of {username}", hide_input=True)
        findings = remote.examine(url, username, password)
    else:
        findings = _examine_here()
    faults = sum(_show(finding) for finding in findings)
    if faults:
        click.echo(f"\n{faults} fault{'s' * (faults > 1)}.")
        sys.exit(1)
    click.echo("\nNothing is at fault.")


def _examine_here() -> Iterator[Finding]:
    found = checkup.run_checks()
    yield from found
    yield from end_to_end.try_queues_if_alive(ThisInstallation(), found)


def _show(finding: Finding) -> bool:
    click.secho(f"{finding.level:8}", fg=COLOURS[finding.level], nl=False)
    click.echo(f" {finding.name:18} {finding.detail}")
    if finding.level != OK:
        click.echo(f"{'':9}{'':18} -> {finding.remedy}")
    return finding.level == FAULT
