"""An import taken back leaves everything as if it had never been."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import ImportBlock, ImportRecord, Product, Sale, SalePart
from services.access.signed_in import SignedIn
from services.catalogue.product_fields import ProductFields
from services.errors import Conflict, NotFound
from services.imports import undoing
from services.jobs import jobs, task_runs
from services.operations import retention
from services.planning import catalogue_service
from services.sales import import_journal, imports, sales_service
from services.sales.imports import ImportRequest
from services.sales.sales_merge import Declared
from services.sales.sales_service import SaleRow
from services.task_service import TaskService
from utils import clock

FIRST = b"sku,date,qty\nA,2024-01-01,1\nB,2024-01-01,2\nA,2024-01-02,3\n"
SECOND = b"sku,date,qty,price,promo\nA,2024-01-01,5,2.5,1\nA,2024-01-01,1,2.5,1\nA,2024-01-03,4,,\nC,2024-01-01,2,,\n"


@pytest.fixture
def actor(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "a session")


@pytest.fixture
def imported(user_ids):
    """Imports a file and returns the id of its task."""

    def run(content, source="default", dry_run=False):
        task_id = imports.submit(io.BytesIO(content), ImportRequest(dry_run, Declared(source)), user_ids[0]).task_id
        job = jobs.of_record(TaskService.get_task_status(task_id))
        imports.run(task_runs.start(task_id, job), job)
        return task_id

    return run


def everything():
    """All that is stored of sales, and the products."""
    with snapshot() as session:
        sales = session.execute(
            sa.select(Product.sku, *Sale.__table__.c[1:]).join(Product).order_by(Product.sku, Sale.day)
        )
        parts = session.execute(sa.select(*SalePart.__table__.c).order_by(*SalePart.__table__.primary_key))
        return sales.all(), parts.all(), session.scalars(sa.select(Product.sku).order_by(Product.sku)).all()


def test_what_was_there_before_is_there_again(imported, actor):
    imported(FIRST)
    before = everything()
    second = imported(SECOND)
    assert everything() != before
    assert undoing.undo(second, actor) == {"restored": 3, "kept": 0, "products_removed": 1}
    assert everything() == before


def test_the_first_import_taken_back_leaves_nothing(imported, actor):
    first = imported(FIRST)
    undoing.undo(first, actor)
    assert everything() == ([], [], [])


@pytest.mark.parametrize("source", ["default", "web"])
def test_imports_taken_back_in_any_order_are_as_if_they_had_never_been(imported, actor, source):
    imported(b"sku,date,qty\nZ,2024-01-01,1\n")
    nothing = everything()
    first, second = imported(FIRST, source), imported(SECOND, source)
    counts = undoing.undo(first, actor)
    # A on 1 January is the second import's by now.
    assert (counts["restored"], counts["kept"]) == (2, 1)
    undoing.undo(second, actor)
    assert everything() == nothing


def test_taking_back_the_earlier_import_leaves_what_the_later_alone_would_have(imported, actor):
    alone = imported(SECOND)
    expected = everything()
    undoing.undo(alone, actor)
    first = imported(FIRST)
    imported(SECOND)
    undoing.undo(first, actor)
    assert everything() == expected


def test_a_file_sent_twice_is_there_until_both_are_taken_back(imported, actor):
    first, again = imported(FIRST), imported(FIRST)
    kept = everything()
    undoing.undo(first, actor)
    assert everything() == kept
    undoing.undo(again, actor)
    assert everything() == ([], [], [])


def test_other_sources_keep_what_they_told(imported, actor):
    imported(FIRST, "till-1")
    before = everything()
    web = imported(SECOND, "web")
    undoing.undo(web, actor)
    assert everything() == before


def test_sales_recorded_since_stay(imported, actor):
    first = imported(FIRST)
    sales_service.record_sales([SaleRow(product_sku="A", date="2024-01-01", quantity=9)])
    assert undoing.undo(first, actor) == {"restored": 2, "kept": 1, "products_removed": 1}
    assert [row[:3:2] for row in everything()[0]] == [("A", 9)]


def test_a_product_that_was_changed_since_stays(imported, actor):
    first = imported(FIRST)
    catalogue_service.update_product("A", ProductFields(name="pear"))
    assert undoing.undo(first, actor)["products_removed"] == 1
    assert everything()[2] == ["A"]


def test_an_import_is_taken_back_once(imported, actor):
    first = imported(FIRST)
    undoing.undo(first, actor)
    with pytest.raises(Conflict, match="was undone"):
        undoing.undo(first, actor)


def test_a_trial_has_nothing_to_take_back(imported, actor):
    with pytest.raises(Conflict, match="changed nothing"):
        undoing.undo(imported(FIRST, dry_run=True), actor)


def test_an_import_of_somebody_else_is_not_found(imported, user_ids):
    with pytest.raises(NotFound):
        undoing.undo(imported(FIRST), SignedIn(user_ids[1], "lee", "planner", "another session"))


def test_after_thirty_days_it_stays(imported, actor):
    first = imported(FIRST)
    with transaction() as session:
        session.execute(sa.update(ImportRecord).values(created_at=clock.now() - timedelta(days=31)))
    with pytest.raises(Conflict, match="30 days"):
        undoing.undo(first, actor)
    assert retention.prune()["undoable_imports"] == 1
    with snapshot() as session:
        assert session.scalars(sa.select(ImportBlock)).all() == []


def test_a_long_import_is_kept_in_blocks(imported, actor, monkeypatch):
    monkeypatch.setattr(import_journal, "BLOCK_ROWS", 2)
    imported(FIRST)
    before = everything()
    second = imported(SECOND)
    first_again = imported(FIRST)
    undoing.undo(second, actor)
    undoing.undo(first_again, actor)
    assert everything() == before


NAMED = b"sku,product name,date,qty\nA,Apple,2024-01-05,1\nB,Beet,2024-01-05,2\nD,Date,2024-01-05,3\n"


def names():
    with snapshot() as session:
        return dict(session.execute(sa.select(Product.sku, Product.name).order_by(Product.sku)).all())


def test_categories_it_gave_are_taken_back(imported, actor):
    imported(FIRST)
    told = imported(b"sku,category,date,qty\nA,Fruit,2024-01-05,1\n")

    def category():
        with snapshot() as session:
            return session.scalar(sa.select(Product.category).where(Product.sku == "A"))

    assert category() == "Fruit"
    undoing.undo(told, actor)
    assert category() == ""


def test_names_it_gave_are_taken_back_but_those_that_somebody_has_changed_since(imported, actor):
    imported(FIRST)
    named = imported(NAMED)
    assert names() == {"A": "Apple", "B": "Beet", "D": "Date"}
    catalogue_service.update_product("A", ProductFields(name="pear"))
    assert undoing.undo(named, actor)["products_removed"] == 1
    assert names() == {"A": "pear", "B": ""}


def test_a_product_that_was_named_since_goes_with_the_import_that_made_it(imported, actor):
    first = imported(FIRST)
    undoing.undo(imported(NAMED), actor)
    undoing.undo(first, actor)
    assert everything() == ([], [], [])
