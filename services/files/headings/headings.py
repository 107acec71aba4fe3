"""Which of our fields a heading is for, and how much it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from services.files import languages
from services.files.headings import order_headings, term_headings
from services.files.headings.field_names import NAMES
from services.files.headings.heading_keys import key, keys
from services.files.headings.joined_names import JoinedNames
from services.files.headings.names import Names
from services.files.values.day_words import plain_word

_CURRENCY = re.compile(
    r"[€$£¥]|\b(?:eur|euro|usd|gbp|chf)\b|\((?:value|amount|wert|betrag|valeur|montant|valor|importe|valore|importo|waarde"
    r"|bedrag|värde|belopp|wartość)\)",
    re.IGNORECASE,
)
_GROSS = re.compile(
    r"\b(?:ttc|gross|brutto|incl\w*|con iva|iva incl\w*|ivato|mit mwst|inkl\w*|inc\.? (?:vat|tax|gst)|bruto)\b",
    re.IGNORECASE,
)
# Odoo has the path of a field: "Order Lines/Expected Arrival".
_OF_LINES = re.compile(
    r"(?:orderlines|invoicelines|bestellpositionen|auftragspositionen|lignesdecommande|lineas?depedido|lineasdelpedido"
    r"|righeordine|orderregels)(?=.)"
)
# What a pivot table or a report has made of a column: "Sum of Units".
_SUM_OF = re.compile(r"(?:sumof|summevon|sommede|sumade|sommadi|somvan)(?=.)")
# "Inkoop excl.", "Price ex VAT".
_TAXED = re.compile(
    r"(.{3,}?)(?:(?:exclusive|inclusive|excl|incl|ex|inc|inkl|exkl|con|sin|avec|hors|mit|ohne|bez|vc|[csz])"
    r"(?:vat|tax|gst|btw|mwst|ust|iva|tva|moms|mva|dph|kdv)|(?:exclusive|inclusive|excl|incl|ex|inc|inkl|exkl)"
    r"|kdv(?:dahil|haric)|ivato|netto|brutto|bruto|ttc|ht)"
)


# What is told of units that came back, beside how many.
_UNITS = re.compile(
    r"quantity|qty|units|items|number|pieces|menge|anzahl|stuck|quantite|qte|nombre|unites|cantidad|unidades|quantita"
    r"|pezzi|aantal|antal|ilosc|quantidade"
)
_BACK = re.compile(
    r"return|refund|retour|ruckgabe|ruckgesandt|zuruck|rembours|devuelt|devoluc|devolv|reembols|restitui|rimbors|terug|zwrot"
    r"|zwroc"
)
_NO_UNITS_BACK = re.compile(
    r"amount|value|price|date|reason|status|rate|share|percent|policy|betrag|wert|preis|datum|grund|quote|montant|valeur"
    r"|prix|motif|taux|importe|valor|precio|fecha|motivo|importo|prezzo|bedrag|waarde|reden|sold|net|less|after|before"
    r"|minus|excl|without|verkauf|vend|nach|ohne|abzug|apres|verkocht|order(?:id|no|number)|ordernumber|id$"
)
# An order, a sale or a time of day beside it; until when goods may come back.
_NO_RETURN_DAY = re.compile(
    r"order|sale|sold|bestell|auftrag|verkauf|command|vente|vend|pedido|ordin|bis|until|deadline|window|limit|due|frist"
)
# Until when goods are good: no day of a sale or count.
EXPIRES = re.compile(
    r"^exp(?:ir\w*|date|day|dt|on)?$|expir|bestbefore|^bbe|^bbd|useby|verfall|mhd|haltbar|ablaufdatum|peremption|^dlc|^dluo"
    r"|^ddm|caduc|scadenza|^tmc$|houdbaar|^tht|utgangsdat|bastfore|parasta|udlob|sidsteanv|waznosci|trvanlivost|expirace"
    r"|spotreb|lejarat|^skt$|годности|годендо|賞味|消費期限|有効期限|有效期|保质期|保質期|유통기한|소비기한"
)
# Units of another time than the day of a row: month to date, year to date, a year ago, added up.
_OF_ANOTHER_TIME = re.compile(
    r"^(?:mtd|ytd|wtd)|(?:mtd|ytd|wtd|todate)$|lastyear|prioryear|previousyear|yearago|vorjahr|kumul|cumul"
    r"|acumulad|progressiv|anneeprecedente|anoanterior|annoprecedente|vorigjaar"
    r"|^(?:ly|py)(?:qty|quantity|units|sales|sold)|(?:qty|quantity|units|sales|sold)(?:ly|py|n1)$"
    r"|^vj(?:menge|absatz|stuck|anzahl)|(?:menge|absatz|stuck|anzahl)vj$|^(?:qte|quantite|cantidad|quantita|aantal)n1$"
)
# Units that somebody hoped to sell.
_PLANNED = re.compile(
    r"^(?:plan|geplant|soll|ziel|budget|forecast|target|prognose|previs|prevu|objecti|objetivo|obiettivo|presupuest)"
    r"|(?:plan|budget|forecast|target|prevue?|prevista|soll)$"
)
# Stock that is wanted, promised or to come, and none that is there: "Sollbestand", "Reserved on hand".
_NOT_THERE = re.compile(
    r"soll|ziel|wunsch|plan|max|min|melde|sicherheit|reserv|zulauf|unterwegs|transit|alloc|commit|target|desired|ideal"
    r"|reorder|safety|bestell|streef|gewenst|verwacht|erwartet|expected|anfang|eroffnung|opening|wert$|value$"
)
TIMES = frozenset(("time", "timeofday", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd", "timezone"))
# A day that stands for the period that ends on it.
ENDING = re.compile(r"(?:week|month).*(?:end|to)|wochenende|monatsende|bis|findesemaine|finsemana|weekeinde")
BEGINNING = re.compile(r"(?:week|month).*(?:start|begin|commenc|of|from)|beginn|debut|inicio|inizio|begin")
# The headings of the first and the last day of a period, beside each other.
_PERIODS = (
    "from/to, date from/date to, from date/to date, start/end, start date/end date, period start/period end, "
    "period from/period to, start of period/end of period, week start/week end, month start/month end, von/bis, "
    "datum von/datum bis, von datum/bis datum, startdatum/enddatum, beginn/ende, zeitraum von/zeitraum bis, du/au, "
    "date debut/date fin, date de debut/date de fin, debut/fin, desde/hasta, fecha desde/fecha hasta, "
    "fecha inicio/fecha fin, fecha de inicio/fecha de fin, inicio/fin, dal/al, da/a, data inizio/data fine, "
    "inizio/fine, van/tot, begindatum/einddatum, fran/till, od/do, data od/data do, de/ate, data inicial/data final, "
    "fecha inicial/fecha final, с/по, 开始日期/结束日期, 開始日/終了日"
)
OF_MONTHS = re.compile(
    r"(?:month|monat|mois|mes|mese|maand)s?(?:starting|start|beginning|begin|commencing|of|from|ending|end|to)?"
    r"|monats(?:beginn|ende|anfang)" + f"|{languages.pattern('month', plain_word)}"
)
OF_WEEKS = re.compile(r"week|woche|^kw|semaine|semana|settimana" + f"|^(?:{languages.pattern('week', plain_word)})$")


PERIODS = frozenset((key(first), key(last)) for first, _, last in (one.partition("/") for one in _PERIODS.split(", ")))


def is_of_money(heading: str) -> bool:
    """Whether it names a currency, or says so: "Sales ($)", "Umsatz in EUR", "Still to be delivered (value)"."""
    return bool(_CURRENCY.search(heading))


def says_gross(heading: str) -> bool:
    """Whether it says of a price that tax is in it."""
    return bool(_GROSS.search(heading))


def is_planned(heading_key: str) -> bool:
    """Whether it names units of a plan: "Plan qty", "Budget units"."""
    return bool(_PLANNED.search(heading_key))


def is_return_day(heading_key: str) -> bool:
    """Whether a column of days says when goods came back: "return-date", "Retourendatum", "Date de retour"."""
    return bool(_BACK.search(heading_key)) and not _NO_RETURN_DAY.search(heading_key)


@dataclass(frozen=True)
class Ranks:
    """The places of keys among a field's names, best first; `loose` begins where the content has to decide.

    sure -- names that stand before those that are joined; others -- behind them
    """

    sure: dict[str, int]
    joined: tuple[JoinedNames, ...]
    others: dict[str, int]
    loose: int
    ends: tuple[str, ...]
    begins: tuple[str, ...]
    are_returns: bool = False
    are_past_days: bool = False
    are_there: bool = False
    are_of_rows: bool = False

    def of(self, heading_key: str) -> int | None:
        """The place of a heading; None: it is not for this field."""
        if (place := self.named(heading_key)) is not None:
            return place
        if heading_key in OF_OTHERS:
            return None
        if self.are_past_days and EXPIRES.search(heading_key):
            return None
        if self.are_of_rows and _OF_ANOTHER_TIME.search(heading_key):
            return None
        if self.are_there and _NOT_THERE.search(heading_key):
            return None
        if _is_of_returns(heading_key):
            return self.loose if self.are_returns else None
        if within := _OF_LINES.match(heading_key) or _SUM_OF.match(heading_key):
            return self.of(heading_key[within.end() :])
        if taxed := _TAXED.fullmatch(heading_key):
            return self.of(taxed[1])
        if heading_key.endswith(self.ends) or (self.begins and heading_key.startswith(self.begins)):
            return self.loose
        return None

    def named(self, heading_key: str) -> int | None:
        """The place of what is a name of this field to the letter."""
        if (place := self.sure.get(heading_key)) is not None:
            return place
        start = len(self.sure)
        for one in self.joined if (cuts := _cuts(heading_key)) else ():
            if (place := one.place(heading_key, cuts)) is not None:
                return start + place
            start += len(one)
        return self.others.get(heading_key)


@lru_cache(maxsize=10_000)
def _cuts(heading_key: str) -> tuple[int, ...]:
    """How long the parts of names are that it begins with: each field asks, and most keys begin with none."""
    return tuple(cut for cut in range(1, min(len(heading_key), _LONGEST)) if heading_key[:cut] in _PARTS)


def _is_of_returns(heading_key: str) -> bool:
    """Whether a longer name says that it counts the units that came back: "Number of items returned"."""
    return bool(_UNITS.search(heading_key) and _BACK.search(heading_key) and not _NO_UNITS_BACK.search(heading_key))


def _joined(firsts: str, seconds: str) -> JoinedNames:
    return JoinedNames(_places(keys(firsts)), _places(keys(seconds)))


def _places(names: Sequence[str], start: int = 0) -> dict[str, int]:
    return {name: start + place for place, name in enumerate(names)}


def _ranks(names: Names, abroad: Sequence[tuple[str, str]] = ()) -> Ranks:
    joined = tuple(_joined(firsts, seconds) for firsts, seconds in (names.joined, *abroad))
    sure, last, loose = (keys(one) for one in (names.sure, names.last, names.loose))
    end = len(sure) + sum(map(len, joined)) + len(last)
    others = _places(loose, end) | _places(last, end - len(last))
    return Ranks(_places(sure), joined, others, end, keys(names.ends) or ("\0",), keys(names.begins))


# What came in, beside what went out.
_CAME_IN = (
    "inwards qty, inwards quantity, inward qty, inward quantity, qty in, quantity in, in qty, in quantity, "
    "menge zugang, quantity in transit, qty in transit, opening qty, closing qty, opening quantity, closing quantity"
)
# What ends or begins as the names of stock, of units sold, of prices and of codes do, and is none of these:
# "Mindestbestand", "Qty cancelled", "Purchases unit price", "Lieferantenartikelnr".
OF_OTHERS = frozenset(
    one
    for field in (
        *("min_stock", "max_stock", "display_stock", "min_order", "returned", "cancelled_quantity", "pack_size"),
        *("unit_cost", "supplier_code", "unit_factor"),
    )
    for one in keys(NAMES[field].sure)
) | frozenset(keys(_CAME_IN))
# Units converted to those that stock is kept in.
BASE_UNITS = frozenset(
    keys("quantity base, qty base, menge basis, quantite base, cantidad base, quantita base, aantal basis")
)
# Lists of products and of suppliers have the names of these in a column that is theirs.
_SAME = {
    "name": "product_name",
    "supplier_name": "supplier",
    "unit_price": "price",
    "asked_price": "unit_cost",
    "count_day": "date",
    "listed_product": "product_sku",
    **order_headings.GOES_ON,
}


_PERIODS_OF = {"week_number": "week", "month_number": "month", "year": "year"}


def _in_all_languages(field: str, names: Names) -> Names:
    sure, loose = languages.names(_SAME.get(field, field))
    if kind := _PERIODS_OF.get(field):
        sure = languages.words(kind).replace(" ", ", ")
    terms = term_headings.ALSO.get(field, "")
    return replace(names, sure=f"{names.sure}, {sure}, {terms}", loose=f"{names.loose}, {loose}")


def _made_of(field: str) -> list[tuple[str, str]]:
    return [*languages.joined(_SAME.get(field, field)), *term_headings.JOINED.get(field, ())]


RANKS = {field: _ranks(_in_all_languages(field, names), _made_of(field)) for field, names in NAMES.items()}
_PARTS = frozenset(part for ranks in RANKS.values() for one in ranks.joined for part in (*one.firsts, *one.seconds))
_LONGEST = 1 + max(map(len, _PARTS))
RANKS["returned"] = replace(RANKS["returned"], are_returns=True)
RANKS["quantity"] = replace(RANKS["quantity"], are_of_rows=True)
RANKS["date"] = replace(RANKS["date"], are_past_days=True)
RANKS["on_hand"] = replace(RANKS["on_hand"], are_there=True)
# Headings of countries that put the day first; in none of them an English word.
CONTINENTAL = re.compile(
    r"datum|menge|artikel|anzahl|stuck|umsatz|bezeichnung|preis|verkauf|filiale|kunde|lieferant|bestand|beleg|woche|monat"
    r"|quantite|designation|libelle|prix|montant|vente|magasin|commande|client$|fournisseur|semaine|mois"
    r"|fecha|cantidad|codigo|precio|importe|tienda|pedido|ventas|unidades|proveedor"
    r"|quantita|codice|prezzo|importo|negozio|vendit|articolo|prodotto|fornitore|^data$|pezzi"
    r"|aantal|prijs|omschrijving|verkoop|winkel|hoeveelheid|bedrag|leverancier"
    f"|{languages.pattern('continental', plain_word)}"
)
