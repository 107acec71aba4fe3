import time
import uuid

from utils import ids


def test_an_id_is_a_uuid_of_version_seven():
    made = uuid.UUID(ids.new_id())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_later_ids_sort_later():
    made = []
    for _ in range(5):
        made.append(ids.new_id())
        time.sleep(0.002)
    assert made == sorted(made)


def test_later_ids_sort_later_within_a_millisecond(monkeypatch):
    moments = iter(range(1_900_000_000_000_000_000, 1_900_000_000_001_000_000, 1000))
    monkeypatch.setattr(ids.time, "time_ns", lambda: next(moments))
    made = [ids.new_id() for _ in range(1000)]
    assert made == sorted(made)


def test_ids_of_one_moment_differ():
    assert len({ids.new_id() for _ in range(10_000)}) == 10_000
