import click

from app import migrations


@click.command
def command() -> None:
    """Bring the database to the newest schema."""
    migrations.upgrade()
