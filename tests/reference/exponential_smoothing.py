"""Exponential smoothing written out: one product, one pair of parameters, one period at a time."""

import math

from forecasting.methods import exponential_smoothing as fast


def forecast(sales: list[float], horizon: int, season_length: int = 7) -> list[float]:
    """Mean forecasts after `sales` (NaN where unknown), as the module's docstring describes them."""
    runs = [_run(sales, alpha, gamma, season_length) for gamma in fast.GAMMAS for alpha in fast.ALPHAS]
    best = min(run["squares"] for run in runs)
    weights = [math.exp(-0.5 * fast.LIKELIHOOD_POWER * run["age"] * math.log(_ratio(run, best))) for run in runs]
    answer = []
    for step in range(horizon):
        day = (len(sales) + step) % season_length
        values = [run["level"] + run["season"][day] for run in runs]
        mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        answer.append(max(mean, 0.0))
    return answer


def _ratio(run: dict, best: float) -> float:
    return (run["squares"] + 1e-9) / (best + 1e-9)


def _run(sales: list[float], alpha: float, gamma: float, length: int) -> dict:
    run = {"level": 0.0, "season": [0.0] * length, "squares": 0.0, "absolute": 0.0, "age": 0}
    for period, sold in enumerate(sales):
        if not math.isnan(sold):
            _learn(run, period % length, sold, (alpha, gamma), length)
    return run


def _learn(run: dict, day: int, sold: float, rates: tuple[float, float], length: int) -> None:
    run["age"] += 1
    error = sold - run["level"] - run["season"][day]
    if run["age"] > fast.WARM_UP_WEEKS * length:
        bound = fast.LARGEST_ERROR * run["absolute"]
        error = min(max(error, -bound), bound)
        run["squares"] += error**2
    run["absolute"] += max(fast.SMALLEST_ERROR_RATE, 1 / run["age"]) * (abs(error) - run["absolute"])
    gain = max(rates[0], 1 / run["age"])
    run["level"] += gain * error
    run["season"][day] += max(rates[1], 1 / (run["age"] / length + fast.SEASON_PRIOR_WEEKS)) * (1 - gain) * error
