"""The `flask` commands of an operator."""

import json
import os
import shlex
import sys
import time

import click
from flask import Flask
from flask.cli import with_appcontext

from app import migrations
from app.doctor_cli import doctor
from app.evaluate_cli import evaluate_file
from services import demo_service, prediction_service, product_service, training_service, user_service
from services.prediction_service import PredictionRequest
from services.product_service import ProductFilter
from services.task_service import ENDED, TaskService
from utils.config import SettingsError, get_settings

# These run anywhere: without settings, a database or a broker.
WITHOUT_SETTINGS = {"evaluate": evaluate_file}


def register_commands(app: Flask) -> None:
    for command in (migrate, prepare, train, welcome, doctor, *WITHOUT_SETTINGS.values()):
        app.cli.add_command(command)


def without_settings(error: SettingsError) -> Flask:
    """An application for the commands that need no settings; for anything else the error ends the process."""
    if not WITHOUT_SETTINGS.keys() & set(sys.argv[1:2]):
        sys.exit(str(error))
    app = Flask(__name__)
    for command in WITHOUT_SETTINGS.values():
        app.cli.add_command(command)
    return app


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema."""
    migrations.upgrade()


@click.command()
@with_appcontext
def prepare() -> None:
    """Migrate, make the first administrator, and fill an empty database with the demo shop. Safe to repeat.

    Prints one JSON object: what was new.
    """
    settings = get_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrations.upgrade()
    password = user_service.create_first_admin(settings.admin_username, settings.admin_password)
    if password and not settings.admin_password:
        _keep_password(password)
    demo_products = demo_service.create_demo_shop() if settings.demo else 0
    needs_training = training_service.is_untrained()
    click.echo(json.dumps({"demo_products": demo_products, "needs_training": needs_training}))


@click.command()
@click.option("--model", default="auto", show_default=True, help="Method to train with.")
@with_appcontext
def train(model: str) -> None:
    """Train the whole catalogue and show how it goes."""
    task_id = training_service.submit_all(model, None).task_id
    record = TaskService.get_task_status(task_id)
    with click.progressbar(length=1000, label="Training") as bar:
        done = 0
        while record.status not in ENDED:
            time.sleep(0.3)
            record = TaskService.get_task_status(task_id)
            promille = int(1000 * record.progress_current / max(1, record.progress_total))
            bar.update(promille - done)
            done = promille
    if record.status != "SUCCESS":
        raise click.ClickException(f"Training ended with {record.status}: {record.error_message}")
    click.echo(f"{record.result['trained']} products trained, {record.result['failed']} failed.")


@click.command()
@with_appcontext
def welcome() -> None:
    """Print where to look, how to sign in, and a first forecast."""
    settings = get_settings()
    address = f"http://{settings.host}:{settings.port}"
    password_file = settings.data_dir / "admin-password"
    password = password_file.read_text().strip() if password_file.exists() else settings.admin_password
    click.echo(f"\n  The API        {address}/docs")
    click.echo(f"  Sign in        {settings.admin_username} / {password or 'the ADMIN_PASSWORD of the first start'}")
    click.echo(f"  Flower         http://127.0.0.1:{settings.flower_port}  ({settings.flower_basic_auth})")
    first = product_service.list_products(ProductFilter(), limit=1, cursor=None).items
    if not first:
        click.echo("\n  There are no products yet: POST /sales/import takes a CSV (docs/quickstart.md).")
        return
    _show_forecast(first[0].sku)
    click.echo(f"\n  The same with curl:\n\n{_curl(address, settings.admin_username, password, first[0].sku)}\n")


def _show_forecast(sku: str) -> None:
    answer = prediction_service.predict(PredictionRequest(sku))
    click.echo(f"\n  The next week of {sku}, by {answer['model']}:\n")
    click.echo("  day         expected   80 % between")
    for day in answer["chart_data"]:
        if day["predicted"] is not None:
            click.echo(f"  {day['date']}  {day['predicted']:8.1f}   {day['lower']:.0f} and {day['upper']:.0f}")


def _curl(address: str, username: str, password: str, sku: str) -> str:
    """One command that signs in and asks for a forecast, with nothing but curl and sed."""
    json_header = "-H 'Content-Type: application/json'"
    credentials = shlex.quote(json.dumps({"username": username, "password": password}))
    token = (
        f"$(curl -s {address}/auth/login {json_header} -d {credentials}"
        """ | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"""
    )
    body = shlex.quote(json.dumps({"product_sku": sku, "days": 7}, ensure_ascii=False))
    return f'curl -s {address}/predict {json_header} -H "Authorization: Bearer {token}" -d {body}'


def _keep_password(password: str) -> None:
    path = get_settings().data_dir / "admin-password"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password + "\n")
