"""Catalogues at their edges: very old, mostly unsold, all the same; and the same bytes wherever they are trained."""

import hashlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from forecasting.errors import NothingSold
from forecasting.training import Trained, TrainingSettings, train_block
from tests.unit.forecasting import sales
from tests.unit.forecasting.test_training import check_promises

SETTINGS = TrainingSettings(horizon=28)


def digest(seed: int) -> str:
    """Of all that is said about a block with regular, rare and erratic sales."""
    draw = np.random.default_rng(seed)
    rows = [*sales.weekly_pattern(10, 250, seed=seed), *draw.poisson(0.3, (10, 250)), *draw.lognormal(1, 1, (10, 250))]
    said = hashlib.sha256()
    for answer in train_block([sales.history(row) for row in rows], SETTINGS):
        said.update(answer.forecast.mean.tobytes() + answer.forecast.quantiles.tobytes())
        said.update(repr((answer.reason, answer.recipe, answer.metrics)).encode())
    return said.hexdigest()


def test_two_workers_and_this_process_say_the_same_to_the_byte() -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        said = set(workers.map(digest, [1, 1, 1, 1]))
    assert said == {digest(1)}


def test_twenty_years_of_days_have_an_answer() -> None:
    (answer,) = train_block([sales.history(sales.weekly_pattern(1, 20 * 365)[0])], SETTINGS)
    check_promises(answer)
    assert answer.confidence == "high"
    assert answer.forecast.mean.mean() == pytest.approx(20, rel=0.1)


def test_a_catalogue_of_which_half_never_sold_is_trained_for_the_other_half() -> None:
    sold = sales.weekly_pattern(100, 120)
    histories = [sales.history(row if number % 2 else []) for number, row in enumerate(sold)]
    answers = list(train_block(histories, SETTINGS))
    assert all(isinstance(answer.error, NothingSold) for answer in answers[::2])
    for answer in answers[1::2]:
        check_promises(answer)


def test_the_unsold_do_not_change_what_is_said_of_the_others() -> None:
    sold = [sales.history(row) for row in sales.weekly_pattern(20, 120)]
    alone = list(train_block(sold, SETTINGS))
    among = [a for a in train_block([sales.history([]), *sold, sales.history([])], SETTINGS) if isinstance(a, Trained)]
    for one, other in zip(alone, among, strict=True):
        assert one.forecast.mean.tobytes() == other.forecast.mean.tobytes()


def test_equal_histories_have_equal_answers() -> None:
    history = sales.history(sales.weekly_pattern(1, 150)[0])
    first, *others = train_block([history] * 50, SETTINGS)
    check_promises(first)
    for other in others:
        np.testing.assert_allclose(other.forecast.mean, first.forecast.mean, rtol=1e-9)
        assert other.recipe == first.recipe
