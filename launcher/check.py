"""`python start.py --check`, once Python and the packages are there: could it run here, and if it runs, is all well?"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable

from launcher import broker, ports
from launcher.embedded import is_embedded
from launcher.errors import LaunchError
from launcher.terminal import say
from utils import beside
from utils.config import Settings, SettingsError, load_settings

LITTLE_SPACE_GB = 1.0


def main() -> int:
    try:
        # A broker and secrets that are not named are made up at the start; everything else has to be right already.
        settings = load_settings(Settings, **({"use_celery": False} if is_embedded(os.environ) else {}))
    except SettingsError as error:
        return _say("fault", "settings", " ".join(str(error).split()))
    _say("ok", "settings", "understood")
    if settings.data_dir in beside.data_dirs():
        _say("ok", "launcher", f"runs on {settings.data_dir}; what follows is what `flask doctor` says")
        return subprocess.call([sys.executable, "-m", "flask", "doctor"])
    parts: list[tuple[str, Callable[[Settings], str]]] = [("broker", _broker), ("folder", _folder), ("ports", _ports)]
    return max(_look(name, part, settings) for name, part in parts)


def _look(name: str, part: Callable[[Settings], str], settings: Settings) -> int:
    try:
        return _say("ok", name, part(settings))
    except broker.NoBroker as error:
        return _say("warning", name, f"{error} Until then jobs run in the web process.")
    except (LaunchError, OSError) as error:
        return _say("fault", name, " ".join(str(error).splitlines()))


def _broker(settings: Settings) -> str:
    if os.environ.get("CELERY_BROKER_URL"):
        return "the one of CELERY_BROKER_URL"
    return broker.find_program()


def _folder(settings: Settings) -> str:
    folder = settings.data_dir
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    with tempfile.TemporaryFile(dir=there):
        free = shutil.disk_usage(there).free / 1e9
    if free < LITTLE_SPACE_GB:
        raise LaunchError(f"{free:.1f} GB are free in {folder}: make room, or set another DATA_DIR.")
    return f"{folder} can be written, {free:.0f} GB free"


def _ports(settings: Settings) -> str:
    ports.check(settings)
    return f"{settings.port} and {settings.flower_port} are free"


def _say(level: str, name: str, detail: str) -> int:
    """One line, as `flask doctor` writes it; the exit code it leads to."""
    say(f"{level:8} {name:18} {detail}")
    return int(level == "fault")


if __name__ == "__main__":
    sys.exit(main())
