"""A backup is written beside its place, and moved there when it is whole."""

import gzip
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.backups import BATCH, FORMAT, MANIFEST, MODELS, TABLES
from app.backups.rows import all_of, tables_of, written
from app.db import snapshot
from services.errors import Conflict
from utils import clock
from utils.config import get_settings

# Most of a backup are sales, of which more effort makes little less.
EFFORT = 3


def write(folder: Path) -> dict[str, int]:
    """Write all that the shop has, as it is at this moment; the service may go on meanwhile.

    Readable by its owner only: the secrets of webhooks are in it, and what passwords are compared with. Rows by table.
    Raises Conflict where there is something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(f"{folder} is not empty. Name a folder that is not there yet.", "backup_exists")
    folder.parent.mkdir(parents=True, exist_ok=True)
    begun = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        counts = _fill(begun)
        begun.rename(folder)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        raise
    return counts


def _fill(folder: Path) -> dict[str, int]:
    (folder / TABLES).mkdir()
    with snapshot() as session:
        revision = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
        tables = tables_of(session.connection())
        counts = {table.name: _write_table(session, table, folder / TABLES / f"{table.name}.gz") for table in tables}
    _copy(get_settings().models_dir, folder / MODELS)
    about = {"format": FORMAT, "made_at": clock.rfc3339(clock.now()), "revision": revision, "rows": counts}
    manifest = json.dumps(about | {"files": digests(folder)}, indent=1)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    return counts


def _write_table(session: Session, table: sa.Table, file: Path) -> int:
    rows = session.execute(all_of(table), execution_options={"yield_per": BATCH})
    with gzip.open(file, "wt", compresslevel=EFFORT, encoding="utf-8") as lines:
        lines.write(json.dumps(table.columns.keys()) + "\n")
        return sum(1 for row in rows if lines.write(json.dumps(list(map(written, row))) + "\n"))


def _copy(source: Path, target: Path) -> None:
    target.mkdir()
    for file in files_in(source):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(file, place)
        except FileNotFoundError:  # A newer version has taken its place meanwhile.
            place.unlink(missing_ok=True)


def files_in(folder: Path) -> list[Path]:
    """All files in a folder and in those within it; none where there is no such folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def digests(folder: Path) -> dict[str, Any]:
    """The SHA-256 of each file of a backup, by its path in there."""
    found = [path for path in files_in(folder) if path.name != MANIFEST or path.parent != folder]
    return {path.relative_to(folder).as_posix(): _digest(path) for path in found}


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
