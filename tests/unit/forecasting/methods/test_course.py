"""The course that products share is recovered from noisy products."""

import numpy as np
import pytest

from forecasting.block import Block
from forecasting.methods.course import echo, shared_courses
from tests.unit.forecasting import sales

PERIODS, AHEAD = 1100, 60
DAYS = np.datetime64(sales.START) + np.arange(PERIODS + AHEAD)
DECEMBER = DAYS.astype("datetime64[M]").astype(int) % 12 == 11


def catalogue(course: np.ndarray, categories: tuple[str, ...] | None = None, **known: np.ndarray) -> Block:
    values = np.random.default_rng(5).poisson(30 * course[:, :PERIODS]).astype(float)
    return Block(sales.START, values, categories or ("",) * len(values), 1, known)


def relative(course: np.ndarray) -> np.ndarray:
    return course / course[:, :PERIODS].mean(axis=1, keepdims=True)


def test_a_month_has_a_step_at_its_first_day() -> None:
    true = np.tile(1 + 1.0 * DECEMBER, (40, 1))
    found = shared_courses(catalogue(true), PERIODS, PERIODS + AHEAD)
    assert relative(found)[0] == pytest.approx(relative(true)[0], rel=0.06)


def test_a_category_has_its_own_course() -> None:
    true = np.concatenate([np.tile(1 + 1.0 * DECEMBER, (60, 1)), np.ones((60, PERIODS + AHEAD))])
    found = shared_courses(catalogue(true, ("toys",) * 60 + ("bread",) * 60), PERIODS, PERIODS + AHEAD)
    ratio = found[:, DECEMBER].mean(axis=1) / found[:, ~DECEMBER].mean(axis=1)
    assert ratio[0] > 1.7
    assert ratio[-1] < 1.2


def test_a_promotion_that_works_on_one_weekday_only_is_seen() -> None:
    promotion = np.tile((np.arange(PERIODS + AHEAD) // 7 % 2).astype(float), (40, 1))
    working = (promotion > 0) & (np.arange(PERIODS + AHEAD) % 7 == 0)
    found = shared_courses(catalogue(1 + 0.5 * working, promo=promotion), PERIODS, PERIODS + AHEAD)[0, PERIODS:]
    ahead = working[0, PERIODS:]
    assert found[ahead].mean() / found[~ahead].mean() == pytest.approx(1.5, abs=0.1)


def test_sees_nothing_after_its_origin() -> None:
    block = catalogue(np.ones((12, PERIODS)))
    changed = block.values.copy()
    changed[:, 800:] = 999.0
    after = Block(block.start, changed, block.categories)
    assert np.array_equal(shared_courses(block, 800, 900), shared_courses(after, 800, 900))


def test_is_positive_where_nothing_is_known() -> None:
    assert (shared_courses(sales.block(np.full((2, 50), np.nan)), 50, 60) > 0).all()


def test_what_came_back_every_year_comes_back() -> None:
    strayed = np.random.default_rng(1).normal(size=(1, 364))
    strayed = np.concatenate([strayed, strayed, np.full((1, 28), np.nan)], axis=1)
    assert echo(strayed, 364)[0, -28:] == pytest.approx(strayed[0, :28], rel=0.05, abs=1e-9)


def test_noise_does_not_come_back() -> None:
    strayed = np.random.default_rng(1).normal(size=(1, 1000))
    assert np.abs(echo(strayed, 364)).max() < 0.3


def test_a_month_that_was_never_seen_goes_on_at_the_level_of_the_last() -> None:
    months = DAYS.astype("datetime64[M]").astype(int)
    known = int(np.flatnonzero(months == months[0] + 7)[0])
    uneven = np.tile(np.where((months - months[0]) % 2, 0.8, 1.2), (40, 1))
    found = shared_courses(catalogue(uneven), known, known + 28)[0]
    assert found[known:].mean() == pytest.approx(found[known - 28 : known].mean(), rel=0.08)
