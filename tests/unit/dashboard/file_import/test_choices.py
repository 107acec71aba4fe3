from dashboard.file_import import choices
from dashboard.kit.meanings import LEFT_OUT
from services.files import saved_profiles
from services.imports.previews import Column, Preview

TAG = {"heading": "Tag", "was": "date"}
WAS = {"heading": "Was", "was": ""}


def test_fields_that_say_what_they_said_before_choose_nothing():
    assert choices.with_columns({}, [(TAG, "date"), (WAS, LEFT_OUT)]) is None


def test_a_column_that_is_something_else_is_no_longer_what_it_was():
    chosen = choices.with_columns({"decimal": ","}, [(TAG, "promo"), (WAS, LEFT_OUT)])
    assert chosen == {"decimal": ",", "mapping": {"date": "", "promo": "Tag"}}
    assert choices.options(chosen, "sales.csv").mapping == '{"date": "", "promo": "Tag"}'


def test_what_was_chosen_is_kept_under_the_name_of_the_file(database):
    preview = Preview((Column("Was", "product_sku", True), Column("Tag", "date", True)), [], ())
    chosen = {"mapping": {"product_sku": "Was", "price": ""}, "date_order": "dmy"}
    assert choices.remember("our till.csv", chosen, preview) == "our till"
    (profile,) = saved_profiles.all_saved()
    assert profile.columns == {"price": ("",), "product_sku": ("Was",), "date": ("Tag",)}
    assert profile.date_order == "dmy"


def test_nothing_chosen_is_nothing_to_remember(database):
    assert choices.remember("a.csv", {}, Preview((), [], ())) is None
    assert choices.remember("a.csv", {"decimal": ","}, Preview((Column("A", "", False),), [], ())) is None
