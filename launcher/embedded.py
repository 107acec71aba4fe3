"""The addresses and secrets of the embedded parts: made once, kept in DATA_DIR, readable by its owner only."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from launcher.broker import EmbeddedBroker, NoBroker, embedded_broker
from launcher.errors import LaunchError
from launcher.terminal import say


def is_embedded(environment: Mapping[str, str]) -> bool:
    """Whether no broker was named, and ours is to be started. Missing secrets are made up then, and only then."""
    return not environment.get("CELERY_BROKER_URL")


def prepare(data_dir: Path) -> tuple[EmbeddedBroker | None, dict[str, str]]:
    """The broker to start, if one is needed, and the settings that follow from it. Raises LaunchError."""
    kept = _kept_secrets(data_dir / "secrets.json")
    broker = _broker(data_dir / "broker", kept["broker_password"])
    settings = {
        "JWT_SECRET_KEY": kept["jwt_secret_key"],
        "FLOWER_BASIC_AUTH": f"stockcast:{kept['flower_password']}",
    }
    settings = {name: os.environ.get(name) or value for name, value in settings.items()}
    return broker, settings | ({"CELERY_BROKER_URL": broker.url} if broker else {"USE_CELERY": "0"})


def _broker(folder: Path, password: str) -> EmbeddedBroker | None:
    wanted = os.environ.get("USE_CELERY", "").lower()
    if wanted in ("0", "false", "no", "off"):
        return None
    try:
        return embedded_broker(folder, password)
    except NoBroker as error:
        if wanted:
            raise
        say(f"{error} Until then jobs run in the web process (docs/running-without-celery.md).")
        return None


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def _kept_secrets(path: Path) -> dict[str, str]:
    if path.exists():
        try:
            return json.loads(path.read_text())
        except ValueError:
            raise LaunchError(f"{path} is damaged. Delete it: new secrets are made, everyone signs in again.") from None
    kept = {name: secrets.token_urlsafe(36) for name in ("broker_password", "jwt_secret_key", "flower_password")}
    write_private(path, json.dumps(kept))
    return kept
