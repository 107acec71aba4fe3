import time

import numpy as np
import pandas as pd
import pytest

from forecasting.errors import InvalidHistory
from forecasting.evaluate import EvaluationSettings, Scores, evaluate, steps
from tests.unit.forecasting import sales

QUICK = EvaluationSettings(horizon=14, cutoffs=2, methods=("exponential_smoothing", "seasonal_naive"))

CLOCK = time.process_time


@pytest.fixture
def frame() -> pd.DataFrame:
    values = sales.weekly_pattern(5, 160)
    days = pd.date_range(sales.START, periods=160)
    wide = pd.DataFrame(values, index=[f"sku {k}" for k in range(5)], columns=days)
    long = wide.rename_axis("product_sku").reset_index().melt("product_sku", var_name="date", value_name="quantity")
    return long.astype({"date": "datetime64[ns]"})


def test_every_method_answers_at_every_cutoff(frame: pd.DataFrame) -> None:
    results = list(evaluate(frame, QUICK, CLOCK))
    assert len(results) == steps(frame, QUICK) == 4
    assert [result.method for result in results] == [*QUICK.methods] * 2


def test_nothing_after_a_cutoff_is_seen(frame: pd.DataFrame) -> None:
    cutoff = frame["date"].max() - pd.Timedelta(days=14)
    changed = frame.assign(quantity=frame["quantity"].where(frame["date"] <= cutoff, 999.0))
    *_, before = (r for r in evaluate(frame, QUICK, CLOCK) if r.method == "exponential_smoothing")
    *_, after = (r for r in evaluate(changed, QUICK, CLOCK) if r.method == "exponential_smoothing")
    assert np.array_equal(before.mean, after.mean)
    assert np.array_equal(before.quantiles, after.quantiles)


def test_rows_name_product_cutoff_day_and_quantiles(frame: pd.DataFrame) -> None:
    rows = next(evaluate(frame, QUICK, CLOCK)).rows()
    assert list(rows)[:5] == ["product_sku", "cutoff", "date", "method", "predicted"]
    assert list(rows)[5:] == ["0.025", "0.1", "0.5", "0.9", "0.975"]
    assert len(rows) == 5 * 14
    assert (rows["date"] > rows["cutoff"]).all()


def test_scores_prefer_the_better_method(frame: pd.DataFrame) -> None:
    scores = Scores()
    for result in evaluate(frame, QUICK, CLOCK):
        scores.add(result)
    table = scores.table()
    assert table.loc["exponential_smoothing", "rmsse"] < table.loc["seasonal_naive", "rmsse"]
    assert table.loc["exponential_smoothing", "products"] == 10


@pytest.mark.parametrize(("days", "age"), [(3, "1-6"), (10, "7-13"), (14, "14-27"), (27, "14-27")])
def test_newcomers_have_a_line_for_their_age(frame: pd.DataFrame, days: int, age: str) -> None:
    first = frame["date"].max() - pd.Timedelta(days=14 + days - 1)
    young = frame[(frame["product_sku"] != "sku 0") | (frame["date"] >= first)]
    scores = Scores()
    for result in evaluate(young, EvaluationSettings(14, 1, ("seasonal_naive",)), CLOCK):
        scores.add(result)
    assert scores.table()["products"].to_dict() == {"seasonal_naive": 4, f"seasonal_naive, {age} days old": 1}


def test_every_product_with_a_sale_before_a_cutoff_is_written(frame: pd.DataFrame) -> None:
    first = frame["date"].max() - pd.Timedelta(days=14)
    young = frame[(frame["product_sku"] != "sku 0") | (frame["date"] >= first)]
    *_, last = evaluate(young, QUICK, CLOCK)
    assert last.rows()["product_sku"].nunique() == 5


def test_order_of_rows_does_not_matter(frame: pd.DataFrame) -> None:
    shuffled = frame.sample(frac=1, random_state=0)
    assert next(evaluate(shuffled, QUICK, CLOCK)).mean.tobytes() == next(evaluate(frame, QUICK, CLOCK)).mean.tobytes()


def test_days_out_of_stock_are_unknown(frame: pd.DataFrame) -> None:
    closed = frame.assign(in_stock=frame["date"].dt.dayofweek != 6)
    result = next(evaluate(closed, QUICK, CLOCK))
    assert np.isnan(result.actual).sum() == 5 * 2


def test_weekly_tables_are_recognised(frame: pd.DataFrame) -> None:
    mondays = frame[frame["date"].dt.dayofweek == 0]
    result = next(evaluate(mondays, EvaluationSettings(horizon=4, cutoffs=1, methods=("seasonal_naive",)), CLOCK))
    assert set(np.diff(result.days).astype(int)) == {7}


def test_a_missing_column_is_named(frame: pd.DataFrame) -> None:
    with pytest.raises(InvalidHistory, match="quantity"):
        next(evaluate(frame.drop(columns="quantity"), QUICK, CLOCK))


def test_two_rows_of_one_day_are_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(InvalidHistory, match="two rows"):
        next(evaluate(pd.concat([frame, frame.tail(1)]), QUICK, CLOCK))
