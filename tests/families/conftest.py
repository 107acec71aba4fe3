import pytest

from forecasting import methods
from tests.unit.forecasting import sales


@pytest.fixture
def block():
    return sales.block(sales.weekly_pattern(mean=50), 1)


def pytest_generate_tests(metafunc):
    """Every family that has a process of its own."""
    if "family" in metafunc.fixturenames:
        metafunc.parametrize("family", [name for name, family in methods.FAMILIES.items() if family.packages])


@pytest.fixture
def installed(family):
    if not methods.FAMILIES[family].is_installed:
        pytest.skip(f"{family} is not installed: make test-families")
    return methods.FAMILIES[family]
