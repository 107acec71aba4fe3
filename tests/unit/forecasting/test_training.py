"""Whatever a product's past looks like, there is an answer, and it keeps its promises."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.errors import NothingSold, UnknownMethod
from forecasting.history import History
from forecasting.training import NotTrained, Trained, TrainingSettings, train_block
from tests.unit.forecasting import sales

FOUR_WEEKS = TrainingSettings(horizon=28)
GIANT = np.where(np.arange(200) == 150, 1e6, sales.weekly_pattern(1, 200)[0])
YEARS_GAP = np.concatenate([sales.weekly_pattern(1, 100)[0], np.full(365, np.nan), sales.weekly_pattern(1, 60)[0]])
EDGES = {
    "one day": [3.0],
    "two days": [3.0, 0.0],
    "three days": [1.0, 0.0, 2.0],
    "constant": np.full(120, 4.0),
    "all zero": np.zeros(90),
    "one giant": GIANT,
    "a gap of a year": YEARS_GAP,
    "mostly unknown": np.where(np.arange(100) % 20 == 0, 5.0, np.nan),
    "one sale long ago": np.where(np.arange(400) == 0, 5.0, 0.0),
    "fractions": np.linspace(0.1, 0.9, 80),
}


def train(histories: Sequence[History], **options: object) -> list[Trained | NotTrained]:
    return list(train_block(histories, TrainingSettings(**{"horizon": 28, **options})))


def check_promises(answer: Trained, horizon: int = 28) -> None:
    forecast = answer.forecast
    assert forecast.mean.shape == (horizon,)
    assert np.isfinite(forecast.mean).all()
    assert (forecast.mean >= 0).all()
    assert np.isfinite(forecast.quantiles).all()
    assert (forecast.quantiles >= 0).all()
    assert (np.diff(forecast.quantiles, axis=0) >= 0).all()


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("step_days", [1, 7])
def test_every_edge_has_an_answer(name: str, step_days: int) -> None:
    (answer,) = train([sales.history(EDGES[name], step_days=step_days)])
    check_promises(answer)
    assert answer.reason.endswith(".")


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_a_product_that_never_sold_is_a_named_error(values: list[float]) -> None:
    (answer,) = train([sales.history(values)])
    assert isinstance(answer.error, NothingSold)


def test_answers_come_in_the_order_of_the_histories() -> None:
    levels = [40.0, 5.0, 90.0]
    histories = [sales.history(np.full(60 + k, level)) for k, level in enumerate(levels)]
    answers = train([histories[0], sales.history([]), *histories[1:]])
    assert isinstance(answers.pop(1), NotTrained)
    assert [answer.forecast.mean.mean() for answer in answers] == pytest.approx(levels, rel=0.05)


def test_the_forecast_starts_after_the_last_day() -> None:
    (answer,) = train([sales.history(np.ones(10))])
    assert (answer.forecast.start - sales.START).days == 10


def test_the_same_histories_give_the_same_bytes() -> None:
    histories = [sales.history(row) for row in sales.weekly_pattern(mean=3.0)]
    first, second = train(histories), train(histories)
    for one, other in zip(first, second, strict=True):
        assert one.forecast.mean.tobytes() == other.forecast.mean.tobytes()
        assert one.forecast.quantiles.tobytes() == other.forecast.quantiles.tobytes()


def test_never_publishes_what_clearly_lost_to_seasonal_naive() -> None:
    draw = np.random.default_rng(3)
    erratic = [sales.history(np.round(draw.lognormal(1, 1.5, 200))) for _ in range(20)]
    for answer in train(erratic):
        assert answer.metrics.rmsse <= 1.05 * answer.metrics.seasonal_naive_rmsse


@pytest.mark.parametrize("days_ago", [1, 3, 8, 15, 30])
def test_a_typo_does_not_move_the_forecast(days_ago: int) -> None:
    values = np.random.default_rng(days_ago).poisson(10, 400).astype(float)
    values[-days_ago] = 10_000
    (answer,) = train([sales.history(values)])
    assert answer.forecast.mean[:14].mean() == pytest.approx(10, rel=0.15)


def test_a_dead_product_is_forecast_as_such() -> None:
    (answer,) = train([sales.history(np.concatenate([np.full(100, 9.0), np.zeros(200)]))])
    assert answer.method == "no_longer_sold"
    assert not answer.forecast.mean.any()


def test_who_was_sold_off_is_expected_to_sell_nothing_without_being_sure_of_it() -> None:
    values, prices = np.repeat([9.0, 20.0, 0.0], [200, 21, 12]), np.repeat([10.0, 5.0], [200, 33])
    (answer,) = train([replace(sales.history(values), known={"price": prices})])
    assert (answer.method, answer.confidence) == ("no_longer_sold", "low")
    assert "Sold off" in answer.reason
    assert not answer.forecast.mean.any()


def test_who_may_come_back_with_a_season_is_unsure_to_have_ended() -> None:
    season = np.concatenate([np.full(150, 9.0), np.zeros(155)])
    all_year = np.concatenate([np.full(500, 9.0), np.zeros(155)])
    assert [train([sales.history(one)])[0].confidence for one in (season, all_year)] == ["low", "medium"]


def test_who_was_lately_missed_or_may_have_ended_is_not_called_sure() -> None:
    values = sales.weekly_pattern(3, 500)
    values[1, -26:] *= 1.49
    values[2, -20:] = np.nan
    even, moved, gone = train([sales.history(row) for row in values])
    assert even.confidence == "high"
    assert moved.confidence in ("medium", "low")
    assert gone.confidence == "low"
    assert "it may have ended" in gone.reason
    assert gone.forecast.mean[:28].sum() == pytest.approx(values[2, 400:428].sum(), rel=0.2)


def test_who_has_doubled_since_its_first_sale_is_not_called_sure() -> None:
    values = sales.weekly_pattern(1, 110)[0]
    even, doubled = train([sales.history(values), sales.history(values * 2 ** (np.arange(110) / 90))])
    assert even.confidence != "low"
    assert doubled.confidence == "low"
    assert "nobody knows how far" in doubled.reason


def test_an_outlier_is_dampened_and_reported() -> None:
    (answer,) = train([sales.history(GIANT)])
    assert [(day - sales.START).days for day in answer.outliers] == [150]
    assert answer.forecast.mean.max() < 100


def test_a_giant_of_one_product_moves_no_other() -> None:
    values = sales.weekly_pattern(24, 400)
    usual = [answer.forecast.mean.sum() for answer in train([sales.history(row) for row in values])]
    values[0, -5] = 1e5
    beside = [answer.forecast.mean.sum() for answer in train([sales.history(row) for row in values])]
    assert beside[1:] == pytest.approx(usual[1:], rel=0.02)


def test_several_giants_of_late_count_as_one_and_make_it_unsure() -> None:
    values = sales.weekly_pattern(1, 400)[0]
    values[[-3, -4, -6]] *= 30
    (answer,) = train([sales.history(values)])
    assert answer.forecast.mean[:14].mean() < 1.4 * values[:-14].mean()
    assert answer.confidence == "low"
    assert "which may go on" in answer.reason


def test_a_newcomer_borrows_the_weekdays_of_its_category() -> None:
    weekend = np.where(np.arange(140) % 7 >= 5, 30.0, 10.0)
    histories = [
        sales.history(weekend, "bread"),
        History(sales.block(weekend[None]).days(138, 139)[0].item(), np.full(2, 20.0), category="bread"),
    ]
    newcomer = train(histories)[1].forecast.mean
    assert newcomer[5:7].mean() > 2 * newcomer[:5].mean()


def test_slow_movers_get_whole_quantiles() -> None:
    histories = [sales.history(row) for row in sales.weekly_pattern(mean=0.4)]
    for answer in train(histories):
        assert (answer.forecast.quantiles % 1 == 0).all()


def test_a_known_promotion_lifts_the_days_it_is_announced_for() -> None:
    promo = (np.arange(228) % 14 < 3).astype(float)
    values = sales.weekly_pattern(1, 200)[0] * (1 + promo[:200])
    (answer,) = train([History(sales.START, values, known={"promo": promo})])
    announced = promo[200:] > 0
    assert answer.forecast.mean[announced].mean() > 1.5 * answer.forecast.mean[~announced].mean()


PROMO = (np.arange(228) % 14 < 3).astype(float)


def promoted(**known: np.ndarray) -> Trained:
    values = sales.weekly_pattern(1, 200)[0] * (1 + PROMO[:200])
    return train([History(sales.START, values, known=known)])[0]


def test_the_effect_of_a_promotion_is_told_with_what_it_was_learnt_from() -> None:
    effect = promoted(promo=PROMO).effects["promo"]
    assert effect["factor"] == pytest.approx(2.0, rel=0.15)
    assert effect["periods"] == 45


def test_a_price_that_sales_followed_the_wrong_way_is_no_effect_that_is_shown() -> None:
    assert not promoted(price=2.5 + PROMO).effects


def test_where_no_promotion_is_known_ahead_none_is_assumed_and_it_is_said() -> None:
    silent, none = promoted(promo=PROMO[:200]), promoted(promo=np.where(np.arange(228) < 200, PROMO, 0.0))
    assert np.array_equal(silent.forecast.mean, none.forecast.mean)
    assert "promo is not known for 28 of the 28 periods ahead" in silent.warnings[0]
    assert none.warnings == ()


def test_where_no_price_is_known_ahead_the_last_one_is_assumed() -> None:
    price = 2.5 - PROMO
    silent, stays = promoted(price=price[:210]), promoted(price=np.where(np.arange(228) < 210, price, price[209]))
    assert np.array_equal(silent.forecast.mean, stays.forecast.mean)
    assert "stay as it was last" in silent.warnings[0]
    assert silent.effects["price"]["factor"] < 1


def test_one_method_can_be_asked_for() -> None:
    (answer,) = train([sales.history(sales.weekly_pattern()[0])], method="prophet", horizon=100)
    assert answer.method == "prophet"
    check_promises(answer, 100)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(UnknownMethod):
        train([sales.history([1.0])], method="crystal_ball")


def test_public_holidays_are_known_ahead() -> None:
    (answer,) = train([sales.history(sales.weekly_pattern(1, 400)[0])], country="DE")
    check_promises(answer)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.just(float("nan")), st.floats(0, 1e6, width=32)), min_size=1, max_size=60),
        min_size=1,
        max_size=4,
    )
)
def test_any_block_of_histories_is_answered(values: list[list[float]]) -> None:
    for answer in train_block([sales.history(one) for one in values], FOUR_WEEKS):
        if isinstance(answer, Trained):
            check_promises(answer)
        else:
            assert isinstance(answer.error, NothingSold)
