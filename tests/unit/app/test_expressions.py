import pytest
import sqlalchemy as sa

from app.db import affected, snapshot, transaction
from app.db.expressions import among
from app.models import Product, User
from utils import clock


@pytest.fixture
def users(database) -> list[int]:
    with transaction() as session:
        made = [User(username=n, password_hash="", role="viewer", created_at=clock.now()) for n in ("a", "b", "c")]
        session.add_all(made)
        session.flush()
        return [own.id for own in made]


@pytest.mark.parametrize("chosen", [[], [0], [0, 2], range(3)])
def test_among_finds_these_ids_and_its_contrary_all_others(users, chosen):
    ids = {users[number] for number in chosen}
    with snapshot() as session:
        assert set(session.scalars(sa.select(User.id).where(among(User.id, ids)))) == ids
        assert set(session.scalars(sa.select(User.id).where(~among(User.id, ids)))) == {*users} - ids


def test_more_ids_than_a_database_takes_parameters_are_no_matter(users):
    with snapshot() as session:
        assert session.scalars(sa.select(User.id).where(among(User.id, range(100_000)))).all() == users


def test_what_is_changed_by_ids_is_so_in_the_session_too(users):
    with transaction() as session:
        kept, gone = session.get(User, users[0]), session.get(User, users[1])
        assert affected(session, sa.update(User).where(among(User.id, users[:1])).values(role="admin")) == 1
        assert affected(session, sa.delete(User).where(among(User.id, users[1:]))) == 2
        assert kept.role == "admin"
        assert gone not in session


def test_one_statement_with_other_ids_asks_for_these(users):
    own = sa.orm.aliased(User)
    with snapshot() as session:
        for ids in ([users[0]], [users[2]], []):
            assert session.scalars(sa.select(own.id).where(among(own.id, ids))).all() == ids


def test_ids_are_numbers_and_nothing_else(database):
    with pytest.raises(ValueError, match="invalid literal"):
        among(Product.id, ["1) OR (1 = 1"])
