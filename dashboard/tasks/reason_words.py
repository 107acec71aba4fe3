"""Why a product is forecast as it is: what the engine says in English, in the language of the page.

The engine knows of no language. Its sentences stand here once more, so that the catalogues have them and
`kept_texts.anew` recognises them; a test compares both.
"""

import re

from dashboard.kit import formats
from services.attention import job_titles
from utils.kept_texts import anew
from utils.language import N_

# "40% prophet, 33% shared season"
MIX = re.compile(r"\d+% [a-z]+( [a-z]+)*(, \d+% [a-z]+( [a-z]+)*)*")
SENTENCES = (
    N_("There was no model to compare it with."),
    N_("No sale for so long that none is expected."),
    N_("Sold off at a lower price than ever, and nothing since: none is expected."),
    N_("Sold in too few seasons to be sure, by {calendar}: forecast from them, though none may come back."),
    N_("Sells at its own times only, by {calendar}: forecast from the same times before."),
    N_("Sells at its own times only, by {calendar}: it may have come to another level since."),
    N_("Sells at its own times only, by {calendar}: when they come is not sure."),
    N_("Forecast from totals of months, by a level that moves, a trend, the shop's season and its own."),
    N_("By week, as sales come as totals: {reason}"),
    N_("{mix}, with its peaks by {calendar}"),
    N_("{mix}, with its peaks by {calendar}, which few years have shown"),
    N_("{mix}, though the coming weeks were others a year ago, which may come round"),
    N_("{mix}, at the level that its sales have had for a few weeks"),
    N_("{mix}, though its last weeks may be the beginning of another level"),
    N_("{mix}, though its level has often moved, and no year has shown the coming weeks"),
    N_("{mix}, though no year has shown its coming weeks, in which older products do otherwise"),
    N_("{mix}, though it has risen or fallen since its first sale, and nobody knows how far it will"),
    N_("{mix}, though a few of its last days were far beyond the usual, which may go on"),
    N_("{mix}, though nothing was sold of late, as never before: it may have ended or run out"),
    N_("{mix}, though it has not been there to be sold for weeks: it may have ended"),
    N_("{mix}, as before"),
    N_("{mix}: what serves similar products best, for its own history is too short to measure."),
    N_("{mix}: nothing beat repeating the last season in {measured} backtests."),
    N_("{mix}: error {better}% below seasonal naive's in {measured} backtests."),
    N_("Nothing was sold yet: {share} % of {seen}, those of {kind} first."),
    N_("what {launches} launches sold in their first weeks"),
    N_("what products sell, without a launch"),
    N_("the catalogue"),
    N_("the time of the year"),
    N_("the days to Easter"),
    N_("the day of the month"),
    N_("the days to the end of the month"),
    N_("the weekday of the month"),
    N_("the last working day up to the {day}th"),
    N_("the last working day of the month"),
    N_("the day of the quarter"),
    N_("the days to a feast on a weekday"),
    N_("the Islamic year"),
    N_("the days to the Chinese New Year or Diwali"),
    N_("the days to Holi, the dragon boats or mid-autumn"),
    N_("the days to Passover, the Jewish New Year or Hanukkah"),
    N_("the days to the Easter of the Orthodox"),
    N_("every {weeks} weeks"),
    N_("every {days} days"),
    N_("There are too few sales to measure which is better: the newer one is served."),
    N_("Not worse: {errors}."),
    N_("A new choice would be worse ({errors}): kept, and fitted anew."),
    N_("Worse: {errors}. The model served before stays."),
    N_("error {own}, that of the recipe served before {before}, over the same {measured} cut-offs"),
    N_("Forecast anew as it was chosen to be on sales until {until}."),
)


def reason(said: str) -> str:
    """A reason of the engine, in the language spoken now."""
    mix = MIX.search(said)
    return anew(said).replace(mix[0], _mix(mix[0]), 1) if mix else anew(said)


def _mix(shares: str) -> str:
    parts = (part.split("% ", 1) for part in shares.split(", "))
    return ", ".join(f"{formats.percent(int(share) / 100)} {_name(method)}" for share, method in parts)


def _name(method: str) -> str:
    return job_titles.model_name(method.replace(" ", "_"))
