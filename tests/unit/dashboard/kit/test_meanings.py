import pytest

from dashboard.kit.meanings import MEANINGS, meaning
from services.imports import previews
from services.imports.kinds import KINDS
from utils import clock
from utils.language import spoken


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_whatever_a_column_can_be_is_said_in_words_of_the_language(kind):
    fields = previews.fields_of(kind.form(clock.today()))
    assert set(fields) <= set(MEANINGS)
    with spoken("fr"):
        assert [field for field in fields if meaning(field) == MEANINGS[field]] == []
