"""From a scene to histories as the nightly run reads them, and from its answers to ratios of forecast to truth."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np

from benchmarks.known_truth import rates
from benchmarks.known_truth.rates import Rate
from forecasting.history import History
from forecasting.replenishment.demand import summed
from forecasting.settings import TrainingSettings
from forecasting.training import NotTrained, Trained, train_block
from forecasting.uncertainty.dependence import recorded

# Products of a scene alone in their shop, in a shop of even ones, in a category of their like, and in a shop of all
# scenes that end on its day; a newcomer's like were launched before it, one after the other.
ALONE, AMONG_EVEN, AMONG_LIKE, MIXED = 6, 8, 16, 8
EVEN_PRODUCTS, NEWCOMER_DAYS, LAUNCH_EVERY_DAYS = 32, 60, 30
TOGETHER = "mixed"
COMPANIES = ("alone", "even", "like", TOGETHER)
# Courses drawn ahead of each product, and what is to hold 80 % of them.
FUTURES, INTERVAL = 40, (0.1, 0.9)
# Bounds of a forecast as a share of the level there was before: nothing is sold any more, or nothing is in season.
NOTHING = {"least": 0.0, "most": 0.1, "wide": 0.2}

Draw = Callable[[np.random.Generator, np.ndarray], np.ndarray]
Spoil = Callable[[np.ndarray], np.ndarray]
Known = Callable[[np.ndarray], dict[str, np.ndarray]]


def poisson(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
    return random.poisson(rate).astype(float)


@dataclass(frozen=True)
class Scene:
    """rate -- units expected each day, past and ahead; last -- day that is known; days -- of history
    window -- lead time and review, in days; draw -- sales from rates; spoil -- what is recorded of them, day by day
    known -- columns known ahead; compared_with -- where nothing is sold ahead: the rate whose share is judged
    least, most -- bounds of the median of forecast / truth; wide -- of its 90th percentile
    like -- how many times as much the launches before a newcomer's sold
    unsure -- nobody can know what comes: a forecast may be wrong, if the confidence shown with it is low
    """

    name: str
    rate: Rate
    last: date
    days: int = 4 * 365
    window: int = 14
    draw: Draw = poisson
    spoil: Spoil = np.copy
    known: Known | None = None
    compared_with: float | None = None
    least: float = 0.7
    most: float = 1.4
    wide: float = 2.0
    step_days: int = 1
    like: float = 1.0
    unsure: bool = False


@dataclass(frozen=True)
class Seen:
    """ratio -- of forecast to truth over the window, (products,); confidence -- shown with each
    held -- share of sums over the window, drawn from the true rate, within the 80 % interval of each, (products,)"""

    ratio: np.ndarray
    confidence: tuple[str, ...]
    held: np.ndarray


def levels(products: int) -> np.ndarray:
    return np.geomspace(0.5, 2.0, products)


def history(scene: Scene, level: float, random: np.random.Generator, category: str) -> History:
    past = np.datetime64(scene.last) - np.arange(scene.days)[::-1]
    values = scene.spoil(scene.draw(random, level * scene.rate(past)))
    if scene.step_days > 1:
        begin = len(values) % scene.step_days
        values, past = values[begin:].reshape(-1, scene.step_days).sum(axis=1), past[begin :: scene.step_days]
    first = int((np.nan_to_num(values) > 0).argmax())
    start = past[first].item()
    known = {}
    if scene.known:
        steps = len(values) - first + TrainingSettings().horizon // scene.step_days
        ahead = past[first] + np.arange(steps * scene.step_days)
        known = {name: own.reshape(steps, -1).mean(axis=1) for name, own in scene.known(ahead).items()}
    return History(start, values[first:], scene.step_days, category, known)


def see(scene: Scene, company: str) -> Seen:
    """Forecasts of a scene's products by the nightly run's own code."""
    if company == "alone":
        runs = [_run(scene, [level], [], number) for number, level in enumerate(levels(ALONE))]
    elif company == "even":
        runs = [_run(scene, levels(AMONG_EVEN), even_products(scene))]
    else:
        runs = [_run(scene, levels(AMONG_LIKE), launched_before(scene), category="like")]
    ratio, held = (np.concatenate([getattr(run, name) for run in runs]) for name in ("ratio", "held"))
    return Seen(ratio, sum((run.confidence for run in runs), ()), held)


def see_together(scenes: list[Scene]) -> list[Seen]:
    """Forecasts of the products of all these scenes, which end on one day, in one shop."""
    own = [
        history(scene, level, random, scene.name)
        for scene in scenes
        for random in [np.random.default_rng([0, 7])]
        for level in levels(MIXED)
    ]
    answers = list(train_block(own, TrainingSettings()))
    return [_seen(scene, levels(MIXED), answers[MIXED * n :][:MIXED]) for n, scene in enumerate(scenes)]


def even_products(scene: Scene) -> list[History]:
    plain = replace(scene, draw=poisson, spoil=np.copy, known=None, days=max(scene.days, 2 * 365))
    random = np.random.default_rng(1)
    rate = [rates.weekdays(level) for level in np.geomspace(1.0, 40.0, EVEN_PRODUCTS)]
    return [history(replace(plain, rate=own), 1.0, random, "even") for own in rate]


def launched_before(scene: Scene) -> list[History]:
    """Of a newcomer's category; of others nothing: their like are each other."""
    if scene.days >= NEWCOMER_DAYS:
        return []
    random = np.random.default_rng(2)
    ages = scene.days + LAUNCH_EVERY_DAYS * np.arange(1, AMONG_LIKE + 1)
    own = zip(levels(AMONG_LIKE), ages, strict=True)
    return [
        history(replace(scene, spoil=np.copy, days=int(age)), scene.like * level, random, "like") for level, age in own
    ]


def _run(scene: Scene, own: np.ndarray, others: list[History], seed: int = 0, category: str | None = None) -> Seen:
    random = np.random.default_rng([seed, 7])
    mine = [history(scene, level, random, category or f"own {n}") for n, level in enumerate(own)]
    return _seen(scene, own, list(train_block([*mine, *others], TrainingSettings()))[: len(mine)])


def _seen(scene: Scene, own: np.ndarray, answers: list[Trained | NotTrained]) -> Seen:
    trained = [answer for answer in answers if isinstance(answer, Trained)]
    ahead = np.datetime64(scene.last) + 1 + np.arange(scene.window)
    truth = float(scene.rate(ahead).sum()) if scene.compared_with is None else scene.compared_with * scene.window
    # Every forecast is by day, those of sales by week as well.
    sums = np.array([answer.forecast.mean[: scene.window].sum() for answer in trained])
    held = [_held(scene, level, answer) for level, answer in zip(own, trained, strict=True)]
    return Seen(sums / (np.asarray(own) * truth), tuple(answer.confidence for answer in trained), np.array(held))


def _held(scene: Scene, level: float, answer: Trained) -> float:
    random = np.random.default_rng(5)
    ahead = np.datetime64(scene.last) + 1 + np.arange(scene.window)
    sums = [scene.draw(random, level * scene.rate(ahead)).sum() for _ in range(FUTURES)]
    demand = summed(answer.forecast, recorded(asdict(answer.metrics)), scene.window)
    low, high = np.quantile(demand, INTERVAL)
    return float(np.mean((sums >= low) & (sums <= high)))
