import io

import pytest

from services.errors import Conflict, NotFound
from services.files import saved_profiles
from services.files.saved_profiles import NewProfile
from services.files.tables import Asked
from services.sales.day_history import HistoryQuery
from services.stock import stock_files, stock_history

TILL = NewProfile(
    name="till", headings=["What", "When", "How many"], decimal=",",
    mapping={"product_sku": "What", "date": "When", "on_hand": "How many"},
)  # fmt: skip


def test_a_file_with_the_headings_of_a_saved_profile_is_read_as_it_says(database):
    saved_profiles.save(TILL)
    file = io.BytesIO(b"When;What;How many;Till\n2024-09-01;A;1.234;7\n")
    report = stock_files.import_levels(file, asked=Asked(creates=True))
    assert (report["understood"]["profile"], report["recorded"]) == ("till", 1)
    (level,) = stock_history.history(HistoryQuery("A"), 10, None).items
    assert level.on_hand == 1234


def test_a_profile_of_the_same_name_is_replaced_and_can_be_deleted(database):
    for decimal in (",", "."):
        saved_profiles.save(TILL.model_copy(update={"decimal": decimal}))
    assert [(profile.name, profile.decimal) for profile in saved_profiles.all_saved()] == [("till", ".")]
    saved_profiles.delete("till")
    assert saved_profiles.all_saved() == []
    with pytest.raises(NotFound):
        saved_profiles.delete("till")


def test_the_name_of_a_built_in_profile_is_taken(database):
    with pytest.raises(Conflict, match="always there"):
        saved_profiles.save(TILL.model_copy(update={"name": "shopify"}))
