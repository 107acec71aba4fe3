"""A package imports only from floors below its own, and every file has a place."""

import ast
from collections.abc import Iterator

import pytest

import services
from tests.architecture.floors import COUNTS_AS, DASHBOARD, ROOMS, SERVICES
from tests.architecture.source import ROOT, imports, modules


def package_of(dotted: str) -> str:
    """Where a module of a room belongs: `services.orders.receipts` to orders, `services.task_service` to jobs."""
    top = dotted.split(".")[1]
    return COUNTS_AS.get(top, top)


def steps(room: str) -> Iterator[tuple[str, str, str]]:
    """(file, its package, a package of the same room that it imports)."""
    for name, tree in modules(room):
        dotted = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if dotted != room:
            yield from ((name, package_of(dotted), other) for other in _imported(room, tree))


def _imported(room: str, tree: ast.Module) -> set[str]:
    return {package_of(module) for module in imports(tree) if module.startswith(f"{room}.")}


def climbs(floors: dict[str, int], own: str, other: str) -> bool:
    return own != other and floors[other] >= floors[own]


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_has_a_place(room):
    homeless = {name for name, own, _ in steps(room) if own not in ROOMS[room]}
    assert not homeless, f"Give {homeless} a floor in tests/architecture/floors.py, and a line in services/__init__.py"


@pytest.mark.parametrize("room", ROOMS)
def test_packages_import_only_from_floors_below(room):
    wrong = [f"{name} ({own}) imports {other}" for name, own, other in steps(room) if climbs(ROOMS[room], own, other)]
    assert not wrong, "\n".join(wrong)


def test_a_wrong_import_would_be_seen():
    assert climbs(SERVICES, "forecasts", "orders")
    assert climbs(SERVICES, "orders", "planning")
    assert not climbs(SERVICES, "orders", "catalogue")
    assert climbs(DASHBOARD, "orders", "products")


@pytest.mark.parametrize("package", [name for name in SERVICES if (ROOT / "services" / name).is_dir()])
def test_the_table_of_contents_names_every_package_on_its_floor(package):
    assert f"{SERVICES[package]}  {package}" in services.__doc__
