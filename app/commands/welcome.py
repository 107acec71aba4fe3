import json
import shlex
import sys
from pathlib import Path

import click

from services.catalogue import product_service
from utils.config import Settings, get_settings

ROOT = Path(__file__).parents[2]


@click.command
@click.option("--first", is_flag=True, help="The administrator is new: show the password, once.")
def command(first: bool) -> None:
    """Print where to look and how to sign in."""
    settings = get_settings()
    click.echo(f"\n  The pages      {settings.address}")
    click.echo(f"  The API        {settings.address}/docs")
    click.echo(f"  Sign in        {settings.admin_username} / {_password_hint(settings, first)}")
    if settings.use_celery:
        user = settings.flower_basic_auth.partition(":")[0]
        kept = settings.data_dir / "secrets.json"
        click.echo(f"  Flower         http://127.0.0.1:{settings.flower_port}  ({user}; its password is in {kept})")
    click.echo(f"\n  From a second terminal:\n\n{_by_curl(product_service.first_sku())}\n")


def _password_hint(settings: Settings, first: bool) -> str:
    file = settings.data_dir / "admin-password"
    if not file.exists():
        return "the ADMIN_PASSWORD of the first start"
    return f"{file.read_text().strip()}   (kept in {file})" if first else f"the password in {file}"


def _by_curl(sku: str | None) -> str:
    program = Path(sys.executable).with_name("flask")
    # As the documents write it, where it lies in the folder of the program.
    program = program.relative_to(ROOT) if program.is_relative_to(ROOT) else program
    lines = [f"cd {shlex.quote(str(ROOT))}", f'eval "$({shlex.quote(str(program))} curl)"']
    if sku:
        lines.append(f"api /predict -d {shlex.quote(json.dumps({'product_sku': sku, 'days': 7}, ensure_ascii=False))}")
    else:
        lines.append("api /sales/import -F file=@sales.csv     # product_sku,date,quantity (docs/quickstart.md)")
    return "\n".join(f"    {line}" for line in lines)
