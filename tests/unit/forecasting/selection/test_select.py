import numpy as np
import pytest

from forecasting.selection.backtest import Backtest
from forecasting.selection.select import blend, only, select


def backtest(products: int = 30, winners: int = 30, **errors: float) -> Backtest:
    """Errors of each method by size, with a sign of their own; only the first `winners` are measured."""
    draw = np.random.default_rng(0)
    actual = draw.poisson(20, (3, products, 28)).astype(float)
    forecasts = {name: actual + size * draw.normal(size=actual.shape) for name, size in errors.items()}
    actual[:, winners:] = np.nan
    return Backtest((100, 128, 156), actual, forecasts, np.full(products, 5.0))


ALIKE = np.zeros(30, dtype=int)


def test_a_clear_winner_gets_nearly_everything() -> None:
    past = backtest(seasonal_naive=9.0, exponential_smoothing=1.0)
    assert select(past, ALIKE).weights[:, 1].min() > 0.9


def test_equally_good_methods_share() -> None:
    past = backtest(seasonal_naive=5.0, exponential_smoothing=5.0)
    assert select(past, ALIKE).weights == pytest.approx(0.5, abs=0.2)


def test_whose_years_its_own_season_explains_follows_it_though_the_last_months_were_others() -> None:
    past = backtest(seasonal_naive=5.0, exponential_smoothing=1.0, own_season=1.3)
    by_years = np.arange(30) < 10
    weights = select(past, ALIKE, by_years=by_years).weights[:, 2]
    assert weights[by_years].min() > 0.6 > weights[~by_years].max()


def test_what_is_left_to_smoothing_is_called_so() -> None:
    past = backtest(seasonal_naive=5.0, exponential_smoothing=1.0, own_season=1.0)
    past.forecasts["own_season"][:, :10] = past.forecasts["exponential_smoothing"][:, :10]
    past.forecasts["own_season"][:, 10:] += 0.3
    weights = select(past, ALIKE).weights
    assert not weights[:10, 2].any()
    assert weights[:10, 1].min() > 0.9
    assert weights[10:, 2].min() > 0


def test_an_unmeasured_product_takes_what_wins_elsewhere() -> None:
    past = backtest(winners=20, seasonal_naive=9.0, exponential_smoothing=1.0)
    assert select(past, ALIKE).weights[25, 1] > 0.9


def test_what_one_product_makes_of_a_method_does_not_decide_for_all() -> None:
    past = backtest(seasonal_naive=9.0, exponential_smoothing=6.0, shared_season=3.0)
    past.forecasts["shared_season"][:, 0] *= 9_000
    weights = select(past, ALIKE).weights
    assert weights[0, 2] == 0
    assert weights[1:, 2].min() > 0.5


def test_a_blend_that_lost_to_seasonal_naive_is_not_published() -> None:
    past = backtest(seasonal_naive=0.0, exponential_smoothing=9.0)
    assert (select(past, ALIKE).weights[:, 0] == 1).all()


def test_of_weeks_fewer_outweigh_what_wins_elsewhere_than_of_days() -> None:
    past = backtest(seasonal_naive=5.0, exponential_smoothing=4.0)
    error = past.forecasts["seasonal_naive"][:, 0] - past.actual[:, 0]
    past.forecasts["seasonal_naive"][:, 0] = past.actual[:, 0] + 0.7 * error
    days, weeks = (select(past, ALIKE, step_days).weights[0, 0] for step_days in (1, 7))
    assert days < weeks


def lucky_naive(ratio: float) -> Backtest:
    """Smoothing is far better for all but the first product, where its errors are `ratio` times seasonal naive's, and
    of the other sign every second day."""
    past = backtest(seasonal_naive=9.0, exponential_smoothing=3.0)
    error = past.forecasts["exponential_smoothing"][:, 0] - past.actual[:, 0]
    signs = np.where(np.arange(error.shape[-1]) % 2, -1, 1)
    past.forecasts["seasonal_naive"][:, 0] = past.actual[:, 0] + signs * error / ratio
    return past


