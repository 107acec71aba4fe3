"""The Python client says what the served description of the API says: operations, parameters, fields and types."""

import collections.abc
import datetime
import decimal
import functools
import inspect
import operator
import shutil
import subprocess
import sys
import types
import typing
import zipfile
from collections.abc import Iterator
from typing import Any, Literal, NotRequired, Required, Union

import pytest
from stockcast_client import Client
from stockcast_client.operations import FILE, Operation, sent_name

from app.factory import create_app
from tests.stack import ROOT

# What stands for a value of Python in JSON.
JSON_TYPES = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    types.NoneType: "null",
    datetime.date: "string",
    decimal.Decimal: "number",
    Any: None,
}
# In which form a list is answered; the client reads JSON, and files as they are for programs.
FORM, DIALECT = "format", "decimal"
LISTS = (list, collections.abc.Sequence)
METHODS = [
    (kind, name)
    for kind in (type(room) for room in vars(Client(None)).values() if room is not None)
    for name, method in vars(kind).items()
    if hasattr(method, "operation")
]
every_method = pytest.mark.parametrize(("kind", "name"), METHODS, ids=lambda part: getattr(part, "__name__", part))


class Described:
    """An operation as the API describes it: the schema of each name it takes, which it needs, and what it answers."""

    def __init__(self, description: dict[str, Any], operation: Operation) -> None:
        self._schemas = description["components"]["schemas"]
        own = description["paths"][operation.path][operation.method.lower()]
        content = own.get("requestBody", {}).get("content", {})
        body = self._resolved(content.get("application/json", {}).get("schema", {}))
        in_url = own.get("parameters", [])
        forms = (FORM, DIALECT) if FORM in {given["name"] for given in in_url} else ()
        in_url = [given for given in in_url if given["name"] not in forms]
        self.takes_file = "text/csv" in content
        self.taken = {given["name"]: given["schema"] for given in in_url} | body.get("properties", {})
        self.required = {given["name"] for given in in_url if given.get("required")} | set(body.get("required", []))
        good = [answer for status, answer in own["responses"].items() if status.startswith("2")]
        self.answer = good[0].get("content", {}).get("application/json", {}).get("schema") if good else None

    def differences(self, annotation: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
        """Where a type of ours is not what a schema describes."""
        ours, theirs = list(parts_of(annotation)), list(self._parts_of(schema))
        here, there = {json_type(part) for part in ours}, {part.get("type") for part in theirs}
        if here != there:
            yield f"{where}: {here} here, {there} there"
            return
        for part in ours:
            inner = next(found for found in theirs if found.get("type") == json_type(part))
            if typing.is_typeddict(part):
                yield from self._field_differences(part, inner["properties"], where)
            elif typing.get_origin(part) in LISTS:
                yield from self.differences(typing.get_args(part)[0], inner["items"], f"{where}[]")

    def _field_differences(self, document: Any, properties: dict[str, Any], where: str) -> Iterator[str]:
        fields = typing.get_type_hints(document, include_extras=True)
        for name in fields.keys() ^ properties.keys():
            yield f"{where}.{name}: on one side only"
        for name in fields.keys() & properties.keys():
            yield from self.differences(fields[name], properties[name], f"{where}.{name}")

    def _parts_of(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        schema = self._resolved(schema)
        if "anyOf" not in schema:
            yield schema
        for part in schema.get("anyOf", []):
            yield from self._parts_of(part)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        return self._schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def parts_of(annotation: Any) -> Iterator[Any]:
    """The types a value may have."""
    origin = typing.get_origin(annotation)
    if origin not in (Union, types.UnionType, NotRequired, Required):
        yield annotation
        return
    for part in typing.get_args(annotation):
        yield from parts_of(part)


def json_type(part: Any) -> str:
    origin = typing.get_origin(part)
    if origin is Literal:
        return "string"
    if origin in LISTS:
        return "array"
    return "object" if origin is dict or typing.is_typeddict(part) else JSON_TYPES[part]


def parameters_of(method: Any) -> dict[str, tuple[Any, bool]]:
    """The type of every name a method takes, and whether it must be given."""
    hints = typing.get_type_hints(method, include_extras=True)
    found = {}
    for name, parameter in list(inspect.signature(method).parameters.items())[1:]:
        if parameter.kind is parameter.VAR_KEYWORD and hints[name] is Any:
            continue  # what a family of models takes, which the API describes elsewhere
        if parameter.kind is parameter.VAR_KEYWORD:
            (fields,) = typing.get_args(hints[name])
            found |= {field: (kind, False) for field, kind in typing.get_type_hints(fields).items()}
        else:
            found[sent_name(name)] = (hints[name], parameter.default is parameter.empty)
    return found


class WrongMe(typing.TypedDict):
    user_id: str
    username: str
    roles: str
    locations: list[str]


@pytest.fixture(scope="module")
def description(configured):
    return create_app(configured).test_client().get("/openapi/openapi.json").json


@every_method
def test_a_method_takes_what_the_api_describes(description, kind, name):
    method = getattr(kind, name)
    described, given = Described(description, method.operation), parameters_of(method)
    assert (given.pop(FILE, None) is not None) == described.takes_file
    assert given.keys() == described.taken.keys()
    assert {taken for taken, (_, required) in given.items() if required} == described.required


@every_method
def test_a_method_takes_the_types_the_api_describes(description, kind, name):
    method = getattr(kind, name)
    described, given = Described(description, method.operation), parameters_of(method)
    for taken, schema in described.taken.items():
        type_, _ = given[taken]
        # None may only mean that nothing is sent.
        sent = functools.reduce(operator.or_, (part for part in parts_of(type_) if part is not types.NoneType))
        found = [list(described.differences(tried, schema, taken)) for tried in (type_, sent)]
        assert [] in found, found[0]


@every_method
def test_an_answer_is_what_the_api_describes(description, kind, name):
    method = getattr(kind, name)
    described, answer = Described(description, method.operation), typing.get_type_hints(method)["return"]
    if answer in (types.NoneType, str):
        assert described.answer is None
    else:
        assert list(described.differences(answer, described.answer, "answer")) == []


def test_a_wrong_field_would_be_seen(description):
    described = Described(description, Operation("GET", "/auth/me", True))
    found = sorted(described.differences(WrongMe, described.answer, "me"))
    assert found == [
        "me.role: on one side only",
        "me.roles: on one side only",
        "me.user_id: {'string'} here, {'integer'} there",
    ]


# What a method answers that waits, follows or signs in; what waits itself; what is for other programs.
WITHOUT_A_METHOD = {
    ("POST", "/auth/login"),
    ("POST", "/auth/refresh"),
    ("POST", "/auth/openid/start"),
    ("POST", "/auth/openid/finish"),
    ("GET", "/tasks/{task_id}/events"),
    ("GET", "/tasks/{task_id}/result"),
    ("GET", "/predict/task/{task_id}"),
    ("POST", "/train/{model_type}"),
    ("GET", "/celery/task/{task_id}"),
    ("POST", "/celery/task/{task_id}/cancel"),
    ("GET", "/celery/flower/url"),
    ("GET", "/celery/queues/history"),
    ("POST", "/celery/diagnostics"),
    ("GET", "/livez"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/models/{sku}/prophet.json"),
    ("GET", "/purchase-orders/{number}.pdf"),
    ("GET", "/purchase-orders/{number}.xlsx"),
    ("GET", "/purchase-orders/{number}.csv"),
    ("GET", "/scenarios"),
}


def test_the_whole_api_is_there(description):
    described = {
        (verb.upper(), path)
        for path, verbs in description["paths"].items()
        for verb, own in verbs.items()
        if not own.get("deprecated")
    }
    operations = [getattr(kind, name).operation for kind, name in METHODS]
    declared = {(operation.method, operation.path) for operation in operations}
    assert described - declared == WITHOUT_A_METHOD


def test_an_installation_leaves_nothing_in_the_folder_it_is_made_from(tmp_path):
    folder = tmp_path / "client"
    shutil.copytree(ROOT / "clients/python", folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    before = sorted(folder.rglob("*"))
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path / "made")]
    subprocess.run([*command, str(folder)], check=True, capture_output=True)
    assert sorted(folder.rglob("*")) == before
    (wheel,) = (tmp_path / "made").iterdir()
    assert "stockcast_client/py.typed" in zipfile.ZipFile(wheel).namelist()
