"""What a file was understood as, in words a shopkeeper understands."""

from itertools import chain
from typing import Any

from services.files.columns import date_order
from services.files.columns.packs_beside import IN_A_PACK
from services.files.columns.understanding import DateParts, Period, Titled, Understanding
from services.files.fields import NUMBER
from services.files.findings import Finding
from services.files.formats.parts import Parts
from services.files.formats.text_records import TextRecords
from services.files.reading import Reading
from services.files.rows import not_sold
from services.files.values import number_forms, packs
from services.files.values.day_forms import DAY
from services.files.values.number_forms import COMMA, POINT
from utils import language
from utils.language import N_, _, ngettext, plural

DELIMITERS = {
    ",": N_("commas"),
    ";": N_("semicolons"),
    "\t": N_("tabs"),
    "|": N_("bars"),
    "^": N_("carets"),
    "~": N_("tildes"),
}
PASSED_OVER = {
    "above": plural("{count} line above the headings", "{count} lines above the headings"),
    "empty": plural("{count} empty row", "{count} empty rows"),
    "totals": plural("{count} row of totals", "{count} rows of totals"),
    "repeated_headings": plural("{count} repeated row of headings", "{count} repeated rows of headings"),
    "notes": plural("{count} note", "{count} notes"),
    "unfilled": plural("{count} row that was not filled in", "{count} rows that were not filled in"),
}
_MOST_NAMED = 12
SPANS = {"week": N_("week"), "month": N_("month")}


def of(reading: Reading) -> dict[str, Any]:
    """How a file was read, and what was found in it besides rows. Its last part, `in_words`, says all of it."""
    tally, understood = reading.tally, reading.understood
    return {
        "delimiter": reading.records.delimiter,
        "encoding": reading.records.encoding_name,
        "columns": _columns(reading),
        "understood": {
            "profile": reading.profile.name if reading.profile else None,
            "decimal": _decimal(reading),
            "date_order": understood.order if understood.order_why else None,
            "span": understood.span.name,
            "headings_line": reading.head.line,
            "sheet": reading.records.sheet or None,
        },
        "passed_over": {name: tally.passed_over[name] for name in PASSED_OVER},
        "not_sold": dict(tally.not_sold),
        "returns": tally.returns,
        "without_code": tally.without_code,
        "warnings": warnings(reading),
        "in_words": in_words(reading),
    }


def warnings(reading: Reading) -> list[str]:
    """What the sender should look at."""
    return [finding.message for finding in findings(reading)]


def findings(reading: Reading) -> list[Finding]:
    """The same, and how much of the file each is about."""
    notes = [Finding("codes_by_name", note) for note in reading.understood.notes]
    notes += [Finding("other_sheets", text) for text in _other_sheets(reading)]
    notes += [Finding("day_by_name", text) for text in _day_by_name(reading)]
    notes += [Finding("counted_in_packs", text) for text in _packed(reading)]
    notes += [Finding("only_returns", text, 100.0) for text in _all_below(reading)]
    return [*notes, *(Finding("other_midnight", text) for text in _midnights(reading)), *reading.tally.findings()]


def in_words(reading: Reading) -> list[str]:
    """Sentences about what was understood and what was left out."""
    return [
        sentence for sentence in (*_form(reading), *_numbers(reading), *_days(reading), *_left_out(reading)) if sentence
    ]


def _columns(reading: Reading) -> dict[str, str]:
    headings, understood = reading.head.headings, reading.understood
    many = _("(the columns of products)") if understood.are_products_columns else _("(the columns of days)")
    if understood.are_stores_columns:
        many = _("(the columns of stores)")
    if understood.are_sizes_columns:
        many = _("(the columns of sizes)")
    if isinstance(understood.dated_by, Titled):
        many = _("(above the headings)")
    if understood.steps:
        many = _("(the columns of prices)")
    return {
        name: headings[position] if position < len(headings) else many
        for name, position in understood.positions.items()
    }


def _form(reading: Reading) -> list[str]:
    records, profile = reading.records, reading.profile
    if isinstance(records, TextRecords):
        guessed = _(", since it is no UTF-8") if records.encoding.codec == "cp1252" else ""
        form = _(
            "A text in {name}{guessed}, separated by {signs}.",
            name=records.encoding.name,
            guessed=guessed,
            signs=_(DELIMITERS.get(records.delimiter, N_("signs"))),
        )
        if not records.delimiter:
            form = _(
                "A text in {name}{guessed}, in columns of fixed width.", name=records.encoding.name, guessed=guessed
            )
    elif isinstance(records, Parts) and records.are_of_markup:
        form = _("A document of HTML, XML or JSON; its table '{sheet}' was read.", sheet=records.sheet)
    elif isinstance(records, Parts) and records.are_files:
        form = _("An archive; its file '{sheet}' was read.", sheet=records.sheet)
    else:
        form = _("A workbook; its sheet '{sheet}' was read.", sheet=records.sheet)
    known = _("Its headings are those of {title}.", title=profile.title) if profile else ""
    return [form, known, *columns_in_words(reading)]


