"""From the models that were learnt across a catalogue to what is kept of them, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel, Model
from forecasting.features import Surroundings
from forecasting.learner import Learner, Rows

# Enough to tell how good a model is.
SCORED_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Seen:
    """features -- names of what a row holds; surroundings -- what they take from the catalogue"""

    features: tuple[str, ...]
    surroundings: Surroundings


def fit_each(rows: Mapping[int, Rows], learner: Learner) -> dict[int, Any]:
    """A model of each of these, by the periods that were known."""
    return {
        known: learner.fit(own, number / len(rows), (number + 1) / len(rows))
        for number, (known, own) in enumerate(rows.items())
    }


def kept(
    block: Block, models: Mapping[int, Any], rows: Mapping[int, Rows], learner: Learner, seen: Seen
) -> CatalogueModel | None:
    """What was learnt, by the periods that were known, to be stored; None where nothing was."""
    if not models:
        return None
    first, last = min(models), max(models)
    gains = np.array(learner.library.gains(models[last]))
    return CatalogueModel(
        models=tuple(
            Model(block.days(known - 1, known)[0].item(), learner.library.save(model), len(rows[known].matrix))
            for known, model in sorted(models.items())
        ),
        surroundings=seen.surroundings,
        step_days=block.step_days,
        features=seen.features,
        gains=dict(zip(seen.features, (gains / gains.sum()).tolist(), strict=True)) if gains.any() else {},
        scores=_scores("train", learner, models[last], rows[last])
        | _scores("test", learner, models[first], rows[last].since(first)),
    )


def fits(learnt: CatalogueModel, block: Block, origins: Sequence[int], features: tuple[str, ...]) -> bool:
    """Whether it was learnt from such steps and features, and saw nothing after the first of the origins."""
    first = known_at(block, min(own.until for own in learnt.models))
    same = learnt.step_days == block.step_days and learnt.features[: len(features)] == features
    return same and first <= min(origins)


def loaded(learnt: CatalogueModel, block: Block, learner: Learner) -> dict[int, Any]:
    """Its models, by the periods of the block that they have seen."""
    return {known_at(block, own.until): learner.library.load(own.saved) for own in learnt.models}


def known_at(block: Block, day: date) -> int:
    """Periods of the block that had passed by the end of the period that began on this day."""
    return (day - block.start).days // block.step_days + 1


def _scores(name: str, learner: Learner, model: Any, rows: Rows) -> dict[str, float]:
    """R2 (share of variance explained) and root mean squared error of a model on these rows, and its loss where it has
    learnt from them; nothing where there are none."""
    some = rows.some(SCORED_ROWS)
    known = ~np.isnan(some.targets)
    if not known.any():
        return {}
    error = (learner.library.predict(model, {"matrix": some.matrix})["targets"] - some.targets)[known]
    loss, variance = float(np.mean(error**2)), float(some.targets[known].var())
    scores = {f"{name}_rmse": loss**0.5} | ({f"{name}_r2": 1 - loss / variance} if variance else {})
    return scores | ({"final_loss": loss} if name == "train" else {})
