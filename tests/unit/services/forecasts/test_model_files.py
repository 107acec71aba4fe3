import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.forecasts import model_files
from services.forecasts.model_files import ModelsFolderError
from utils.config import get_settings

META = {"version": 1}


@pytest.fixture
def folder(configured):
    return get_settings().models_dir


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=64))
def test_a_name_stays_in_its_folder_and_below_the_limit(sku):
    name = model_files.file_name(sku)
    assert "/" not in name
    assert not name.startswith(".")
    assert len(f".{name}.json.1234567".encode()) <= 255


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=64), unique=True))
def test_different_codes_have_different_names(skus):
    assert len({model_files.file_name(sku) for sku in skus}) == len(skus)


@pytest.mark.parametrize(("sku", "name"), [("BRD-001", "BRD-001"), ("A/B", "A%2FB"), ("..", "%2E."), ("a b", "a b")])
def test_a_usual_code_keeps_its_name(sku, name):
    assert model_files.file_name(sku) == name


def test_names_that_differ_in_case_only_are_two_files(folder):
    assert model_files.file_name("a") != model_files.file_name("A")


def test_what_is_written_is_read(folder):
    model_files.write("A/B", "the document", META)
    assert model_files.read("A/B") == "the document"
    assert json.loads((folder / "meta" / "A%2FB.json").read_text()) == META
    assert (folder / "versions" / "A%2FB" / "1.json").read_text() == "the document"


def test_no_half_written_file_is_left_behind(folder):
    model_files.write("A", "the document", META)
    assert [path.name for path in folder.rglob("*") if path.name.startswith(".")] == []


def test_a_model_without_document_leaves_none_of_an_older_one(folder):
    model_files.write("A", "the document", META)
    model_files.write("A", None, META | {"version": 2})
    assert not model_files.document_path("A").exists()
    assert json.loads(model_files.meta_path("A").read_text())["version"] == 2


def test_a_folder_that_is_a_file_is_named_with_what_to_do(folder):
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("")
    with pytest.raises(ModelsFolderError, match="MODELS_DIR"):
        model_files.write("A", "the document", META)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_leaves_the_old_model(folder):
    model_files.write("A", "old", META)
    os.symlink("/dev/full", folder / f".A.json.{os.getpid()}")
    with pytest.raises(ModelsFolderError, match="still served"):
        model_files.write("A", "new", META | {"version": 2})
    assert model_files.read("A") == "old"


def test_a_forgotten_product_leaves_nothing(folder):
    model_files.write("A", "the document", META)
    model_files.forget("A")
    assert [path for path in folder.rglob("*") if path.is_file()] == []
