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
# No time of the year sells less than this share of the usual.
SMALLEST = 0.02


def factors(block: Block, calendar: Calendar, horizon: int) -> np.ndarray:
    """What the time of the year multiplies the rhythm's sales by, (products, periods + horizon); 1 where years do not
    agree on it."""
    length, periods = block.year_length, block.periods
    years = -(-periods // length)
    out = np.ones((len(block), periods + horizon))
    if periods < FEWEST_YEARS * length:
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
    """Of (products, years, periods of one) the times of the year in which all years sold otherwise than usual, as
    factors (products, periods of one)."""
    mean = level.sum(axis=(1, 2), keepdims=True) / np.maximum((level > 0).sum(axis=(1, 2), keepdims=True), 1)
    seen = level > SEEN * mean
    times = np.divide(sales, level, out=np.full(sales.shape, np.nan), where=seen)
    flat = times.reshape(-1, times.shape[2])
    usual = np.maximum(median(flat).reshape(*times.shape[:2], 1), SMALLEST)
    level = np.nan_to_num(level * usual)
    squares = np.divide((sales - level) ** 2, level, out=np.full(sales.shape, np.nan), where=seen & (level > 0))
    scatter = np.maximum(median(squares.reshape(len(sales), -1)) / MEDIAN_SQUARE, 1.0)[:, :, None]
    error = CHANCE * np.sqrt(scatter * level)
    sold, expected = (np.where(seen, one, 0.0).sum(axis=1) for one in (sales, level))
    high = (sales > LEAST * level) & (sales > level + error)
    low = (sales < level / LEAST) & (sales < level - error)
    enough = (seen.sum(axis=1) >= FEWEST_YEARS) & (
        np.abs(sold - expected) > CHANCE_OF_ALL * np.sqrt(scatter[:, 0] * expected)
    )
    clear = enough & ((high | ~seen).all(axis=1) | (low | ~seen).all(axis=1))
    return np.where(clear, np.maximum(sold / np.maximum(expected, 1e-9), SMALLEST), 1.0)
