"""Reads Prophet's own file format (prophet.serialize), whoever wrote it."""

import json
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from forecasting.errors import InvalidModelDocument
from forecasting.prophet.holidays import holiday_days
from forecasting.prophet.stored import LogScale, StoredProphet

DAY_SECONDS = 86_400.0
EPOCH = date(1970, 1, 1)
# Country holidays are computed ahead when a file is read; no forecast is asked for so long after training.
HOLIDAY_YEARS = 10


def read_document(text: str) -> StoredProphet:
    """The model in a JSON file of Prophet 1.1 or later.

    Raises InvalidModelDocument where the text is no such file, and for logistic growth and conditional seasons: those
    only the real library predicts (`forecasting.prophet.stan.predict_document`).
    """
    try:
        document = json.loads(text)
        _refuse_what_needs_the_library(document)
        return _model(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidModelDocument(f"This is no Prophet model file ({error!r}); train the product again.") from error


def _refuse_what_needs_the_library(document: dict[str, Any]) -> None:
    names, seasons = document["seasonalities"]
    conditional = [name for name in names if seasons[name]["condition_name"]]
    if document["growth"] not in ("linear", "flat") or conditional:
        raise InvalidModelDocument(
            f"A model of {document['growth']} growth or with conditional seasons {conditional} needs the real library; "
            "predict it with backend 'stan', or train the product again."
        )


def _model(document: dict[str, Any]) -> StoredProphet:
    k, m, delta, beta = (_mean_of_draws(document["params"], name) for name in ("k", "m", "delta", "beta"))
    columns = json.loads(document["train_component_cols"])["data"]
    seasons, regressors = (dict(_in_order(document[part])) for part in ("seasonalities", "extra_regressors"))
    flat = document["growth"] == "flat"
    model = StoredProphet(
        start=document["start"] / DAY_SECONDS,
        t_scale=document["t_scale"] / DAY_SECONDS,
        y_scale=document["y_scale"],
        floor=document.get("y_min", 0.0) if document.get("scaling") == "minmax" else 0.0,
        k=0.0 if flat else float(k[0]),
        m=float(m[0]),
        delta=np.zeros_like(delta) if flat else delta,
        changepoints_t=np.array(document["changepoints_t"], dtype=float),
        additive=beta * [column["additive_terms"] for column in columns],
        multiplicative=beta * [column["multiplicative_terms"] for column in columns],
        seasons=tuple((season["period"], season["fourier_order"]) for season in seasons.values()),
        holidays=_holidays(document),
        regressors={name: (regressor["mu"], regressor["std"]) for name, regressor in regressors.items()},
        log_scale=_log_scale(document.get("stockcast", {})),
    )
    _check_width(model)
    return model


def _check_width(model: StoredProphet) -> None:
    described = sum(2 * order for _, order in model.seasons) + len(model.holidays) + len(model.regressors)
    if max(described, 1) != len(model.additive):
        raise ValueError(f"{len(model.additive)} effects, but {described} are described")


def _in_order(part: list[Any]) -> list[tuple[str, dict[str, Any]]]:
    names, properties = part
    return [(name, properties[name]) for name in names]


def _mean_of_draws(params: dict[str, Any], name: str) -> np.ndarray:
    """MAP files hold one draw, MCMC files many; Prophet's yhat takes their mean."""
    draws = np.asarray(params["k"], dtype=float).size
    return np.asarray(params[name], dtype=float).reshape(draws, -1).mean(axis=0)


def _log_scale(own: dict[str, Any]) -> LogScale | None:
    return LogScale(own["bias"], own["ceiling"]) if own.get("scale") == "log1p" else None


def _holidays(document: dict[str, Any]) -> tuple[frozenset[int], ...]:
    """Days of each holiday column, in Prophet's order: by name and distance from the holiday."""
    if document["train_holiday_names"] is None:
        return ()
    names = set(json.loads(document["train_holiday_names"])["data"])
    days: dict[str, set[int]] = {}
    for name, number, offset in [*_listed(document), *_of_country(document)]:
        if name in names:
            key = f"{name}_delim_{'+' if offset >= 0 else '-'}{abs(offset)}"
            days.setdefault(key, set()).add(number + offset)
    return tuple(frozenset(days[key]) for key in sorted(days))


def _listed(document: dict[str, Any]) -> list[tuple[str, int, int]]:
    """(name, day, offset) from the table of holidays with their windows."""
    rows = json.loads(document["holidays"])["data"] if document["holidays"] else []
    windows = [range(int(row.get("lower_window") or 0), int(row.get("upper_window") or 0) + 1) for row in rows]
    dates = [date.fromisoformat(row["ds"][:10]) for row in rows]
    named = zip(rows, dates, windows, strict=True)
    return [(row["holiday"], (day - EPOCH).days, offset) for row, day, window in named for offset in window]


def _of_country(document: dict[str, Any]) -> list[tuple[str, int, int]]:
    if document["country_holidays"] is None:
        return []
    first = datetime.fromtimestamp(document["start"], UTC).year
    last = datetime.fromtimestamp(document["start"] + document["t_scale"], UTC).year + HOLIDAY_YEARS
    found = holiday_days(document["country_holidays"], range(first, last + 1))
    return [(name, (day - EPOCH).days, 0) for name, day in found]
