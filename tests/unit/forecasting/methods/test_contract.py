"""What every method promises, checked on all of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from forecasting import methods
from forecasting.errors import FamilyNotInstalled, UnknownMethod
from tests.unit.forecasting import sales

ORIGINS, HORIZON = (150, 178), 14
NAMES = [name for name, family in methods.FAMILIES.items() if family.is_installed]
ANY_SALES = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=60),
    elements=st.one_of(st.just(np.nan), st.just(0.0), st.floats(0, 1e6, width=32)),
)


def run(name: str, values: np.ndarray, step_days: int = 1) -> np.ndarray:
    return methods.FAMILIES[name].forecast(sales.block(values, step_days), ORIGINS, HORIZON)


@pytest.mark.parametrize("name", NAMES)
class TestEveryMethod:
    def test_answers_for_every_origin_product_and_step(self, name: str) -> None:
        assert run(name, sales.weekly_pattern()).shape == (2, 12, HORIZON)

    def test_is_finite_and_not_negative(self, name: str) -> None:
        forecast = run(name, sales.weekly_pattern(mean=0.3))
        assert np.isfinite(forecast).all()
        assert (forecast >= 0).all()

    def test_is_near_what_sells_regularly(self, name: str) -> None:
        forecast = run(name, sales.weekly_pattern(mean=50))
        assert forecast.mean() == pytest.approx(50, rel=0.1)

    def test_sees_nothing_after_its_origin(self, name: str) -> None:
        values = sales.weekly_pattern()
        changed = values.copy()
        changed[:, ORIGINS[1] :] = 999.0
        assert np.array_equal(run(name, values), run(name, changed))

    def test_first_origin_sees_nothing_between_the_origins(self, name: str) -> None:
        values = sales.weekly_pattern()
        changed = values.copy()
        changed[:, ORIGINS[0] :] = 999.0
        assert np.array_equal(run(name, values)[0], run(name, changed)[0])

    def test_gives_the_same_bytes_twice(self, name: str) -> None:
        values = sales.weekly_pattern()
        assert run(name, values).tobytes() == run(name, values).tobytes()

    @pytest.mark.parametrize("products", [1, 12])
    def test_leaves_its_input_alone(self, name: str, products: int) -> None:
        values = sales.weekly_pattern()[:products]
        values[:, ::3] = np.nan
        before = values.copy()
        run(name, values)
        assert np.array_equal(values, before, equal_nan=True)

    def test_forecasts_ten_times_the_sales_tenfold(self, name: str) -> None:
        values = sales.weekly_pattern()
        assert run(name, 10 * values) == pytest.approx(10 * run(name, values), rel=0.02)

    def test_continues_a_constant(self, name: str) -> None:
        forecast = np.nan_to_num(run(name, np.full((3, 200), 4.0)), nan=4.0)
        assert forecast == pytest.approx(np.full((2, 3, HORIZON), 4.0), abs=1e-4)

    def test_forecasts_nothing_where_nothing_is_sold(self, name: str) -> None:
        assert not np.nan_to_num(run(name, np.zeros((3, 200)))).any()

    def test_answers_for_unknown_days_and_late_starters(self, name: str) -> None:
        values = sales.weekly_pattern()
        values[0, :140], values[1, 60:120], values[2, ::3] = np.nan, np.nan, np.nan
        assert np.isfinite(run(name, values)).all()

    @settings(max_examples=25, deadline=None)
    @given(values=ANY_SALES, step_days=st.sampled_from([1, 7]))
    def test_answers_for_any_sales(self, name: str, values: np.ndarray, step_days: int) -> None:
        periods = values.shape[1]
        origins = sorted({max(periods // 2, 1), periods})
        forecast = methods.FAMILIES[name].forecast(sales.block(values, step_days), origins, HORIZON)
        assert forecast.shape == (len(origins), len(values), HORIZON)
        # Only what learns across products may have no opinion, where there is too little to learn from.
        assert np.isfinite(forecast[~np.isnan(forecast)]).all()
        assert methods.FAMILIES[name].reports or not np.isnan(forecast).any()
        assert (np.nan_to_num(forecast) >= 0).all()

    def test_answers_for_weekly_sales(self, name: str) -> None:
        assert np.isfinite(run(name, sales.weekly_pattern(), step_days=7)).all()


def test_auto_means_what_may_be_blended_and_needs_nothing_more() -> None:
    assert list(methods.named("auto", {})) == [name for name in NAMES if methods.FAMILIES[name].is_blended]


def test_a_former_name_means_the_same_method() -> None:
    assert list(methods.named("gradient_boosting", {"epochs": 5})) == ["lightgbm"]


def test_a_library_that_is_missing_is_named_with_the_command_that_installs_it(monkeypatch) -> None:
    missing = replace(methods.FAMILIES["lightgbm"], packages=("no_such_library",))
    monkeypatch.setitem(methods.FAMILIES, "lightgbm", missing)
    with pytest.raises(FamilyNotInstalled, match=r"pip install -r requirements-families/lightgbm\.txt"):
        methods.named("lightgbm", {})


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownMethod, match="seasonal_naive"):
        methods.named("crystal_ball", {})
