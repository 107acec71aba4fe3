"""The addresses and secrets of the embedded parts: made once, kept in DATA_DIR, readable by its owner only."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from launcher.broker import EmbeddedBroker, embedded_broker
from launcher.errors import LaunchError
from utils.config import embedded_env_file


def is_embedded(environment: Mapping[str, str]) -> bool:
    """Whether no broker was named, and ours is to be started. Missing secrets are made up then, and only then."""
    return not environment.get("CELERY_BROKER_URL")


def prepare(data_dir: Path) -> tuple[EmbeddedBroker | None, dict[str, str]]:
    """The broker to start, if one is needed, and the environment for every other process. Raises LaunchError."""
    kept = _kept_secrets(data_dir / "secrets.json")
    environment = {
        "JWT_SECRET_KEY": kept["jwt_secret_key"],
        "FLOWER_BASIC_AUTH": f"stockcast:{kept['flower_password']}",
    }
    broker = None
    if os.environ.get("USE_CELERY", "").lower() in ("0", "false", "no", "off"):
        environment["USE_CELERY"] = "0"
    else:
        broker = embedded_broker(data_dir / "broker", kept["broker_password"])
        environment["CELERY_BROKER_URL"] = broker.url
    environment = {name: os.environ.get(name) or value for name, value in environment.items()}
    write_private(embedded_env_file(data_dir), "".join(f"{name}='{value}'\n" for name, value in environment.items()))
    return broker, environment


def forget(data_dir: Path) -> None:
    """Commands must not look for parts that no longer run."""
    embedded_env_file(data_dir).unlink(missing_ok=True)


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
