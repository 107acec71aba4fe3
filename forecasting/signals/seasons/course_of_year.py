"""What a rhythm within the year sells more or less of at one time of it: boxes of every month, and twice as many in
December."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.cleaning.preprocessing import median
from forecasting.signals.cleaning.usual_sales import MEDIAN_SQUARE

# A time of the year is looked at with so many days to either side, or half a cycle if that is longer, where so large a
# share of what is usually expected in them is.
NEAR_DAYS, SEEN = 14, 0.5
# In each of so many years or more it sold so many times the usual, or as much less, by so many standard errors, and in
# all of them together by so many.
FEWEST_YEARS, LEAST, CHANCE, CHANCE_OF_ALL = 2, 1.3, 1.5, 4.5
# So large a share of the times of the year has to be seen so often, or what is usual would be that of a part of it: of
# two years of months the first begins with its last day.
MOST_TIMES = 0.9
# Or times of the year differ from each other by so many times what years do: then each of them counts as far as that is
# beyond chance.
BEYOND = 4.0
# No time of the year sells less than this share of the usual.
SMALLEST = 0.02


def factors(block: Block, calendar: Calendar, horizon: int) -> np.ndarray:
    """What the time of the year multiplies the rhythm's sales by, (products, periods + horizon); 1 where years do not
    agree on it."""
    length, periods = block.year_length, block.periods
    years = -(-periods // length)
    out = np.ones((len(block), periods + horizon))
    if years < FEWEST_YEARS:
        return out
    known, phase = ~np.isnan(block.values), calendar.phase[:periods]
    sold = zero_where_unknown(block.values)
    mean = calendars.sums(sold, phase, calendar.phases) / np.maximum(calendars.sums(known, phase, calendar.phases), 1)
    near = max(NEAR_DAYS // block.step_days, calendar.phases // 2)
    around = (_around(one, near, years * length) for one in (sold, np.where(known, mean[:, phase], 0.0)))
    sales, level = (one.reshape(len(block), years, length) for one in around)
    of_year = _agreed(sales, level)
    place = (np.arange(periods + horizon) - periods) % length
    return of_year[:, place]


def _around(values: np.ndarray, near: int, length: int) -> np.ndarray:
    """Sums of each period and so many to either side, of so many last periods, (rows, length)."""
    padded = np.pad(values, ((0, 0), (length - values.shape[1] + near + 1, near)))
    running = padded.cumsum(axis=1)
    return running[:, 2 * near + 1 :] - running[:, : -2 * near - 1]


def _agreed(sales: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Of (products, years, periods of one) what each time of the year sold beside the usual, as far as years agree on
    it, as factors (products, periods of one)."""
    mean = level.sum(axis=(1, 2), keepdims=True) / np.maximum((level > 0).sum(axis=(1, 2), keepdims=True), 1)
    seen = level > SEEN * mean
    times = np.divide(sales, level, out=np.full(sales.shape, np.nan), where=seen)
    flat = times.reshape(-1, times.shape[2])
    usual = np.maximum(median(flat).reshape(*times.shape[:2], 1), SMALLEST)
    plain, growing = (_beside(sales, np.nan_to_num(level * own), seen) for own in (usual, usual * _growth(usual, seen)))
    # What grows all year seems to have a season, and so does, if it is taken for growth, what went to another level.
    nearer = np.where(np.abs(np.log(plain)) < np.abs(np.log(growing)), plain, growing)
    return np.where((plain > 1) == (growing > 1), nearer, 1.0)


def _growth(usual: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """What each period of a year sells beside its middle if one year grows into the next, (products, 1, periods of
    one); usual -- (products, years, 1)"""
    known, rows = seen.mean(axis=2) >= SEEN, np.arange(len(usual))
    first, last = known.argmax(axis=1), known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    yearly = np.log(usual[rows, last, 0] / usual[rows, first, 0]) / np.maximum(last - first, 1)
    of_year = (np.arange(seen.shape[2]) + 0.5) / seen.shape[2] - 0.5
    return np.exp(np.where(last > first, yearly, 0.0)[:, None, None] * of_year)


def _beside(sales: np.ndarray, level: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """The factors where these levels, 0 where unknown, are what is usual, (products, periods of a year)."""
    scatter = _scatter_of_years(sales, level, seen)
    error = CHANCE * np.sqrt(scatter * level)
    sold, expected = (np.where(seen, one, 0.0).sum(axis=1) for one in (sales, level))
    high = (sales > LEAST * level) & (sales > level + error)
    low = (sales < level / LEAST) & (sales < level - error)
    often = seen.sum(axis=1) >= FEWEST_YEARS
    often &= often.mean(axis=1, keepdims=True) >= MOST_TIMES
    enough = often & (np.abs(sold - expected) > CHANCE_OF_ALL * np.sqrt(scatter[:, 0] * expected))
    clear = enough & ((high | ~seen).all(axis=1) | (low | ~seen).all(axis=1))
    times = np.divide(sold, expected, out=np.ones(sold.shape), where=often & (expected > 0))
    shrunk = _shrunk(times, often, scatter[:, 0] / np.maximum(expected, 1e-9))
    return np.maximum(np.where(clear, times, shrunk), SMALLEST)


def _shrunk(times: np.ndarray, often: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Factors of times of the year, each as far as what differs between them is beyond chance; 1 of those who have no
    season. (Empirical Bayes: Morris, "Parametric empirical Bayes inference", 1983.)

    often -- which were seen by years enough; noise -- variance of each by chance; (products, periods of a year) each
    """
    count = np.maximum(often.sum(axis=1, keepdims=True), 1)
    by_chance = np.where(often, noise, 0.0).sum(axis=1, keepdims=True) / count
    beyond = np.where(often, (times - 1) ** 2 - noise, 0.0).sum(axis=1, keepdims=True) / count
    share = np.divide(beyond, beyond + noise, out=np.zeros(times.shape), where=often & (beyond > BEYOND * by_chance))
    return np.asarray(1 + share * (times - 1))


def _scatter_of_years(sales: np.ndarray, level: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Variance of a year beside what all sold at the same time of theirs, as a share of the usual, that of a count at
    least, (products, 1, 1): a season is no chance."""
    used, years = seen & (level > 0), seen.sum(axis=1, keepdims=True)
    sold, expected = (np.where(used, one, 0.0).sum(axis=1, keepdims=True) for one in (sales, level))
    own = level * sold / np.maximum(expected, 1e-9)
    free = years / np.maximum(years - 1, 1)
    squares = np.divide(free * (sales - own) ** 2, level, out=np.full(sales.shape, np.nan), where=used & (years > 1))
    flat = squares.reshape(len(sales), -1)
    return np.maximum(np.nan_to_num(median(flat)) / MEDIAN_SQUARE, 1.0)[:, :, None]
