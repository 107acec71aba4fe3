"""Which method is published for a product, and why, in one sentence."""

from collections.abc import Sequence

import numpy as np

from forecasting.block_model import BlockModel
from forecasting.outlook import Outlook

BLEND, NO_LONGER_SOLD, OWN_TIMES, LAUNCH = "blend", "no_longer_sold", "own_times", "launch"
# From this weight on a blend goes by the name of its main method.
MAIN_WEIGHT = 0.8


def method_name(model: BlockModel, row: int) -> str:
    """The method published for a product: its own name, "blend", "no_longer_sold" or "own_times"."""
    if model.outlook.dead[row]:
        return NO_LONGER_SOLD
    if model.outlook.calendars[row]:
        return OWN_TIMES
    weights = model.selection.weights[row]
    main = int(weights.argmax())
    return model.selection.methods[main] if weights[main] >= MAIN_WEIGHT else BLEND


def reason(model: BlockModel, row: int, measured: int) -> str:
    """One sentence: why this method; measured -- cut-offs that it was measured at."""
    outlook, selection = model.outlook, model.selection
    if without_methods := _without_methods(outlook, row):
        return without_methods
    share = mix(selection.weights[row], selection.methods)
    kept = ", as before" if selection is not model.challenger and model.incumbents.better[row] else ""
    doubts = _of_peaks(outlook, row) + _of_level(outlook, row) + _of_its_end(outlook, row)
    return share + doubts + kept + of_backtests(selection.rmsse[row], selection.naive_rmsse[row], measured)


def mix(weights: np.ndarray, methods: Sequence[str]) -> str:
    """What each method has a hand in, the largest first; of less than half a percent nothing is said."""
    parts = sorted(zip(weights, methods, strict=True), reverse=True)
    return ", ".join(f"{weight:.0%} {name.replace('_', ' ')}" for weight, name in parts if round(weight, 2) > 0)


def _without_methods(outlook: Outlook, row: int) -> str:
    """Why none was needed, if so."""
    by = outlook.calendars[row]
    if outlook.sold_off[row]:
        return "Sold off at a lower price than ever, and nothing since: none is expected."
    if outlook.dead[row]:
        return "No sale for so long that none is expected."
    if outlook.seen_once[row] and by:
        return f"Sold in too few seasons to be sure, by {by}: forecast from them, though none may come back."
    if by and outlook.shifting[row]:
        return f"Sells at its own times only, by {by}: when they come is not sure."
    if by and outlook.may_have_moved[row]:
        return f"Sells at its own times only, by {by}: it may have come to another level since."
    if by:
        return f"Sells at its own times only, by {by}: forecast from the same times before."
    if outlook.by_month[row]:
        return "Forecast from totals of months, by a level that moves, a trend, the shop's season and its own."
    return ""


def _of_peaks(outlook: Outlook, row: int) -> str:
    if outlook.peaks[row]:
        proof = ", which few years have shown" if outlook.seen_once[row] else ""
        return f", with its peaks by {outlook.peaks[row]}{proof}"
    if outlook.seen_once[row] or outlook.other_year[row] or outlook.unlike_years[row]:
        return ", though the coming weeks were others a year ago, which may come round"
    return ""


def _of_level(outlook: Outlook, row: int) -> str:
    if outlook.moved[row]:
        return ", at the level that its sales have had for a few weeks"
    if outlook.may_have_moved[row]:
        return ", though its last weeks may be the beginning of another level"
    if outlook.restless[row]:
        return ", though its level has often moved, and no year has shown the coming weeks"
    if outlook.beside_others[row]:
        return ", though no year has shown its coming weeks, in which older products do otherwise"
    if outlook.trending[row]:
        return ", though it has risen or fallen since its first sale, and nobody knows how far it will"
    if outlook.giants[row]:
        return ", though a few of its last days were far beyond the usual, which may go on"
    return ""


def _of_its_end(outlook: Outlook, row: int) -> str:
    if outlook.silent[row]:
        return ", though nothing was sold of late, as never before: it may have ended or run out"
    if outlook.gone[row]:
        return ", though it has not been there to be sold for weeks: it may have ended"
    return ""


def of_backtests(own: float, naive: float, measured: int) -> str:
    """How its error compares with seasonal naive's, in whole percents."""
    if np.isnan(own) or np.isnan(naive):
        return ": what serves similar products best, for its own history is too short to measure."
    if own >= naive or round(own / naive, 2) == 1:
        return f": nothing beat repeating the last season in {measured} backtests."
    return f": error {1 - own / naive:.0%} below seasonal naive's in {measured} backtests."
