import os

import pytest

from launcher import embedded
from launcher.errors import LaunchError
from utils.config import embedded_env_file, load_settings


def test_secrets_are_made_once(tmp_path):
    _, first = embedded.prepare(tmp_path)
    _, second = embedded.prepare(tmp_path)
    assert first == second


def test_two_installations_share_no_secret(tmp_path):
    _, one = embedded.prepare(tmp_path / "one")
    _, other = embedded.prepare(tmp_path / "other")
    assert not set(one.values()) & set(other.values())


def test_only_their_owner_may_read_them(tmp_path):
    embedded.prepare(tmp_path)
    for file in (tmp_path / "secrets.json", embedded_env_file(tmp_path)):
        assert file.stat().st_mode & 0o077 == 0


def test_a_secret_that_was_set_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("JWT_SECRET_KEY", "of the user's own choice, long enough")
    assert embedded.prepare(tmp_path)[1]["JWT_SECRET_KEY"] == os.environ["JWT_SECRET_KEY"]


def test_commands_beside_it_find_its_parts(tmp_path):
    broker, _ = embedded.prepare(tmp_path)
    assert load_settings(data_dir=tmp_path).celery_broker_url == broker.url


def test_damaged_secrets_are_named(tmp_path):
    (tmp_path / "secrets.json").write_text("{")
    with pytest.raises(LaunchError, match=r"secrets\.json is damaged"):
        embedded.prepare(tmp_path)
