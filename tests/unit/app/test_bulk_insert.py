from datetime import date, timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import bulk_insert, snapshot, transaction
from app.models import KeptPromise, ModelVersion, Product, PublishedForecast
from utils import clock

VERSION = {
    "product_id": 1,
    "version": 1,
    "is_champion": True,
    "method": "blend",
    "reason": 'Zwölf "Eier", eins\tzwei\\drei\n',
    "confidence": "high",
    "metrics": {"mae": 1.5, "effects": {"promo": None}, "warnings": ["ß"]},
    "recipe": None,
    "correction_factor": np.float64(1.05),
    "outliers": ["2026-01-01"],
    "has_document": False,
    "history_start": None,
    "history_end": date(1999, 12, 31),
}


def add_product() -> None:
    now = clock.now()
    with transaction() as session:
        session.add(Product(id=1, sku="A", created_at=now, updated_at=now))


def kept(model: type, record: dict) -> dict:
    """What is read of a row with this record."""
    with transaction() as session:
        bulk_insert.insert_records(session, model, [record])
    with snapshot() as session:
        row = session.execute(sa.select(*(getattr(model, name) for name in record))).one()
    return dict(row._mapping)


def test_a_record_is_read_as_it_was_added(database):
    add_product()
    record = VERSION | {"trained_at": clock.now() - timedelta(days=20_000, microseconds=7)}
    assert kept(ModelVersion, record) == record


def test_bytes_are_kept_as_they_are(database):
    add_product()
    row = {"product_id": 1, "as_of": date(2026, 2, 28), "correction": 1.0, "scale": 0.25, "figures": bytes(range(256))}
    assert kept(PublishedForecast, row) == row


def test_short_floats_are_kept(database):
    add_product()
    columns = KeptPromise.__table__.c
    row = {c.name: {"week": date(2026, 1, 5)}.get(c.name, 1.0 if isinstance(c.type, sa.Float) else 1) for c in columns}
    assert kept(KeptPromise, row) == row


def test_no_record_adds_nothing(database):
    with transaction() as session:
        bulk_insert.insert_records(session, Product, [])
    with snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Product)) == 0


def test_listed_records_are_read_as_they_were_added(database):
    add_product()
    first = {"product_id": 1, "as_of": date(2026, 2, 28), "correction": 1.0, "scale": 0.1, "figures": bytes(range(256))}
    records = [first, first | {"as_of": date(2026, 3, 1), "scale": np.float64(1 / 3), "figures": b"'\\%{,}"}]
    columns = [PublishedForecast.__table__.c[name] for name in first]
    with transaction() as session:
        if session.get_bind().dialect.name != "postgresql":
            pytest.skip("SQLite has no arrays.")
        insert = sa.insert(PublishedForecast).from_select(columns, bulk_insert.listed(PublishedForecast, records))
        session.execute(insert)
    with snapshot() as session:
        rows = session.execute(sa.select(*columns).order_by(PublishedForecast.as_of))
        assert [dict(row._mapping) for row in rows] == records
