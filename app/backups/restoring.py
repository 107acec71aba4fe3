"""A backup into an empty database: all of it, or nothing."""

import gzip
import json
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.util import CommandError
from sqlalchemy.orm import Session

from app import migrations
from app.backups import BATCH, FORMAT, MANIFEST, MODELS, TABLES
from app.backups.rows import reader, tables_of
from app.backups.writing import digests, files_in
from app.db import get_engine, transaction
from services.errors import Conflict, InvalidInput
from utils.config import get_settings

# A database with a row in one of them is somebody's.
OF_A_SHOP = ("users", "products")


def restore(folder: Path) -> dict[str, int]:
    """Bring back what a backup holds; rows by table. All who were signed in sign in again.

    Raises InvalidInput for what is no backup, is damaged or newer than this program, Conflict for a database in use.
    """
    manifest = _manifest(folder)
    _refuse_damaged(folder, manifest)
    get_settings().data_dir.mkdir(parents=True, exist_ok=True)
    _refuse_used()
    _build(manifest["revision"])
    with transaction() as session:
        tables = _emptied(session)
        counts = {table.name: _read_table(session, table, folder) for table in tables}
        _count_on(session, tables)
        _copy_models(folder / MODELS, get_settings().models_dir)
    migrations.upgrade()
    return counts


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        known = manifest["format"], manifest["revision"], manifest["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InvalidInput(f"{folder} is no backup: name the folder that flask backup has made.", "no_backup") from None
    if known[0] != FORMAT:
        raise InvalidInput("This backup was made by a newer Stockcast. Update this one first.", "backup_too_new")
    return manifest


def _refuse_damaged(folder: Path, manifest: dict[str, Any]) -> None:
    found, meant = digests(folder), manifest["files"]
    wrong = sorted(name for name in found.keys() | meant.keys() if found.get(name) != meant.get(name))
    if wrong:
        more = f" and {len(wrong) - 1} more" if wrong[1:] else ""
        reason = f"{wrong[0]}{more} is not as it was written: take another copy of this backup. Nothing was restored."
        raise InvalidInput(reason, "backup_damaged")


def _refuse_used() -> None:
    with get_engine().connect() as connection:
        there = sa.inspect(connection).get_table_names()
        for name in OF_A_SHOP:
            is_used = name in there and connection.scalar(sa.select(sa.exists().select_from(sa.table(name))))
            if is_used:
                reason = f"This database has {name} already. Name an empty one by DATABASE_URL, or another DATA_DIR."
                raise Conflict(reason, "database_in_use")


def _build(revision: str) -> None:
    """The schema in which the backup was written."""
    try:
        migrations.upgrade(revision)
    except CommandError:
        raise InvalidInput(
            f"This backup has step {revision} of the schema, which this Stockcast does not know. Update it first.",
            "backup_too_new",
        ) from None
    with get_engine().connect() as connection:
        built = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if built != revision:
        reason = f"This database is at step {built} of the schema, the backup at {revision}. Name one without tables."
        raise Conflict(reason, "database_in_use")


def _emptied(session: Session) -> list[sa.Table]:
    """The tables, without what the steps of the schema have put into them."""
    tables = tables_of(session.connection())
    for table in reversed(tables):
        session.execute(table.delete())
    return tables


def _read_table(session: Session, table: sa.Table, folder: Path) -> int:
    count = 0
    with gzip.open(folder / TABLES / f"{table.name}.gz", "rt", encoding="utf-8") as lines:
        names = json.loads(next(lines))
        rows = map(reader(table.columns[name] for name in names), map(json.loads, lines))
        for batch in _batches(rows):
            session.execute(table.insert(), batch)
            count += len(batch)
    return count


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _count_on(session: Session, tables: list[sa.Table]) -> None:
    """PostgreSQL numbers what is new by a counter of its own, which has not seen these rows; SQLite looks."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.primary_key:
            counter = session.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
            if counter:
                following = sa.func.coalesce(sa.select(sa.func.max(column)).scalar_subquery(), 0) + 1
                session.execute(sa.select(sa.func.setval(counter, following, False)))


def _copy_models(source: Path, target: Path) -> None:
    for file in files_in(source):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
