"""What is shipped says under which licence."""

import tomllib

import pytest

from deploy import licences
from tests.architecture.source import ROOT


def test_the_licence_is_named_wherever_one_looks_for_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    assert "[MIT](LICENSE)" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("package", licences.packages())
def test_a_package_says_its_licence(package):
    assert licences.licence(package)


def test_the_list_of_licences_is_that_of_the_pinned_packages():
    assert licences.PAGE.read_text() == licences.page(), "python -m deploy.licences"
