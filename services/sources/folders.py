"""Folders that files are fetched from: only those an operator has allowed, and nothing that leads out of them."""

import contextlib
import errno
import fcntl
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, Any

from services.errors import Fault, InvalidInput
from utils.config import get_settings
from utils.language import _

MOST_FILES = 10_000
# A file that was written to within the last seconds is watched for some more.
FRESH_SECONDS, WATCHED_SECONDS = 10, 2
_PART_OF_A_FILE = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Found:
    """A file as it stands in its folder. mark -- by which it is known again unless its content changes"""

    folder: Path
    name: str
    mtime_ns: int
    size: int

    @property
    def mark(self) -> list[Any]:
        return [self.mtime_ns, self.size]


def allowed(folder: str) -> Path:
    """A folder that may be read, links resolved. Raises InvalidInput."""
    return _within(folder, Path.is_dir, "/folder", "folder")


def allowed_file(path: str) -> Path:
    """A file that may be read, links resolved. Raises InvalidInput."""
    return _within(path, Path.is_file, "/url", "file")


def check_pattern(pattern: str) -> None:
    """Raises InvalidInput for a pattern of anything but names."""
    if not pattern or "/" in pattern or "\\" in pattern:
        raise _refusal(_("The pattern is one of file names, such as *.csv, without a folder."), "/pattern")


def listing(folder: Path, pattern: str) -> list[Found]:
    """The files of a folder that may be read, those that were changed first before the others.

    Links, hidden files and what programs leave half written are none.
    """
    found = []
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries, 1):
            if number > MOST_FILES:
                raise InvalidInput(
                    _("The folder has more than {most_files} files; clear it out.", most_files=MOST_FILES),
                    "too_many_files",
                )
            if _is_wanted(entry.name, pattern) and entry.is_file(follow_symlinks=False):
                state = entry.stat(follow_symlinks=False)
                found.append(Found(folder, entry.name, state.st_mtime_ns, state.st_size))
    return sorted(found, key=lambda one: (one.mtime_ns, one.name))


def fault_of(one: Found) -> str:
    """Why a file is not even copied; "" for one that is."""
    is_larger = one.size > get_settings().max_import_mb * 1024 * 1024
    return _("{name} is larger than MAX_IMPORT_MB.", name=one.name) if is_larger else ""


def copy(one: Found, target: IO[bytes]) -> str | None:
    """Copy a file as it stands, and return its SHA-256; None for one that is still being written, or gone."""
    with _opened(one) as descriptor:
        if descriptor is None or _is_being_written(descriptor, one):
            return None
        digest, left = hashlib.sha256(), one.size
        while left and (block := os.read(descriptor, min(left, _BLOCK))):
            digest.update(block)
            target.write(block)
            left -= len(block)
        return digest.hexdigest() if not left and _is_as_it_was(descriptor, one) else None


def _within(path: str, is_kind: Any, pointer: str, kind: str) -> Path:
    allowed_folders = [Path(folder).resolve() for folder in get_settings().source_folder_list]
    if not allowed_folders:
        raise _refusal(_("No folder may be read: set SOURCE_FOLDERS to those that may."), pointer)
    try:
        resolved = Path(path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        resolved = None
    # One answer for both: what there is elsewhere is nobody's business.
    if resolved is None or not is_kind(resolved) or not any(map(resolved.is_relative_to, allowed_folders)):
        raise _refusal(
            _("{path!r} is no {kind} within SOURCE_FOLDERS, as this machine sees them.", path=path, kind=kind), pointer
        )
    return resolved


def _is_wanted(name: str, pattern: str) -> bool:
    is_whole = not name.startswith((".", "~$")) and not name.casefold().endswith(_PART_OF_A_FILE)
    return is_whole and fnmatchcase(name.casefold(), pattern.casefold()) and name.isprintable()


@contextlib.contextmanager
def _opened(one: Found) -> Iterator[int | None]:
    """A descriptor of the very file that was found; what has taken its name since, a link or a pipe, is not opened."""
    folder = os.open(one.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    descriptor = None
    try:
        with contextlib.suppress(OSError):
            descriptor = os.open(one.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        is_file = descriptor is not None and stat.S_ISREG(os.fstat(descriptor).st_mode)
        yield descriptor if is_file else None
    finally:
        os.close(folder)
        if descriptor is not None:
            os.close(descriptor)


def _is_being_written(descriptor: int, one: Found) -> bool:
    if _has_writer(descriptor):
        return True
    if time.time() - one.mtime_ns / 1e9 < FRESH_SECONDS:
        time.sleep(WATCHED_SECONDS)
    return not _is_as_it_was(descriptor, one)


def _has_writer(descriptor: int) -> bool:
    """Whether a program has the file open for writing; a lease for reading is refused then (fcntl, "Leases")."""
    if not hasattr(fcntl, "F_SETLEASE"):  # Leases are Linux's own.
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        # Others say nothing: no lease on files of another user, or on a network.
        return error.errno == errno.EAGAIN
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _is_as_it_was(descriptor: int, one: Found) -> bool:
    now = os.fstat(descriptor)
    return (now.st_mtime_ns, now.st_size) == (one.mtime_ns, one.size)


def _refusal(message: str, pointer: str) -> InvalidInput:
    return InvalidInput(message, "source_refused", (Fault(pointer, message),))
