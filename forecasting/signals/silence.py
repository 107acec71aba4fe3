"""How long products have sold nothing, and whether they did so at the same time before."""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block

# Silence counts from so many weeks on; a season comes round if it began within so many weeks from now, a year ago.
FEWEST_WEEKS, WEEKS_AHEAD = 13, 8
# A season moves by so many weeks; it is silent below this share of an even seller's days.
SHIFT, SILENT = 3, 0.25
# A silence of so many days and more is strange for who sells on this share of days and was to sell so many times in it.
# It may be an end or a stock-out, which spreads what is ahead by so many times its squared mean.
STRANGE_DAYS, OFTEN, STRANGE_SALES, EXCESS = 7, 0.4, 4.0, 3.0
# A silence of so many days that comes by chance this seldom, in the weeks of a year before sold in, is an absence if so
# many sales have followed, on at least this share of the days that it sold on before: a year later it would come round.
AWAY_DAYS, CHANCE, FEWEST_SINCE, AS_BEFORE = 28, 1e-4, 5, 0.5
# So is a shorter one, of STRANGE_DAYS and more, that ended within so many days, was longer than any other, and was
# followed by so many sales or a week of them: nobody was open, or the shelf was empty.
RECENT_DAYS, FEWEST_SINCE_BRIEF = 91, 2
# Of AWAY_DAYS and more it is over if the sales since would this seldom all fall there, were they few in all of this
# time: a customer who has gone leaves some.
CHANCE_SINCE = 0.01
# A season is broken off by a silence of so many days if it was on before, for as many weeks, and on such a share of the
# same days of every year known, which sold so many units: of products of three shops that had sold on every second day
# and then not for six weeks, a third ever came back.
ENDED_DAYS, ON, FEWEST_MISSED = 35, 0.5, 10.0
# Who was not there to be sold for so many days may have ended, if it would have sold so many times on them, or in so
# many weeks: nobody knows whether what has run out comes back.
GONE_DAYS, MISSED, MISSED_WEEKS = 14, 4.0, 2.0


