from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import ApiKey, AuditEntry
from services.access import api_keys, audit, auth, users
from services.access.users import UserChange
from services.errors import Conflict, Forbidden, InvalidInput, NotFound
from utils import clock

PASSWORD = "a good password"


def signed_in(name, role="planner"):
    users.create_user(name, PASSWORD, role)
    return auth.sign_in(name, PASSWORD).user


@pytest.fixture
def kim(database):
    return signed_in("kim")


def test_a_key_stands_for_who_made_it_with_its_own_role(kim):
    key, _ = api_keys.create_key(kim, "till", "viewer")
    found = api_keys.find_signed_in(key)
    assert (found.user_id, found.username, found.role) == (kim.user_id, "kim", "viewer")
    assert (found.key_name, found.session_id) == ("till", "")


def test_a_key_that_is_almost_right_is_none(kim):
    key, kept = api_keys.create_key(kim, "till", "viewer")
    for wrong in ("", key[:-1], key + "x", key.swapcase(), kept.key_hash, "stockcast_\0", "stockcast_\ud800"):
        assert api_keys.find_signed_in(wrong) is None


def test_what_is_kept_does_not_hold_the_key(kim):
    key, _ = api_keys.create_key(kim, "till", "viewer")
    with snapshot() as session:
        row = session.execute(sa.select(ApiKey.__table__)).one()
    assert not any(isinstance(value, str) and key[len(row.shown) :] in value for value in row)


def test_nobody_makes_a_key_that_may_more_than_he_may(kim):
    with pytest.raises(Forbidden, match="you are planner"):
        api_keys.create_key(kim, "till", "admin")


def test_a_key_loses_what_its_user_loses(kim):
    key, _ = api_keys.create_key(kim, "till", "planner")
    users.change_user(kim.user_id, UserChange(role="viewer"), signed_in("boss", "admin"))
    assert api_keys.find_signed_in(key).role == "viewer"
    users.change_user(kim.user_id, UserChange(active=False))
    assert api_keys.find_signed_in(key) is None


def test_a_key_ends_when_it_was_said_to(kim):
    key, kept = api_keys.create_key(kim, "till", "viewer", clock.now() + timedelta(hours=1))
    assert api_keys.find_signed_in(key)
    with transaction() as session:
        session.execute(sa.update(ApiKey).where(ApiKey.id == kept.id).values(expires_at=clock.now()))
    assert api_keys.find_signed_in(key) is None


def test_an_end_that_is_past_is_refused(kim):
    with pytest.raises(InvalidInput) as refused:
        api_keys.create_key(kim, "till", "viewer", clock.now())
    assert [fault.pointer for fault in refused.value.faults] == ["/expires_at"]


def test_a_name_is_given_once_to_each_user(kim):
    api_keys.create_key(kim, "till", "viewer")
    with pytest.raises(Conflict, match="already"):
        api_keys.create_key(kim, "till", "planner")
    assert api_keys.create_key(signed_in("lee"), "till", "viewer")


def test_nobody_has_keys_without_number(kim, monkeypatch):
    monkeypatch.setattr(api_keys, "MOST", 1)
    api_keys.create_key(kim, "till", "viewer")
    with pytest.raises(Conflict, match="Remove"):
        api_keys.create_key(kim, "second", "viewer")


def test_one_sees_and_removes_ones_own_and_an_administrator_all(kim):
    _, kept = api_keys.create_key(kim, "till", "viewer")
    lee, boss = signed_in("lee"), signed_in("boss", "admin")
    assert api_keys.list_keys(lee, 10, None).items == []
    assert [(key.name, key.username) for key in api_keys.list_keys(boss, 10, None).items] == [("till", "kim")]
    with pytest.raises(NotFound):
        api_keys.delete_key(lee, kept.id)
    api_keys.delete_key(boss, kept.id)
    assert api_keys.list_keys(kim, 10, None).items == []


def test_a_long_list_comes_in_pages(kim):
    for name in "abc":
        api_keys.create_key(kim, name, "viewer")
    first = api_keys.list_keys(kim, 2, None)
    rest = api_keys.list_keys(kim, 2, first.next_cursor)
    assert [key.name for key in (*first.items, *rest.items)] == ["a", "b", "c"]
    assert rest.next_cursor is None


def test_its_last_use_is_known_to_the_minute(kim):
    key, _ = api_keys.create_key(kim, "till", "viewer")
    assert api_keys.list_keys(kim, 1, None).items[0].last_used_at is None
    api_keys.find_signed_in(key)
    used = api_keys.list_keys(kim, 1, None).items[0].last_used_at
    assert abs(clock.now() - used) < timedelta(minutes=1)
    api_keys.find_signed_in(key)
    assert api_keys.list_keys(kim, 1, None).items[0].last_used_at == used


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_key_opens_while_another_one_writes(kim):
    key, _ = api_keys.create_key(kim, "till", "viewer")
    with transaction():
        assert api_keys.find_signed_in(key)
        assert api_keys.list_keys(kim, 1, None).items[0].last_used_at is None
    assert api_keys.find_signed_in(key)
    assert api_keys.list_keys(kim, 1, None).items[0].last_used_at


def test_what_it_does_is_noted_under_both_names(kim):
    key, _ = api_keys.create_key(kim, "till", "planner")
    audit.record(api_keys.find_signed_in(key), "task.cancel", "x")
    with snapshot() as session:
        noted = session.execute(
            sa.select(AuditEntry.username, AuditEntry.user_id).order_by(AuditEntry.id.desc())
        ).first()
    assert noted == ("kim, key till", kim.user_id)
