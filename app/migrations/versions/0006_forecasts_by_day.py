"""Quantiles of a forecast lie day by day, so that the first days are read without the rest"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        # Compressed, a value has to be unpacked whole before its beginning can be read; these hardly compress.
        for column in ("mean", "quantiles"):
            op.execute(f"ALTER TABLE forecasts ALTER COLUMN {column} SET STORAGE EXTERNAL")
    forecasts = sa.table(
        "forecasts", sa.column("version_id"), sa.column("horizon"), sa.column("quantiles", sa.LargeBinary)
    )
    for version_id in connection.scalars(sa.select(forecasts.c.version_id)).all():
        this = forecasts.c.version_id == version_id
        horizon, by_level = connection.execute(sa.select(forecasts.c.horizon, forecasts.c.quantiles).where(this)).one()
        connection.execute(sa.update(forecasts).where(this).values(quantiles=_by_day(by_level, horizon)))


def _by_day(by_level: bytes, horizon: int) -> bytes:
    steps = memoryview(by_level).cast("H")
    return b"".join(steps[day::horizon].tobytes() for day in range(horizon))
