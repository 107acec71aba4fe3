"""Products forecast again as they were chosen to be: every method is fitted to the newest sales, none is tested.

What a training costs is mostly the backtest that it chooses by. A choice is good for some days: until it is made anew,
the methods of its recipe see only the end of the history, and the spread of their errors is as it was measured. Nor are
other calendars tried than the one that was found: years are what proves one, and a few days more do not change it.
"""

import zlib
from collections.abc import Collection, Sequence
from datetime import date

import numpy as np

from forecasting import block_model, launching, methods, report, weeks
from forecasting.block import Block, blocks_of
from forecasting.block_model import BlockModel
from forecasting.history import History
from forecasting.outlook import Blend, Followed, Outlook, look_ahead
from forecasting.prepared import Prepared
from forecasting.progress import ReportProgress, silent, within
from forecasting.report import Promotion
from forecasting.selection import backtest, incumbents, select
from forecasting.settings import TrainingSettings
from forecasting.trained import Choice, Trained
from forecasting.uncertainty import calibration
from forecasting.uncertainty.intervals import Calibration


def choice(history: History, trained: Trained, model: BlockModel, row: int) -> Choice | None:
    """What a training chose for one product of a block; None where it could not be measured at every cut-off: what is
    known of a young product, or of one long out of stock, changes from day to day.

    trained -- the answer as the block gave it
    """
    if trained.metrics.cutoffs < len(model.past.origins) or not model.blend.measured[row]:
        return None
    shares = zip(model.selection.methods, model.selection.weights[row].tolist(), strict=True)
    return Choice(
        until=history.last_day,
        step_days=history.step_days,
        sales=_checksum(history, history.last_day),
        times=model.outlook.calendars[row],
        peaks=model.outlook.peaks[row],
        signals=model.outlook.signals(row),
        method=trained.method,
        reason=trained.reason,
        confidence=trained.confidence,
        recipe={name: share for name, share in shares if share > 0},
        metrics=trained.metrics,
        spread=model.blend.spread.figures(row),
        towards_total=float(model.blend.towards_total[row]),
    )


def renew_block(
    histories: Sequence[History],
    choices: Sequence[Choice | None],
    settings: TrainingSettings,
    report_progress: ReportProgress = silent,
) -> list[Trained | None]:
    """Forecast many products as they were chosen to be; one answer each, in the order given. On the sales that a choice
    was made on, and beside the same products, it gives the forecast of the training that made it.

    None -- to be chosen anew: there is no choice, its sales have been changed since, its methods are no longer there,
    another level or end is seen in the sales, or they no longer follow the calendar that they followed
    """
    answers: list[Trained | None] = [None] * len(histories)
    # Few recipes differ in their methods: each kind is looked up once.
    there = {names: _are_there(names) for names in {frozenset(own.recipe) for own in choices if own}}
    fitting = [
        n for n, own in enumerate(choices) if own and there[frozenset(own.recipe)] and _still_holds(own, histories[n])
    ]
    done = 0
    for positions, block in blocks_of([histories[n] for n in fitting]):
        numbers = [fitting[position] for position in positions]
        own = [chosen for n in numbers if (chosen := choices[n])]
        progress = within(report_progress, done / len(fitting), (done + len(own)) / len(fitting))
        outlook = _outlook(block, own, weeks.in_steps(settings, block.step_days), progress)
        for row, (n, trained) in enumerate(zip(numbers, _answers(outlook, own, settings.horizon), strict=True)):
            if outlook.signals(row) == own[row].signals:
                answers[n] = launching.leaning(histories[n], trained)
        done += len(own)
    return answers


def _are_there(names: Collection[str]) -> bool:
    return {methods.current(name) for name in names} == incumbents.used_methods([dict.fromkeys(names, 1.0)])


def _still_holds(own: Choice, history: History) -> bool:
    return (
        own.step_days == history.step_days
        and own.until <= history.last_day
        and own.sales == _checksum(history, own.until)
    )


def _checksum(history: History, until: date) -> int:
    """Of all sales up to a day: one that was changed, added or taken away changes it."""
    periods = ((until - history.start).days + 1) // history.step_days
    return zlib.crc32(history.values[: max(periods, 0)].tobytes())


def _outlook(
    block: Block, choices: Sequence[Choice], settings: TrainingSettings, report_progress: ReportProgress
) -> Outlook:
    recipes = [own.recipe for own in choices]
    wanted = {select.FALLBACK, *incumbents.used_methods(recipes)}
    chosen = {name: method for name, method in block_model.ladder(settings, recipes).items() if name in wanted}
    prepared = Prepared.of(block, settings, [own.peaks for own in choices])
    ahead = backtest.ahead(prepared.dampened.block, chosen, settings, report_progress)
    followed = Followed.find(prepared, (), settings, [own.times for own in choices])
    followed.in_future(ahead)
    current = [{methods.current(name): share for name, share in recipe.items()} for recipe in recipes]
    weights = np.array([[recipe.get(name, 0.0) for name in chosen] for recipe in current])
    counts = calibration.are_counts(prepared.ahead.block.values)
    spread = Calibration.of_figures(np.stack([own.spread for own in choices]), counts)
    measured = np.ones(len(block), dtype=bool)
    towards_total = np.array([own.towards_total for own in choices])
    return look_ahead(prepared, followed, Blend(select.blend(weights, ahead)[0], spread, measured, towards_total))


def _answers(outlook: Outlook, choices: Sequence[Choice], horizon: int) -> list[Trained]:
    between = [own.metrics.dependence for own in choices]
    return [
        Trained(
            method=own.method,
            reason=own.reason,
            confidence=own.confidence,
            forecast=forecast,
            metrics=own.metrics,
            recipe={name: round(share, 4) for name, share in own.recipe.items()},
            promotion=Promotion(reason=f"Forecast anew as it was chosen to be on sales until {own.until}."),
            choice=own,
            is_renewed=True,
            **report.seen(outlook, row),
        )
        for row, (own, forecast) in enumerate(zip(choices, outlook.forecasts(between, horizon), strict=True))
    ]
