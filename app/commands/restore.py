from pathlib import Path

import click

from app.backups import restoring
from utils.config import Settings, load_settings, use_settings


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Bring back what DIR holds, into an empty database.

    The database is that of DATABASE_URL, else SQLite in DATA_DIR; it may be of another kind than the one before.
    """
    # No job is asked for, so no broker need run.
    use_settings(load_settings(Settings, use_celery=False))
    counts = restoring.restore(folder)
    click.echo(f"Restored {counts['products']:,} products and {counts['sales']:,} days of sales. Start it: make run")
