"""Workbooks with several sheets of one form: a month, a store or a draft each."""

from services.files.fields import Overrules
from services.files.questions import Choice, Undecided
from services.files.records import Records
from services.files.workbook import EVERY_SHEET, WorkbookRecords
from utils.language import _

MOST_NAMED = 10


def refuse_several(records: Records, overrules: Overrules) -> None:
    """Raises Undecided where nobody has said which of several sheets with the same headings is meant."""
    if overrules.sheet or not isinstance(records, WorkbookRecords) or not records.same:
        return
    names = [records.sheet, *records.same]
    choices = [Choice("sheet", EVERY_SHEET, _("All of them together"))]
    choices += [Choice("sheet", name, _("Only '{sheet}'", sheet=name)) for name in names[:MOST_NAMED]]
    raise Undecided(
        _(
            "{count} sheets have the same headings: {named}. Are they parts of one whole, or is one of them meant? Send"
            " it again with ?sheet=* (all of them together) or with ?sheet= and the name of one. Nothing was imported.",
            count=len(names),
            named=", ".join(names[:MOST_NAMED]),
        ),
        "several_sheets",
        tuple(choices),
    )
