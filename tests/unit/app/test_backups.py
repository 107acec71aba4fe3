"""What was backed up is there again, on whichever database; a backup that is not right changes nothing."""

import gzip
import json
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import migrations
from app.backups import restoring, rows, writing
from app.db import get_engine
from app.factory import create_app
from services.access import auth, users
from services.catalogue import product_service
from services.errors import Conflict, InvalidInput, NotFound
from services.planning import catalogue_service
from services.planning.catalogue_service import NewProduct
from tests.architecture import full_shop
from tests.conftest import settings_for
from utils import clock
from utils.config import get_settings, use_settings

BROKER = "redis://unused"


def all_rows():
    """Of every table of a backup, as plain values, NULL apart from the null of JSON."""
    with get_engine().connect() as connection:
        return {table.name: _rows(connection, table) for table in rows.tables_of(connection)}


def _rows(connection, table):
    nulls = [column.is_(sa.null()) for column in table.columns if isinstance(column.type, sa.JSON)]
    found = connection.execute(sa.select(table, *nulls).order_by(*table.primary_key))
    return [json.dumps(list(map(rows.written, map(_alike, row))), sort_keys=True) for row in found]


def _alike(value):
    # SQLite has no decimals and no short floats: 1.50 is 1.5 there, and what has 24 bits is written with 53.
    return float(f"{value:.6g}") if isinstance(value, rows.Decimal | bool | float) else value


def model_files():
    folder = get_settings().models_dir
    return [path.relative_to(folder) for path in writing.files_in(folder)]


@pytest.fixture
def elsewhere(request, tmp_path):
    """Settings of an installation that is still empty, with a database of this kind."""

    def on(kind: str):
        server = request.getfixturevalue("postgresql") if kind == "postgresql" else None
        url = server.create_database(uuid.uuid4().hex) if server else ""
        return settings_for(tmp_path / f"elsewhere-{uuid.uuid4().hex}", url, BROKER)

    yield on
    get_engine().dispose()


@pytest.fixture
def small(database, tmp_path):
    """A backup of a shop with one administrator and one product, and where it is."""
    users.create_first_admin("admin", full_shop.PASSWORD)
    catalogue_service.create_product(NewProduct(sku="A"))
    writing.write(tmp_path / "backup")
    return tmp_path / "backup"


def move_to(settings):
    get_engine().dispose()
    use_settings(settings)


def changed(backup: Path, **values):
    file = backup / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


def test_a_whole_shop_is_the_same_on_a_database_of_another_kind(database, tmp_path, elsewhere):
    users.create_first_admin("admin", full_shop.PASSWORD)
    app = create_app(database)
    admin = app.test_client()
    tokens = admin.post("/auth/login", json={"username": "admin", "password": full_shop.PASSWORD}).json
    admin.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {tokens['access_token']}"
    full_shop.fill(app, admin)
    counts, before = writing.write(tmp_path / "backup"), all_rows()
    models = model_files()
    other = "postgresql" if get_engine().dialect.name == "sqlite" else "sqlite"
    move_to(elsewhere(other))
    assert restoring.restore(tmp_path / "backup") == counts
    assert all_rows() == before
    assert models == [
        path.relative_to(get_settings().models_dir) for path in writing.files_in(get_settings().models_dir)
    ]
    assert auth.sign_in("admin", full_shop.PASSWORD)
    # What is new is counted on from there.
    assert users.create_user("kim", full_shop.PASSWORD, "viewer").id > 1
    assert catalogue_service.create_product(NewProduct(sku="new")).id > counts["products"]


@pytest.mark.parametrize("older", ["sqlite", "postgresql"])
def test_a_backup_of_an_older_schema_is_brought_to_the_newest(older, elsewhere, tmp_path):
    """Of the step before the keys of programs."""
    move_to(elsewhere(older))
    get_settings().data_dir.mkdir()
    migrations.upgrade("0039")
    kim = {"username": "kim", "password_hash": "", "role": "viewer", "active": True, "created_at": clock.now()}
    with get_engine().begin() as connection:
        connection.execute(sa.Table("users", sa.MetaData(), autoload_with=connection).insert(), kim)
    writing.write(tmp_path / "backup")
    move_to(elsewhere("sqlite"))
    restoring.restore(tmp_path / "backup")
    assert [user.username for user in users.list_users(10, None).items] == ["kim"]
    assert all_rows()["api_keys"] == []


def test_what_is_in_use_is_not_written_over(small):
    with pytest.raises(Conflict, match="has users already"):
        restoring.restore(small)
    with pytest.raises(Conflict, match="not empty"):
        writing.write(small)
    assert product_service.get_product("A").sku == "A"


def test_a_damaged_backup_restores_nothing(small, elsewhere):
    with gzip.open(small / "tables" / "products.gz", "at") as lines:
        lines.write("[]\n")
    empty = elsewhere("sqlite")
    move_to(empty)
    with pytest.raises(InvalidInput, match=r"tables/products\.gz is not as it was written"):
        restoring.restore(small)
    assert not empty.data_dir.exists()


@pytest.mark.parametrize("wrong", [{"format": 2}, {"revision": "9999"}])
def test_a_backup_of_a_newer_stockcast_asks_for_an_update(small, elsewhere, wrong):
    changed(small, **wrong)
    move_to(elsewhere("sqlite"))
    with pytest.raises(InvalidInput, match="Update"):
        restoring.restore(small)


def test_what_fails_halfway_can_be_tried_again(small, elsewhere, monkeypatch):
    move_to(elsewhere("sqlite"))
    monkeypatch.setattr(restoring, "_copy_models", lambda *folders: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restoring.restore(small)
    with pytest.raises(NotFound):
        product_service.get_product("A")
    monkeypatch.undo()
    restoring.restore(small)
    assert product_service.get_product("A").sku == "A"


def test_another_folder_is_no_backup(database, tmp_path):
    (tmp_path / "pictures").mkdir()
    with pytest.raises(InvalidInput, match="is no backup"):
        restoring.restore(tmp_path / "pictures")


def test_a_backup_is_its_owners_alone_and_leaves_nothing_beside_it(small):
    assert small.stat().st_mode & 0o077 == 0
    assert [path.name for path in small.parent.iterdir() if small.name in path.name] == [small.name]
