import numpy as np
import pytest

from forecasting.signals.levels import moved_counts
from tests.unit.forecasting import sales


def counts(before: float, after: float, days: int, known: int = 1000) -> np.ndarray:
    rate = np.where(np.arange(known) < known - days, before, after)
    return np.random.default_rng(5).poisson(rate, (60, known)).astype(float)


@pytest.mark.parametrize(("before", "after"), [(0.5, 1.5), (1.5, 0.5)])
def test_many_counts_more_or_fewer_than_usual_are_clear(before: float, after: float) -> None:
    clear, move = moved_counts.clearness(sales.block(counts(before, after, 28)), 28, 2.0)
    assert np.median(clear) > 3.5
    assert np.median(move) == pytest.approx(np.log(after / before), rel=0.25)


def test_chance_is_seldom_clear() -> None:
    clear, _ = moved_counts.clearness(sales.block(counts(0.7, 0.7, 28)), 28, 2.0)
    assert (clear > 0).mean() < 0.1


def test_who_moved_as_far_before_has_not_moved() -> None:
    values = counts(0.7, 2.1, 28)
    values[:, 300:340] = np.random.default_rng(6).poisson(2.6, (60, 40))
    clear, _ = moved_counts.clearness(sales.block(values), 28, 2.0)
    assert (clear > 0).mean() < 0.2


def test_large_orders_prove_less_than_single_units() -> None:
    units = counts(0.5, 1.5, 28)
    single, packed = (moved_counts.clearness(sales.block(one), 28, 0.5)[0] for one in (units, 6 * (units > 0)))
    assert np.median(packed) < np.median(single)


def test_one_great_day_moves_nobody() -> None:
    values = counts(0.5, 0.5, 28)
    values[:, -9] = 40
    assert (moved_counts.clearness(sales.block(values), 14, 2.0)[0] > 0).mean() < 0.2


def test_days_out_of_stock_are_not_counted() -> None:
    values = counts(1.0, 1.0, 28)
    values[:, -28:-10] = np.nan
    assert (moved_counts.clearness(sales.block(values), 21, 2.0)[0] > 0).mean() < 0.1


def test_who_sells_in_packs_of_late_scatters_as_packs_do() -> None:
    values, ago = counts(2.0, 2.0, 28), 160
    values[:, -ago:] = 12 * np.random.default_rng(7).poisson(2.0 / 12, (60, ago))
    assert (moved_counts.clearness(sales.block(values), 28, 2.0)[0] > 0).mean() < 0.25
