"""Lines among those of sales that sell no goods: shipping, tips, fees; in a ledger of stock, what else moved it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from services.files import languages
from services.files.lines import documents, in_and_out, statuses, write_offs
from services.files.records import is_rule
from services.files.values.day_words import plain_word

# A column of what a line is, not of how it was sold: "Shipping" there is no way to deliver, "Promotion" no price.
_OF_LINES = re.compile(r"line|item|position|zeile|ligne|linea|riga|regel")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _elsewhere(kind: str) -> frozenset[str]:
    return _words(plain_word(languages.words(kind)))


_CHARGES = _words(
    "tip tips gratuity trinkgeld pourboire propina mancia fooi fee fees gebuhr gebuhren frais comision commissione"
    " payout auszahlung adjustment adjustments anpassung ajustement ajuste rettifica reimbursement rounding rundung"
    " surcharge servicepauschale pfand leergut statiegeld emballage consigne deposit kaution pant"
    " sachkonto g_l_account ressource resource anlage fixed_asset item_charge charge_item zu_abschlag"
)
_CHARGES_OF_LINES = _words(
    "shipping versand versandkosten versandposition freight fracht livraison envio spedizione verzending porto discount"
    " discounts promotion coupon voucher rabatt remise descuento sconto korting gutschein giftcard tax taxes steuer"
    " payment billing donation"
) | {"gift_card", "gift_certificate", "carte_cadeau", "tarjeta_regalo", "carta_regalo"}
_MOVES = _words(
    "purchase purchases einkauf achat compra acquisto inkoop transfer transfers umlagerung umbuchung transfert traspaso"
    " trasferimento overboeking adjmt wareneingang zugang receipt receipts stocktake inventur inventory inventaire"
    " inventario consumption verbrauch output production assembly scrap ausschuss korrektur"
    " pz pw rw mm correctie correcties negatieve_correctie negative_adjustment positive_adjustment ajustement"
    " opening closing balance anfangsbestand schlussbestand endbestand eroffnungsbestand eroffnungssaldo saldovortrag"
    " stock_initial stock_final solde_initial solde_final saldo_inicial saldo_final existencia_inicial"
    " existencia_final giacenza_iniziale giacenza_finale saldo_iniziale saldo_finale rimanenza_iniziale"
    " beginvoorraad eindvoorraad beginsaldo eindsaldo openingsvoorraad"
    " giroconto giroconti consommation consumo verbruik productie uitvoer"
    # What is given away to be tried.
    " sample samples muster warenmuster gratismuster produktmuster echantillon echantillons muestra muestras campione"
    " campioni campionatura monster monsters"
    " stock_entry reconciliation material_transfer material_issue material_receipt manufacture repack"
    " regularizacion regularisation rettifica correction adjustment anpassung ajuste 101 102 122 161 201 202 261"
    " 262 301 302 303 304 305 309 311 312 315 321 322 343 344 501 502 551 552 561 562 701 702"
) | _elsewhere("moves")
# Of a kit that a file takes apart, what it is made of leaves the shelf: "Kit", "Kit component".
_KITS = _words("kit kits bundle bundles set sets parent assortment baukasten lot pack stuckliste combo menu")
_COMPONENT = re.compile(r"component|komponent|composant|onderdeel|bestandteil|skladnik|(?:^|_)child(?:_|$)")
# Kinds of lines are few, and where nobody reads them short.
_MOST_KINDS, _SHORT = 20, 3
# What moves stock and is no purchase of a customer, whatever sales are called beside it.
_OF_STOCK = re.compile(
    r"(?:item|inventory|stock|goods|purchase|assembly|transfer) (?:receipt|transfer|adjustment|order|build|count)", re.I
)
# Sale and return, invoice and credit, vente et retour, venta y devolucion, facture et avoir, Rechnung und Gutschrift.
_RETURN_BESIDE = {frozenset(pair): pair[1] for pair in ("sr", "ic", "vr", "vd", "fa", "rg")}
# Amazon's settlements say of each line what its money is: all but one of them repeat the units.
_PRICE = "principal"
_SALES = _words(
    "sale sales sold verkauf verkaufe vente ventes venta ventas vendita vendite verkoop shipment warenausgang"
    " shipments customer_shipment customer_shipments"
    " item_fulfillment item_fulfilment warenauslieferung warenauslief 601 251 231 633 通常 売上 販売"
) | _elsewhere("sales")
_RECEIPTS = _words("delivery_note")
# What a sale is called as well once it has been made.
_STATES = _words("sold")
# What customers of a web shop do before they buy, and without.
_VISITS = _words(
    "view view_item view_item_list view_cart page_view click select_item search session_start add_to_cart cart"
    " add_to_wishlist remove_from_cart begin_checkout checkout add_payment_info add_shipping_info"
)
_BOUGHT = _words("purchase purchased order transaction buy bought")


@dataclass(frozen=True)
class _Letters:
    """The letters by which a system names the movements of its stock: what was sold, what came back, all others."""

    sold: str
    back: frozenset[str]
    others: frozenset[str]


# Sage 50: goods out and goods returned; goods in, adjustments, movements to and from assemblies, damages, write offs.
# SAP bills by F2 and takes back by credits, returns and what cancels a bill; debits are of money.
_LETTERS = (
    _Letters("go", _words("gr"), _words("gi ai ao mi mo di do dam wo")),
    _Letters("f2", _words("g2 re s1"), _words("l2 s2 f5 f8 iv")),
)


def that_sell_nothing(heading_key: str, values: Iterable[str]) -> frozenset[str]:
    """Those of the values of a column of movements whose lines are no sales. Where all are, none is: somebody's own
    word for a sale, such as the "Purchase" of a customer.
    """
    every = frozenset(values)
    if goods := {value for value in every if statuses.word(value) == _PRICE}:
        return every - goods
    if are_visits(every):
        return frozenset(value for value in every if statuses.word(value) in _VISITS)
    charges = _CHARGES | _CHARGES_OF_LINES if _OF_LINES.search(heading_key) else _CHARGES
    found = {value for value in every if documents.says(value, charges)}
    if letters := _letters(every):
        return frozenset(value for value in every if statuses.word(value) in letters.others)
    if letter := in_and_out.letter_of_in(every):
        return frozenset(value for value in every if statuses.word(value) == letter)
    if is_ledger(every):
        found |= {value for value in every if _is_move(value) or _is_in_or_out(value, every)}
    if parts := {value for value in every if _is_component(value)}:
        found |= {value for value in every - parts if _is_kit(value, parts)}
    others = {value for value in every - found if value.strip() and not statuses.is_return(value)}
    return frozenset(found if others else ())


def letters_of_returns(values: Iterable[str]) -> frozenset[str]:
    """Of two letters, one for each kind of line, the one that is for returns."""
    letters = {statuses.word(value): value for value in values if value.strip()}
    known = _letters(letters.values())
    pair = _RETURN_BESIDE.get(frozenset(letters))
    back = known.back if known else frozenset([pair])
    return frozenset(value for letter, value in letters.items() if letter in back)


def _letters(values: Iterable[str]) -> _Letters | None:
    """The system whose letters these are."""
    words = {statuses.word(value) for value in values if value.strip()}
    return next((one for one in _LETTERS if one.sold in words <= {one.sold, *one.back, *one.others}), None)


def unknown(values: Iterable[str]) -> list[str]:
    """Of a column of a few kinds of lines, those that are named by letters or numbers which nobody here knows; beside
    kinds that are known all that nobody knows.
    """
    every = {value.strip() for value in values if value.strip()}
    if not 1 < len(every) <= _MOST_KINDS:
        return []
    if _letters(every) or letters_of_returns(every) or in_and_out.letter_of_in(every):
        return []
    is_known = is_ledger(every) or any(_is_sold(value) or statuses.is_return(value) for value in every)
    longest = max(map(len, every)) if is_known else _SHORT
    return sorted(one for one in every if len(one) <= longest and not is_rule(one) and not _is_known(one))


def _is_known(value: str) -> bool:
    known = documents.PURCHASES | _CHARGES | _CHARGES_OF_LINES | documents.INVOICES | _KITS
    is_of_customers = _is_sold(value) or statuses.is_return(value)
    return is_of_customers or _is_component(value) or write_offs.is_one(value) or documents.says(value, known)


def is_ledger(values: Iterable[str]) -> bool:
    """Whether these are the movements of stock, of which sales are but some."""
    every = list(values)
    are_moves = any(_is_move(value) for value in every) and any(is_sale(one) or _OF_STOCK.match(one) for one in every)
    came_in = any(_is_purchase(one) or statuses.word(one) in in_and_out.GOODS_IN for one in every)
    return are_moves or in_and_out.are_both(every) or (any(map(documents.is_invoice, every)) and came_in)


def _is_in_or_out(value: str, every: Collection[str]) -> bool:
    """What came in; what went out is sold only where nothing else is called so."""
    if is_sale(value):
        return False
    return in_and_out.is_in(value) or (in_and_out.is_out(value) and any(map(is_sale, every)))


def are_visits(values: Iterable[str]) -> bool:
    """Whether these are what visitors of a web shop do, of which some buy."""
    words = {statuses.word(value) for value in values}
    return not words.isdisjoint(_BOUGHT) and not words.isdisjoint(_VISITS)


def are_invoices_and_credits(values: Iterable[str]) -> bool:
    """Whether these are documents of sales and of what takes them back; "Refunded" is the state of a sale as well, but
    not beside "Sale".
    """
    every = [value for value in values if value.strip()]
    are_kinds = any(statuses.word(value) in _SALES - _STATES for value in every)
    back = [one for one in every if statuses.is_return(one) and (are_kinds or not statuses.why_not_sold(one))]
    sold = [value for value in every if value not in back and _is_sold(value)]
    return bool(back and sold) and len(back) + len(sold) == len(every)


def are_goods_and_charges(values: Iterable[str]) -> bool:
    """Whether some of these say that a line is of a charge, and nothing else."""
    words = {statuses.word(value) for value in values}
    return bool(words & (_CHARGES | _CHARGES_OF_LINES)) and not words <= _CHARGES | _CHARGES_OF_LINES


def are_till_lines(values: Iterable[str]) -> bool:
    """Whether these are what a till did line by line: a line that voids takes back one above it."""
    words = {statuses.word(value) for value in values}
    return not words.isdisjoint(_SALES - _STATES) and any(statuses.why_not_sold(one) == "voided" for one in words)


def is_sale(value: str) -> bool:
    """Whether it says in so many words that something was sold."""
    return documents.says(value, _SALES)


def _is_sold(value: str) -> bool:
    return is_sale(value) or documents.is_invoice(value) or documents.says(value, _RECEIPTS)


def _is_move(value: str) -> bool:
    is_of_customers = is_sale(value) or statuses.is_return(value)
    is_of_stock = documents.says(value, _MOVES) or write_offs.is_one(value)
    return _is_purchase(value) or (not is_of_customers and is_of_stock)


def _is_purchase(value: str) -> bool:
    return documents.says(value, documents.PURCHASES) and not is_sale(value)


def _is_component(value: str) -> bool:
    return _COMPONENT.search(statuses.word(value)) is not None


def _is_kit(value: str, parts: Iterable[str]) -> bool:
    """Whether it is what the parts are of: "Kit", or "Stückliste" beside "Stücklistenkomponente"."""
    return documents.says(value, _KITS) or any(statuses.word(part).startswith(statuses.word(value)) for part in parts)
