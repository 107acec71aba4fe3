"""Launches that fade: sales have halved since they began, and halved again, week by week.

A straight trend ends at nothing and a level knows of no fall, and what a few months show decides between the two. What
such a product sold is divided by its course, that of a Poisson regression on time and its square (Nelder and
Wedderburn, Journal of the Royal Statistical Society A, 1972), and what is ahead follows its slope, which fades as well.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Since the first sale so many weeks are known at least, and at most; who falls for longer is believed by every method.
FEWEST_WEEKS, MOST_WEEKS, WEEK = 8, 43, 7
# It loses this share a week at least, the course explains this share of what the weeks differ by, by so many standard
# errors, and so many of the last weeks sold as it says, but for so many of theirs.
FALLS, EXPLAINED, CLEAR, LAST_WEEKS, AS_SAID = 0.05, 0.85, 8.0, 3, 2.5
# How far a course bends over all its weeks, as a deviation of logarithms; for so many days its slope goes on in all.
BENDS, LASTING_DAYS = 1.0, 56
ROUNDS, SMALLEST = 12, 1e-6


@dataclass(frozen=True, slots=True)
class Fading:
    """factors -- of each period beside the last, past and ahead, float64 (products, periods + horizon), 1 where nothing
    fades; found -- bool (products,)"""

    factors: np.ndarray
    found: np.ndarray


def find(block: Block, horizon: int) -> Fading:
    out = Fading(np.ones((len(block), block.periods + horizon)), np.zeros(len(block), dtype=bool))
    week, weeks = WEEK // block.step_days, (block.periods - block.first_sales) * block.step_days // WEEK
    for row in np.flatnonzero((weeks >= FEWEST_WEEKS) & (weeks <= MOST_WEEKS)):
        own = block.values[row, -weeks[row] * week :].reshape(-1, week)
        course = _course(week * mean_known(own), (~np.isnan(own)).mean(axis=1))
        if course is not None:
            ahead = np.arange(1, horizon + 1) / week
            out.factors[row] = _factors(course, block, ahead, int(block.first_sales[row]))
            out.found[row] = True
    return out


def _course(rates: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """Level, slope a week and bend of the logarithm at the end, (3,), if it fades; rates -- of each week, (weeks,);
    known -- the share of its days that is"""
    rates, weeks = np.nan_to_num(rates), len(rates)
    ago = np.arange(weeks)[::-1] + 0.5
    design = np.stack([np.ones(weeks), -ago, ago**2], axis=1)
    course = _fit(design, rates, known, weeks)
    said, usual = np.exp(design @ course), (rates * known).sum() / max(known.sum(), SMALLEST)
    left, whole = _deviance(rates, said, known), _deviance(rates, np.full(weeks, usual), known)
    scatter = max(left / max(weeks - len(course), 1), 1.0)
    last = (rates * known)[-LAST_WEEKS:].sum(), (said * known)[-LAST_WEEKS:].sum()
    as_said = abs(last[0] - last[1]) < AS_SAID * np.sqrt(scatter * max(last[1], 1.0))
    clear = whole - left > CLEAR**2 * scatter and left < (1 - EXPLAINED) * whole
    # From the first week on: what rose before is no launch that fades.
    falls = max(course[1], course[1] - 2 * course[2] * weeks) < np.log(1 - FALLS)
    return course if clear and as_said and falls and last[0] > 0 else None


def _fit(design: np.ndarray, rates: np.ndarray, known: np.ndarray, weeks: int) -> np.ndarray:
    """By iteratively reweighted least squares; a bend is held back."""
    course = np.array([np.log(max((rates * known).sum() / max(known.sum(), SMALLEST), SMALLEST)), 0.0, 0.0])
    held = np.diag([0.0, 0.0, (weeks**2 / BENDS) ** 2])
    for _ in range(ROUNDS):
        said = np.exp(np.clip(design @ course, -20.0, 20.0))
        weight = said * known
        answer = design @ course + (rates - said) / np.maximum(said, SMALLEST)
        left = design.T @ (weight[:, None] * design) + held + SMALLEST * np.eye(3)
        course = np.linalg.solve(left, design.T @ (weight * answer))
    return course


def _deviance(rates: np.ndarray, said: np.ndarray, known: np.ndarray) -> float:
    part = rates * np.log(np.maximum(rates, SMALLEST) / np.maximum(said, SMALLEST)) - rates + said
    return float(2 * (part * known).sum())


def _factors(course: np.ndarray, block: Block, ahead: np.ndarray, first: int) -> np.ndarray:
    """Of each period beside the end, (periods + horizon,); ahead -- weeks"""
    lasting, week = LASTING_DAYS / WEEK, WEEK // block.step_days
    ago = (block.periods - np.arange(block.periods) - 0.5) / week
    past = np.where(np.arange(block.periods) < first, 0.0, -course[1] * ago + course[2] * ago**2)
    return np.exp(np.concatenate([past, course[1] * lasting * -np.expm1(-ahead / lasting)]))
