"""What a family of models lets its user decide, as fields of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from services.errors import InvalidInput
from services.training import training_families

FIELD = "training-option"
LAYERS = "hidden_sizes"
MOST_LAYERS = 8


@dataclass(frozen=True)
class Range:
    """The name on the form, the values an option may have, and whether only whole ones."""

    label: str
    low: float
    high: float
    whole: bool = True


RANGES = {
    "epochs": Range("Passes over the sales, or trees", 1, 2000),
    "learning_rate": Range("Learning rate", 1e-6, 1, whole=False),
    "num_leaves": Range("Leaves of a tree", 2, 1024),
    "changepoint_prior_scale": Range("How readily the trend changes", 1e-6, 100, whole=False),
    "seasonality_prior_scale": Range("How strong seasons may be", 1e-6, 100, whole=False),
    LAYERS: Range("Units of each layer, with commas", 1, 512),
}


def fields(family: str) -> list[Component]:
    """A field for each option of a family; what is left empty is as shown."""
    options = next(known["options"] for known in training_families.families() if known["model_type"] == family)
    return [_field(name, default) for name, default in options.items() if name in RANGES]


def read(values: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were filled in, by name. Raises InvalidInput for what is out of range."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return {name: _layers(value) if name == LAYERS else _number(name, value) for name, value in given.items()}


def _field(name: str, default: Any) -> Component:
    id = {"type": FIELD, "name": name}
    if name == LAYERS:
        return dmc.TextInput(id=id, label=RANGES[name].label, placeholder=", ".join(map(str, default)))
    return dmc.NumberInput(id=id, label=RANGES[name].label, placeholder=str(default), decimalScale=6)


def _number(name: str, value: Any) -> float | int:
    allowed = RANGES[name]
    try:
        number = int(value) if allowed.whole else float(value)
    except ValueError:
        raise InvalidInput(f"{allowed.label}: {value!r} is not a number.") from None
    if not allowed.low <= number <= allowed.high:
        raise InvalidInput(f"{allowed.label}: from {allowed.low:g} to {allowed.high:g}.")
    return number


def _layers(value: str) -> list[int]:
    layers = [int(_number(LAYERS, part)) for part in value.split(",")]
    if len(layers) > MOST_LAYERS:
        raise InvalidInput(f"{RANGES[LAYERS].label}: {MOST_LAYERS} layers at most.")
    return layers
