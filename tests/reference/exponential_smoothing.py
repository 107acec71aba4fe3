"""Exponential smoothing written out: one product, one pair of parameters, one period at a time."""

import math

from forecasting.methods import exponential_smoothing as fast


def forecast(sales: list[float], horizon: int, season_length: int = 7) -> list[float]:
    """Mean forecasts after `sales` (NaN where unknown), as the module's docstring describes them."""
    pairs = [(alpha, gamma) for gamma in fast.GAMMAS for alpha in fast.ALPHAS]
    runs = [_run(sales, alpha, gamma, season_length) for alpha, gamma in pairs]
    best = min(run["squares"] for run in runs)
    weights = [math.exp(-0.5 * fast.LIKELIHOOD_POWER * run["age"] * math.log(_ratio(run, best))) for run in runs]
    answer = []
    for step in range(horizon):
        day = (len(sales) + step) % season_length
        values = [run["level"] + run["season"][day] for run in runs]
        mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        answer.append(max(mean, 0.0) * (1 + _given_back(runs[pairs.index(fast.TYPICAL_PAIR)])))
    return answer


def _given_back(run: dict) -> float:
    return min(run["cut_off"] / run["expected"], fast.MOST_GIVEN_BACK) if run["expected"] > 0 else 0.0


def _ratio(run: dict, best: float) -> float:
    return (run["squares"] + 1e-9) / (best + 1e-9)


def _run(sales: list[float], alpha: float, gamma: float, length: int) -> dict:
    run = {"level": 0.0, "season": [0.0] * length, "squares": 0.0, "absolute": 0.0, "age": 0}
    run |= {"cut_off": 0.0, "expected": 0.0, "sold": []}
    for period, sold in enumerate(sales):
        if not math.isnan(sold):
            _learn(run, period % length, sold, (alpha, gamma), length)
    return run


def _learn(run: dict, day: int, sold: float, rates: tuple[float, float], length: int) -> None:
    run["age"] += 1
    run["sold"] += [sold] if sold > 0 else []
    expected = run["level"] + run["season"][day]
    error, cut = sold - expected, 0.0
    if run["age"] > fast.WARM_UP_WEEKS * length:
        rare = len(run["sold"]) < fast.RARE * run["age"] and run["sold"]
        bound = max(fast.LARGEST_ERROR * run["absolute"], sum(run["sold"]) / len(run["sold"]) if rare else 0.0)
        cut = min(max(error - bound, 0.0), fast.MOST_CUT * bound)
        error = min(max(error, -bound), bound)
        run["squares"] += error**2
    run["cut_off"] += cut - fast.FORGETTING * run["cut_off"]
    run["expected"] += max(expected, 0.0) - fast.FORGETTING * run["expected"]
    run["absolute"] += max(fast.SMALLEST_ERROR_RATE, 1 / run["age"]) * (abs(error) - run["absolute"])
    gain = max(rates[0], 1 / run["age"])
    run["level"] += gain * error
    run["season"][day] += max(rates[1], 1 / (run["age"] / length + fast.SEASON_PRIOR_WEEKS)) * (1 - gain) * error
