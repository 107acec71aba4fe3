"""What feasts do on single days: a great one, or shut doors from the feast on."""

from dataclasses import replace

import numpy as np
from scipy.special import pdtrc

from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.phases import standing_out
from forecasting.signals.phases.selling_alike import Among
from forecasting.signals.phases.standing_out import FEWEST_MISSED, PARTS, Parts

# What begins or ends so near to a feast is explained by it.
NEAR_FEAST = 2
# A great day sold so many times the usual, by so many standard errors, once, in each of two years or of more, and so
# many times what the days so near sold.
GREAT, CHANCES, BESIDE, CHANCE_BESIDE, NEAR_OF_WEEK = 2.5, (7.0, 4.5, 3.0), 1.5, 3.0, 3
# Or, of few sales, so many in all years together that they come by chance this often, as counts: many feasts of many
# products are looked at.
TOGETHER_BY_CHANCE = 1e-6

# Of the phases of all calendars of the year that are looked at so many may seem shut by chance. Days in a row say no
# more than so many by themselves: who has run out on one of them may have on the others.
MOST_BY_CHANCE, CALENDARS, MOST_DAYS = 0.05, 8, 4


def great(calendar: Calendar, single: Parts, among: Among) -> np.ndarray:
    """Days of feasts that are clear alone, and beside the days around them, bool (products, phases)."""
    feast = np.isin(np.arange(calendar.phases), calendar.feasts)
    around = single.with_near(NEAR_OF_WEEK)
    sales, level = around.sales - single.sales, around.level - single.level
    beside = np.divide(sales, level, out=np.ones(sales.shape), where=level > 0)
    local = replace(single, level=single.level * np.maximum(beside, 1.0))
    chance, years = among.chance[:, None], single.seen.sum(axis=1)
    errors = np.array(CHANCES)[np.clip(years, 1, len(CHANCES)) - 1][:, None]
    clear = single.high(GREAT, errors * chance * np.sqrt(single.level)) & (years > 0)
    found = clear & feast & _beyond_neighbours(local, chance, among.slow)
    rows = np.flatnonzero(found.any(axis=1))
    # Of few sales half as many come on many days: how often on that of a feast in each year would be chance.
    again = np.where(found[rows], years[rows], years.max(initial=1)).min(axis=1) if among.slow else np.ones(len(rows))
    usual = among.usual[rows]
    times = np.divide(among.values[rows], usual, out=np.full(usual.shape, np.nan), where=usual > 0)
    found[rows[_has_others(calendar, found[rows], times, again)]] = False
    return found


def _beyond_neighbours(local: Parts, chance: np.ndarray, slow: bool) -> np.ndarray:
    """Phases that sold clearly more than the days around them, in each year or, of few sales, in all years together:
    around one of them a few come by chance; bool (products, phases).

    local -- with what the days around would have sold; chance -- standard errors, (products, 1, 1)
    """
    each = local.high(BESIDE, CHANCE_BESIDE * chance * np.sqrt(local.level))
    if not slow:
        return each
    together, size = standing_out.of_all(local), chance**2
    rare = pdtrc(np.maximum(together.sales / size - 1, 0.0), together.level / size)[:, 0] < TOGETHER_BY_CHANCE
    return each | (local.high(BESIDE, np.zeros(local.level.shape)) & rare)


def _has_others(calendar: Calendar, found: np.ndarray, times: np.ndarray, again: np.ndarray) -> np.ndarray:
    """Who sells half as much on other days too, more than once a year, or so often that it came by chance in so many,
    bool (rows,): a great order may be on any day.

    found -- (rows, phases); times -- the usual that each period sold, (rows, periods); again -- years, (rows,)
    """
    phase = calendar.phase[: times.shape[1]]
    least = np.where(found[:, phase] & ~np.isnan(times), times, np.inf).min(axis=1, keepdims=True) / 2
    near = calendars.with_near(found.astype(float), NEAR_OF_WEEK)[:, phase] > 0
    others = ((np.nan_to_num(times) > least) & ~near).sum(axis=1)
    share = (1 / calendars.DAYS_OF_YEAR) ** (1 / np.maximum(again, 1))
    return np.asarray(others > share * (~np.isnan(times)).sum(axis=1))


def shut(calendar: Calendar, single: Parts, among: Among) -> np.ndarray:
    """Phases from a feast on in which nothing was sold in the few years that saw them, where much would have been, bool
    (products, phases): the doors are shut, and were so before if they are shut now."""
    seen, again = single.seen, single.seen.sum(axis=1) > 1
    quiet = ~(seen & ~single.quiet).any(axis=1) & seen.any(axis=1) & (single.times < PARTS)
    newest = standing_out.edges(calendar, among.values, among.step_days)[1] & ~again
    feasts = np.bincount(np.array(calendar.feasts), minlength=calendar.phases)[None].astype(float)
    begins = calendars.with_near(feasts, NEAR_FEAST)[0] > 0
    missed = np.where(seen, single.level, 0.0).max(axis=1)
    brief = standing_out.begun(quiet & ~newest, begins, calendar.eve)
    found = brief & (standing_out.sums(missed, quiet) > FEWEST_MISSED)
    return found & ~by_chance(single, found, int(begins.sum()), 0)


def by_chance(parts: Parts, shut: np.ndarray, phases: int, near: int) -> np.ndarray:
    """Which of these phases a product whose days are often empty may have sold nothing in by chance, in all of a run in
    each year that saw it, bool (products, phases).

    phases -- how many of them a run might have begun in; near -- how many to either side each is together with
    """
    others = parts.seen & ~shut[:, None]
    share = (others & parts.quiet).sum(axis=(1, 2)) / np.maximum(others.sum(axis=(1, 2)), 1)
    years = parts.seen.sum(axis=1)
    days = np.maximum(standing_out.sums(np.where(shut, years, 0), shut) / (2 * near + 1), years)
    chance = phases * CALENDARS * share[:, None] ** np.minimum(days, MOST_DAYS * years)
    return np.asarray(shut & (chance > MOST_BY_CHANCE))
