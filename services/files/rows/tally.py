"""What became of the records of a file that are no rows, and what else its sender should know."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from services.errors import InvalidInput
from services.files.findings import Finding, percent
from services.files.records import Cell
from utils.language import _, ngettext, plural

# More different codes than any shop has products: the column is something else.
MOST_CODES = 250_000
SHOWN = 5
# A day with so many times the usual sales of the file is worth a look; fewer days know no usual.
UNUSUAL, FEWEST_DAYS = 10, 14
MOST_STORES = 1000
# So many rows below zero and no sale beside them are no returns.
FEWEST_RETURNS = 5

NOT_SOLD = {
    "cancelled": plural("{count} cancelled", "{count} cancelled"),
    "closed": plural("{count} of a closed order", "{count} of closed orders"),
    "voided": plural("{count} voided", "{count} voided"),
    "refunded": plural("{count} refunded", "{count} refunded"),
    "draft": plural("{count} draft", "{count} draft"),
    "deleted": plural("{count} deleted", "{count} deleted"),
    "test": plural("{count} test", "{count} tests"),
    "failed": plural("{count} failed", "{count} failed"),
    "no_goods": plural("{count} that sold no goods", "{count} that sold no goods"),
    "written_off": plural(
        "{count} of waste, breakage, theft or own use", "{count} of waste, breakage, theft or own use"
    ),
    "superseded": plural(
        "{count} of an offer, order or delivery told again by other documents",
        "{count} of offers, orders or deliveries told again by other documents",
    ),
    "repeated": plural("{count} that stands there before", "{count} that stand there before"),
    "part": plural("{count} that the line above has told", "{count} that the lines above have told"),
}


@dataclass
class Tally:
    """Counts of one reading.

    passed_over -- records by why they are no rows: above, empty, totals, repeated_headings, notes, unfilled
    not_sold -- lines by why they do not count: cancelled, voided, refunded, draft, test, failed, no_goods
    cells_lost -- unreadable cells of optional columns, by field, with an example
    lengths -- examples of lengths of time in words, and the days they are
    converted -- rows that were in dozens, packs and the like, by what one is in units; packs -- rows in packs that do
    not say how many units they hold
    sold -- units by day; store_days -- the days of each store
    """

    passed_over: Counter[str] = field(default_factory=Counter)
    not_sold: Counter[str] = field(default_factory=Counter)
    returns: int = 0
    without_code: int = 0
    trailing: int = 0
    hidden: int = 0
    cells_lost: Counter[str] = field(default_factory=Counter)
    lost_examples: dict[str, str] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    lengths: dict[str, float] = field(default_factory=dict)
    converted: Counter[str] = field(default_factory=Counter)
    packs: Counter[str] = field(default_factory=Counter)
    sold: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    store_days: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def lose(self, name: str, value: str, reason: str) -> None:
        self.cells_lost[name] += 1
        self.lost_examples.setdefault(name, f"{value[:40]!r}: {reason}")

    def take_length(self, cell: Cell, days: float | None) -> None:
        """Remember what a length of time was read as that is no mere number."""
        if days is not None and isinstance(cell, str) and len(self.lengths) < SHOWN and not cell.strip().isdigit():
            self.lengths.setdefault(cell.strip()[:40], days)

    def meet(self, code: str) -> None:
        """Remember a code. Raises InvalidInput when there are too many."""
        self.codes.add(code)
        if len(self.codes) > MOST_CODES:
            raise InvalidInput(
                _(
                    "The file has more than {most_codes} different product codes. Is another column the code?"
                    ' Name it by ?mapping={{"product_sku": "..."}}. Nothing was imported.',
                    most_codes=MOST_CODES,
                ),
                "too_many_codes",
            )

    def not_sold_in_words(self) -> list[str]:
        """How many lines do not count, by why."""
        return [ngettext(*NOT_SOLD[why], count) for why, count in self.not_sold.items()]

    def warnings(self) -> list[str]:
        return [finding.message for finding in self.findings()]

    def findings(self) -> list[Finding]:
        looks = (
            self._alike,
            self._without_zeros,
            self._hidden,
            self._unusual,
            self._silent_stores,
            self._only_returns,
            self._packed,
            self._lost,
        )
        return [finding for look in looks for finding in look()]

    def _alike(self) -> list[Finding]:
        by_fold = defaultdict[str, list[str]](list)
        for code in self.codes:
            by_fold[code.casefold()].append(code)
        alike = sorted(sorted(codes) for codes in by_fold.values() if len(codes) > 1)
        if not alike:
            return []
        shown = "; ".join(", ".join(codes) for codes in alike[:SHOWN])
        message = ngettext(
            "{count} code is written in upper and lower case and is several products so: {shown}.",
            "{count} codes are written in upper and lower case and are different products so: {shown}.",
            len(alike),
            shown=shown,
        )
        return [Finding("codes_alike", message, percent(len(alike), len(self.codes)))]

    def _without_zeros(self) -> list[Finding]:
        """00417 and 417: a spreadsheet that takes codes for numbers has been at some of them."""
        shorter = {code: code.lstrip("0") for code in self.codes if code.startswith("0") and code.isdigit()}
        found = sorted(code for code, short in shorter.items() if short in self.codes)
        if not found:
            return []
        shown = "; ".join(f"{code}, {shorter[code]}" for code in found[:SHOWN])
        message = ngettext(
            "{count} code stands there with and without zeros in front and is two products so: {shown}. A"
            " spreadsheet may have cut it: format the column as text, and fetch the codes anew.",
            "{count} codes stand there with and without zeros in front and are different products so: {shown}. A"
            " spreadsheet may have cut them: format the column as text, and fetch the codes anew.",
            len(found),
            shown=shown,
        )
        return [Finding("codes_without_zeros", message, percent(len(found), len(self.codes)))]

    def _hidden(self) -> list[Finding]:
        message = ngettext(
            "Invisible characters were removed from {count} code.",
            "Invisible characters were removed from {count} codes.",
            self.hidden,
        )
        return [Finding("invisible_characters", message)] if self.hidden else []

    def _unusual(self) -> list[Finding]:
        days = {day: units for day, units in self.sold.items() if units > 0}
        if len(days) < FEWEST_DAYS:
            return []
        usual = median(days.values())
        found = [day for day, units in sorted(days.items()) if units > UNUSUAL * usual]
        if not found:
            return []
        message = _("On {found} more than ten times the usual was sold: is that so?", found=", ".join(found[:SHOWN]))
        return [Finding("unusual_days", message, percent(sum(days[day] for day in found), sum(days.values())))]

    def _silent_stores(self) -> list[Finding]:
        all_days = set().union(*self.store_days.values())
        if len(all_days) < FEWEST_DAYS:
            return []
        silent = {store: all_days - days for store, days in sorted(self.store_days.items()) if all_days - days}
        if not silent:
            return []
        shown = "; ".join(
            _(
                "{store} has no sale on {missing} of {all_days} days, such as {example}",
                store=store,
                missing=len(missing),
                all_days=len(all_days),
                example=min(missing),
            )
            for store, missing in list(silent.items())[:SHOWN]
        )
        share = percent(sum(map(len, silent.values())), len(all_days) * len(self.store_days))
        return [Finding("silent_stores", _("Stores without a day: {shown}.", shown=shown), share)]

    def _only_returns(self) -> list[Finding]:
        """What is sold is negative in a ledger of stock."""
        if self.returns < FEWEST_RETURNS or any(units > 0 for units in self.sold.values()):
            return []
        message = _(
            "Nothing was sold, {returns} rows are below zero: is this a ledger of stock, which takes off"
            " what is sold? Then send it with the sign turned round.",
            returns=self.returns,
        )
        return [Finding("only_returns", message, 100.0)]

    def _packed(self) -> list[Finding]:
        count = self.packs.total()
        message = ngettext(
            "{count} row counts packs ({shown}), and nothing says how many units are in one: it is taken as it stands."
            " Convert it if these goods are counted in single units elsewhere.",
            "{count} rows count packs ({shown}), and nothing says how many units are in one: they are taken as they"
            " stand. Convert them if these goods are counted in single units elsewhere.",
            count,
            shown=", ".join(list(self.packs)[:SHOWN]),
        )
        return [Finding("counted_in_packs", message)] if count else []

    def _lost(self) -> list[Finding]:
        return [
            Finding(
                "cells_lost",
                ngettext(
                    "{count} cell of {name} could not be read and is left empty ({example}).",
                    "{count} cells of {name} could not be read and are left empty ({example}).",
                    count,
                    name=name,
                    example=self.lost_examples[name],
                ),
            )
            for name, count in self.cells_lost.items()
        ]
