from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from forecasting import block_model, launching, methods, reasons, renewal, report, weeks
from forecasting.block import Block, blocks_of
from forecasting.block_model import BlockModel
from forecasting.catalogue_model import CatalogueModel
from forecasting.errors import NothingSold
from forecasting.history import History
from forecasting.progress import ReportProgress, silent, within
from forecasting.report import Promotion
from forecasting.selection.incumbents import Recipe
from forecasting.settings import TrainingSettings
from forecasting.trained import BacktestMetrics, NotTrained, Trained
from forecasting.uncertainty import dependence
from forecasting.uncertainty.dependence import Dependence
from forecasting.uncertainty.sources import speed

__all__ = [
    "BacktestMetrics",
    "NotTrained",
    "Promotion",
    "Trained",
    "TrainingSettings",
    "learn_catalogue",
    "train_block",
]


def train_block(
    histories: Sequence[History],
    settings: TrainingSettings,
    incumbents: Sequence[Recipe | None] | None = None,
    report_progress: ReportProgress = silent,
) -> Iterator[Trained | NotTrained]:
    """Train many products together; one answer each, in the order given. Every forecast is by day: that of a history
    in weeks is made in weeks and shared out, see `forecasting.weeks`.

    incumbents -- the recipes served today, one or none for each history: they are fitted to the same sales and measured
                  on the same cut-offs. "auto" keeps one that is better than what it would choose itself; a method
                  that was named is trained as asked, and its `promotion` says whether it may be served.
    report_progress    -- is told how far the work is

    Forecasts are views of the block's arrays: keep them no longer than needed. Products of a block learn from each
    other what `settings.learnt` does not tell them: the same block gives the same bytes, another one slightly other
    figures.

    Raises UnknownMethod, UnknownOption, UnknownCountry.
    """
    methods.named(settings.method, settings.options)
    recipes = incumbents or [None] * len(histories)
    answers: list[Trained | NotTrained] = [_nothing_sold(history) for history in histories]
    known = [position for position, history in enumerate(histories) if not np.isnan(history.values).all()]
    done, largest = 0, None
    for positions, block in blocks_of([histories[position] for position in known]):
        if block.step_days == 1 and (largest is None or len(block) > len(largest)):
            largest = block
        own = within(report_progress, done / len(known), (done + len(positions)) / len(known))
        here = [known[position] for position in positions]
        rows = [(histories[position], recipes[position]) for position in here]
        for position, answer in zip(here, _trained(block, rows, settings, own), strict=True):
            answers[position] = answer
        done += len(positions)
    for position, history in enumerate(histories):
        if history.launched and largest is not None and isinstance(answers[position], NotTrained):
            answers[position] = launching.unsold(history, largest, settings.horizon)
    yield from answers


def _trained(
    block: Block,
    rows: Sequence[tuple[History, Recipe | None]],
    settings: TrainingSettings,
    report_progress: ReportProgress,
) -> Iterator[Trained | NotTrained]:
    """One answer for each row of a block."""
    recipes = [recipe for _, recipe in rows]
    model = block_model.fit(block, weeks.in_steps(settings, block.step_days), recipes, report_progress)
    for row, answer in enumerate(_answers(model, settings.horizon)):
        history, _ = rows[row]
        choice = renewal.choice(history, answer, model, row) if settings.method == methods.AUTO else None
        yield replace(launching.leaning(history, answer), choice=choice)


def learn_catalogue(
    histories: Sequence[History], settings: TrainingSettings, report_progress: ReportProgress = silent
) -> dict[str, CatalogueModel]:
    """What the methods asked for learn across a catalogue, by method, for `TrainingSettings.learnt`.

    histories -- a sample of the catalogue; of different steps or last days the most frequent ones are learnt from.

    Raises UnknownMethod, UnknownOption, UnknownCountry, LibraryFailed.
    """
    known = [history for history in histories if not np.isnan(history.values).all()]
    _, block = max(blocks_of(known), key=lambda one: len(one[1]), default=(None, None))
    return block_model.learn(block, weeks.in_steps(settings, block.step_days), report_progress) if block else {}


def _nothing_sold(history: History) -> NotTrained:
    if history.leans_on:
        return NotTrained(
            NothingSold(
                "Neither it nor what it replaces or is like, nor another variant of it, was ever sold; "
                "import the sales of one of them, or say what else it is like."
            )
        )
    return NotTrained(
        NothingSold(
            "No sale has been recorded. Import the product's sales and train it again, or say which product or "
            "category it sells like (`like`), or when it is launched (`launch_on`)."
        )
    )


def _answers(model: BlockModel, horizon: int) -> Iterator[Trained]:
    """horizon -- days"""
    figures = report.figures(model)
    outlook, block = model.outlook, model.outlook.block
    rests_on = dependence.level_rests_on(block)
    usual = dependence.estimate(model.past, model.published_quantiles, speed(block), rests_on, outlook.dead)
    shared = outlook.together(usual)
    measured = figures.cutoffs.astype(int)
    spread = report.spread(model, shared)
    is_weekly = block.step_days == weeks.DAYS
    of_days = [weeks.of_days(own) if is_weekly else own for own in shared]
    for row, forecast in enumerate(outlook.forecasts(of_days, horizon)):
        yield Trained(
            method=reasons.method_name(model, row),
            reason=(weeks.BY_WEEK if is_weekly else "") + reasons.reason(model, row, measured[row]),
            confidence=report.confidence(model, row, measured[row], spread[row]),
            forecast=forecast,
            metrics=_metrics(model, figures, row, of_days[row]),
            recipe=report.recipe(model, row),
            promotion=report.promotion(model, row, measured[row]),
            **report.seen(outlook, row),
        )


def _metrics(model: BlockModel, figures: report.Figures, row: int, shared: Dependence) -> BacktestMetrics:
    return BacktestMetrics(
        cutoffs=int(figures.cutoffs[row]),
        mae=_known(figures.mae[row]),
        mape=_known(figures.mape[row]),
        wape=_known(figures.wape[row]),
        bias=_known(figures.bias[row]),
        rmsse=_known(model.selection.rmsse[row]),
        seasonal_naive_rmsse=_known(model.selection.naive_rmsse[row]),
        coverage_80=_known(figures.coverage_80[row]),
        coverage_95=_known(figures.coverage_95[row]),
        correlation_lasting=shared.lasting,
        correlation_fading=shared.fading,
        step_days=model.outlook.block.step_days,
        pinball=_known(figures.pinball[row]),
    )


def _known(figure: np.float64) -> float | None:
    return None if np.isnan(figure) else float(figure)