@dataclass(frozen=True, slots=True)
class Silence:
    """The one that lasts, or else the longest without a sale: begin, end -- its first period and the one after it, int
    (products,)."""

    begin: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, block: Block) -> "Silence":
        period = np.arange(block.periods)
        newest = np.maximum.accumulate(np.where(block.values > 0, period, -1), axis=1)
        silent = np.where(newest >= 0, period - newest, 0)
        lasts = silent[:, -1] >= FEWEST_WEEKS * 7 // block.step_days
        last = np.where(lasts, block.periods - 1, silent.argmax(axis=1))
        return cls(newest[np.arange(len(block)), last] + 1, last + 1)

    def sold_before(self, block: Block) -> np.ndarray:
        """Whether the weeks of the silence were weeks of sales a year before, bool (products,)."""
        sold, known = block.values > 0, ~np.isnan(block.values)
        shift = np.minimum(SHIFT * 7 // block.step_days, (self.end - self.begin) // 4)
        then = known & _between(block, self.begin - block.year_length + shift, self.end - block.year_length - shift)
        usual = sold.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        return (sold & then).sum(axis=1) > SILENT * usual * then.sum(axis=1)

    def ended_alike(self, block: Block) -> np.ndarray:
        """Whether there were sales a year before it ended, or none were known yet, bool (products,)."""
        shift, then = SHIFT * 7 // block.step_days, self.end - block.year_length
        sold = ((block.values > 0) & _between(block, then - shift, then + shift)).any(axis=1)
        return sold | (then + shift < block.first_sales)

    def comes_round(self, block: Block, weeks_ahead: int = WEEKS_AHEAD) -> np.ndarray:
        """Whether anything was sold a year ago in the weeks ahead, bool (products,)."""
        now = np.full(len(block), block.periods - block.year_length)
        return ((block.values > 0) & _between(block, now, now + weeks_ahead * 7 // block.step_days)).any(axis=1)


def away(block: Block) -> np.ndarray:
    """Periods in which products that have come back were not there to be sold, bool (products, periods)."""
    out = np.zeros(block.values.shape, dtype=bool)
    rows = np.flatnonzero(_may_have_been_away(block))
    out[rows] = _away(block.select(rows))
    return out | _briefly_away(block)


def _may_have_been_away(block: Block) -> np.ndarray:
    """Who has a part of half the least silence without a sale after a first one, bool (products,): a silence that long
    holds a whole part, wherever it begins. Of most products no more need be looked at."""
    length = AWAY_DAYS // block.step_days // 2
    parts = block.values[:, : block.periods // length * length].reshape(len(block), -1, length)
    sold = (parts > 0).any(axis=2)
    return np.asarray((np.logical_or.accumulate(sold, axis=1) & ~sold).any(axis=1))


def _away(block: Block) -> np.ndarray:
    silence, sold, known = Silence.of(block), block.values > 0, ~np.isnan(block.values)
    length = silence.end - silence.begin
    before, since = (
        _between(block, first, last)
        for first, last in ((0 * silence.begin, silence.begin), (silence.end, block.periods + 0 * silence.end))
    )
    times = (sold & since).sum(axis=1)
    share, share_since = (
        (sold & part).sum(axis=1) / np.maximum((known & part).sum(axis=1), 1) for part in (before, since)
    )
    back = (length * block.step_days >= AWAY_DAYS) & (times >= FEWEST_SINCE) & (share_since >= AS_BEFORE * share)
    back &= ((1 - share) ** length < CHANCE) & silence.sold_before(block)
    return back[:, None] & _between(block, silence.begin, silence.end)


def _briefly_away(block: Block) -> np.ndarray:
    """Days or weeks of late on which a product, or all of them, had nothing to sell, bool (products, periods)."""
    known, sold = ~np.isnan(block.values), block.values > 0
    # What nobody at all sells is of the shop, and slow sellers have no evidence of their own.
    sold_at_all, known_at_all = (np.asarray(one.any(axis=0))[None] for one in (sold, known))
    fewest = max(FEWEST_SINCE_BRIEF // block.step_days, 1)
    shut = _brief(block, sold_at_all, known_at_all, 1 if _sells_as_usual(sold) else fewest)
    own = _brief(block, sold, known, fewest, CHANCE_SINCE if block.step_days == 1 else 1.0)
    return (own | shut) & known


def _sells_as_usual(sold: np.ndarray) -> bool:
    """Whether several products, and at least half as many as on most days, sold on the last: the shop is open."""
    sellers = sold.sum(axis=0)
    if not sellers.any():
        return False
    return bool(sellers[-1] >= max(FEWEST_SINCE_BRIEF, AS_BEFORE * np.median(sellers[sellers > 0])))


def _brief(
    block: Block, sold: np.ndarray, known: np.ndarray, fewest_since: int, chance_since: float = 1.0
) -> np.ndarray:
    """The longest silence of late where chance would not make it and it is over, for so many sales have followed, bool
    (rows, periods).

    chance_since -- with which, at most, these all fall after a long one
    """
    out, periods, step_days = np.zeros(sold.shape, dtype=bool), block.periods, block.step_days
    # A day more: what sold on each may fail to.
    share = sold.sum(axis=1) / (known.sum(axis=1) + 1)
    late = np.arange(periods) >= periods - (RECENT_DAYS + FEWEST_WEEKS * 7) // step_days
    rows = np.flatnonzero(sold.sum(axis=1) >= OFTEN / 2 * known.sum(axis=1))
    silent = ~sold[rows] & known[rows]
    end = _run(silent[:, late]).argmax(axis=1) + 1 + int((~late).sum())
    # It may have begun long before what is looked at.
    length = _run(silent)[np.arange(len(rows)), end - 1]
    # Half a day more beside the silence: what sold on each may fail to.
    share = np.minimum(sold[rows].sum(axis=1) / (known[rows].sum(axis=1) - length + 0.5), 1.0)
    some = (length * step_days >= STRANGE_DAYS) & ((1 - share) ** length < CHANCE)
    rows, length, end, share = rows[some], length[some], end[some], share[some]
    period = np.arange(periods)
    during = (period >= (end - length)[:, None]) & (period < end[:, None])
    since = known[rows] & (period >= end[:, None])
    times = (sold[rows] & since).sum(axis=1)
    back = (times >= fewest_since) & (times >= AS_BEFORE * share * since.sum(axis=1))
    back &= (periods - end) * step_days <= RECENT_DAYS
    by_chance = (since.sum(axis=1) / np.maximum(length + since.sum(axis=1), 1)) ** times
    back &= (length * step_days < AWAY_DAYS) | (by_chance <= chance_since)
    back &= length > longest(sold[rows] | during | ~known[rows])
    back &= (length * step_days < FEWEST_WEEKS * 7) | ~_silent_then(block, during, sold[rows], known[rows])
    out[rows[back]] = during[back]
    return out


def long_over(block: Block) -> np.ndarray:
    """Periods of earlier silences of STRANGE_DAYS to ENDED_DAYS that chance would not make, bool (products, periods):
    what a product did in them is no level of it."""
    sold, known, periods = block.values > 0, ~np.isnan(block.values), block.periods
    share = sold.sum(axis=1) / (known.sum(axis=1) + 1)
    late = np.arange(periods) >= periods - RECENT_DAYS // block.step_days
    least = np.log(CHANCE) / np.log1p(-np.clip(share, 1e-9, 1 - 1e-9))
    shortest = np.maximum(least, STRANGE_DAYS // block.step_days)
    out, rows = np.zeros(sold.shape, dtype=bool), np.flatnonzero(shortest * block.step_days <= ENDED_DAYS)
    silent = ~sold[rows] & known[rows] & ~late
    length = _run(silent) + _run(silent[:, ::-1])[:, ::-1] - 1
    out[rows] = silent & (length >= shortest[rows, None]) & (length * block.step_days <= ENDED_DAYS)
    return out


def _silent_then(block: Block, during: np.ndarray, sold: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Of whom these days (rows, periods) are those of a season that is silent: on most of them it sold nothing a year
    before, or they end when the first year known begins again, bool (rows,)."""
    then, since = np.zeros(during.shape, dtype=bool), np.logical_or.accumulate(sold, axis=1)
    then[:, : -block.year_length] = during[:, block.year_length :]
    then &= known & since
    share = sold.sum(axis=1) / np.maximum((known & since & ~during).sum(axis=1), 1)
    seen = 2 * then.sum(axis=1) >= during.sum(axis=1)
    silent = seen & ((sold & then).sum(axis=1) <= AS_BEFORE * share * then.sum(axis=1))
    a_year_later = sold.argmax(axis=1) + block.year_length
    end = block.periods - during[:, ::-1].argmax(axis=1)
    return np.asarray(silent | (np.abs(end - a_year_later) * block.step_days <= SHIFT * 7))


def _run(silent: np.ndarray) -> np.ndarray:
    """Of how many silent periods in a row each is the last, (rows, periods); 0 where it is not silent."""
    period = np.arange(1, silent.shape[1] + 1)
    return period - np.maximum.accumulate(np.where(silent, 0, period), axis=1)


def strange(block: Block) -> np.ndarray:
    """Products that have sold nothing of late as never before, bool (products,): have they ended, or run out?"""
    sold, known = block.values > 0, ~np.isnan(block.values)
    last = block.periods - 1 - sold[:, ::-1].argmax(axis=1)
    after = np.arange(block.periods) > last[:, None]
    silent, before = (known & after).sum(axis=1), (known & ~after).sum(axis=1)
    share = sold.sum(axis=1) / np.maximum(before, 1)
    long = (silent * block.step_days >= STRANGE_DAYS) & (silent * share >= STRANGE_SALES) & (share >= OFTEN)
    long[long] = silent[long] > longest(sold[long])
    return long


def gone(block: Block) -> np.ndarray:
    """Products that were not there to be sold at the end, while others were, so long that they may have ended, bool
    (products,)."""
    sold, known, period = block.values > 0, ~np.isnan(block.values), np.arange(block.periods)
    newest = np.where(known, period, -1).max(axis=1, initial=-1)
    # Where nobody is known the shop was closed; who is alone is taken to have run out.
    is_open = known.any(axis=0) | (len(block) == 1)
    missed = (is_open & (period > newest[:, None])).sum(axis=1)
    times = missed * sold.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    enough = times >= (MISSED if block.step_days == 1 else MISSED_WEEKS)
    return np.asarray(enough & (missed * block.step_days >= GONE_DAYS))


def broken_off(block: Block) -> np.ndarray:
    """Whose season was on and is silent since, in days in which it went on in every year before, bool (products,)."""
    sold, known = block.values > 0, ~np.isnan(block.values)
    begin = block.periods - sold[:, ::-1].argmax(axis=1)
    end, before = np.full(len(block), block.periods), begin - ENDED_DAYS // block.step_days
    found = sold.any(axis=1) & ((known & _between(block, begin, end)).sum(axis=1) * block.step_days >= ENDED_DAYS)
    found &= (sold & _between(block, before, begin)).sum(axis=1) >= ON * (begin - before)
    years = np.zeros(len(block), dtype=int)
    for back in range(block.year_length, block.periods, block.year_length):
        then = known & _between(block, begin - back, end - back)
        seen = then.sum(axis=1) >= ON * (end - begin)
        years += seen
        enough = np.where(then, block.values, 0.0).sum(axis=1) >= FEWEST_MISSED
        found &= ~seen | (enough & ((sold & then).sum(axis=1) >= ON * then.sum(axis=1)))
    return found & (years > 0)


def longest(sold: np.ndarray) -> np.ndarray:
    """Most periods between two sales, (products,); 0 where there are no two."""
    period = np.arange(sold.shape[1])
    newest = np.maximum.accumulate(np.where(sold, period, -1), axis=1)
    before = np.concatenate([np.full((len(sold), 1), -1), newest[:, :-1]], axis=1)
    return np.where(sold & (before >= 0), period - before, 0).max(axis=1, initial=0)


def _between(block: Block, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    period = np.arange(block.periods)
    return (period >= begin[:, None]) & (period < end[:, None])
