import os

import numpy as np
import pytest

from forecasting import learning, methods
from tests.unit.forecasting import sales

FAMILIES = [name for name, family in methods.FAMILIES.items() if family.packages]
LEARNING = [name for name in FAMILIES if methods.FAMILIES[name].learn]


@pytest.fixture
def block():
    return sales.block(sales.weekly_pattern(40, 400, mean=50), 1)


def pytest_generate_tests(metafunc):
    """Every family that has a process of its own, or those of them that learn."""
    for name, families in (("family", FAMILIES), ("learning_family", LEARNING)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, families)


# Before anything is started for tests that would not run.
@pytest.fixture(scope="session", autouse=True)
def installed():
    missing = [name for name in FAMILIES if not methods.FAMILIES[name].is_installed]
    if missing:
        assert not os.environ.get("FAMILIES_INSTALLED"), f"not installed: {missing}"
        pytest.skip(f"{', '.join(missing)} not installed: make test-families")


@pytest.fixture
def rows(learning_family):
    """Rows as the ground of the family has them: of features, or windows of ten weeks with the week after them."""
    draw = np.random.default_rng(0)
    columns, targets = (5, 2) if ground_of(learning_family) is learning else (70, 7)
    return {
        "matrix": draw.normal(size=(600, columns)).astype(np.float32),
        "targets": draw.normal(size=(600, targets)),
        "held_back": np.arange(600) > 500,
        "origins": np.arange(600),
    }


def ground_of(family):
    return methods.FAMILIES[family].forecast.__self__.ground


def opened(family):
    """The process of a family's library."""
    return methods.FAMILIES[family].forecast.__self__.opened(lambda: None)


def quick(family):
    """Options of a training that takes no time."""
    return {name: option["default"] for name, option in properties(family).items()} | {"epochs": 3}


def properties(family):
    return methods.options.schema(methods.FAMILIES[family].options)["properties"]
