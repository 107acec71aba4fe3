"""What families have learnt across the catalogue: one folder a version in MODELS_DIR/catalogue, whole or not at all.

`<family>.json` holds what is known of it, `<family>.<day>` the library's own file of the model that saw all until then.
"""

import hashlib
import json
import logging
import math
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from forecasting import methods
from forecasting.catalogue_model import CatalogueModel, Model
from forecasting.features import Surroundings
from services.forecasts.model_files import ModelsFolderError
from utils import clock
from utils.config import get_settings
from utils.language import _

log = logging.getLogger(__name__)

# A week's seasons and prices are learnt still; and a shop that is trained once a week has always one.
OLDEST_USED = timedelta(days=8)
KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One family's part of a version: its options, how many products of the catalogue it saw, and what it learnt."""

    family: str
    options: Mapping[str, Any]
    products: int
    model: CatalogueModel


def keep(version: str, lessons: list[Lesson]) -> None:
    """Store a version, whole or not at all; what is there already stays. Raises ModelsFolderError."""
    folder = _folder() / version
    unfinished = _folder() / f".{version}.{os.getpid()}"
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
        for lesson in lessons:
            for model in lesson.model.models:
                _write(unfinished / f"{lesson.family}.{model.until}", model.saved)
            described = json.dumps(_described(version, lesson), ensure_ascii=False, indent=1)
            _write(unfinished / f"{lesson.family}.json", described.encode())
        if not folder.exists():
            unfinished.rename(folder)
    except OSError as error:
        raise ModelsFolderError(
            _(
                "What was learnt across the catalogue could not be written to MODELS_DIR ({reason}).",
                reason=error.strerror,
            )
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def documents() -> list[dict[str, Any]]:
    """What is known of every family of every version, newest first."""
    return sorted(_documents(), key=lambda document: (document["learnt_at"], document["family"]), reverse=True)


def newest(family: str, options: Mapping[str, Any], until: date, oldest: timedelta = OLDEST_USED) -> str | None:
    """The newest version in which this family has learnt with these options, for a training on sales until that day.

    None where there is none of the days before that, `oldest` at most, that was learnt with the libraries of today.
    """
    for document in documents():
        same = document["family"] == family and document["options"] == _plain(options)
        recent = until - oldest <= date.fromisoformat(document["learnt_until"]) <= until
        if same and recent and document["libraries"] == _libraries(family):
            return document["version"]
    return None


def load(versions: Mapping[str, str]) -> dict[str, CatalogueModel]:
    """The models of these families; one that is missing or damaged is left out, and the block learns by itself."""
    loaded = {}
    for family, version in versions.items():
        try:
            loaded[family] = _read(_folder() / version, family)
        except (OSError, ValueError, KeyError) as error:
            log.warning("catalogue_model.not_read", extra={"family": family, "version": version, "error": str(error)})
    return loaded


def scores(versions: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """How well these families have learnt, by family; what is no longer there is left out."""
    found = {(document["family"], document["version"]): document["scores"] for document in documents()}
    return {family: found[family, version] for family, version in versions.items() if (family, version) in found}


def forget() -> int:
    """Remove versions past their time; the newest of each family stays. How many."""
    old, seen = set(), set()
    for document in documents():
        if document["family"] in seen and datetime.fromisoformat(document["learnt_at"]) < clock.now() - KEPT:
            old.add(document["version"])
        else:
            old.discard(document["version"])
        seen.add(document["family"])
    for version in old:
        shutil.rmtree(_folder() / version, ignore_errors=True)
    return len(old)


def _folder() -> Path:
    return get_settings().models_dir / "catalogue"


def _documents() -> Iterator[dict[str, Any]]:
    for path in _folder().glob("*/*.json"):
        if path.parent.name.startswith("."):  # Not finished.
            continue
        try:
            document = json.loads(path.read_bytes())
        except (OSError, ValueError) as error:  # Just forgotten, or damaged: as good as not there.
            log.warning("catalogue_model.not_read", extra={"path": path.name, "error": str(error)})
            continue
        yield {name: value for name, value in document.items() if name != "surroundings"}


def _described(version: str, lesson: Lesson) -> dict[str, Any]:
    model = lesson.model
    return {
        "version": version,
        "family": lesson.family,
        "learnt_at": clock.rfc3339(clock.now()),
        "learnt_until": model.models[-1].until.isoformat(),
        "options": _plain(lesson.options),
        "products": lesson.products,
        "scores": dict(model.scores),
        "features": list(model.features),
        "gains": dict(model.gains),
        "libraries": _libraries(lesson.family),
        "models": [
            {"until": own.until.isoformat(), "rows": own.rows, "sha256": hashlib.sha256(own.saved).hexdigest()}
            for own in model.models
        ],
        "surroundings": asdict(model.surroundings)
        | {"start": model.surroundings.start.isoformat(), "course": _jsonable(model.surroundings.course)}
        | {"step_days": model.step_days},
    }


def _read(folder: Path, family: str) -> CatalogueModel:
    """Raises OSError, ValueError, KeyError."""
    document = json.loads((folder / f"{family}.json").read_bytes())
    around = document["surroundings"]
    return CatalogueModel(
        models=tuple(_read_model(folder, family, own) for own in document["models"]),
        surroundings=Surroundings(
            start=date.fromisoformat(around["start"]),
            course=np.array(around["course"], dtype=float),
            categories=tuple(around["categories"]),
            regressors=tuple(around["regressors"]),
        ),
        step_days=around["step_days"],
        features=tuple(document["features"]),
        gains=document["gains"],
        scores=document["scores"],
    )


def _read_model(folder: Path, family: str, document: Mapping[str, Any]) -> Model:
    saved = (folder / f"{family}.{date.fromisoformat(document['until'])}").read_bytes()
    if hashlib.sha256(saved).hexdigest() != document["sha256"]:
        raise ValueError(
            _(
                "The file of {family} until {until} is not what was written.",
                family=family,
                until=document["until"],
            )
        )
    return Model(date.fromisoformat(document["until"]), saved, document["rows"])


@cache
def _libraries(family: str) -> dict[str, str]:
    """Versions of what wrote the family's files."""
    installed = metadata.packages_distributions()
    packages = methods.FAMILIES[family].packages or (family,)
    return {package: metadata.version(installed[package][0]) for package in packages if package in installed}


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON gives them back."""
    return json.loads(json.dumps(dict(options)))


def _jsonable(course: np.ndarray) -> list[float | None]:
    return [None if math.isnan(value) else value for value in course.tolist()]


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
