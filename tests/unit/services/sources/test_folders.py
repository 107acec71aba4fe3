import os
import time

import pytest

from services.errors import InvalidInput
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from services.sources import intake, source_service
from tests.unit.services.sources.conftest import sold

HEAD = "sku,date,qty\n"


@pytest.fixture
def put(inbox):
    """Write a file that nobody has touched for a minute."""

    def write(name, text, seconds_ago=60):
        file = inbox / name
        file.write_text(text)
        os.utime(file, (time.time() - seconds_ago,) * 2)
        return file

    return write


@pytest.fixture
def till(inbox, source):
    return source(kind="folder", folder=str(inbox), pattern="*.csv")


def test_new_files_are_read_in_the_order_they_were_changed_and_only_once(put, till, read):
    put("b.csv", HEAD + "A,2026-03-01,1\nA,2026-03-01,2\n", 90)
    put("a.csv", HEAD + "A,2026-03-01,5\nB,2026-03-02,1\n", 60)
    assert [file["file"] for file in read(till)["files"]] == ["b.csv", "a.csv"]
    assert sold() == {("A", "2026-03-01"): 5, ("B", "2026-03-02"): 1}
    assert read(till) == {"outcome": "nothing_new", "rows": 0, "warnings": [], "files": []}


def test_a_changed_file_is_read_again_and_one_that_was_only_touched_is_not(put, till, read):
    put("a.csv", HEAD + "A,2026-03-01,5\n")
    read(till)
    put("a.csv", HEAD + "A,2026-03-01,5\n", 30)
    assert read(till)["outcome"] == "nothing_new"
    put("a.csv", HEAD + "A,2026-03-01,6\n", 20)
    assert read(till)["files"][0]["updated"] == 1


def test_other_files_are_left_alone(put, till, read, inbox):
    for name in ("a.txt", ".a.csv", "a.csv.part", "~$a.csv"):
        put(name, HEAD + "A,2026-03-01,5\n")
    (inbox / "folder.csv").mkdir()
    assert read(till)["outcome"] == "nothing_new"


def test_a_file_that_is_being_written_is_left_for_the_next_time(put, till, read):
    file = put("a.csv", HEAD)
    with file.open("a") as writer:
        writer.write("A,2026-03-01,5\n")
        writer.flush()
        os.utime(file, (time.time() - 60,) * 2)
        assert read(till)["outcome"] == "nothing_new"
    os.utime(file, (time.time() - 60,) * 2)
    assert read(till)["rows"] == 1


def test_a_fresh_file_is_watched_and_taken_when_it_rests(put, till, read, monkeypatch):
    monkeypatch.setattr("services.sources.folders.WATCHED_SECONDS", 0.05)
    put("a.csv", HEAD + "A,2026-03-01,5\n", 0)
    assert read(till)["rows"] == 1


def test_one_broken_file_does_not_stop_the_others_and_is_told_until_it_is_mended(put, till, read):
    put("a.csv", "nothing\nof use\n", 90)
    put("b.csv", HEAD + "A,2026-03-01,5\n")
    for tried in (2, 1):
        with pytest.raises(InvalidInput, match=rf"1 of {tried} could not be taken. a.csv: "):
            read(till)
        assert sold() == {("A", "2026-03-01"): 5}
    state = source_service.get(till)
    assert state.last_status == "FAILURE"
    assert "a.csv" in state.last_error


def test_links_and_pipes_are_not_followed(till, read, inbox, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text(HEAD + "A,2026-03-01,5\n")
    (inbox / "link.csv").symlink_to(secret)
    os.mkfifo(inbox / "pipe.csv")
    assert read(till)["outcome"] == "nothing_new"


@pytest.mark.parametrize("folder", ["/etc", "{}/..", "{}/../inbox-beside", "{}/link", "{}/missing", ""])
def test_only_folders_that_an_operator_has_allowed_are_read(source, inbox, folder):
    (inbox.parent / "inbox-beside").mkdir()
    (inbox / "link").symlink_to("/etc")
    with pytest.raises(InvalidInput, match="SOURCE_FOLDERS"):
        source(kind="folder", folder=folder.format(inbox))


def test_a_pattern_names_no_folder(source, inbox):
    with pytest.raises(InvalidInput, match="without a folder"):
        source(kind="folder", folder=str(inbox), pattern="../*.csv")


def test_a_run_that_died_goes_on_with_the_files_that_are_left(put, till, read, monkeypatch):
    put("a.csv", HEAD + "A,2026-03-01,5\n", 90)
    put("b.csv", HEAD + "B,2026-03-01,5\n")
    with monkeypatch.context() as patch:
        patch.setattr("services.sources.intake._remember", _die_at("b.csv"))
        with pytest.raises(ConnectionError):
            read(till)
    assert sold() == {("A", "2026-03-01"): 5}
    assert [file["file"] for file in read(till)["files"]] == ["b.csv"]


def _die_at(name):
    remembered = intake._remember

    def remember(session, source, delivery):
        if delivery.name == name:
            raise ConnectionError("the database went away")
        remembered(session, source, delivery)

    return remember


def test_what_is_read_speaks_for_its_source_alone(put, till, read, user_ids):
    sales_service.record_sales([SaleRow(product_sku="A", date="2026-03-01", quantity=2)])
    put("a.csv", HEAD + "A,2026-03-01,5\n")
    read(till)
    assert sold() == {("A", "2026-03-01"): 7}
