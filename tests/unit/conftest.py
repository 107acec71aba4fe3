from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask_openapi3 import OpenAPI

from services.access import passwords
from services.jobs import queue_limits
from tests.conftest import settings_for
from tests.unit.moments import MOMENTS, moments_of
from utils import clock
from utils.config import Settings, get_settings, use_settings

# The engine may not look at the clock, and the check-up compares it with the database's own.
AT_THE_TRUE_TIME = ("tests/unit/forecasting/", "tests/unit/services/operations/test_checkup.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests run at other hours and on other days than today; those of a file that reads the clock more than once."""
    if not metafunc.definition.nodeid.startswith(AT_THE_TRUE_TIME):
        is_about_days = getattr(metafunc.module, "clock", None) is clock
        metafunc.parametrize("moment", moments_of(metafunc.definition.nodeid, is_about_days), indirect=True)


@pytest.fixture(autouse=True)
def moment(request: pytest.FixtureRequest) -> Iterator[None]:
    """When the test begins, to this process: servers and other children have a clock of their own."""
    if not hasattr(request, "param"):
        yield
        return
    with time_machine.travel(MOMENTS[request.param], tick=True):
        yield


@pytest.fixture(autouse=True, scope="session")
def passwords_of_tests() -> Iterator[None]:
    """Hashed as always, in a hundredth of the time: nobody guesses them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "METHOD", "scrypt:128:8:1")
        yield


@pytest.fixture(autouse=True)
def nobody_waits_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are counted once a second in each process: those of the last test are not this one's."""
    monkeypatch.setattr(queue_limits, "waiting_tasks", queue_limits.WaitingTasks())


@pytest.fixture(scope="session")
def web() -> OpenAPI:
    """The web application. One serves all tests: what differs between them is in the settings and the database."""
    from app.factory import create_app  # which the tests of the engine do not wait for

    # It is made before the database of its first test: what the test before has left must not go into it.
    return create_app(settings_for(Path("/nonexistent"), "", "redis://unused"))


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
