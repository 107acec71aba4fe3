"""Files written here are predicted by Prophet, files written by Prophet are predicted here, to the last digits."""

import json

import numpy as np
import pandas as pd
import pytest
from prophet import Prophet
from prophet.serialize import model_from_json, model_to_json

from forecasting.errors import InvalidHistory, InvalidModelDocument
from forecasting.methods.prophet import ProphetSettings, fit_block
from forecasting.prophet.document import write_document
from forecasting.prophet.holidays import country_holidays
from forecasting.prophet.reading import read_document
from tests.reference.prophet import days, frame
from tests.reference.prophet_sales import START, ragged, shop

N_DAYS, HORIZON = 800, 28


def settings_with_everything(n_products):
    random = np.random.default_rng(5)
    names, holidays = country_holidays("US", START, N_DAYS + HORIZON)
    promo = random.random((n_products, N_DAYS + HORIZON)) < 0.2
    price = random.normal(5, 1, (n_products, N_DAYS + HORIZON))
    known = np.stack([promo, price], axis=2)
    return ProphetSettings(holidays=holidays, holiday_names=names, known=known, known_names=("promo", "price"))


def model_and_whole(fits, index):
    """Our model over history and horizon, and the rows Prophet needs for them."""
    whole = np.concatenate([fits.fitted()[index], fits.predict(HORIZON)[index]])
    return whole, frame(fits, index, np.arange(N_DAYS + HORIZON))


def predicted_by_the_library(document, rows):
    model = model_from_json(document)
    model.uncertainty_samples = 0
    return model.predict(rows)["yhat"].to_numpy()


@pytest.mark.parametrize("with_history", [True, False])
@pytest.mark.parametrize("settings", [ProphetSettings(), settings_with_everything(6), ProphetSettings(weekly=False)])
def test_prophet_predicts_what_was_written_here(settings, with_history):
    values = ragged(6, N_DAYS)
    fits = fit_block(values, START, settings)
    for i in range(6):
        whole, rows = model_and_whole(fits, i)
        document = write_document(fits, i, values[i] if with_history else None)
        np.testing.assert_allclose(predicted_by_the_library(document, rows), whole, atol=1e-6)


def test_prophet_finds_the_history_and_draws_intervals():
    values = ragged(3, N_DAYS)
    model = model_from_json(write_document(fit_block(values, START, ProphetSettings()), 0, values[0]))
    forecast = model.predict(model.make_future_dataframe(HORIZON))
    assert len(forecast) == (~np.isnan(values[0])).sum() + HORIZON
    assert (forecast["yhat_lower"] < forecast["yhat_upper"]).all()


@pytest.mark.parametrize("settings", [ProphetSettings(), ProphetSettings(scale="log1p"), settings_with_everything(4)])
def test_what_was_written_here_is_read_here(settings):
    fits = fit_block(ragged(4, N_DAYS), START, settings)
    for i in range(4):
        whole, rows = model_and_whole(fits, i)
        stored = read_document(write_document(fits, i))
        known = {name: rows[name].to_numpy(float) for name in settings.known_names}
        np.testing.assert_allclose(stored.predict(rows["ds"].to_numpy(), known), whole, atol=1e-9)


@pytest.mark.parametrize("n_days", [2, 3, 14, 20])
def test_short_and_weekly_models_survive_the_file(n_days):
    fits = fit_block(shop(1, n_days), START, ProphetSettings(step_days=7))
    rows = frame(fits, 0, np.arange(n_days + HORIZON))
    whole = fits.between(0, n_days + HORIZON)[0]
    np.testing.assert_allclose(predicted_by_the_library(write_document(fits, 0), rows), whole, atol=1e-6)


def test_one_observation_has_no_file():
    fits = fit_block(np.array([[np.nan, 3.0]]), START, ProphetSettings())
    with pytest.raises(InvalidHistory, match="two observed periods"):
        write_document(fits, 0)


def test_a_file_without_history_is_small():
    fits = fit_block(shop(1, N_DAYS), START, ProphetSettings())
    assert len(write_document(fits, 0)) < 10_000


def written_by_prophet(**options):
    """A model of Prophet's own with windows around holidays, a country, and both kinds of regressors."""
    random = np.random.default_rng(1)
    rows = pd.DataFrame({"ds": pd.date_range(START, periods=N_DAYS + HORIZON)})
    rows["promo"] = random.integers(0, 2, len(rows))
    rows["price"] = random.normal(5, 1, len(rows))
    feast = pd.to_datetime(["2020-05-05", "2021-08-01", "2022-02-20"])
    windows = pd.DataFrame({"holiday": "feast", "ds": feast, "lower_window": -1, "upper_window": 2})
    model = Prophet(uncertainty_samples=0, holidays=windows, **options)
    model.add_country_holidays("DE").add_seasonality("monthly", 30.5, 4)
    model.add_regressor("promo").add_regressor("price", mode="multiplicative")
    model.fit(rows.head(N_DAYS).assign(y=shop(1, N_DAYS)[0]))
    return model, rows


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"seasonality_mode": "multiplicative"},
        {"growth": "flat"},
        {"scaling": "minmax"},
        {"n_changepoints": 0},
        {"yearly_seasonality": False, "weekly_seasonality": False},
    ],
)
def test_what_prophet_wrote_is_predicted_the_same_here(options):
    model, rows = written_by_prophet(**options)
    known = {name: rows[name].to_numpy(float) for name in ("promo", "price")}
    ours = read_document(model_to_json(model)).predict(rows["ds"].to_numpy(), known)
    np.testing.assert_allclose(ours, model.predict(rows)["yhat"], atol=1e-6)


def test_a_regressor_nobody_knows_counts_as_its_mean():
    model, rows = written_by_prophet()
    stored, promo = read_document(model_to_json(model)), rows["promo"].to_numpy(float)
    mean = np.full(len(rows), model.extra_regressors["price"]["mu"])
    unknown = stored.predict(rows["ds"].to_numpy(), {"promo": promo})
    np.testing.assert_allclose(unknown, stored.predict(rows["ds"].to_numpy(), {"promo": promo, "price": mean}))


def test_logistic_growth_is_sent_to_the_real_library():
    rows = pd.DataFrame({"ds": pd.date_range(START, periods=60), "y": shop(1, 60)[0], "cap": 100.0})
    document = model_to_json(Prophet(growth="logistic").fit(rows))
    with pytest.raises(InvalidModelDocument, match=r"logistic growth .* real library"):
        read_document(document)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"growth": "linear"}', "not json"])
def test_what_is_no_model_is_refused(text):
    with pytest.raises(InvalidModelDocument, match="train the product again"):
        read_document(text)


def test_a_file_with_a_column_missing_is_refused():
    document = json.loads(write_document(fit_block(shop(1, 100), START, ProphetSettings()), 0))
    document["params"]["beta"] = [document["params"]["beta"][0][:-1]]
    with pytest.raises(InvalidModelDocument, match="no Prophet model file"):
        read_document(json.dumps(document))


def test_a_file_holds_the_day_its_model_starts():
    fits = fit_block(np.concatenate([np.full((1, 9), np.nan), shop(1, 100)], axis=1), START, ProphetSettings())
    assert model_from_json(write_document(fits, 0)).start == days(fits, np.array([9]))[0]
