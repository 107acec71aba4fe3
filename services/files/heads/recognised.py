"""How much of what is wanted a row of headings names."""

from collections.abc import Sequence

from services.files.fields import DAY, NUMBER, Form, Overrules
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.headings.profiles import Profile
from services.files.heads.head import Head


def mapped_in(heads: Sequence[Head], overrules: Overrules, saved: Sequence[Profile]) -> set[str]:
    mapped = {key(heading) for _, heading in overrules.mapping}
    # What a shop calls its columns may say nothing to anybody else.
    return mapped | {key(name) for head in heads for name in _saved_headings(head, saved)}


def recognised(head: Head, form: Form, mapped: set[str]) -> tuple[int, int]:
    """How many of the columns that are needed the row names, and of all."""
    # "Jan" beside other months is no number of Japanese articles.
    days = head.spans if head.has_days else {}
    keys = {one for position, one in enumerate(head.keys) if position not in days}
    found = [one for one in form.fields if _names(keys, one.listed_as, one.name)]
    needed = {one.name for one in found if one.required}
    if head.has_days:
        needed |= {one.name for one in form.fields if one.kind == DAY and one.required}
        # "Units" below "March" and "April", which two lines name together.
        below = {head.keys[position] for position in days}
        needed |= {one.name for one in form.fields if one.kind == NUMBER and _names(below, one.listed_as, one.name)}
    return len(needed) + len(mapped & keys), len(found)


def _names(keys: set[str], listed_as: str, name: str) -> bool:
    ranks = RANKS.get(listed_as)
    return key(name) in keys or (ranks is not None and any(ranks.of(one) is not None for one in keys))


def _saved_headings(head: Head, saved: Sequence[Profile]) -> tuple[str, ...]:
    keys = frozenset(head.keys)
    return next((profile.known_by[0] for profile in saved if profile.fits(keys)), ())
