"""What the tests of files have in common."""

from datetime import UTC

import pytest

from services.files.fields import Overrules
from services.files.reading import Reading
from services.imports.kinds import KINDS
from tests.unit.services.files.sales_files import TODAY


@pytest.fixture
def rows_of(tmp_path):
    """What is read from a file of this kind with this text, by name."""

    def rows_of(kind, text):
        path = tmp_path / kind
        path.write_text(text)
        reading = Reading(path, KINDS[kind].form(TODAY), Overrules(zone=UTC))
        return [dict(zip(reading.columns, row, strict=True)) for block in reading.blocks() for row in block.rows]

    return rows_of
