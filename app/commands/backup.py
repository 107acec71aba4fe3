from pathlib import Path

import click

from app.backups import writing
from utils.config import Settings, load_settings, use_settings


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write all that the shop has into DIR, while the service goes on.

    DIR is a new folder. Passwords of the installation (JWT_SECRET_KEY, .env) are not in it.
    """
    # No job is asked for, so no broker need run.
    use_settings(load_settings(Settings, use_celery=False))
    counts = writing.write(folder)
    click.echo(f"{folder}: {counts['products']:,} products, {counts['sales']:,} days of sales, and all there is.")
