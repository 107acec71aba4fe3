"""What a family of models lets its user decide, as fields of a form made from its schema."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from services.errors import InvalidInput
from services.training import training_families
from utils.language import _

FIELD = "training-option"
NUMBERS = {"integer": int, "number": float}


def fields(family: str) -> list[Component]:
    """A field for each parameter of a family; what is left empty is as shown."""
    return [_field(family, name, schema) for name, schema in _schemas(family).items()]


def read(family: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that were filled in, by name. Raises InvalidInput for what is no number."""
    schemas = _schemas(family)
    given = {name: value for name, value in values.items() if name in schemas and value not in (None, "")}
    return {name: _value(schemas[name], value) for name, value in given.items()}


def _schemas(family: str) -> dict[str, Any]:
    known = next(known for known in training_families.families() if known["model_type"] == family)
    return known["parameters"]["properties"] if family != training_families.ALL else {}


def _field(family: str, name: str, schema: Mapping[str, Any]) -> Component:
    id = {"type": FIELD, "family": family, "name": name}
    if schema["type"] == "array":
        return dmc.TextInput(
            id=id, label=_("{title}, with commas", title=schema["title"]), placeholder=_listed(schema["default"])
        )
    return dmc.NumberInput(
        id=id,
        label=schema["title"],
        placeholder=str(schema["default"]),
        decimalScale=0 if schema["type"] == "integer" else 6,
        min=schema.get("minimum", 0),
        max=schema["maximum"],
    )


def _value(schema: Mapping[str, Any], value: Any) -> Any:
    if schema["type"] == "array":
        return [_number(schema, schema["items"], part) for part in str(value).split(",")]
    return _number(schema, schema, value)


def _number(named: Mapping[str, Any], schema: Mapping[str, Any], value: Any) -> float | int:
    try:
        return NUMBERS[schema["type"]](value)
    except ValueError:
        raise InvalidInput(_("{title}: {value} is not a number.", title=named["title"], value=f"{value!r}")) from None


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
