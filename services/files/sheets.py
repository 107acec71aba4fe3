"""Sheets of a workbook, or files of an archive, with the same headings: a month, a store or a draft each."""

from services.files.fields import Form, Overrules
from services.files.formats.parts import EACH_A_STORE, EVERY, Parts
from services.files.questions import Choice, Undecided
from services.files.records import Records
from utils.language import _

MOST_NAMED = 10


def refuse_several(records: Records, form: Form, overrules: Overrules) -> None:
    """Raises Undecided where nobody has said which of several with the same headings is meant."""
    if overrules.sheet or not isinstance(records, Parts) or not records.same:
        return
    names = [records.sheet, *records.same]
    choices = [Choice("sheet", EVERY, _("All of them together"))]
    choices += [Choice("sheet", EACH_A_STORE, _("All of them, each a store of its own"))] if form.stores else []
    choices += [Choice("sheet", name, _("Only '{sheet}'", sheet=name)) for name in names[:MOST_NAMED]]
    named = ", ".join(names[:MOST_NAMED])
    raise Undecided(
        _(
            "{count} files of the archive have the same headings: {named}. Are they parts of one whole, or is one of"
            " them meant? Send it again with ?sheet=* (all of them together) or with ?sheet= and the name of one."
            " Nothing was imported.",
            count=len(names),
            named=named,
        )
        if records.are_files
        else _(
            "{count} sheets have the same headings: {named}. Are they parts of one whole, or is one of them meant? Send"
            " it again with ?sheet=* (all of them together) or with ?sheet= and the name of one. Nothing was imported.",
            count=len(names),
            named=named,
        ),
        "several_sheets",
        tuple(choices),
    )
