import json

import numpy as np
import pandas as pd
import pytest

from forecasting import documents, prophet_library
from forecasting.errors import InvalidModelDocument
from forecasting.training import TrainingSettings, train_block

SETTINGS = TrainingSettings(horizon=30, cutoffs=2, method="prophet")


@pytest.fixture
def trained(history):
    return next(train_block([history(120)], SETTINGS))


def test_our_document_gives_back_our_forecast(trained, history):
    forecast = documents.forecast_from_document(trained.document, history(120), SETTINGS)
    assert forecast.start == trained.forecast.start
    assert forecast.mean == pytest.approx(trained.forecast.mean, rel=1e-6)


def test_prophet_itself_loads_our_document(trained):
    model = prophet_library.load().serialize.model_from_json(trained.document)
    days = pd.DataFrame({"ds": pd.date_range("2024-04-30", periods=30)})
    assert np.isfinite(model.predict(days)["yhat"]).all()


def test_a_document_prophet_wrote_on_its_own_is_served_in_units(history):
    shop = history(120)
    library = prophet_library.load()
    rows = pd.DataFrame({"ds": pd.date_range("2024-01-01", periods=120), "y": shop.values})
    model = library.Prophet().fit(rows)
    model.stan_backend.cleanup()
    document = library.serialize.model_to_json(model)
    forecast = documents.forecast_from_document(document, shop, SETTINGS)
    assert forecast.mean.mean() == pytest.approx(shop.values[-28:].mean(), rel=0.3)
    assert (np.diff(forecast.quantiles, axis=0) >= 0).all()


def test_an_older_document_is_served_from_the_day_after_the_history(trained, history):
    forecast = documents.forecast_from_document(trained.document, history(150), SETTINGS)
    assert len(forecast) == 30
    assert forecast.start.isoformat() == "2024-05-30"


@pytest.mark.parametrize("document", ["", "{", "[]", "7", "null", '{"growth": "linear"}'])
def test_what_is_no_model_is_refused(document):
    with pytest.raises(InvalidModelDocument, match="train the product again"):
        documents.check(document)


def test_a_model_that_needs_a_capacity_is_refused(trained):
    content = json.loads(trained.document) | {"growth": "logistic"}
    with pytest.raises(InvalidModelDocument, match="capacity"):
        documents.check(json.dumps(content))


def test_a_model_with_broken_numbers_is_refused(trained, history):
    content = json.loads(trained.document) | {"params": {}}
    with pytest.raises(InvalidModelDocument, match="does not load"):
        documents.forecast_from_document(json.dumps(content), history(120), SETTINGS)


def test_without_any_history_the_forecast_is_uncertain(trained, history):
    forecast = documents.forecast_from_document(trained.document, history([]), SETTINGS)
    lower, upper = forecast.interval(80)
    assert (lower < forecast.mean).all()
    assert (forecast.mean < upper).all()