def columns_in_words(reading: Reading) -> list[str]:
    """Which column was taken for what, and which for nothing."""
    # Without a word of any language: it is read in each.
    columns = ", ".join(f"`{name}` = '{heading}'" for name, heading in _columns(reading).items())
    return [
        _("Line {line} names the columns: {columns}.", line=str(reading.head.line), columns=columns),
        _not_read(reading),
    ]


def _not_read(reading: Reading) -> str:
    """The filled columns that are taken for nothing: the heading of one of them may be unknown here."""
    understood = reading.understood
    beside = (understood.states, understood.flags, understood.variants, understood.carried, understood.places)
    read = {*understood.positions.values(), *understood.each, *chain.from_iterable(beside), *_of_dates(understood)}
    read |= {*understood.back, *_of_transfers(understood), *understood.units_beside.values(), *understood.reasons}
    read |= set(understood.steps.places.values() if understood.steps else ())
    read |= {place for place in (understood.line_number, understood.parent, understood.year) if place is not None}
    names = [
        name
        for place, name in enumerate(reading.head.headings)
        if name and place not in read and understood.columns.evidence[place].cells
    ]
    if not names:
        return ""
    return _("Not read: {shown}.", shown=_some(names))


def _some(names: list[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return _("{shown} and {more} more", shown=shown, more=more) if more > 0 else shown


def _of_transfers(understood: Understanding) -> list[int]:
    moved = understood.transfers
    return [moved.origin, moved.destination] if moved else []


def _of_dates(understood: Understanding) -> list[int]:
    by = understood.dated_by
    if isinstance(by, DateParts):
        return [by.year, by.part, by.day or by.part]
    return [by.first, by.last] if isinstance(by, Period) else []


def _decimal(reading: Reading) -> str | None:
    return next(filter(None, reading.understood.decimals.values()), None)


def _numbers(reading: Reading) -> list[str]:
    """Such as "1.250 is 1250: the file writes 12,5", and what one of a quantity is."""
    sign, counted = _decimal(reading), _counted(reading)
    if not sign:
        return counted
    other = COMMA if sign == POINT else POINT
    return [
        _(
            "1{other}250 is 1250: the file writes 12{sign}5, with a decimal {word}.",
            other=other,
            sign=sign,
            word=number_forms.name_of(sign),
        ),
        *counted,
    ]


def _counted(reading: Reading) -> list[str]:
    """What one is of what counts dozens or thousands, by its heading or by the unit of its row."""
    understood, converted, lengths = reading.understood, reading.tally.converted, reading.tally.lengths
    numbers = {understood.heading(name): understood.scale_of(name) for name in _counting(reading)}
    sentences = [
        _(
            "'{name}' does not count single units: 1 is {units} of them.",
            name=name or _("(the columns of days)"),
            units=f"{scale:g}",
        )
        for name, scale in numbers.items()
        if scale != 1
    ]
    if converted:
        rows = ngettext(
            "{count} row was converted to single units: {shown}.",
            "{count} rows were converted to single units: {shown}.",
            converted.total(),
            shown=", ".join(list(converted)[:_MOST_NAMED]),
        )
        sentences.append(rows)
    if lengths:
        shown = "; ".join(f"{text} = {days:g}" for text, days in lengths.items())
        sentences.append(_("Lengths of time in days, of a span the longest: {shown}.", shown=shown))
    return sentences


def _days(reading: Reading) -> list[str]:
    understood, sentences = reading.understood, list[str]()
    if isinstance(understood.dated_by, Titled):
        sentences.append(_("All rows are of the day above the headings, {day}.", day=understood.dated_by.day))
    groups = None if _are_several(reading) else reading.groups
    if groups and groups.are_days and groups.first and not groups.by_name:
        sentences.append(_("All rows are of the day above the headings, {day}.", day=groups.first))
    if understood.order_why:
        example = next((seen.open_example for seen in understood.columns.evidence if seen.open_example), "")
        order, why = _(date_order.NAMES[understood.order]), understood.order_why
        if day := date_order.day_of(example, understood.order):
            shown = language.long_day(day)
            sentence = _(
                "Days are {order}, {example} is {day}: {why}.", order=order, example=example, day=shown, why=why
            )
        else:
            sentence = _("Days are {order}: {why}.", order=order, why=why)
        sentences.append(sentence)
    if understood.span.name != DAY:
        sentences.append(
            _(
                "A row is the total of a {name} ({why}); it is spread over its days.",
                name=_(SPANS[understood.span.name]),
                why=understood.span.why,
            )
        )
    if understood.are_products_columns:
        sentences.append(_("Each of {count} columns is a product.", count=len(understood.each)))
    elif understood.are_stores_columns:
        sentences.append(_("Each of {count} columns is a store.", count=len(understood.each)))
    elif understood.are_sizes_columns:
        sentences.append(_("Each of {count} columns is a size.", count=len(understood.each)))
    elif understood.each:
        sentences.append(_("Days are columns: {spans} of them.", spans=len(understood.each)))
        if stores := list(dict.fromkeys(reading.head.stores.values())):
            sentences.append(_("Beside them stand the stores: {stores}.", stores=_some(stores)))
    return sentences


def _day_by_name(reading: Reading) -> list[str]:
    groups = reading.groups
    if not groups or not groups.by_name:
        return []
    if _are_several(reading):
        return [_("No column and no line above says the day: rows are of the day in the name of their sheet or file.")]
    return [
        _(
            "No column and no line above says the day: all rows are of {day}, as the name '{name}' has it.",
            day=groups.first,
            name=groups.by_name,
        )
    ]


def _are_several(reading: Reading) -> bool:
    return isinstance(reading.records, Parts) and reading.records.are_several


def _midnights(reading: Reading) -> list[str]:
    """Days that are meant as days, written as midnight of another zone than the shop's."""
    seen = [one for one in reading.understood.columns.evidence if one.zoned]
    if not seen or any(one.zoned_midnights < one.zoned for one in seen) or not reading.moves_midnight:
        return []
    return [
        _(
            "Every time is midnight of another time zone than the shop's, so its days begin earlier or"
            " later here. If they are meant as days, set SHOP_TIMEZONE, or send ?timezone=, such as"
            " Europe/Berlin."
        )
    ]


def _all_below(reading: Reading) -> list[str]:
    """Sales that are all below zero, and of which no column says what they are, may be returns all the same."""
    if not reading.understood.is_turned or "movement" in reading.understood.positions or reading.tally.returns:
        return []
    return [
        _(
            "All rows are below zero and were taken for sales. If they are returns, undo this import and name their"
            " file so, such as returns.csv."
        )
    ]


def _packed(reading: Reading) -> list[str]:
    """What is to be said of numbers whose heading or cells name packs, if no column names the unit of each row."""
    understood = reading.understood
    if "unit" in understood.positions or IN_A_PACK in understood.positions:
        return []
    numbers = {understood.heading(name): understood.positions[name] for name in _counting(reading)}
    return [
        _(
            "'{name}' counts packs, and nothing says how many units are in one: they are taken as they stand. Convert"
            " them if these goods are counted in single units elsewhere.",
            name=heading,
        )
        for heading, place in numbers.items()
        if heading and (packs.are_named(heading) or understood.columns.evidence[place].units["packs"])
    ]


def _counting(reading: Reading) -> list[str]:
    """The fields of units that have a column."""
    fields = (one for one in reading.form.fields if one.kind == NUMBER and not one.measured)
    return [one.name for one in fields if one.name in reading.understood.positions]


def _other_sheets(reading: Reading) -> list[str]:
    """Sheets of a workbook that may be more of the same."""
    records = reading.records
    alike = records.alike if isinstance(records, Parts) else []
    if isinstance(records, Parts) and records.are_files and records.others:
        return [_("Not read of the archive: {named}.", named=", ".join([*alike, *records.others][:10]))]
    if not alike:
        return []
    named = ", ".join(alike[:10])
    return [
        _(
            "Other sheets have headings like '{sheet}' and were not read: {named}. Name one by ?sheet=,"
            " with a ?source= of its own where they tell of the same days.",
            sheet=reading.records.sheet,
            named=named,
        )
    ]


def _left_out(reading: Reading) -> list[str]:
    tally = reading.tally
    passed = [
        ngettext(*messages, tally.passed_over[name])
        for name, messages in PASSED_OVER.items()
        if tally.passed_over[name]
    ]
    dropped = tally.not_sold_in_words()
    states, kinds = not_sold.counted(reading.understood), not_sold.counted_kinds(reading.understood)
    return [
        _("Passed over: {passed}.", passed=", ".join(passed)) if passed else "",
        _("Lines of orders that do not count: {dropped}.", dropped=", ".join(dropped)) if dropped else "",
        _("Lines in these states count: {states}.", states=_some(states)) if states else "",
        _("Lines of these kinds count as sold: {kinds}.", kinds=_some(kinds)) if kinds else "",
        _("What is sold is below zero, as in a ledger of stock: the sign of its sales was turned round.")
        if reading.understood.is_turned
        else "",
        ngettext(
            "{count} return was taken off what was sold.",
            "{count} returns were taken off what was sold.",
            tally.returns,
        )
        if tally.returns
        else "",
        ngettext(
            "{count} line has no product code and is not counted.",
            "{count} lines have no product code and are not counted.",
            tally.without_code,
        )
        if tally.without_code
        else "",
    ]
