import json
import os
from pathlib import Path

import click

from app import migrations
from services.access import users
from services.demo import demo_service
from services.errors import InvalidInput
from services.training import first_training
from utils.config import get_settings


@click.command
def command() -> None:
    """Migrate, make the first administrator, and fill an empty database with the demo shop.

    Safe to repeat. Prints one JSON object: what was new.
    """
    settings = get_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrations.upgrade()
    try:
        password = users.create_first_admin(settings.admin_username, settings.admin_password)
    except InvalidInput as error:
        raise click.ClickException(f"ADMIN_USERNAME or ADMIN_PASSWORD: {error}") from None
    if password and not settings.admin_password:
        _keep(password, settings.data_dir / "admin-password")
    demo_products = demo_service.create_demo_shop() if settings.demo else 0
    needs_training = first_training.is_due()
    new = {"admin": password is not None, "demo_products": demo_products, "needs_training": needs_training}
    click.echo(json.dumps(new))


def _keep(password: str, file: Path) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(password + "\n")
