import os
import threading
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.db import snapshot, transaction
from app.models import Product, Sale, User
from utils import clock


def add_user(name: str, **fields) -> None:
    with transaction() as session:
        usual = {"password_hash": "", "role": "viewer", "created_at": clock.now()}
        session.add(User(username=name, **usual | fields))


def names() -> list[str]:
    with snapshot() as session:
        return session.scalars(sa.select(User.username).order_by(User.username)).all()


def add_user_and_break() -> None:
    with transaction() as session:
        session.add(User(username="kim", password_hash="", role="viewer", created_at=clock.now()))
        session.flush()
        raise RuntimeError


def test_a_transaction_that_fails_leaves_nothing(database):
    with pytest.raises(RuntimeError):
        add_user_and_break()
    assert names() == []


def test_a_write_in_a_snapshot_fails(database):
    add_user("kim")
    with snapshot() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        session.execute(sa.delete(User))
    assert names() == ["kim"]


def test_a_connection_that_has_read_writes_again(database):
    assert names() == []
    add_user("kim")
    assert names() == ["kim"]


def test_two_reads_of_a_snapshot_agree_while_others_write(database):
    add_user("kim")
    count = sa.select(sa.func.count()).select_from(User)
    with snapshot() as session:
        before = session.scalar(count)
        add_user("lee")
        assert session.scalar(count) == before
    assert names() == ["kim", "lee"]


def test_an_instant_comes_back_in_utc_whatever_zone_it_was_given_in(database):
    instant = datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=5)))
    add_user("kim", created_at=instant)
    with snapshot() as session:
        back = session.scalar(sa.select(User.created_at))
    assert back == instant
    assert back.utcoffset() == timedelta(0)


def test_a_role_nobody_knows_is_refused(database):
    with pytest.raises(IntegrityError):
        add_user("kim", role="king")


def test_a_sale_needs_its_product_and_goes_with_it(database):
    today = clock.today()
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Sale(product_id=7, day=today, quantity=1))
    with transaction() as session:
        session.add(Product(id=7, sku="A", created_at=clock.now(), updated_at=clock.now()))
        session.flush()
        session.add(Sale(product_id=7, day=today, quantity=1))
    with transaction() as session:
        session.execute(sa.delete(Product))
    with snapshot() as session:
        assert session.scalars(sa.select(Sale)).all() == []


def test_many_writers_at_once_all_get_their_turn(database):
    threads = [threading.Thread(target=add_user, args=(f"user-{number:02}",)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names()) == 12


def test_a_child_process_opens_connections_of_its_own(database):
    add_user("kim")
    child = os.fork()
    if child == 0:
        os._exit(0 if names() == ["kim"] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert names() == ["kim"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_need_not_be_written_now_does_not_wait_for_who_writes(database):
    with transaction(), pytest.raises(OperationalError, match="locked"), transaction(waits=False):
        pass
    add_user("kim")
    assert names() == ["kim"]
