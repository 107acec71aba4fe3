"""What a running `make run` leaves for the commands beside it, which then need not be told its settings.

In the program's folder it notes where its DATA_DIR is, and in that what the other settings are.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

NOTES = Path(__file__).parents[1] / ".running"
# In the environment of what the launcher starts.
HAS_SETTINGS = "STOCKCAST_TOLD"


def settings_file(data_dir: Path) -> Path:
    """Holds NAME='value' lines while something runs on `data_dir`."""
    return data_dir / "embedded.env"


def settings_to_read(data_dir: Path) -> Path | None:
    """For a command; what the launcher started was told all that it may know (launcher/process_secrets.py)."""
    return None if HAS_SETTINGS in os.environ else settings_file(data_dir)


def leave(data_dir: Path, settings: Mapping[str, str]) -> None:
    """Tell the commands, until this process ends or calls `forget`. Only the owner may read it."""
    lines = "".join(f"{name}='{_escaped(value)}'\n" for name, value in settings.items())
    with open(os.open(settings_file(data_dir), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(lines)
    # In a folder that cannot be written commands have to be told DATA_DIR.
    with suppress(OSError):
        NOTES.mkdir(mode=0o700, exist_ok=True)
        for note in _notes(alive=False):
            note.unlink(missing_ok=True)
        (NOTES / str(os.getpid())).write_text(str(data_dir))


def forget(data_dir: Path) -> None:
    """Commands must not look for parts that no longer run."""
    settings_file(data_dir).unlink(missing_ok=True)
    (NOTES / str(os.getpid())).unlink(missing_ok=True)


def data_dirs() -> list[Path]:
    """The DATA_DIR of each Stockcast that runs from the program's folder."""
    return sorted(Path(note.read_text()) for note in _notes(alive=True))


def _notes(alive: bool) -> Iterator[Path]:
    return (note for note in NOTES.glob("[0-9]*") if lives(int(note.name)) == alive)


def lives(pid: int) -> bool:
    """Whether there is such a process, of any user."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
