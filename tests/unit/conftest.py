from pathlib import Path

import pytest

from tests.conftest import settings_for
from utils.config import Settings, use_settings


@pytest.fixture
def configured(tmp_path: Path) -> Settings:
    """Settings of this test's own, for what needs no database and no broker."""
    settings = settings_for(tmp_path / "var", "", "redis://127.0.0.1:1/0")
    use_settings(settings)
    return settings