def test_a_blend_that_lost_moves_until_it_has_not() -> None:
    chosen = select(lucky_naive(1.2), ALIKE)
    assert chosen.rmsse[0] <= chosen.naive_rmsse[0]
    assert chosen.weights[0, 1] > 0


def test_one_lucky_week_of_seasonal_naive_is_no_evidence() -> None:
    past = backtest(seasonal_naive=5.0, exponential_smoothing=3.0)
    past.forecasts["seasonal_naive"][0, 0, :7] = past.actual[0, 0, :7]
    past.forecasts["exponential_smoothing"][0, 0, :7] += 30
    assert select(past, ALIKE).weights[0, 1] == pytest.approx(select(past, ALIKE).weights[1, 1], abs=0.2)


def test_weights_sum_to_one() -> None:
    past = backtest(seasonal_naive=3.0, exponential_smoothing=2.0, prophet=2.5)
    assert select(past, ALIKE).weights.sum(axis=1) == pytest.approx(1.0)


def test_only_gives_one_method_all_the_weight() -> None:
    past = backtest(seasonal_naive=1.0, exponential_smoothing=2.0, prophet=9.0)
    assert (only("prophet", past).weights == [0, 0, 1]).all()


def test_a_method_that_reaches_less_far_leaves_its_weight_to_the_others() -> None:
    short = np.where(np.arange(400) < 28, 8.0, np.nan).reshape(1, 1, 400)
    forecasts = {"exponential_smoothing": np.full((1, 1, 400), 4.0), "gradient_boosting": short}
    mean = blend(np.array([[0.5, 0.5]]), forecasts)[0, 0]
    assert (mean[:28] == 6).all()
    assert mean[-1] == pytest.approx(4.0, abs=0.01)


def test_forecasts_do_not_jump_where_a_method_ends() -> None:
    short = np.where(np.arange(60) < 28, 8.0, np.nan).reshape(1, 1, 60)
    forecasts = {"exponential_smoothing": np.full((1, 1, 60), 4.0), "gradient_boosting": short}
    assert np.abs(np.diff(blend(np.array([[0.5, 0.5]]), forecasts)[0, 0])).max() < 0.1


def test_without_any_answer_exponential_smoothing_answers() -> None:
    forecasts = {"exponential_smoothing": np.full((1, 1, 1), 4.0), "gradient_boosting": np.full((1, 1, 1), np.nan)}
    assert blend(np.array([[0.0, 1.0]]), forecasts).tolist() == [[[4.0]]]


def test_what_is_low_for_all_is_trusted_less_than_what_errs_either_way() -> None:
    past = backtest(1000, 1000, seasonal_naive=9.0, exponential_smoothing=3.0, prophet=3.1)
    past.forecasts["exponential_smoothing"] -= 0.5
    low, either_way = (past.forecasts[name] - past.actual for name in ("exponential_smoothing", "prophet"))
    assert (low**2).mean() < (either_way**2).mean()
    weights = select(past, np.zeros(1000, dtype=int)).weights.mean(axis=0)
    assert weights[1] < weights[2]


def test_far_ahead_who_knows_the_season_counts_more_where_it_was_trusted_at_all() -> None:
    near = np.full((1, 1, 200), np.nan)
    near[..., :10] = 3.0
    flat = {"seasonal_naive": near, "exponential_smoothing": np.full((1, 1, 200), 2.0)}
    forecasts = {**flat, "shared_season": np.full((1, 1, 200), 6.0)}
    trusted = blend(np.array([[0.0, 0.5, 0.5]]), forecasts)[0, 0]
    assert (trusted[9], trusted[10] < 4.1, trusted[-1] > 5.8) == (4.0, True, True)
    assert (blend(np.array([[0.0, 1.0, 0.0]]), forecasts) == 2.0).all()
