"""Whom the launcher tells which secret."""

import subprocess
import sys

import pytest

from launcher.child import Child
from utils import beside

LOOKED_FOR = {
    "JWT_SECRET_KEY": "k" * 32,
    "DATABASE_URL": "postgresql://u:p@h/d",
    "CELERY_BROKER_URL": "redis://:p@h/0",
    "FLOWER_BASIC_AUTH": "u:p",
}
SEEN = """
from utils.config import get_settings
settings = get_settings()
print(*(name for name in ("jwt_secret_key", "database_url", "celery_broker_url", "flower_basic_auth")
        if getattr(settings, name) and "sqlite" not in getattr(settings, name)))
"""


@pytest.fixture
def seen_by(tmp_path, monkeypatch):
    """What a child of this name makes of its environment, beside the file for commands."""
    monkeypatch.setattr(beside, "NOTES", tmp_path / "notes")
    beside.leave(tmp_path, LOOKED_FOR)

    def seen(name: str) -> list[str]:
        child = Child(
            name, [sys.executable, "-c", SEEN], LOOKED_FOR | {"DATA_DIR": str(tmp_path)}, tmp_path / f"{name}.log"
        )
        child.start()
        assert child.process.wait() == 0
        return child.log.read_text().split()

    return seen


def test_flower_and_workers_know_what_they_need_and_do_not_look_for_more(seen_by):
    assert seen_by("flower") == ["celery_broker_url", "flower_basic_auth"]
    assert seen_by("worker") == ["database_url", "celery_broker_url"]


def test_a_command_beside_them_finds_the_rest(seen_by, tmp_path):
    environment = {"DATA_DIR": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", SEEN], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["jwt_secret_key", "database_url", "celery_broker_url", "flower_basic_auth"]
