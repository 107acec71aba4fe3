"""The `flask` commands of an operator."""

import json
import os
import shlex
import sys
import time
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from app import migrations
from app.doctor_cli import doctor
from app.evaluate_cli import evaluate_file
from app.import_cli import import_file
from services.access import users
from services.catalogue import product_service
from services.catalogue.product_service import ProductFilter
from services.demo import demo_history, demo_service
from services.errors import InvalidInput, ServiceError
from services.jobs.jobs import Status
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest
from services.task_service import ENDED, TaskService
from services.training import training_service
from utils.config import SettingsError, get_settings

# These run anywhere: without settings, a database or a broker.
WITHOUT_SETTINGS = {"evaluate": evaluate_file}


def register_commands(app: Flask) -> None:
    for command in (migrate, prepare, train, welcome, doctor, import_file, *WITHOUT_SETTINGS.values()):
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
    try:
        password = users.create_first_admin(settings.admin_username, settings.admin_password)
    except InvalidInput as error:
        raise click.ClickException(f"ADMIN_USERNAME or ADMIN_PASSWORD: {error}") from None
    if password and not settings.admin_password:
        _keep_password(password)
    demo_products = demo_service.create_demo_shop() if settings.demo else 0
    needs_training = training_service.is_untrained()
    new = {"admin": password is not None, "demo_products": demo_products, "needs_training": needs_training}
    click.echo(json.dumps(new))


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
    if record.status != Status.SUCCESS:
        raise click.ClickException(f"Training ended with {record.status}: {record.error_message}")
    click.echo(f"{record.result['trained']} products trained, {record.result['failed']} failed.")
    if get_settings().demo and demo_history.submit_if_missing():
        click.echo("In the background the demo shop learns how forecasts of the past weeks would have done.")


@click.command()
@click.option("--first", is_flag=True, help="The administrator is new: show the password, once.")
@with_appcontext
def welcome(first: bool) -> None:
    """Print where to look, how to sign in, and a first forecast."""
    settings = get_settings()
    address = f"http://{settings.host}:{settings.port}"
    click.echo(f"\n  The pages      {address}")
    click.echo(f"  The API        {address}/docs")
    click.echo(f"  Sign in        {settings.admin_username} / {_password_hint(first)}")
    if settings.use_celery:
        user = settings.flower_basic_auth.partition(":")[0]
        kept = settings.data_dir / "secrets.json"
        click.echo(f"  Flower         http://127.0.0.1:{settings.flower_port}  ({user}; its password is in {kept})")
    products = product_service.list_products(ProductFilter(), limit=1, cursor=None).items
    if not products:
        click.echo("\n  There are no products yet: POST /sales/import takes a CSV (docs/quickstart.md).\n")
        return
    try:
        _show_forecast(products[0].sku)
    except ServiceError as error:
        click.echo(f"\n  {error}")
    click.echo(f"\n  The same with curl:\n\n{_curl(address, settings.admin_username, products[0].sku)}\n")


def _password_hint(first: bool) -> str:
    path = _password_file()
    if not path.exists():
        return "the ADMIN_PASSWORD of the first start"
    return f"{path.read_text().strip()}   (kept in {path})" if first else f"the password in {path}"


def _show_forecast(sku: str) -> None:
    answer = prediction_service.predict(PredictionRequest(sku))
    click.echo(f"\n  The next week of {sku}, by {answer['model']}:\n")
    click.echo("  day         expected   80 % between")
    for day in answer["chart_data"]:
        if day["predicted"] is not None:
            click.echo(f"  {day['date']}  {day['predicted']:8.1f}   {day['lower']:.0f} and {day['upper']:.0f}")


def _curl(address: str, username: str, sku: str) -> str:
    """One command that signs in and asks for a forecast, with nothing but curl and sed."""
    json_header = "-H 'Content-Type: application/json'"
    before, after = json.dumps({"username": username, "password": "|"}).split("|")
    path = _password_file()
    password = f"$(cat {shlex.quote(str(path))})" if path.exists() else "$ADMIN_PASSWORD"
    token = (
        f'$(curl -s {address}/auth/login {json_header} -d {shlex.quote(before)}"{password}"{shlex.quote(after)}'
        """ | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"""
    )
    body = shlex.quote(json.dumps({"product_sku": sku, "days": 7}, ensure_ascii=False))
    return f'curl -s {address}/predict {json_header} -H "Authorization: Bearer {token}" -d {body}'


def _password_file() -> Path:
    return get_settings().data_dir / "admin-password"


def _keep_password(password: str) -> None:
    with open(os.open(_password_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password + "\n")
