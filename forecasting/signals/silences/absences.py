"""When products were not there to be sold, and have come back: what they did then is no demand and no level."""

import numpy as np

from forecasting.block import Block
from forecasting.signals.silences.silence import FEWEST_WEEKS, OFTEN, SHIFT, STRANGE_DAYS, Silence, between, longest

# A silence of so many days that comes by chance this seldom, in the weeks of a year before sold in, is an absence if so
# many sales have followed, on at least this share of the days that it sold on before: a year later it would come round.
AWAY_DAYS, CHANCE, FEWEST_SINCE, AS_BEFORE = 28, 1e-4, 5, 0.5
# So is a shorter one, of STRANGE_DAYS and more, that ended within so many days, was longer than any other, and was
# followed by so many sales or a week of them: nobody was open, or the shelf was empty.
RECENT_DAYS, FEWEST_SINCE_BRIEF = 91, 2
# Of so many days it may have been as long before, around the same dates, give or take so many days: who shuts for two
# weeks of every August is back all the same. Who is away for longer has a season.
LONGEST_SHUT, AROUND_DAYS = 35, 7
# Of AWAY_DAYS and more it is over if the sales since would this seldom all fall there, were they few in all of this
# time: a customer who has gone leaves some.
CHANCE_SINCE = 0.01


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
        between(block, first, last)
        for first, last in ((0 * silence.begin, silence.begin), (silence.end, block.periods + 0 * silence.end))
    )
    times = (sold & since).sum(axis=1)
    share, share_since = (
        (sold & part).sum(axis=1) / np.maximum((known & part).sum(axis=1), 1) for part in (before, since)
    )
    back = (length * block.step_days >= AWAY_DAYS) & (times >= FEWEST_SINCE) & (share_since >= AS_BEFORE * share)
    back &= ((1 - share) ** length < CHANCE) & silence.sold_before(block)
    return back[:, None] & between(block, silence.begin, silence.end)


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
    """Whether several products, and at least half as many as on most days, sold on the last that anybody did: the shop
    is open, though today may be its day of rest."""
    sellers = sold.sum(axis=0)
    some = sellers[sellers > 0]
    return bool(len(some) and some[-1] >= max(FEWEST_SINCE_BRIEF, AS_BEFORE * np.median(some)))


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
    no_season = length * step_days <= LONGEST_SHUT
    alike = during | (_each_year(block, end - length, end) & no_season[:, None])
    back &= length > longest(sold[rows] | alike | ~known[rows])
    back &= (length * step_days < FEWEST_WEEKS * 7) | ~_silent_then(block, during, sold[rows], known[rows])
    out[rows[back]] = during[back]
    return out


def _each_year(block: Block, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Periods around the same dates of the years before, bool (rows, periods)."""
    out, around = np.zeros((len(begin), block.periods), dtype=bool), AROUND_DAYS // block.step_days
    for back in range(block.year_length, block.periods, block.year_length):
        out |= between(block, begin - back - around, end - back + around)
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
