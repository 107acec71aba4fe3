"""Who may open which door."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.architecture.source import files, imports, modules, tracked_files


@dataclass(frozen=True)
class Door:
    """What a room may import: rooms of the house (None: any), and libraries (None: any but the closed ones)."""

    rooms: set[str]
    libraries: set[str] | None = None
    closed: frozenset[str] = frozenset()


WEB = frozenset({"flask", "flask_openapi3", "flask_jwt_extended", "dash"})
MODEL_LIBRARIES = {"prophet", "cmdstanpy", "lightgbm", "holidays", "sklearn", "statsmodels"}

DOORS = {
    "utils": Door({"utils"}, {"babel", "pydantic", "pydantic_settings", "pythonjsonlogger"}),
    "forecasting": Door({"forecasting"}, {"numpy", "pandas", "scipy"} | MODEL_LIBRARIES),
    "app.db": Door({"app.db", "utils"}, {"sqlalchemy"}),
    "app.models": Door({"app.db", "app.models", "utils"}, {"sqlalchemy"}),
    "app.migrations": Door({"app.db"}, {"sqlalchemy", "alembic"}),
    "services": Door({"app.db", "app.models", "forecasting", "services", "utils"}, closed=WEB | {"celery"}),
    # The one sender.
    "services.task_publisher": Door({"app.db", "app.models", "celery_app", "services", "utils"}, closed=WEB),
    "tasks": Door({"celery_app", "services", "tasks", "utils"}, {"celery", "billiard"}),
    "routes": Door({"routes", "services", "utils"}, closed=frozenset({"sqlalchemy", "celery", "kombu", "alembic"})),
    "dashboard": Door({"dashboard", "services", "utils"}, closed=frozenset({"sqlalchemy", "celery", "kombu"})),
    "celery_app": Door({"utils"}, {"celery", "kombu"}),
}

# They may open every door, and nobody inside opens theirs.
ENTRANCES = {"start", "wsgi", "gunicorn.conf", "flowerconfig", "launcher", "deploy", "tests", "benchmarks", "clients"}

HOUSE = {name.split("/")[0].removesuffix(".py") for name in tracked_files() if name.endswith(".py")}


def is_in(room: str, name: str) -> bool:
    return room != "services" or name != "services/jobs/task_publisher.py"


def files_of(room: str) -> Iterator[str]:
    yield from (name for name in files(room) if is_in(room, name))


def opens(door: Door, imported: str) -> bool:
    top = imported.split(".")[0]
    if top in HOUSE:
        return any(imported == room or imported.startswith(f"{room}.") for room in door.rooms)
    if top in sys.stdlib_module_names:
        return True
    return top in door.libraries if door.libraries is not None else top not in door.closed


@pytest.mark.parametrize("room", DOORS)
def test_a_room_opens_only_its_own_doors(room):
    wrong = [
        f"{name} imports {imported}"
        for name in files_of(room)
        for imported in imports(name)
        if not opens(DOORS[room], imported)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("entrance", ["app.factory", "app.cli"])
def test_the_entrances_are_imported_by_nobody_inside(entrance):
    inside = [room for room in HOUSE - ENTRANCES if room != "app"]
    users = [name for room in inside for name in files(room) if entrance in imports(name)]
    assert not users, f"{entrance} is for wsgi.py, tests and the command line, not for {users}"


def test_every_room_of_the_house_has_a_door():
    known = {room.split(".")[0] for room in DOORS} | {"app", *ENTRANCES}
    assert known >= HOUSE, f"Add {HOUSE - known} to the table of doors, here and in the description of the house"


def test_a_wrong_import_would_be_seen():
    assert not opens(DOORS["services"], "flask")
    assert not opens(DOORS["routes"], "app.models")
    assert opens(DOORS["tasks"], "services.training_service")


# Both sides of the process that a heavy library has to itself: what starts it and what runs in it.
# And the one that finds the folder of its checkpoint there.
OWN_PROCESS = {"forecasting/apart.py", "forecasting/child.py", "forecasting/methods/pretrained.py"}


@pytest.mark.parametrize("module", ["os", "time", "random", "socket", "subprocess"])
def test_the_engine_knows_no_environment_clock_or_global_chance(module):
    users = [name for name in files("forecasting") if module in imports(name) and name not in OWN_PROCESS]
    assert not users, f"{users}: hand it in as an argument instead"


# Prophet's library draws from numpy's global state, which can only be seeded as a whole.
PROPHETS_LIBRARY = "forecasting/prophet/stan.py"
# It loads that library, at 2.5 s and 120 MB, only when asked for it.
DEFERS_PROPHETS_LIBRARY = "forecasting/methods/prophet.py"


# Gigabytes and seconds: a method loads its library by name, in a function that only its own process calls.
HEAVY = {
    "xgboost",
    "keras",
    "torch",
    "tensorflow",
    "transformers",
    "sklearn",
    "skops",
    "safetensors",
    "fracast",
    "chronos",
}


def test_heavy_libraries_are_imported_by_nobody():
    users = [name for room in DOORS for name in files_of(room) if set(imports(name)) & HEAVY]
    assert not users, f"{users}: load it by name in the process of its own, see forecasting/apart.py"


PICKLES = {"pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal"}


def test_nothing_is_ever_unpickled():
    users = [name for room in DOORS for name in files_of(room) if set(imports(name)) & PICKLES]
    assert not users


def test_the_engine_never_asks_what_day_it_is_nor_draws_unseeded():
    asked = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, tree in modules("forecasting")
        if name != PROPHETS_LIBRARY
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith((".now", ".today", "random.seed"))
    ]
    assert not asked, "\n".join(asked)


def test_imports_stand_at_the_top_of_the_file():
    low = [
        f"{name}:{node.lineno}"
        for room in DOORS
        for name, tree in modules(room)
        if is_in(room, name) and name != DEFERS_PROPHETS_LIBRARY
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not low, low
