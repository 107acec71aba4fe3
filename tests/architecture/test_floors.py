"""A package imports only from floors below its own, and every file has a place."""

from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.architecture.floors import COUNTS_AS, DASHBOARD, ROOMS, SERVICES
from tests.architecture.source import ROOT, files, imports

# Rooms that say themselves what is on which floor.
CONTENTS = ("services", "services.files", "services.replenishment", "services.orders", "forecasting.signals")


def package_of(room: str, dotted: str) -> str:
    """Where a module of a room belongs: `services.orders.entry.receipts` to orders, `services.task_service` to jobs."""
    top = dotted.removeprefix(f"{room}.").split(".")[0]
    return COUNTS_AS.get(top, top)


def steps(room: str) -> Iterator[tuple[str, str, str]]:
    """(file, its package, a package of the same room that it imports)."""
    for name in files(room):
        dotted = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if dotted != room:
            yield from ((name, package_of(room, dotted), other) for other in _imported(room, name))


def _imported(room: str, name: str) -> set[str]:
    return {package_of(room, module) for module in imports(name) if module.startswith(f"{room}.")}


def climbs(floors: dict[str, int], own: str, other: str) -> bool:
    return own != other and floors[other] >= floors[own]


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_has_a_place(room):
    homeless = {name for name, own, _ in steps(room) if own not in ROOMS[room]}
    assert not homeless, (
        f"Give {homeless} a floor in tests/architecture/floors.py, and a line in the __init__.py of {room}"
    )


@pytest.mark.parametrize("room", ROOMS)
def test_packages_import_only_from_floors_below(room):
    wrong = [f"{name} ({own}) imports {other}" for name, own, other in steps(room) if climbs(ROOMS[room], own, other)]
    assert not wrong, "\n".join(wrong)


def test_a_wrong_import_would_be_seen():
    assert climbs(SERVICES, "forecasts", "orders")
    assert climbs(SERVICES, "orders", "planning")
    assert not climbs(SERVICES, "orders", "catalogue")
    assert climbs(DASHBOARD, "orders", "products")


@pytest.mark.parametrize("room", CONTENTS)
def test_the_table_of_contents_names_every_package_on_its_floor(room):
    contents = import_module(room).__doc__
    folder = ROOT / room.replace(".", "/")
    packages = {name: floor for name, floor in ROOMS[room].items() if (folder / name).is_dir()}
    assert [name for name, floor in packages.items() if f"\n{floor}  {name}  " not in contents] == []
