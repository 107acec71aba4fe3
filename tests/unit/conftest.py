from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import settings_for
from utils import clock
from utils.config import Settings, get_settings, use_settings


@pytest.fixture
def configured(tmp_path: Path) -> Settings:
    """Settings of this test's own, for what needs no database and no broker."""
    settings = settings_for(tmp_path / "var", "", "redis://127.0.0.1:1/0")
    use_settings(settings)
    return settings


@pytest.fixture
def shop_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Moves the shop to a time zone and, where one is given, its clock to an instant: "2026-03-08T09:59:00Z"."""

    def move(zone: str, instant: str | None = None) -> None:
        use_settings(get_settings().model_copy(update={"shop_timezone": zone}))
        if instant:
            monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(instant))

    before = get_settings()
    yield move
    use_settings(before)
